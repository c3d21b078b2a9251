package dyn.passes.step;

import dyn.ir.Axis;
import dyn.ir.Builder;
import dyn.ir.Lanes;
import dyn.ir.Output;
import dyn.ir.Primitive;
import dyn.ir.Scalar;
import dyn.ir.Type;
import dyn.ir.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Steps chosen by error control, for each member its own. Naively all members go through every attempt together, until none is
 * left; that loop is a wait, and a pass removes it. The accepted step that would leave the segment is not taken but tried again by the
 * next one, which gives the same bits; so a segment's end changes no step.
 */
final class AdaptiveLoop {
  private final Scope scope;
  private final Scheme scheme;
  private final Recorder recorder;
  private final StepControl control;
  private final Pace pace;
  private final Segment segment;
  private final Value until;
  private final Value start;
  private final Value end;
  private final Value maxSteps;

  AdaptiveLoop(Builder b, Scope scope, Scheme scheme, double errorOrder, List<Value> params) {
    this.scope = scope;
    this.scheme = scheme;
    segment = new Segment(b, params);
    until = b.param(Inputs.UNTIL, Type.F64);
    start = b.param(Inputs.START, Type.F64);
    end = b.param(Inputs.END, Type.F64);
    params.addAll(List.of(until, start, end));
    control = new StepControl(b, scope, errorOrder, start, end, params);
    maxSteps = b.param(Inputs.MAX_STEPS, Type.I64);
    params.add(maxSteps);
    pace = scheme.pace(start, end, control.longest());
    recorder = new Recorder(b, scope, true, params);
  }

  /** Positions of the carries. */
  private record Layout(int active, int t, int h, int errBefore, int afterReject, int n, int rejected, int code, int variable, int cell,
      int states, int memory, int behind, int cursors) {}

  void build(Builder b, List<Value> initial) {
    Type real = Scope.perMember(Scalar.F64);
    Type integer = Scope.perMember(Scalar.I64);
    Type bool = Scope.perMember(Scalar.BOOL);
    Value zero = b.constant(0L);
    Value t = segment.enter(Results.TIME, real, start);
    Value code = segment.enter(Results.CODE, integer, b.constant(Results.OK));
    Value rejected = segment.enter(Results.REJECTED, integer, zero);
    Value n = segment.either("n", zero, b.add(segment.before(Results.ACCEPTED, integer), rejected));
    Value active = b.apply("active", Primitive.AND, b.apply(Primitive.LT, t, end), b.apply(Primitive.EQ, code, b.constant(Results.OK)));
    List<Value> memory = scheme.startMemory(b, start, initial);
    Carries c = new Carries();
    Layout at = new Layout(
        c.add("active", bool, active), c.add("t", real, t),
        c.add("h", real, segment.enter(Results.NEXT_STEP, real, pace.first(b, control, initial))),
        c.add("err_before", real, segment.enter(Results.ERROR_BEFORE, real, control.unknown(b))),
        c.add("after_reject", bool, segment.enter(Results.AFTER_REJECT, bool, b.constant(false))),
        c.add("n", integer, n), c.add("rejected", integer, rejected), c.add("code", integer, code),
        c.add("variable", integer, segment.enter(Results.VARIABLE, integer, b.constant(-1L))),
        c.add("cell", integer, segment.enter(Results.CELL, integer, zero)),
        c.addAll(scope.model.states, scope.stateTypes(), segment.enter(Segment.ends(scope.model.states), scope.stateTypes(), initial)),
        c.addAll(scheme.memoryHints(), scheme.memoryTypes(), segment.enter(Segment.memory(scheme), scheme.memoryTypes(), memory)),
        c.addAll(pace.hints(), counters(), segment.enter(behind(), counters(), pace.hints().stream().map(_ -> zero).toList())),
        c.addAll(recorder.hints(), recorder.hints().stream().map(_ -> integer).toList(), recorder.hints().stream().map(_ -> zero)
        .toList()));
    for (Value due : recorder.firstDue(b)) c.add("due", real, due);
    List<Value> last = b.whileLoop(c.hints, c.init, c.types,
        (w, p) -> {
          Value all = Scope.barrier(w, p.get(at.active), true);
          return List.of(w.emit("go", new Lanes.Reduce(Lanes.Combine.ANY, all, Axis.MEMBER)));
        },
        (w, p) -> attempt(w, p, at));
    finish(b, last, at);
  }

  private List<Type> counters() {
    return pace.hints().stream().map(_ -> Scope.perMember(Scalar.I64)).toList();
  }

  private List<String> behind() {
    return pace.hints().stream().map(Results::memory).toList();
  }

  private List<Value> attempt(Builder b, List<Value> p, Layout at) {
    int count = scope.model.states.size();
    Value active = p.get(at.active);
    Value t = p.get(at.t);
    List<Value> y = p.subList(at.states, at.states + count);
    Pace.Cut cut = pace.cut(b, t, p.get(at.h), p.subList(at.behind, at.cursors));
    Value h = cut.h();
    Scheme here = cut.place().map(scheme::at).orElse(scheme);
    Scheme.Step step = here.step(b, t, h, y, p.subList(at.memory, at.behind));
    Value tNew = step.length().map(l -> b.select(b.apply("ends_early", Primitive.LT, l, h), b.add(t, l), cut.end())).orElse(cut.end());
    Value error = control.error(b, y, step);
    Value accept = control.accepts(b, error);
    Value records = b.apply("records", Primitive.AND, active, accept);
    List<Value> cursors = recorder.adaptive(b, p.subList(at.cursors, p.size()), records, t, tNew, h, y, step);
    Value leaves = b.apply("leaves", Primitive.AND, accept, b.apply(Primitive.GE, tNew, until));
    Value stays = b.apply(Primitive.NOT, leaves);
    Value tried = b.apply("tried", Primitive.AND, active, stays);
    Value go = b.apply("go", Primitive.AND, tried, accept);
    boolean chooses = step.error().isPresent();
    Value memory = chooses ? control.memory(b, error) : p.get(at.errBefore);
    Value hNext = chooses ? control.next(b, h, memory, p.get(at.errBefore), accept, p.get(at.afterReject)) : p.get(at.h);
    Value n = b.add(p.get(at.n), b.constant(1L));
    Value stop = b.emit("stop", new Output.Poll(p.get(at.n), t));
    StepControl.Failure failure = control.failure(b, pace.isThere(b, t, hNext), accept, n, maxSteps);
    Value failed = failure.any(b);
    Value arrived = b.apply("arrived", Primitive.AND, accept, b.apply(Primitive.GE, tNew, end));
    Value halt = b.apply("halt", Primitive.OR, b.apply(Primitive.OR, arrived, leaves), b.apply(Primitive.OR, failed, stop));
    Value stopped = b.apply("stopped", Primitive.AND, stop, b.apply(Primitive.NOT, b.apply(Primitive.OR, arrived, failed)));

    Value reject = b.apply("reject", Primitive.NOT, accept);
    Value isRejected = b.apply(Primitive.AND, active, reject);
    Value rejections = b.select(isRejected, b.add(p.get(at.rejected), b.constant(1L)), p.get(at.rejected));
    List<Value> ahead = new ArrayList<>(List.of(tNew, hNext, control.remembered(b, memory), reject, n));
    List<Value> back = new ArrayList<>(List.of(t, p.get(at.h), p.get(at.errBefore), p.get(at.afterReject), p.get(at.n)));
    List<Value> after = Stream.of(step.states(), step.memory(), cut.behind()).flatMap(List::stream).toList();
    List<Value> before = p.subList(at.states, at.cursors);
    if (scope.isOfNumbers()) {
      ahead.addAll(after);
      back.addAll(before);
    }
    // A guess: most steps are accepted, and the next one begins without waiting for the error.
    List<Value> chosen = b.ifElse(go, back.stream().map(Value::name).toList(), _ -> ahead, in -> {
      List<Value> again = new ArrayList<>(back);
      for (int k : new int[] {at.h - at.t, at.afterReject - at.t, at.n - at.t}) again.set(k, in.select(tried, ahead.get(k), back.get(k)));
      return again;
    });
    List<Value> next = new ArrayList<>(List.of(b.apply("active", Primitive.AND, active, b.apply(Primitive.NOT, halt))));
    next.addAll(chosen.subList(0, at.rejected - at.t));
    next.add(rejections);
    List<Value> ended = List.of(p.get(at.code), p.get(at.variable), p.get(at.cell));
    next.addAll(b.ifElse(b.apply("ends", Primitive.OR, failed, stop), List.of("code", "variable", "cell"), in -> {
      List<Value> worst = control.worst(in, failed, ended.subList(1, 3), y, step);
      Value why = in.select(stopped, in.constant(Results.STOPPED), failure.code(in, error));
      return List.of(in.select(tried, why, ended.get(0)), in.select(tried, worst.get(0), ended.get(1)),
          in.select(tried, worst.get(1), ended.get(2)));
    }, _ -> ended));
    if (scope.isOfNumbers()) next.addAll(chosen.subList(at.rejected - at.t, chosen.size()));
    else for (int s = 0; s < after.size(); s++) next.add(b.select(go, after.get(s), before.get(s)));
    next.addAll(cursors);
    return next;
  }

  private void finish(Builder b, List<Value> last, Layout at) {
    Segment.leave(b, Segment.ends(scope.model.states), last.subList(at.states, at.memory));
    b.emit(new Output.Result(Results.CODE, last.get(at.code)));
    b.emit(new Output.Result(Results.TIME, last.get(at.t)));
    b.emit(new Output.Result(Results.VARIABLE, last.get(at.variable)));
    b.emit(new Output.Result(Results.CELL, last.get(at.cell)));
    b.emit(new Output.Result(Results.ACCEPTED, b.sub(last.get(at.n), last.get(at.rejected))));
    b.emit(new Output.Result(Results.REJECTED, last.get(at.rejected)));
    Segment.leave(b, Results.NEXT_STEP, last.get(at.h));
    Segment.leave(b, Results.ERROR_BEFORE, last.get(at.errBefore));
    Segment.leave(b, Results.AFTER_REJECT, last.get(at.afterReject));
    Segment.leave(b, Segment.memory(scheme), last.subList(at.memory, at.behind));
    Segment.leave(b, behind(), last.subList(at.behind, at.cursors));
    for (int k = 0; k < recorder.tracks(); k++) b.emit(new Output.Result(Results.recorded(k), last.get(at.cursors + k)));
  }
}

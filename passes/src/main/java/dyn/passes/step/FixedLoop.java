package dyn.passes.step;

import dyn.ir.Builder;
import dyn.ir.Output;
import dyn.ir.Primitive;
import dyn.ir.Scalar;
import dyn.ir.Type;
import dyn.ir.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Steps of one size, the same for all members. A member that stops being finite goes on: the step of its first fault is kept, and
 * what it records from there on is discarded by the reader.
 */
final class FixedLoop {
  /** Larger than any step number. */
  private static final long NEVER = Long.MAX_VALUE;

  private final Scope scope;
  private final Scheme scheme;
  private final Recorder recorder;
  private final Segment segment;
  private final Value done;
  private final Value until;
  private final Value start;
  private final Value dt;
  private final Value lastDt;
  private final Value steps;
  private final boolean shortLastStep;
  private final Watched watched;

  FixedLoop(Builder b, Scope scope, Scheme scheme, boolean shortLastStep, List<Value> params) {
    this.scope = scope;
    this.scheme = scheme;
    this.shortLastStep = shortLastStep;
    this.watched = Watched.of(scope.model);
    segment = new Segment(b, params);
    done = b.param(Inputs.DONE, Type.I64);
    until = b.param(Inputs.UNTIL, Type.I64);
    start = b.param(Inputs.START, Type.F64);
    dt = b.param(Inputs.DT, Type.F64);
    lastDt = b.param(Inputs.LAST_DT, Type.F64);
    steps = b.param(Inputs.STEPS, Type.I64);
    params.addAll(List.of(done, until, start, dt, lastDt, steps));
    recorder = new Recorder(b, scope, false, params);
  }

  void build(Builder b, List<Value> initial) {
    Value never = b.constant(NEVER);
    Carries c = new Carries();
    int n = c.add("n", Type.I64, done);
    int stop = c.add("stop", Type.BOOL, b.constant(false));
    int fault = c.addAll(faultHints(), faultTypes(), watched.states().stream().map(_ -> never).toList());
    int states = c.addAll(scope.model.states, scope.stateTypes(),
        segment.enter(Segment.ends(scope.model.states), scope.stateTypes(), initial));
    List<Value> memory = scheme.startMemory(b, start, initial);
    int kept = c.addAll(scheme.memoryHints(), scheme.memoryTypes(), segment.enter(Segment.memory(scheme), scheme.memoryTypes(), memory));
    int cursors = c.hints.size();
    for (String hint : recorder.hints()) c.add(hint, Type.I64, b.constant(0L));
    int count = scope.model.states.size();
    List<Value> end = b.whileLoop(c.hints, c.init, c.types,
        (w, p) -> {
          Value more = w.apply("more", Primitive.LT, p.get(n), until);
          return List.of(w.apply("go", Primitive.AND, more, w.apply(Primitive.NOT, p.get(stop))));
        },
        (w, p) -> body(w, p.get(n), p.subList(fault, states), p.subList(states, states + count),
            p.subList(kept, cursors), p.subList(cursors, p.size())));
    finish(b, end.get(n), end.get(stop), end.subList(fault, states));
    Segment.leave(b, Segment.ends(scope.model.states), end.subList(states, states + count));
    Segment.leave(b, Segment.memory(scheme), end.subList(kept, cursors));
    for (int k = 0; k < recorder.tracks(); k++) b.emit(new Output.Result(Results.recorded(k), end.get(cursors + k)));
  }

  private List<Value> body(Builder b, Value n, List<Value> faults, List<Value> y, List<Value> memory, List<Value> cursors) {
    Value t = b.fma(b.apply(Primitive.TO_F64, n), dt, start);
    Value next = b.add(n, b.constant(1L));
    Value h = shortLastStep ? b.select(b.apply("last", Primitive.EQ, next, steps), lastDt, dt) : dt;
    Scheme.Step step = scheme.at(Place.of(n)).step(b, t, h, y, memory);
    List<Value> found = firstFaults(b, n, faults, watched.of(y, step.computed()));
    List<Value> moved = recorder.fixed(b, cursors, n, y, step);
    List<Value> result = new ArrayList<>(List.of(next, b.emit("stop", new Output.Poll(n, t))));
    result.addAll(found);
    result.addAll(step.states());
    result.addAll(step.memory());
    result.addAll(moved);
    return result;
  }

  /** Number states are looked at together: their sum is not finite where one of them is not, and one by one only then. */
  private List<Value> firstFaults(Builder b, Value n, List<Value> faults, List<Value> states) {
    List<Integer> places = IntStream.range(0, states.size()).filter(k -> scope.model.state(watched.states().get(k)).type().isScalar())
        .boxed().toList();
    if (places.size() < 2) return each(b, n, faults, states);
    List<Value> numbers = places.stream().map(states::get).toList();
    Value sum = numbers.stream().reduce(b::add).orElseThrow();
    Value suspect = b.apply("suspect", Primitive.NE, b.sub(sum, sum), b.constant(sum.type().scalar(), 0.0));
    List<Value> before = places.stream().map(faults::get).toList();
    List<Value> found = b.ifElse(suspect, before.stream().map(Value::name).toList(),
        in -> each(in, n, before, numbers), in -> before);
    List<Value> all = new ArrayList<>();
    for (int s = 0; s < states.size(); s++) {
      all.add(places.contains(s) ? found.get(places.indexOf(s)) : firstFault(b, n, faults.get(s), states.get(s)));
    }
    return all;
  }

  private static List<Value> each(Builder b, Value n, List<Value> faults, List<Value> states) {
    List<Value> found = new ArrayList<>();
    for (int s = 0; s < states.size(); s++) found.add(firstFault(b, n, faults.get(s), states.get(s)));
    return found;
  }

  private static Value firstFault(Builder b, Value n, Value fault, Value state) {
    Value finite = b.apply("finite", Primitive.EQ, b.sub(state, state), b.constant(state.type().scalar(), 0.0));
    return b.apply("fault", Primitive.MIN, fault, b.select(finite, b.constant(NEVER), n));
  }

  private List<String> faultHints() {
    return watched.states().stream().map(s -> "fault." + scope.model.states.get(s)).toList();
  }

  private List<Type> faultTypes() {
    return watched.states().stream().map(s -> scope.rateType(s).withScalar(Scalar.I64)).toList();
  }

  private Value timeAfter(Builder b, Value step) {
    Value whole = b.fma(b.apply(Primitive.TO_F64, step), dt, start);
    if (!shortLastStep) return whole;
    Value before = b.fma(b.apply(Primitive.TO_F64, b.sub(steps, b.constant(1L))), dt, start);
    return b.select(b.apply("last", Primitive.EQ, step, steps), b.add(before, lastDt), whole);
  }

  /** The number of a cell among all of a memory of two times. */
  private Value inRow(Builder b, Extreme worst, int state) {
    Value rows = b.constant(scope.model.state(state).type().axes().getLast().size());
    return b.add(b.mul(worst.cell(), rows), b.add(worst.value(), b.constant(1L)));
  }

  /** The fault of an earlier segment is the first one. */
  private void finish(Builder b, Value n, Value stop, List<Value> faults) {
    Value never = b.constant(NEVER);
    Value first = never;
    Value variable = b.constant(-1L);
    Value cell = b.constant(0L);
    for (int k = 0; k < faults.size(); k++) {
      int s = watched.states().get(k);
      Extreme worst = Extreme.least(b, faults.get(k), scope.rateAxes(s));
      Value earlier = b.apply("earlier", Primitive.LT, worst.value(), first);
      variable = b.select(earlier, b.constant((long) s), variable);
      cell = b.select(earlier, scope.model.isMemory(s) ? inRow(b, worst, s) : worst.cell(), cell);
      first = b.apply("fault", Primitive.MIN, worst.value(), first);
    }
    Type integer = Scope.perMember(Scalar.I64);
    Value code = segment.enter(Results.CODE, integer, b.constant(Results.OK));
    Value before = b.apply("failed", Primitive.EQ, code, b.constant(Results.NOT_FINITE));
    Value failed = b.apply("failed", Primitive.LT, first, never);
    Value rest = b.select(stop, b.constant(Results.STOPPED), b.constant(Results.OK));
    Value here = b.select(failed, b.constant(Results.NOT_FINITE), rest);
    Value lastStep = b.select(before, segment.before(Results.ACCEPTED, integer), b.select(failed, b.add(first, b.constant(1L)), n));
    b.emit(new Output.Result(Results.CODE, b.select(before, code, here)));
    b.emit(new Output.Result(Results.TIME, timeAfter(b, lastStep)));
    b.emit(new Output.Result(Results.VARIABLE, b.select(before, segment.before(Results.VARIABLE, integer), variable)));
    b.emit(new Output.Result(Results.CELL, b.select(before, segment.before(Results.CELL, integer), cell)));
    b.emit(new Output.Result(Results.ACCEPTED, lastStep));
    b.emit(new Output.Result(Results.REJECTED, b.constant(0L)));
  }
}

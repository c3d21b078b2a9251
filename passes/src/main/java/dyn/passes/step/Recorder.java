package dyn.passes.step;

import dyn.ir.Axis;
import dyn.ir.Builder;
import dyn.ir.Lanes;
import dyn.ir.Output;
import dyn.ir.Primitive;
import dyn.ir.Reach;
import dyn.ir.Scalar;
import dyn.ir.Signature;
import dyn.ir.Type;
import dyn.ir.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Writes the records that fall into a step. Record times never clip a step: states inside come from the continuous extension. */
final class Recorder {
  private final Scope scope;
  private final List<Value> counts = new ArrayList<>();
  private final List<Value> times = new ArrayList<>();
  private final List<Value> steps = new ArrayList<>();
  private final List<Value> thetas = new ArrayList<>();

  /** Adds the inputs of every track to {@code params}. */
  Recorder(Builder b, Scope scope, boolean adaptive, List<Value> params) {
    this.scope = scope;
    for (int k = 0; k < scope.model.observes.size(); k++) {
      Axis axis = Signature.recordAxis(Inputs.track(k));
      Type reals = Type.of(Scalar.F64, List.of(axis), Reach.ALL);
      counts.add(b.param(Inputs.count(k), Type.I64));
      times.add(b.param(Inputs.time(k), reals));
      if (adaptive) continue;
      steps.add(b.param(Inputs.step(k), reals.withScalar(Scalar.I64)));
      thetas.add(b.param(Inputs.theta(k), reals));
    }
    params.addAll(counts);
    params.addAll(times);
    params.addAll(steps);
    params.addAll(thetas);
  }

  int tracks() {
    return counts.size();
  }

  List<String> hints() {
    List<String> hints = new ArrayList<>();
    for (int k = 0; k < tracks(); k++) hints.add(Inputs.track(k) + ".next");
    return hints;
  }

  private static Value at(Builder b, String hint, Value table, Value k) {
    return b.emit(hint, new Lanes.Gather(table, k, table.type().axes().getFirst().name()));
  }

  /** Records of the fixed step number {@code n}; returns the cursors after it. */
  List<Value> fixed(Builder b, List<Value> cursors, Value n, List<Value> from, Scheme.Step step) {
    List<Value> moved = new ArrayList<>();
    for (int track = 0; track < tracks(); track++) {
      int k = track;
      Value cursor = cursors.get(k);
      moved.addAll(b.whileLoop(List.of(cursor.name()), List.of(cursor), List.of(cursor.type()),
          (c, p) -> {
            Value due = c.apply("due", Primitive.EQ, at(c, "at", steps.get(k), p.getFirst()), n);
            return List.of(c.apply("due", Primitive.AND, more(c, k, p.getFirst()), due));
          },
          (c, p) -> {
            Value i = p.getFirst();
            record(c, k, i, at(c, "when", times.get(k), i), at(c, "theta", thetas.get(k), i), Optional.of(n), from, step);
            return List.of(c.add(i, c.constant(1L)));
          }));
    }
    return moved;
  }

  /** What an adaptive loop carries of a track beside the cursor: when its next record is due, or never. So a step looks at no table. */
  List<Value> firstDue(Builder b) {
    List<Value> due = new ArrayList<>();
    for (int k = 0; k < tracks(); k++) due.add(due(b, k, b.constant(0L)));
    return due;
  }

  private Value more(Builder b, int k, Value i) {
    return b.apply("more", Primitive.LT, i, counts.get(k));
  }

  private Value due(Builder b, int k, Value i) {
    return b.select(more(b, k, i), at(b, "due", times.get(k), i), b.constant(Double.POSITIVE_INFINITY));
  }

  /**
   * Records of the step from {@code t} to {@code end}, for the members that {@code go} on.
   *
   * @param cursors of all tracks, then when each is due
   */
  List<Value> adaptive(Builder b, List<Value> cursors, Value go, Value t, Value end, Value h, List<Value> from, Scheme.Step step) {
    List<Value> moved = new ArrayList<>();
    List<Value> due = new ArrayList<>();
    for (int track = 0; track < tracks(); track++) {
      int k = track;
      List<Value> before = List.of(cursors.get(k), cursors.get(tracks() + k));
      List<Value> after = b.whileLoop(before.stream().map(Value::name).toList(), before, before.stream().map(Value::type).toList(),
          (c, p) -> List.of(c.apply("due", Primitive.AND, go, c.apply("due", Primitive.LE, p.get(1), end))),
          (c, p) -> {
            Value i = p.getFirst();
            Value when = p.get(1);
            Value inside = c.div(c.sub(when, t), h);
            Value theta = c.select(c.apply("ends", Primitive.GE, when, end), c.constant(1.0), inside);
            record(c, k, i, when, theta, Optional.empty(), from, step);
            Value next = c.add(i, c.constant(1L));
            return List.of(next, due(c, k, next));
          });
      moved.add(after.get(0));
      due.add(after.get(1));
    }
    moved.addAll(due);
    return moved;
  }

  private void record(Builder b, int k, Value i, Value when, Value theta, Optional<Value> before, List<Value> from, Scheme.Step step) {
    Optional<Value> row = scope.model.remembers ? before.map(n -> row(b, theta, n)) : Optional.empty();
    b.emit(new Output.Record(Inputs.track(k), i, scope.observe(b, k, when, row, inside(b, theta, from, step))));
  }

  /** Memories of two times are recorded at the ends of steps only. */
  private static Value row(Builder b, Value theta, Value before) {
    return b.select(b.apply("starts", Primitive.LE, theta, b.constant(0.0)), before, b.add(before, b.constant(1L)));
  }

  /** States at {@code theta}: the exact ends of the step, or its continuous extension between them. */
  private List<Value> inside(Builder b, Value theta, List<Value> from, Scheme.Step step) {
    Value atStart = b.apply("starts", Primitive.LE, theta, b.constant(0.0));
    if (step.interior() == null) return select(b, atStart, from, step.states());
    Value atEnd = b.apply("ends", Primitive.GE, theta, b.constant(1.0));
    Value between = b.apply(Primitive.NOT, b.apply(Primitive.OR, atStart, atEnd));
    return b.ifElse(between, scope.model.states,
        inner -> step.interior().at(inner, theta),
        inner -> select(inner, atStart, from, step.states()));
  }

  private static List<Value> select(Builder b, Value condition, List<Value> yes, List<Value> no) {
    List<Value> chosen = new ArrayList<>();
    for (int s = 0; s < yes.size(); s++) chosen.add(b.select(condition, yes.get(s), no.get(s)));
    return chosen;
  }
}

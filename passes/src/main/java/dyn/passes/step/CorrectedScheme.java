package dyn.passes.step;

import dyn.ir.Axis;
import dyn.ir.Builder;
import dyn.ir.Lanes;
import dyn.ir.Primitive;
import dyn.ir.Value;
import dyn.passes.methods.Corrected;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * An Euler step, corrected by the trapezoidal rule. Of a memory of two times a step fills the next row; its diagonal is there from the
 * start, and what lies beyond it is left alone: no time is read before it has passed.
 *
 * @param before how many steps lie behind
 */
record CorrectedScheme(Corrected method, Scope scope, Optional<Value> before) implements Scheme {
  @Override
  public Scheme at(Place place) {
    return new CorrectedScheme(method, scope, Optional.of(place.behind()));
  }

  @Override
  public Step step(Builder b, Value t, Value h, List<Value> states, List<Value> memory) {
    Value row = before.orElseThrow();
    Value next = b.add(row, b.constant(1L));
    Value end = b.add(t, h);
    Value whole = scope.narrow(b, h);
    Value half = b.mul(b.constant(whole.type().scalar(), 0.5), whole);
    List<Value> waited = states.stream().map(s -> Scope.barrier(b, s, true)).toList();
    List<Value> first = scope.rates(b, t, Optional.of(row), waited);
    List<Value> from = new ArrayList<>();
    for (int s = 0; s < states.size(); s++) from.add(scope.model.isMemory(s) ? row(b, waited.get(s), row) : states.get(s));
    List<Value> computed = moved(b, next, whole, first, from);
    List<Value> found = written(b, next, computed, states);
    for (int k = 0; k < method.corrections(); k++) {
      List<Value> last = scope.rates(b, end, Optional.of(next), found.stream().map(s -> Scope.barrier(b, s, true)).toList());
      List<Value> both = new ArrayList<>();
      for (int s = 0; s < last.size(); s++) both.add(b.add(first.get(s), last.get(s)));
      computed = moved(b, next, half, both, from);
      found = written(b, next, computed, states);
    }
    return new Step(found, List.of(), Optional.empty(), null, computed);
  }

  private static Value row(Builder b, Value memory, Value number) {
    return b.emit(memory.name(), new Lanes.Gather(memory, number, memory.type().axes().getLast().name()));
  }

  /** Other states at the end of the step, and the next row of memories, in the cells before its diagonal; 0 in the others. */
  private List<Value> moved(Builder b, Value next, Value h, List<Value> slopes, List<Value> from) {
    List<Value> all = new ArrayList<>();
    for (int s = 0; s < from.size(); s++) {
      Value to = b.apply(scope.model.states.get(s), Primitive.FMA, h, slopes.get(s), from.get(s));
      all.add(scope.model.isMemory(s) ? b.apply(to.name(), Primitive.SELECT, before(b, next, scope.rateAxes(s).getLast()), to,
          b.constant(to.type().scalar(), 0.0)) : to);
    }
    return all;
  }

  private static Value before(Builder b, Value row, Axis cells) {
    return b.apply("before", Primitive.GT, b.emit("row", new Lanes.Spread(row, Scope.MEMBER)), b.emit("s", new Lanes.Iota(cells)));
  }

  /** Memories with a further row; their diagonal is there already. */
  private List<Value> written(Builder b, Value next, List<Value> rows, List<Value> states) {
    List<Value> all = new ArrayList<>();
    for (int s = 0; s < states.size(); s++) all.add(scope.model.isMemory(s) ? written(b, next, rows.get(s), states.get(s)) : rows.get(s));
    return all;
  }

  private static Value written(Builder b, Value next, Value row, Value memory) {
    List<Axis> axes = memory.type().axes();
    Value now = b.apply("now", Primitive.EQ, next, b.emit("t", new Lanes.Iota(axes.getLast())));
    Value here = b.apply("new", Primitive.AND, before(b, next, axes.get(axes.size() - 2)), now);
    return b.apply(memory.name(), Primitive.SELECT, here, row, memory);
  }
}

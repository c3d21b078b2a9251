package dyn.passes.step;

import dyn.ir.Axis;
import dyn.ir.Builder;
import dyn.ir.Lanes;
import dyn.ir.Primitive;
import dyn.ir.Value;
import java.util.List;

/** The least or greatest cell of a state, and the row-major number of the first cell that has it. */
record Extreme(Value value, Value cell) {
  static Extreme least(Builder b, Value v, List<Axis> axes) {
    return of(b, v, axes, Lanes.Combine.MIN);
  }

  static Extreme greatest(Builder b, Value v, List<Axis> axes) {
    return of(b, v, axes, Lanes.Combine.MAX);
  }

  private static Extreme of(Builder b, Value v, List<Axis> axes, Lanes.Combine combine) {
    Value first = b.constant(0L);
    if (axes.isEmpty()) return new Extreme(v, first);
    Value cells = Scope.barrier(b, v, false);
    Value extreme = reduce(b, combine, cells, axes);
    Value number = first;
    for (Axis a : axes) {
      Value index = b.emit("i", new Lanes.Iota(a));
      number = b.apply("number", Primitive.ADD, b.mul(number, b.constant(a.size())), index);
    }
    Value candidates = b.select(b.apply(Primitive.EQ, cells, extreme), number, b.constant(Long.MAX_VALUE));
    return new Extreme(extreme, reduce(b, Lanes.Combine.MIN, candidates, axes));
  }

  private static Value reduce(Builder b, Lanes.Combine combine, Value v, List<Axis> axes) {
    Value r = v;
    // What lies side by side first.
    for (Axis a : axes.reversed()) if (r.type().has(a.name())) r = b.emit(combine.text(), new Lanes.Reduce(combine, r, a.name()));
    return r;
  }
}

package dyn.backend.reference;

import dyn.ir.Axis;
import dyn.ir.Lanes;
import dyn.ir.Noise;
import dyn.ir.Output;
import dyn.ir.Placed;
import dyn.ir.Primitive;
import dyn.ir.Pure;
import dyn.ir.Reach;
import dyn.ir.Regions;
import dyn.ir.Scalar;
import dyn.ir.Stmt;
import dyn.ir.Sync;
import dyn.ir.Type;
import dyn.ir.Value;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Poison mode: the reach of an array at run time is the least of what is declared and what its operands had. */
final class Tiles {
  private final Poison poison;
  private final Sizes sizes;
  private final ArrayOps arrays;
  private final Interpreter interpreter;

  Tiles(Poison poison, Sizes sizes, Interpreter interpreter) {
    this.poison = poison;
    this.sizes = sizes;
    this.arrays = new ArrayOps(sizes);
    this.interpreter = interpreter;
  }

  List<Array> evaluate(Stmt s, Frame f) {
    return switch (s.op()) {
      // Their bodies are tiled statement by statement; placed code has no arrays but its buffers.
      case Regions _, Placed _, Output.Poll _ -> interpreter.evaluate(s, f);
      case Pure.Call c when !c.callee().isScalar() -> interpreter.evaluate(s, f);
      case Pure _, Lanes _, Noise _, Output _ -> tiled(s, f, Set.of());
      case Sync.Barrier b -> tiled(s, f, poison.unwaited().contains(s.result().name()) ? Set.of() : new LinkedHashSet<>(b.axes()));
    };
  }

  private List<Array> tiled(Stmt s, Frame f, Set<String> waited) {
    List<Value> operands = s.op().operands();
    Set<Axis> axes = new LinkedHashSet<>();
    for (Value v : operands) {
      Type t = f.get(v).type();
      for (Axis a : t.axes()) if (sizes.of(a) > 1 && t.reachAlong(a.name()).equals(Reach.OWN)) axes.add(a);
    }
    List<Array> out = new ArrayList<>();
    for (Array a : along(List.copyOf(axes), s, operands, f)) {
      Type t = ArrayOps.tracked(a.type(), f.all(operands));
      for (String axis : waited) t = t.withReach(axis, Reach.ALL);
      out.add(a.as(t));
    }
    return out;
  }

  /** Tile by tile along the first of {@code axes}, and inside each along the others. */
  private List<Array> along(List<Axis> axes, Stmt s, List<Value> operands, Frame f) {
    if (axes.isEmpty()) return interpreter.evaluate(s, f);
    Axis axis = axes.getFirst();
    long n = sizes.of(axis);
    List<Array> merged = null;
    for (int t = 0; t < poison.tiles(); t++) {
      Array tile = tile(axis, n * t / poison.tiles(), n * (t + 1) / poison.tiles());
      if (ArrayOps.none(tile)) continue;
      Map<String, Array> seen = new HashMap<>();
      for (Value v : operands) seen.put(v.name(), destroyOutside(tile, axis, f.get(v)));
      Array active = s.op() instanceof Output ? arrays.and(f.active(), tile) : f.active();
      List<Array> part = along(axes.subList(1, axes.size()), s, operands, new Frame(seen, null, active));
      merged = merged == null ? part : merge(tile, part, merged);
    }
    return merged;
  }

  private Array tile(Axis axis, long from, long to) {
    Array mask = arrays.zeros(Type.of(Scalar.BOOL, List.of(axis), Reach.ALL));
    for (long k = from; k < to; k++) mask.bits()[(int) k] = 1;
    return mask;
  }

  private Array destroyOutside(Array tile, Axis axis, Array a) {
    if (!a.type().has(axis.name()) || a.type().reachAlong(axis.name()).equals(Reach.ALL)) return a;
    Cells inside = arrays.cells(tile, a.type());
    long[] out = a.bits().clone();
    for (int k = 0; k < out.length; k++) if (inside.at(k) == 0) out[k] = Poison.destroy(a.type().scalar(), out[k]);
    return new Array(a.type(), out);
  }

  /** A result without the axis, which only a read beyond reach can give, is that of the last tile. */
  private List<Array> merge(Array tile, List<Array> part, List<Array> others) {
    List<Array> out = new ArrayList<>();
    for (int i = 0; i < part.size(); i++) {
      Array p = part.get(i);
      boolean has = p.type().has(tile.type().axes().getFirst().name());
      out.add(has ? arrays.apply(Primitive.SELECT, p.type(), List.of(tile, p, others.get(i))) : p);
    }
    return out;
  }
}

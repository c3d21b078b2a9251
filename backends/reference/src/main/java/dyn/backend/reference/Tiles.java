package dyn.backend.reference;

import dyn.ir.Axis;
import dyn.ir.EdgeList;
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
      // A block is of one tile.
      case Lanes.Partial _ -> interpreter.evaluate(s, f).stream()
          .map(a -> a.as(ArrayOps.tracked(a.type(), f.all(s.op().operands())))).toList();
      case Lanes.Gather g when g.operand().type().reachAlong(g.axis()) instanceof Reach.Coupled ->
          atEnds(s, f, g.operand(), g.axis(), new Reach.Coupled(List.of(EdgeList.along(g.index()).orElseThrow())));
      case Lanes.Gather g when g.operand().type().reachAlong(g.axis()) instanceof Reach.Ends e -> atEnds(s, f, g.operand(), g.axis(), e);
      case Lanes.Segment g when g.operand().type().reachAlong(g.axis()) instanceof Reach.Ends e -> atEnds(s, f, g.operand(), g.axis(), e);
      case Pure _, Lanes _, Noise _, Output _ -> tiled(s, f, null);
      case Sync w -> tiled(s, f, poison.unwaited().contains(s.results().getFirst().name()) ? null : w);
    };
  }

  /** @param wait what grants more reach; null for other statements */
  private List<Array> tiled(Stmt s, Frame f, Sync wait) {
    List<Value> operands = s.op().operands();
    Set<Axis> axes = new LinkedHashSet<>();
    for (Value v : operands) {
      Type t = f.get(v).type();
      for (Axis a : t.axes()) if (sizes.of(a) > 1 && !t.reachAlong(a.name()).equals(Reach.ALL)) axes.add(a);
    }
    List<Array> out = new ArrayList<>();
    List<Array> whole = along(List.copyOf(axes), s, operands, f);
    for (int i = 0; i < whole.size(); i++) {
      Array a = whole.get(i);
      Type t = switch (s.op()) {
        case Sync _ -> ArrayOps.tracked(a.type().withReach(Reach.ALL), List.of(f.get(operands.get(i))));
        case Lanes.Shift shift -> shifted(ArrayOps.tracked(a.type().withReach(Reach.ALL), f.all(operands)), shift);
        case Pure _, Lanes _, Regions _, Noise _, Output _, Placed _ -> ArrayOps.tracked(a.type(), f.all(operands));
      };
      if (wait != null) for (String axis : wait.axes()) {
        if (!t.reachAlong(axis).covers(wait.granted(axis))) t = t.withReach(axis, wait.granted(axis));
      }
      out.add(a.as(t));
    }
    return out;
  }

  /** Which tiles read an edge is not known here: who reaches less than {@code needed} reads poison only. */
  private List<Array> atEnds(Stmt s, Frame f, Value operand, String axis, Reach needed) {
    Array a = interpreter.evaluate(s, f).getFirst();
    if (f.get(operand).type().reachAlong(axis).covers(needed)) return List.of(a);
    long[] out = a.bits().clone();
    for (int k = 0; k < out.length; k++) out[k] = Poison.destroy(a.type().scalar(), out[k]);
    return List.of(new Array(a.type(), out));
  }

  private static Type shifted(Type t, Lanes.Shift s) {
    Reach before = t.reachAlong(s.axis());
    return before.equals(Reach.ALL) ? t : t.withReach(s.axis(), Reach.halo(Math.max(0, before.width() - Math.abs(s.by()))));
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
      long from = n * t / poison.tiles();
      long to = n * (t + 1) / poison.tiles();
      for (Value v : operands) seen.put(v.name(), destroyOutside(from, to, axis, f.get(v)));
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

  /** A halo goes on around the ring: who reads across an end that is none reads what a lane there may. */
  private Array destroyOutside(long from, long to, Axis axis, Array a) {
    if (!a.type().has(axis.name()) || a.type().reachAlong(axis.name()).equals(Reach.ALL)) return a;
    int n = sizes.of(axis);
    int width = Math.min(a.type().reachAlong(axis.name()).width(), n);
    Array seen = arrays.zeros(Type.of(Scalar.BOOL, List.of(axis), Reach.ALL));
    for (long k = from - width; k < to + width; k++) seen.bits()[(int) Math.floorMod(k, (long) n)] = 1;
    Cells inside = arrays.cells(seen, a.type());
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

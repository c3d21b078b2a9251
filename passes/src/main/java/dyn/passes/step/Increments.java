package dyn.passes.step;

import dyn.ir.Builder;
import dyn.ir.Noise.Distribution;
import dyn.ir.Noise.Draw;
import dyn.ir.Primitive;
import dyn.ir.Value;
import dyn.passes.Discretization.Noise;
import java.util.ArrayList;
import java.util.List;

/**
 * What Wiener processes add in a step: numbers of variance h, independent in each member, cell and step. A path is drawn on a grid; where
 * steps are shorter than its cells, they divide what a cell adds by Brownian bridges, each half of a half. So shorter steps see the same
 * path. The nodes of the draws are written down in docs/rationale/noise.md.
 */
record Increments(Scope scope, Noise noise) {
  /** Nodes from here on are within cells of the grid: 2^20 of each, by the numbers of a heap. */
  private static final long WITHIN = 1L << 47;
  private static final int NODES_OF_CELL = 20;

  /** @param step its number, from the start */
  List<Value> of(Builder b, Value step, Value h) {
    int halvings = noise.halvings();
    Value cell = halvings == 0 ? step : b.apply("cell", Primitive.SHR, step, b.constant((long) halvings));
    Value root = b.apply("root", Primitive.SQRT, halvings == 0 ? h : b.mul(h, b.constant((double) (1L << halvings))));
    List<Value> all = new ArrayList<>();
    for (Value w : scope.model.increments()) {
      int source = noise.first() + all.size();
      Value whole = b.apply(w.name(), Primitive.MUL, root, drawn(b, source, cell, w));
      for (int level = 0; level < halvings; level++) whole = half(b, source, level, step, cell, root, whole, w);
      all.add(scope.narrow(b, whole));
    }
    return all;
  }

  /** The half that holds the step, of an interval of the grid that has been halved so many times; `root` is that of a whole cell. */
  private Value half(Builder b, int source, int level, Value step, Value cell, Value root, Value whole, Value w) {
    int below = noise.halvings() - level;
    Value part = b.apply("part", Primitive.AND, b.apply(Primitive.SHR, step, b.constant((long) below)), b.constant((1L << level) - 1));
    Value base = b.apply(Primitive.SHL, cell, b.constant((long) NODES_OF_CELL));
    Value node = b.add(b.add(base, b.constant(WITHIN + (1L << level))), part);
    // Between two ends, the middle of a path varies by half the root of their distance.
    Value spread = b.mul(root, b.constant(0.5 * Math.pow(2, -0.5 * level)));
    Value first = b.fma(b.constant(0.5), whole, b.mul(spread, drawn(b, source, node, w)));
    Value odd = b.apply(Primitive.AND, b.apply(Primitive.SHR, step, b.constant(below - 1L)), b.constant(1L));
    return b.apply(w.name(), Primitive.SELECT, b.apply("second", Primitive.EQ, odd, b.constant(1L)), b.sub(whole, first), first);
  }

  private Value drawn(Builder b, int source, Value node, Value w) {
    return b.emit("z", new Draw(Distribution.NORMAL, source, scope.keys.get(0), scope.keys.get(1), node, w.type().axes()));
  }
}

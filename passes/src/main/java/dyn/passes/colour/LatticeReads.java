package dyn.passes.colour;

import dyn.ir.Axis;
import dyn.ir.Body;
import dyn.ir.Lanes;
import dyn.ir.Noise;
import dyn.ir.Op;
import dyn.ir.Output;
import dyn.ir.Placed;
import dyn.ir.Pure;
import dyn.ir.Regions;
import dyn.ir.Stmt;
import dyn.ir.Sync;
import dyn.ir.Value;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;

/**
 * The cells that a cell of a lattice reads, by their distance along each axis: no more than these. Along a ring distances go around;
 * along another axis a cell beyond the end is the last one, so that near the end those on the way are read as well.
 *
 * @param rings whether an axis closes
 * @param offsets to the cells that are read; the cell itself is not among them
 */
public record LatticeReads(List<Axis> axes, List<Boolean> rings, Set<List<Integer>> offsets) {
  /** More are too many to look at. */
  private static final int MOST = 20_000;

  public LatticeReads {
    axes = List.copyOf(axes);
    rings = List.copyOf(rings);
    offsets = Collections.unmodifiableSet(new LinkedHashSet<>(offsets));
  }

  /** How {@code results} read {@code state}, of the same cells; empty where a read is by anything but distance. */
  static Optional<LatticeReads> of(Body body, List<Value> state, List<Value> results) {
    return new Reader(state.getFirst().type().axes()).read(body, state, results);
  }

  private static final class Reader {
    private final List<Axis> axes;
    private final Map<Value, Set<List<Integer>>> read = new HashMap<>();
    private final Set<String> rings = new TreeSet<>();
    private boolean far;

    Reader(List<Axis> axes) {
      this.axes = axes;
    }

    Optional<LatticeReads> read(Body body, List<Value> state, List<Value> results) {
      List<Integer> self = Collections.nCopies(axes.size(), 0);
      state.forEach(s -> read.put(s, Set.of(self)));
      for (Stmt s : body.stmts()) statement(s);
      Set<List<Integer>> all = new LinkedHashSet<>();
      results.forEach(r -> all.addAll(read.getOrDefault(r, Set.of())));
      all.remove(self);
      return far ? Optional.empty() : Optional.of(new LatticeReads(axes, axes.stream().map(a -> rings.contains(a.name())).toList(), all));
    }

    private void statement(Stmt s) {
      Set<List<Integer>> all = new LinkedHashSet<>();
      s.op().operands().forEach(v -> all.addAll(read.getOrDefault(v, Set.of())));
      boolean inside = s.op().bodies().stream().anyMatch(this::reads);
      if (all.isEmpty() && !inside) return;
      Set<List<Integer>> result = switch (s.op()) {
        case Pure.Call c when !c.callee().isScalar() -> null;
        case Pure _, Lanes.Spread _ -> all;
        case Lanes.Shift t -> shifted(all, t);
        case Lanes _, Sync _, Regions _, Noise _, Output _, Placed _ -> null;
      };
      far |= result == null || result.size() > MOST;
      if (!far) s.results().forEach(r -> read.put(r, result));
    }

    private boolean reads(Body body) {
      for (Stmt s : body.stmts()) {
        Op op = s.op();
        if (op.operands().stream().anyMatch(read::containsKey) || op.bodies().stream().anyMatch(this::reads)) return true;
      }
      return body.results().stream().anyMatch(read::containsKey);
    }

    private Set<List<Integer>> shifted(Set<List<Integer>> operand, Lanes.Shift t) {
      int axis = IntStream.range(0, axes.size()).filter(k -> axes.get(k).name().equals(t.axis())).findFirst().orElse(-1);
      if (axis < 0) return operand;
      boolean ring = t.edge() == Lanes.Edge.WRAP;
      if (ring) rings.add(t.axis());
      Set<List<Integer>> all = new LinkedHashSet<>();
      for (List<Integer> o : operand) {
        int step = Integer.signum(t.by());
        for (int by = ring ? t.by() : 0; ; by += step) {
          Integer[] moved = o.toArray(Integer[]::new);
          moved[axis] += by;
          all.add(List.of(moved));
          if (by == t.by() || all.size() > MOST) break;
        }
      }
      return all;
    }
  }
}

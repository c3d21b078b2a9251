package dyn.passes.place;

import dyn.ir.Axis;
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
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Which memory an operation reads, through values that are computed where they are read, and whether only at its own cell. */
final class Reads {
  private final Cells cells;

  Reads(Cells cells) {
    this.cells = cells;
  }

  @FunctionalInterface
  private interface Visitor {
    /** @param elsewhere the leaf may be read at cells other than the reader's own */
    void leaf(Value v, Cells.Home home, boolean elsewhere);
  }

  private void visit(Op op, Visitor visitor) {
    visit(op, false, visitor, new HashSet<>());
  }

  /** @param seen values that have been visited, with whether elsewhere: many ways may lead to one */
  private void visit(Op op, boolean elsewhere, Visitor visitor, Set<List<Object>> seen) {
    List<Value> operands = op.operands();
    for (int i = 0; i < operands.size(); i++) visit(operands.get(i), elsewhere || readsOtherCells(op, i), visitor, seen);
  }

  private void visit(Value v, boolean elsewhere, Visitor visitor, Set<List<Object>> seen) {
    if (Cells.axes(v.type()).isEmpty() || !seen.add(List.of(v, elsewhere))) return;
    switch (cells.home(v)) {
      case Cells.Computed c -> visit(c.op(), elsewhere, visitor, seen);
      case Cells.Chosen c -> {
        visit(c.yes(), elsewhere, visitor, seen);
        visit(c.no(), elsewhere, visitor, seen);
      }
      case Cells.Single s -> visitor.leaf(v, s, elsewhere);
      case Cells.Stored s -> visitor.leaf(v, s, elsewhere);
      case Cells.Pending p -> visitor.leaf(v, p, elsewhere);
    }
  }

  private static boolean readsOtherCells(Op op, int operand) {
    return switch (op) {
      case Lanes.Rename r -> !r.from().isEmpty();
      case Lanes.Gather _, Lanes.Segment _ -> operand == 0;
      case Lanes.Shift t -> t.by() != 0;
      case Lanes.Reduce _, Lanes.Contract _ -> false;
      case Lanes _, Pure _, Sync _, Regions _, Noise _, Output _, Placed _ -> false;
    };
  }

  /** True if {@code op} reads a value of {@code group} at all. */
  boolean touches(Op op, Group group) {
    Set<Value> leaves = new HashSet<>();
    visit(op, (v, _, _) -> leaves.add(v));
    return leaves.stream().anyMatch(group.values::contains);
  }

  /** True if {@code op}, in the loop of {@code group}, would read one of its values at another cell. */
  boolean readsElsewhere(Op op, Group group) {
    Set<Value> found = new HashSet<>();
    visit(op, (v, _, elsewhere) -> {
      if (group.values.contains(v) && (elsewhere || !group.isOver(Cells.axes(v.type())))) found.add(v);
    });
    return !found.isEmpty();
  }

  /** How many cells before and behind its own the operations of a group read along {@code axis}. */
  int[] widths(Group group, String axis) {
    Map<Value, int[]> known = new HashMap<>();
    int[] widths = new int[2];
    for (Stmt s : group.stmts) widen(widths, widths(s.op(), axis, known));
    return widths;
  }

  /** As seen from the cell that {@code op} computes. */
  private int[] widths(Op op, String axis, Map<Value, int[]> known) {
    int[] widths = new int[2];
    int by = by(op, axis);
    widen(widths, new int[] {-by, by});
    for (Value v : op.operands()) {
      if (Cells.axes(v.type()).isEmpty() || !(cells.home(v) instanceof Cells.Computed c)) continue;
      int[] further = known.get(v);
      if (further == null) known.put(v, further = widths(c.op(), axis, known));
      widen(widths, new int[] {further[0] - by, further[1] + by});
    }
    return widths;
  }

  private static void widen(int[] widths, int[] more) {
    widths[0] = Math.max(widths[0], more[0]);
    widths[1] = Math.max(widths[1], more[1]);
  }

  /** For values of this loop and of those before it, how far along {@code axis} a group reads them: least and greatest distance. */
  Map<Value, int[]> shifts(Group group, String axis) {
    Map<Value, int[]> found = new LinkedHashMap<>();
    Set<List<Object>> seen = new HashSet<>();
    for (Stmt s : group.stmts) for (Value v : s.op().operands()) shifts(v, axis, by(s.op(), axis), found, seen);
    return found;
  }

  private static int by(Op op, String axis) {
    return op instanceof Lanes.Shift t && t.axis().equals(axis) ? t.by() : 0;
  }

  private void shifts(Value v, String axis, int by, Map<Value, int[]> found, Set<List<Object>> seen) {
    if (Cells.axes(v.type()).isEmpty() || !seen.add(List.of(v, by))) return;
    if (cells.home(v) instanceof Cells.Computed c) {
      for (Value o : c.op().operands()) shifts(o, axis, by + by(c.op(), axis), found, seen);
      return;
    }
    int[] range = found.computeIfAbsent(v, _ -> new int[] {by, by});
    range[0] = Math.min(range[0], by);
    range[1] = Math.max(range[1], by);
  }

  /** Whether a group reads around the ring of {@code axis}. */
  boolean wraps(Group group, String axis) {
    Set<Value> seen = new HashSet<>();
    return group.stmts.stream().anyMatch(s -> wraps(s.op(), axis, seen));
  }

  private boolean wraps(Op op, String axis, Set<Value> seen) {
    if (op instanceof Lanes.Shift t && t.axis().equals(axis) && t.edge() == Lanes.Edge.WRAP) return true;
    return op.operands().stream().anyMatch(v -> !Cells.axes(v.type()).isEmpty() && cells.home(v) instanceof Cells.Computed c
        && seen.add(v) && wraps(c.op(), axis, seen));
  }

  void collectElsewhere(Op op, Group group) {
    visit(op, (v, home, elsewhere) -> {
      List<Axis> axes = Cells.axes(v.type());
      if (home instanceof Cells.Stored s && (elsewhere || !group.isOver(axes))) group.readElsewhere.add(s.buffer());
    });
  }
}

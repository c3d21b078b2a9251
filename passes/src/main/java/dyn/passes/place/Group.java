package dyn.passes.place;

import dyn.ir.Axis;
import dyn.ir.Stmt;
import dyn.ir.Value;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Statements over the same cells that will share one loop: none reads another's value beyond its own cell. */
final class Group {
  final List<Axis> axes;
  final List<Stmt> stmts = new ArrayList<>();
  final Set<Stmt> members = Uses.identitySet();
  final Set<Value> values = new HashSet<>();
  /** Where values go besides or instead of memory of their own. */
  final Map<Value, List<Cells.Stored>> targets = new LinkedHashMap<>();
  /** Memory that the group reads at cells other than the loop's own. */
  final Set<Value> readElsewhere = new HashSet<>();

  Group(List<Axis> axes) {
    this.axes = List.copyOf(axes);
  }

  boolean isOver(List<Axis> other) {
    return axes.size() == other.size() && axes.containsAll(other);
  }

  void add(Stmt s) {
    stmts.add(s);
    members.add(s);
    values.addAll(s.results());
  }
}

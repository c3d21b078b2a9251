package dyn.frontend.check;

import dyn.frontend.term.IndexRange;
import dyn.frontend.term.Symbol;
import dyn.frontend.term.Term;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * How an update reads the cells of its own state. A way is the names, in the term at hand, of the state's dimensions; one that has been
 * summed over has none.
 */
final class OwnReads {
  /** In the place of a dimension whose cells have all been combined. */
  private static final String ALL = "";

  /**
   * @param near whether all ways are by distance, cell from cell
   * @param here whether all distances are 0
   */
  private record Ways(Set<List<String>> all, boolean near, boolean here) {
    static final Ways NONE = new Ways(Set.of(), true, true);

    Ways moved() {
      return new Ways(all, near, all.isEmpty());
    }
  }

  private final Names names;
  private final List<IndexRange> shape;
  private final Set<String> own = new LinkedHashSet<>();
  private final Map<Term, Ways> known = new IdentityHashMap<>();

  OwnReads(Names names, Symbol state) {
    this.names = names;
    this.shape = state.shape();
    state.parts().forEach(p -> own.add(p.name()));
  }

  boolean areNear(Term t) {
    return ways(t).near();
  }

  /** Whether each cell reads itself alone. */
  boolean areOfItself(Term t) {
    List<String> itself = shape.stream().map(IndexRange::axisName).toList();
    Ways ways = ways(t);
    return ways.here() && ways.all().stream().allMatch(itself::equals);
  }

  /** Whether each cell reads all others. */
  boolean areAll(Term t) {
    return ways(t).all().stream().anyMatch(w -> {
      boolean all = w.contains(ALL);
      for (int k = 0; k < w.size(); k++) all &= w.get(k).equals(ALL) || shape.get(k).size() == 1;
      return all;
    });
  }

  private Ways ways(Term t) {
    Ways done = known.get(t);
    if (done != null) return done;
    Ways found = find(t);
    known.put(t, found);
    return found;
  }

  private Ways find(Term t) {
    return switch (t) {
      case Term.Read r when own.contains(r.symbol().name()) ->
          new Ways(Set.of(shape.stream().map(IndexRange::axisName).toList()), true, true);
      case Term.Read r -> names.definition(r.symbol()).map(this::ways).orElse(Ways.NONE);
      case Term.Apply a -> union(leaves(a));
      case Term.Retyped r -> ways(r.operand());
      case Term.Shift s -> ways(s.operand()).moved();
      case Term.Rename r -> listed(ways(r.operand()), n -> r.to().containsKey(n) ? r.to().get(n).axisName() : n);
      case Term.Follow f -> listed(ways(f.operand()), n -> n.equals(f.axis()) ? f.index().axisName() : n);
      case Term.Pick p -> listed(ways(p.operand()), n -> n.equals(p.axis()) ? "picked" : n);
      case Term.At a -> listed(ways(a.operand()), n -> n.equals(a.axis().axisName()) ? "edge" : n);
      case Term.Meet m -> listed(ways(m.operand()), n -> n);
      case Term.Reduce r -> over(ways(r.operand()), r.over());
      case Term.Contract c -> over(union(List.of(c.left(), c.right())), List.of(c.along()));
      case Term.Stack s -> listed(union(s.parts()), n -> n);
      case Term.Divergence d -> listed(union(d.flows().stream().map(Term.Divergence.Flow::rate).toList()), _ -> ALL);
      case Term.Complex _, Term.Structured _ -> throw new IllegalStateException("a term is whole: " + t);
      case Term.Position _, Term.Iota _, Term.Draw _, Term.Quantiles _, Term.Base _, Term.Point _, Term.Constant _, Term.Time _, Term.Row _,
          Term.Failed _ -> Ways.NONE;
    };
  }

  /** What an expression of cells is computed of; long ones lean to the left and are not walked by recursion. */
  static List<Term> leaves(Term.Apply a) {
    List<Term> leaves = new ArrayList<>();
    Deque<Term> todo = new ArrayDeque<>(List.of(a));
    while (!todo.isEmpty()) {
      Term t = todo.pop();
      if (t instanceof Term.Apply inner) inner.args().forEach(todo::push);
      else leaves.add(t);
    }
    return leaves;
  }

  private Ways union(List<Term> terms) {
    Set<List<String>> all = new LinkedHashSet<>();
    boolean near = true;
    boolean here = true;
    for (Term t : terms) {
      Ways w = ways(t);
      all.addAll(w.all());
      near &= w.near();
      here &= w.here();
    }
    return new Ways(all, near, here);
  }

  private static Ways over(Ways ways, List<IndexRange> axes) {
    Set<String> combined = Shapes.axisNames(axes);
    return listed(ways, n -> combined.contains(n) ? ALL : n);
  }

  private static Ways listed(Ways ways, UnaryOperator<String> names) {
    Set<List<String>> all = new LinkedHashSet<>();
    ways.all().forEach(w -> all.add(w.stream().map(n -> n.equals(ALL) ? n : names.apply(n)).toList()));
    return new Ways(all, ways.near() && all.isEmpty(), ways.here());
  }
}

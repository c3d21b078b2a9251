package dyn.frontend.check;

import dyn.frontend.syntax.Expr;
import dyn.frontend.syntax.Operator;
import dyn.frontend.term.IndexRange;
import dyn.frontend.term.Term;
import dyn.frontend.term.Typing;
import dyn.ir.diagnostics.Code;
import dyn.ir.diagnostics.Diagnostic;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;

/** `x[i]`, `A[n, m]`, `x[0]`: bound indices rename axes, constants pick cells. */
final class Subscripts {
  /** The furthest neighbour. */
  private static final int MOST_CELLS = 1000;

  private final ExprChecker checker;

  Subscripts(ExprChecker checker) {
    this.checker = checker;
  }

  Term check(Expr.Index e, Scope scope) {
    if (e.base() instanceof Expr.Name n && scope.indices().containsKey(n.name())) {
      return checker.fail(Diagnostic.of(Code.E0211, n.span(), "`" + n.name() + "` is an index, not an array")
          .because("it cannot be indexed"));
    }
    if (checker.memories.isMemory(e.base(), scope)) return checker.memories.read((Expr.Name) e.base(), e, scope);
    Term base = checker.number(e.base(), scope);
    if (base.failed()) return base;
    List<Edges.Place> places = checker.edges.places(e.at(), scope);
    if (base.typing().shape().size() != places.size()) return count(e, base);
    return base instanceof Term.Complex z ? complex(z, e, places, scope) : cells(base, e, places, scope);
  }

  private Term complex(Term.Complex z, Expr.Index e, List<Edges.Place> places, Scope scope) {
    Term re = cells(z.re(), e, places, scope);
    return re.failed() ? re : Complexes.of(re, cells(z.im(), e, places, scope), re.typing());
  }

  private Term cells(Term base, Expr.Index e, List<Edges.Place> places, Scope scope) {
    List<IndexRange> shape = base.typing().shape();
    Set<String> used = new LinkedHashSet<>(scope.taken());
    used.addAll(Shapes.axisNames(shape));
    Map<String, IndexRange> renames = new LinkedHashMap<>();
    Set<String> free = new LinkedHashSet<>(base.typing().free());
    List<Map.Entry<IndexRange, IndexRange>> repeated = new ArrayList<>();
    Term value = base;
    List<IndexRange> whole = new ArrayList<>();
    for (int i = 0; i < shape.size(); i++) {
      IndexRange axis = shape.get(i);
      Expr written = places.get(i).at();
      if (places.get(i).end().isPresent()) {
        Edges.End end = places.get(i).end().get();
        IndexRange nodes = end.ranges().get(end.part());
        if (!axis.matches(nodes)) return otherDimension(written, axis, nodes);
        value = checker.edges.at(value, axis, end, scope);
        if (end.indexed()) free.add(end.edge().axisName());
        else if (!whole.contains(end.edge())) whole.add(end.edge());
        continue;
      }
      Optional<Offset> offset = offset(written, scope);
      if (offset.isPresent()) {
        if (!axis.matches(offset.get().index())) return otherDimension(written, axis, offset.get().index());
        value = checker.neighbours.of(value, axis, offset.get().by(), new Neighbours.Reader(scope, e.span()));
        if (value.failed()) return value;
      }
      Expr at = offset.isPresent() ? offset.get().name() : written;
      IndexRange index = at instanceof Expr.Name n && n.primes() == 0
          && !scope.locals().containsKey(n.name()) ? scope.indices().get(n.name()) : null;
      if (index == null) {
        long position = constant(at, axis, scope);
        if (position < 0) return new Term.Failed();
        // Neighbours along the other dimensions are asked of what is left.
        List<IndexRange> rest = value.typing().shape().stream().filter(r -> !r.axisName().equals(axis.axisName())).toList();
        value = new Term.Pick(value, axis.axisName(), position, Typing.number(rest));
        continue;
      }
      if (!axis.matches(index)) return otherDimension(at, axis, index);
      if (free.contains(index.axisName()) || renames.values().stream().anyMatch(r -> r.axisName().equals(index.axisName()))) {
        IndexRange spare = Shapes.fresh(axis, used);
        used.add(spare.axisName());
        renames.put(axis.axisName(), spare);
        repeated.add(Map.entry(spare, index));
      } else {
        renames.put(axis.axisName(), index);
        free.add(index.axisName());
      }
    }
    renames.entrySet().removeIf(r -> r.getKey().equals(r.getValue().axisName()));
    if (!whole.isEmpty() && !free.isEmpty()) return mixed(e, whole.getFirst());
    Typing typing = new Typing(Typing.Kind.NUMBER, whole, free);
    value = renames.isEmpty() ? new Term.Retyped(value, typing) : new Term.Rename(value, renames, typing);
    for (var r : repeated) value = new Term.Follow(value, r.getKey().axisName(), r.getValue(), typing);
    return value;
  }

  private Term mixed(Expr.Index e, IndexRange edge) {
    return checker.fail(Diagnostic.of(Code.E0404, e.span(), "an index stands beside an end of all edges").because("of which edge?")
        .help("name the edge on the left, `[" + edge.dim() + "]`, and use it: `w[" + edge.dim() + "]`"));
  }

  /** `i + 1`, `i - 2`, `1 + i`: a bound index and a whole constant. */
  private record Offset(Expr.Name name, IndexRange index, int by) {}

  private Optional<Offset> offset(Expr at, Scope scope) {
    if (!(at instanceof Expr.Chain c)) return Optional.empty();
    Expr.Name name = null;
    double by = 0;
    List<Expr.Link> links = new ArrayList<>(List.of(new Expr.Link(Operator.ADD, at.span(), c.first())));
    links.addAll(c.rest());
    for (Expr.Link l : links) {
      if (l.operator() != Operator.ADD && l.operator() != Operator.SUB) return Optional.empty();
      boolean index = l.operand() instanceof Expr.Name n && n.primes() == 0 && scope.indices().containsKey(n.name())
          && !scope.locals().containsKey(n.name());
      OptionalDouble constant = index ? OptionalDouble.empty() : checker.constants.number(l.operand());
      if (index && name == null && l.operator() == Operator.ADD) name = (Expr.Name) l.operand();
      else if (constant.isPresent()) by += l.operator() == Operator.ADD ? constant.getAsDouble() : -constant.getAsDouble();
      else return Optional.empty();
    }
    boolean whole = by == Math.rint(by) && Math.abs(by) <= MOST_CELLS;
    return name == null || !whole ? Optional.empty() : Optional.of(new Offset(name, scope.indices().get(name.name()), (int) by));
  }

  private Term count(Expr.Index e, Term base) {
    int rank = base.typing().shape().size();
    String has = rank == 0 ? "a number has no index" : "it has " + rank + (rank == 1 ? " dimension" : " dimensions");
    String given = e.at().size() + (e.at().size() == 1 ? " index" : " indices");
    return checker.fail(Diagnostic.of(Code.E0403, e.span(), given + " for " + (rank == 0 ? "a number" : "an array of " + rank
        + (rank == 1 ? " dimension" : " dimensions"))).because(rank == 0 ? has : "this is " + base.typing().shapeText()));
  }

  private Term otherDimension(Expr at, IndexRange axis, IndexRange index) {
    return checker.fail(Diagnostic.of(Code.E0406, at.span(), "the index `" + at.span().text() + "` ranges over another dimension")
        .because("it ranges over " + index.text() + ", the array over " + axis.text()));
  }

  private long constant(Expr at, IndexRange axis, Scope scope) {
    OptionalDouble value = checker.constants.number(at);
    if (value.isEmpty()) {
      notConstant(at, scope);
      return -1;
    }
    double v = value.getAsDouble();
    if (v == Math.rint(v) && v >= 0 && v < axis.size()) return (long) v;
    checker.fail(Diagnostic.of(Code.E0407, at.span(), "the index " + at.span().text().strip() + " is out of range")
        .because("indices run from 0 to " + (axis.size() - 1)));
    return -1;
  }

  private void notConstant(Expr at, Scope scope) {
    if (at instanceof Expr.Name n) {
      Term value = checker.check(n, scope);
      if (value.failed()) return;
    }
    checker.fail(Diagnostic.of(Code.E0411, at.span(), "an index is a bound name or a constant").because("this is computed")
        .help("a neighbour is read by `x[i+1]`, with a whole constant; any other cell by `sum(j in d) where(j == ..., x[j], 0)`"));
  }
}

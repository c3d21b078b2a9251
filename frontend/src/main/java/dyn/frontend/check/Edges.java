package dyn.frontend.check;

import dyn.frontend.check.ExprChecker.Typed;
import dyn.frontend.syntax.Expr;
import dyn.frontend.term.EdgeSet;
import dyn.frontend.term.IndexRange;
import dyn.frontend.term.Structure;
import dyn.frontend.term.Symbol;
import dyn.frontend.term.Term;
import dyn.frontend.term.Typing;
import dyn.frontend.units.Trees;
import dyn.ir.Lanes;
import dyn.ir.Primitive;
import dyn.ir.diagnostics.Code;
import dyn.ir.diagnostics.Diagnostic;
import dyn.ir.diagnostics.Nearest;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Expressions along edges: `x[a]`, the value at one end of each edge, and `sum(link into i) e`, what edges bring to a node. Where an
 * expression names the edges or a node by an index, it is meant edge by edge; else its arrays are whole arrays over the edges.
 */
final class Edges {
  /** Reads a column that a file gives of each edge; no text can say it. */
  static final String COLUMN = ":column";

  /**
   * The node at one end of an edge.
   *
   * @param edge the dimension of the edges, under the name that it has where the node is meant
   * @param part which dimension of the nodes is meant, -1 for all
   * @param indexed of the one edge that is bound, else of each edge
   */
  record End(EdgeSet set, IndexRange edge, boolean source, int part, boolean indexed) {
    private End of(int which) {
      return new End(set, edge, source, which, indexed);
    }

    List<IndexRange> ranges() {
      return set.end(source).ranges();
    }
  }

  /** A subscript for one dimension: an expression, or the node at an end. */
  record Place(Expr at, Optional<End> end) {}

  private final ExprChecker checker;

  Edges(ExprChecker checker) {
    this.checker = checker;
  }

  static boolean mentions(Expr e, String name) {
    return e instanceof Expr.Name n && n.name().equals(name) || Trees.parts(e).stream().anyMatch(p -> mentions(p, name));
  }

  // ---- ends

  /** The scope of what is declared over edges: the names of their ends mean those of the same edge. */
  Scope along(Scope scope, List<IndexRange> shape, Expr value) {
    Scope inner = scope;
    for (IndexRange r : shape) {
      EdgeSet set = checker.names.edges.get(r.dim());
      if (set != null) inner = inner.along(ends(set, r, mentions(value, r.axisName())));
    }
    return inner;
  }

  /** The same for an equation that binds its indices. */
  Scope along(Scope scope, IndexRange edge) {
    EdgeSet set = checker.names.edges.get(edge.dim());
    return set == null ? scope : scope.along(ends(set, edge, true));
  }

  private static Map<String, End> ends(EdgeSet set, IndexRange edge, boolean indexed) {
    Map<String, End> ends = new LinkedHashMap<>();
    for (boolean source : new boolean[] {true, false}) ends.put(set.end(source).name(), new End(set, edge, source, -1, indexed));
    return ends;
  }

  /** What a name means as an end: of the edges around, or of the only set with an end of that name. */
  Optional<End> end(String name, Scope scope) {
    End near = scope.ends().get(name);
    if (near != null || scope.indices().containsKey(name) || scope.locals().containsKey(name)) return Optional.ofNullable(near);
    End only = null;
    for (EdgeSet set : checker.names.edges.values()) {
      End found = ends(set, set.edge(), false).get(name);
      if (found != null && only != null) return Optional.empty();
      if (found != null) only = found;
    }
    return Optional.ofNullable(only);
  }

  /** An end of a grid stands for all its dimensions. */
  List<Place> places(List<Expr> at, Scope scope) {
    List<Place> all = new ArrayList<>();
    for (Expr e : at) {
      Optional<End> end = e instanceof Expr.Name n && n.primes() == 0 ? end(n.name(), scope) : Optional.empty();
      if (end.isEmpty() || end.get().part() >= 0) all.add(new Place(e, end));
      else for (int k = 0; k < end.get().ranges().size(); k++) all.add(new Place(e, Optional.of(end.get().of(k))));
    }
    return all;
  }

  /** The cells of {@code whole} at the end of each edge, along one axis. */
  Term at(Term whole, IndexRange axis, End end, Scope scope) {
    Term index = index(end, scope);
    return Complexes.each(whole, t -> new Term.At(t, axis, index, t.typing()));
  }

  private Term index(End end, Scope scope) {
    return data(end.set().ends(end.source(), end.part()), Map.of(end.set().edge().axisName(), end.edge()), scope);
  }

  private Term data(EdgeSet.Data data, Map<String, IndexRange> names, Scope scope) {
    checker.names.edgeData.putIfAbsent(data.symbol(), data);
    scope.reads().add(data.symbol());
    return SparseParts.read(data, names);
  }

  /** The number of a node, where an end stands by itself. */
  Optional<Term> number(Expr.Name n, Scope scope) {
    if (n.primes() > 0) return Optional.empty();
    Optional<End> end = end(n.name(), scope);
    if (end.isEmpty()) return Optional.empty();
    if (end.get().part() < 0 && end.get().ranges().size() > 1) {
      return Optional.of(checker.fail(Diagnostic.of(Code.E0432, n.span(), "`" + n.name() + "` is a cell of `"
          + end.get().set().end(end.get().source()).nodes() + "`, which has several indices").because("not one number")
          .help("read a field there: `u[" + n.name() + "]`")));
    }
    End one = end.get().of(Math.max(0, end.get().part()));
    return Optional.of(new Term.Position(index(one, scope), typing(one)));
  }

  private static Typing typing(End end) {
    return end.indexed() ? new Typing(Typing.Kind.NUMBER, List.of(), Set.of(end.edge().axisName())) : Typing.number(List.of(end.edge()));
  }

  // ---- what meets at a node

  Term meet(Expr.Reduce r, Scope scope) {
    Expr.Meeting m = r.meeting().orElseThrow();
    Optional<EdgeSet> found = set(r.binders().getFirst());
    if (found.isEmpty()) return new Term.Failed();
    EdgeSet set = found.get();
    Optional<List<IndexRange>> nodes = nodes(m, set, scope);
    if (nodes.isEmpty()) return new Term.Failed();
    List<IndexRange> ranges = set.end(!m.into()).ranges();
    boolean bound = nodes.get() != ranges;
    IndexRange edge = Shapes.fresh(set.edge(), scope.taken());
    boolean named = mentions(r.body(), set.name()) || bound && m.nodes().stream().anyMatch(n -> mentions(r.body(), n.name()));
    Map<String, End> ends = ends(set, edge, named);
    for (int k = 0; bound && k < m.nodes().size(); k++) {
      ends.put(m.nodes().get(k).name(), new End(set, edge, !m.into(), k, named));
    }
    Scope inner = named ? scope.binding(set.name(), edge) : scope;
    Typed body = checker.typed(r.body(), inner.along(ends));
    Term value = checker.requireNumber(body);
    if (value.failed()) return value;
    boolean whole = value.typing().shape().size() == 1 && value.typing().shape().getFirst().dim().equals(edge.dim());
    if (value.typing().isArray() && (!whole || named)) return notOverEdges(body, set);
    if (whole) value = Shapes.as(value, List.of(edge));
    Set<String> free = new LinkedHashSet<>(value.typing().free());
    free.remove(edge.axisName());
    if (!bound && !free.isEmpty()) return checker.unindexed(new Typed(new Term.Retyped(value, Typing.number(ranges)), r.span()));
    if (bound) free.addAll(Shapes.axisNames(nodes.get()));
    Typing typing = new Typing(Typing.Kind.NUMBER, bound ? List.of() : ranges, free);
    return meet(r.kind(), new Typed(value, body.at()), set, m.into(), nodes.get(), edge, typing, scope);
  }

  private Term meet(String kind, Typed value, EdgeSet set, boolean into, List<IndexRange> nodes, IndexRange edge, Typing typing,
      Scope scope) {
    Lanes.Combine combine = switch (kind) {
      case "min" -> Lanes.Combine.MIN;
      case "max" -> Lanes.Combine.MAX;
      default -> Lanes.Combine.SUM;
    };
    if (Complexes.is(value.term()) && combine != Lanes.Combine.SUM) return checker.unordered("`" + kind + "`", value);
    Map<String, IndexRange> names = new LinkedHashMap<>();
    List<IndexRange> ranges = set.end(!into).ranges();
    for (int k = 0; k < ranges.size(); k++) names.put(ranges.get(k).axisName(), nodes.get(k));
    Term first = data(set.first(into), names, scope);
    Term last = data(set.last(into), names, scope);
    Optional<Term> order = into ? Optional.empty() : Optional.of(data(set.order(), Map.of(set.edge().axisName(), edge), scope));
    return Complexes.each(value.term(), v -> {
      Term sorted = order.isPresent() ? new Term.At(v, edge, order.get(), v.typing()) : v;
      return new Term.Meet(combine, kind.equals("mean"), sorted, first, last, edge, typing);
    });
  }

  private Term notOverEdges(Typed body, EdgeSet set) {
    String end = set.source().name();
    return checker.fail(Diagnostic.of(Code.E0433, body.at(), "this does not say a value of each edge of `" + set.name() + "`")
        .because("this is " + body.term().typing().shapeText()).help("read nodes at an end: `x[" + end + "]`; where indices are named, "
        + "index everything: `w[" + set.name() + "] * x[" + end + "]`"));
  }

  private Optional<EdgeSet> set(Expr.Binder b) {
    EdgeSet set = checker.names.edges.get(b.index());
    if (set != null || checker.names.broken.contains(b.index())) return Optional.ofNullable(set);
    Diagnostic d = Diagnostic.of(Code.E0433, b.span(), "`" + b.index() + "` is no set of edges").because("edges meet at a node");
    checker.fail(Nearest.to(b.index(), checker.names.edges.keySet()).map(k -> d.help("there is `" + k + "`"))
        .orElse(d.help("declare one: `edges " + b.index() + "[a in n -> b in n] where b == a + 1`")));
    return Optional.empty();
  }

  /** The bound indices of the node, or the very ranges of the end where a dimension or grid is named. */
  private Optional<List<IndexRange>> nodes(Expr.Meeting m, EdgeSet set, Scope scope) {
    EdgeSet.End end = set.end(!m.into());
    List<IndexRange> bound = new ArrayList<>();
    for (Expr.Name n : m.nodes()) {
      IndexRange range = scope.indices().get(n.name());
      if (range != null && !scope.unnamed().contains(n.name())) bound.add(range);
    }
    boolean fits = bound.size() == m.nodes().size() && bound.size() == end.ranges().size();
    for (int k = 0; fits && k < bound.size(); k++) fits = bound.get(k).dim().equals(end.ranges().get(k).dim());
    if (fits) return Optional.of(bound);
    List<String> given = m.nodes().stream().map(Expr.Name::name).toList();
    boolean all = given.equals(List.of(end.nodes())) || given.equals(end.ranges().stream().map(IndexRange::dim).toList());
    boolean whole = bound.isEmpty() && all;
    if (whole) return Optional.of(end.ranges());
    Expr.Name first = m.nodes().getFirst();
    checker.fail(Diagnostic.of(Code.E0432, first.span().to(m.nodes().getLast().span()), "edges of `" + set.name() + "` "
        + (m.into() ? "do not lead into" : "do not come out of") + " `" + String.join(", ", given) + "`")
        .because("they " + (m.into() ? "lead into" : "come out of") + " `" + end.nodes() + "`").label(set.at(), "declared here")
        .help("write `" + set.name() + (m.into() ? " into " : " out of ") + end.nodes() + "`, or a bound index over it"));
    return Optional.empty();
  }

  // ---- functions

  /** `in_degree(link)`, `out_degree(link)`: how many edges each node has. */
  Term degree(Expr.Call c, Scope scope) {
    Expr e = c.args().getFirst().value();
    EdgeSet set = e instanceof Expr.Name n ? checker.names.edges.get(n.name()) : null;
    if (set == null) {
      return checker.fail(Diagnostic.of(Code.E0433, e.span(), "`" + c.name() + "` needs the name of a set of edges").because("not one"));
    }
    boolean into = c.name().equals("in_degree");
    Typing typing = Typing.number(set.end(!into).ranges());
    Term last = new Term.Position(data(set.last(into), Map.of(), scope), typing);
    Term first = new Term.Position(data(set.first(into), Map.of(), scope), typing);
    return new Term.Apply(Primitive.SUB, List.of(last, first), typing);
  }

  /** `sparse(link, w)`: a row for each node into which edges lead, a column for each from which they come; w is 1 where it is not said. */
  Term matrix(Expr.Call c, Scope scope) {
    Expr e = c.args().getFirst().value();
    EdgeSet set = e instanceof Expr.Name n ? checker.names.edges.get(n.name()) : null;
    boolean plain = set != null && set.source().ranges().size() == 1 && set.target().ranges().size() == 1;
    if (!plain) {
      return checker.fail(Diagnostic.of(Code.E0433, e.span(), "`sparse` needs the name of a set of edges between dimensions")
          .because(set == null ? "not one" : "these join cells of a grid"));
    }
    Typing typing = Typing.number(List.of(set.edge()));
    Symbol cells = new Symbol(Symbol.Kind.LET, set.name(), set.at(), typing.shape(), scope.latest());
    Term values = c.args().size() == 1 ? new Term.Constant(1) : new Conform(checker).declared(cells, c.args().get(1).value(), scope);
    if (values.failed()) return values;
    if (!values.typing().isArray()) values = Complexes.each(values, v -> new Term.Retyped(v, typing));
    for (EdgeSet.Data d : List.of(set.ends(true, 0), set.ends(false, 0), set.first(true), set.last(true), set.first(false), set.last(false),
        set.order())) {
      data(d, Map.of(), scope);
    }
    IndexRange rows = set.target().ranges().getFirst();
    IndexRange cols = Shapes.fresh(set.source().ranges().getFirst(), Set.of(rows.axisName()));
    return Structures.of(List.of(new Structure.Sparse(set, true, values)), rows, cols);
  }

  Term column(Expr.Call c, Scope scope) {
    EdgeSet set = checker.names.edges.get(((Expr.Name) c.args().getFirst().value()).name());
    if (set == null) return new Term.Failed();
    return data(set.column((int) ((Expr.Num) c.args().getLast().value()).value()), Map.of(), scope);
  }
}

package dyn.frontend.check;

import dyn.frontend.check.ExprChecker.Typed;
import dyn.frontend.syntax.Expr;
import dyn.frontend.term.IndexRange;
import dyn.frontend.term.Term;
import dyn.frontend.term.Typing;
import dyn.ir.Lanes;
import dyn.ir.diagnostics.Code;
import dyn.ir.diagnostics.Diagnostic;
import dyn.ir.diagnostics.Nearest;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** `sum(i in d) e` and its kin, over indices or all cells; and lists, which put cells side by side. */
final class Reductions {
  private final ExprChecker checker;

  Reductions(ExprChecker checker) {
    this.checker = checker;
  }

  Term reduce(Expr.Reduce r, Scope scope) {
    Scope inner = scope;
    List<IndexRange> over = new ArrayList<>();
    for (Expr.Binder b : r.binders()) {
      Optional<IndexRange> range = range(b, inner);
      if (range.isEmpty()) return new Term.Failed();
      IndexRange mine = Shapes.fresh(range.get(), inner.taken());
      inner = checker.edges.along(inner.binding(b.index(), mine), mine);
      over.add(mine);
    }
    Typed body = checker.typed(r.body(), inner);
    Term value = checker.requireNumber(body);
    if (value.failed()) return value;
    if (value.typing().isArray()) return checker.unindexed(body);
    return reduction(r.kind(), new Typed(value, body.at()), over, List.of());
  }

  static Term sum(Term value, List<IndexRange> over, Typing typing) {
    return new Term.Reduce(Lanes.Combine.SUM, false, value, over, typing);
  }

  Term reduction(String kind, Typed value, List<IndexRange> over, List<IndexRange> shape) {
    Lanes.Combine combine = switch (kind) {
      case "min" -> Lanes.Combine.MIN;
      case "max" -> Lanes.Combine.MAX;
      default -> Lanes.Combine.SUM;
    };
    Set<String> free = new LinkedHashSet<>(value.term().typing().free());
    over.forEach(o -> free.remove(o.axisName()));
    if (Complexes.is(value.term()) && combine != Lanes.Combine.SUM) return checker.unordered("`" + kind + "`", value);
    Typing typing = new Typing(Typing.Kind.NUMBER, shape, free);
    return Complexes.each(value.term(), v -> new Term.Reduce(combine, kind.equals("mean"), v, over, typing));
  }

  private Optional<IndexRange> range(Expr.Binder b, Scope scope) {
    if (scope.indices().containsKey(b.index())) {
      checker.fail(Diagnostic.of(Code.E0206, b.span(), "the index `" + b.index() + "` is bound twice").because("already bound outside")
          .help("use another name: `sum(j in " + scope.indices().get(b.index()).dim() + ") ...`"));
      return Optional.empty();
    }
    boolean alone = b.dimension().isEmpty();
    String wanted = alone ? b.index() : b.dimension();
    Optional<IndexRange> range = checker.names.index(wanted);
    if (range.isEmpty() && !checker.names.broken.contains(wanted)) {
      Diagnostic d = Diagnostic.of(Code.E0210, b.dimensionSpan(), "unknown dimension `" + wanted + "`")
          .because("declared nowhere in this model");
      List<String> known = new ArrayList<>(checker.names.dims.keySet());
      known.addAll(checker.names.indices.keySet());
      checker.fail(Nearest.to(wanted, known).map(k -> d.help("there is `" + k + "`"))
          .orElse(d.help("declare it: `dim " + wanted + " = 10`")));
    }
    boolean clash = !alone && (checker.names.symbols.containsKey(b.index()) || checker.names.index(b.index()).isPresent()
        && !b.index().equals(b.dimension()));
    if (clash && range.isPresent() && !checker.names.index(b.index()).map(x -> x.dim().equals(range.get().dim())).orElse(false)) {
      checker.fail(Diagnostic.of(Code.E0206, b.span(), "the index `" + b.index() + "` hides another `" + b.index() + "`")
          .because("already declared")
          .help("choose another name for the index"));
      return Optional.empty();
    }
    return range;
  }

  Term literal(Expr.Literal l, Scope scope) {
    List<Typed> items = new ArrayList<>();
    for (Expr e : l.items()) {
      Typed item = checker.typed(e, scope);
      items.add(new Typed(checker.requireNumber(item), item.at()));
    }
    Typed first = items.getFirst();
    for (Typed item : items) {
      if (item.term().failed()) return item.term();
      if (!item.term().typing().free().isEmpty()) {
        return checker.fail(Diagnostic.of(Code.E0404, item.at(), "a list cannot hold indexed values").because("this depends on an index"));
      }
      if (Shapes.match(first.term().typing().shape(), item.term().typing().shape())) continue;
      return checker.fail(Diagnostic.of(Code.E0408, item.at(), "the rows of this list have different sizes")
          .because("this is " + item.term().typing().shapeText()).label(first.at(), "the first is " + first.term().typing().shapeText()));
    }
    List<IndexRange> inner = first.term().typing().shape();
    IndexRange axis = new IndexRange("list." + inner.size(), "", items.size());
    List<IndexRange> shape = new ArrayList<>(List.of(axis));
    shape.addAll(inner);
    List<Term> cells = items.stream().map(i -> Shapes.as(i.term(), inner)).toList();
    Typing typing = Typing.number(shape);
    if (!Complexes.any(cells)) return new Term.Stack(cells, axis, typing);
    return Complexes.of(new Term.Stack(cells.stream().map(Complexes::re).toList(), axis, typing),
        new Term.Stack(cells.stream().map(Complexes::im).toList(), axis, typing), typing);
  }
}

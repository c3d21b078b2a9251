package dyn.frontend.check;

import dyn.frontend.syntax.Expr;
import dyn.frontend.term.IndexRange;
import dyn.frontend.term.Term;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Values within an array of instances: the axes that count instances are there, but not among the shape, so that the model's expressions
 * read as for one instance. Programs match axes by name, hence each instance meets its own.
 */
final class InstanceArrays {
  private final ExprChecker checker;

  InstanceArrays(ExprChecker checker) {
    this.checker = checker;
  }

  Term own(Expr.Own o, Scope scope) {
    Term term = checker.check(o.name(), scope);
    List<IndexRange> shape = term.typing().shape();
    if (term.failed()) return term;
    if (shape.size() < o.axes()) throw new IllegalStateException(o.name().name() + " has no " + o.axes() + " axes of instances");
    return shaped(term, shape.subList(o.axes(), shape.size()));
  }

  Term each(Expr.Each e, Scope scope) {
    List<IndexRange> ranges = new ArrayList<>();
    Scope inner = scope;
    for (Expr.Name n : e.dims()) {
      Optional<IndexRange> range = checker.names.index(n.name());
      if (range.isEmpty()) return new Term.Failed();
      ranges.add(range.get());
      inner = inner.binding(n.name(), range.get());
    }
    Term body = checker.check(e.body(), inner.within(ranges));
    if (body.failed() || !e.whole() && !body.typing().isArray()) return body;
    ranges.addAll(body.typing().shape());
    return shaped(body, ranges);
  }

  private static Term shaped(Term term, List<IndexRange> shape) {
    return Complexes.each(term, part -> new Term.Retyped(part, part.typing().shaped(shape)));
  }
}

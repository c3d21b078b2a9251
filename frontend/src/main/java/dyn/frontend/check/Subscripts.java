package dyn.frontend.check;

import dyn.frontend.syntax.Expr;
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
import java.util.OptionalDouble;
import java.util.Set;

/** `x[i]`, `A[n, m]`, `x[0]`: bound indices rename axes, constants pick cells. */
final class Subscripts {
  private final ExprChecker checker;

  Subscripts(ExprChecker checker) {
    this.checker = checker;
  }

  Term check(Expr.Index e, Scope scope) {
    if (e.base() instanceof Expr.Name n && scope.indices().containsKey(n.name())) {
      return checker.fail(Diagnostic.of(Code.E0211, n.span(), "`" + n.name() + "` is an index, not an array")
          .because("it cannot be indexed"));
    }
    Term base = checker.number(e.base(), scope);
    if (base.failed()) return base;
    if (base.typing().shape().size() != e.at().size()) return count(e, base);
    return base instanceof Term.Complex z ? complex(z, e, scope) : cells(base, e, scope);
  }

  private Term complex(Term.Complex z, Expr.Index e, Scope scope) {
    Term re = cells(z.re(), e, scope);
    return re.failed() ? re : Complexes.of(re, cells(z.im(), e, scope), re.typing());
  }

  private Term cells(Term base, Expr.Index e, Scope scope) {
    List<IndexRange> shape = base.typing().shape();
    Set<String> used = new LinkedHashSet<>(scope.taken());
    used.addAll(Shapes.axisNames(shape));
    Map<String, IndexRange> renames = new LinkedHashMap<>();
    Set<String> free = new LinkedHashSet<>(base.typing().free());
    List<Map.Entry<IndexRange, IndexRange>> repeated = new ArrayList<>();
    Term value = base;
    for (int i = 0; i < shape.size(); i++) {
      IndexRange axis = shape.get(i);
      Expr at = e.at().get(i);
      IndexRange index = at instanceof Expr.Name n && n.primes() == 0
          && !scope.locals().containsKey(n.name()) ? scope.indices().get(n.name()) : null;
      if (index == null) {
        long position = constant(at, axis, scope);
        if (position < 0) return new Term.Failed();
        value = new Term.Pick(value, axis.axisName(), position, Typing.NUMBER);
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
    Typing typing = new Typing(Typing.Kind.NUMBER, List.of(), free);
    value = renames.isEmpty() ? new Term.Retyped(value, typing) : new Term.Rename(value, renames, typing);
    for (var r : repeated) value = new Term.Follow(value, r.getKey().axisName(), r.getValue(), typing);
    return value;
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
        .help("computed indices are not supported yet; `sum(j in d) where(j == i + 1, x[j], 0)` reads a neighbour"));
  }
}

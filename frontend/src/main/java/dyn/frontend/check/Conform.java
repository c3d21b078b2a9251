package dyn.frontend.check;

import dyn.frontend.check.ExprChecker.Typed;
import dyn.frontend.syntax.Expr;
import dyn.frontend.term.IndexRange;
import dyn.frontend.term.Symbol;
import dyn.frontend.term.Term;
import dyn.ir.diagnostics.Code;
import dyn.ir.diagnostics.Diagnostic;
import java.util.List;

/** Whether a value fits what is declared: the same shape, cell by cell over bound indices, or one number for all cells. */
final class Conform {
  private final ExprChecker checker;

  Conform(ExprChecker checker) {
    this.checker = checker;
  }

  /** The value of a declaration `name[dims] = e`, where the dimensions are bound as indices but need not be used. */
  Term declared(Symbol target, Expr e, Scope scope) {
    Scope inner = scope;
    for (IndexRange r : target.shape()) if (!r.isAnonymous()) inner = inner.binding(r.axisName(), r);
    return fit(target, checker.typed(e, inner));
  }

  /** A whole array, or a number for every cell. */
  Term fit(Symbol target, Typed value) {
    Term term = checker.requireNumber(value);
    List<IndexRange> shape = target.shape();
    if (term.failed() || !term.typing().isArray()) return term;
    if (Shapes.match(shape, term.typing().shape())) return Shapes.as(term, shape);
    boolean literal = term instanceof Term.Stack && shape.size() == term.typing().shape().size();
    String wanted = shape.isEmpty() ? "a number" : "[" + String.join(", ", shape.stream().map(IndexRange::text).toList()) + "]";
    return checker.fail(Diagnostic.of(literal ? Code.E0408 : Code.E0405, value.at(), "`" + target.name() + "` is " + wanted
        + ", but this value is " + term.typing().shapeText()).because("this is " + term.typing().shapeText())
        .label(target.at(), "`" + target.name() + "` is declared here"));
  }
}

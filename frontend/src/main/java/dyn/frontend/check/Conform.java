package dyn.frontend.check;

import dyn.frontend.check.ExprChecker.Typed;
import dyn.frontend.syntax.Expr;
import dyn.frontend.term.IndexRange;
import dyn.frontend.term.Symbol;
import dyn.frontend.term.Term;
import dyn.ir.diagnostics.Code;
import dyn.ir.diagnostics.Diagnostic;
import dyn.ir.diagnostics.Span;
import java.util.List;
import java.util.Set;

/** Whether a value fits what is declared: the same shape, cell by cell over bound indices, or one number for all cells. */
final class Conform {
  private final ExprChecker checker;

  Conform(ExprChecker checker) {
    this.checker = checker;
  }

  /** The value of a declaration `name[dims] = e`, where the dimensions are bound as indices but need not be used. */
  Term declared(Symbol target, Expr e, Scope scope) {
    return Structures.plain(matrix(target, e, scope));
  }

  /** As {@link #declared}, keeping what is known of the structure of a matrix. */
  Term matrix(Symbol target, Expr e, Scope scope) {
    Scope inner = scope;
    for (IndexRange r : target.shape()) if (!r.isAnonymous()) inner = inner.binding(r.axisName(), r);
    if (!target.shape().isEmpty()) inner = checker.edges.along(inner.over(target.shape()).unnamed(unnamed(target, e)), target.shape(), e);
    boolean square = target.shape().size() == 2 && target.shape().get(0).matches(target.shape().get(1));
    return fit(target, checker.matrix(e, square ? inner.declaring(target.shape().getFirst()) : inner));
  }

  /** The dimensions, where the value names no index: it is made of whole arrays. */
  private Set<String> unnamed(Symbol target, Expr e) {
    Set<String> names = Shapes.axisNames(target.shape());
    return checker.names.edges.isEmpty() || names.stream().anyMatch(n -> Edges.mentions(e, n)) ? Set.of() : names;
  }

  /** A whole array, or a number for every cell; of the kind of its target, where that was known before. */
  Term fit(Symbol target, Typed value) {
    Term term = shaped(target, value);
    boolean inferred = target.kind() == Symbol.Kind.LET || target.kind() == Symbol.Kind.OUTPUT;
    if (term.failed() || inferred || Complexes.is(term) == target.complex()) return term;
    return target.complex() ? Complexes.promoted(Structures.plain(term)) : notReal(target, value.at());
  }

  private Term notReal(Symbol target, Span at) {
    String name = target.name().replace("next ", "").replace("'", "");
    boolean rate = target.kind() == Symbol.Kind.RATE;
    Diagnostic d = Diagnostic.of(Code.E0305, at, "`" + target.name() + "` is real, but this value is complex").because("complex")
        .label(target.at(), "`" + target.name() + "` is declared here");
    return checker.fail(d.help("write `re(z)` for the real part" + (rate ? "" : " or `abs(z)` for the size") + "; for a complex `" + name
        + "`, declare it with a complex value: `" + (target.kind() == Symbol.Kind.PARAM ? "param" : target.kind() == Symbol.Kind.INPUT
        ? "input" : "state") + " " + name + " = complex(1, 0)`"));
  }

  private Term shaped(Symbol target, Typed value) {
    Term term = checker.requireNumber(value);
    List<IndexRange> shape = target.shape();
    if (term.failed() || !term.typing().isArray()) return term;
    if (Shapes.match(shape, term.typing().shape())) return Shapes.as(term, shape);
    boolean literal = (term instanceof Term.Stack || term instanceof Term.Complex z && z.re() instanceof Term.Stack)
        && shape.size() == term.typing().shape().size();
    String wanted = shape.isEmpty() ? "a number" : "[" + String.join(", ", shape.stream().map(IndexRange::text).toList()) + "]";
    return checker.fail(Diagnostic.of(literal ? Code.E0408 : Code.E0405, value.at(), "`" + target.name() + "` is " + wanted
        + ", but this value is " + term.typing().shapeText()).because("this is " + term.typing().shapeText())
        .label(target.at(), "`" + target.name() + "` is declared here"));
  }
}

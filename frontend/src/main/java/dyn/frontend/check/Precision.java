package dyn.frontend.check;

import dyn.frontend.syntax.Expr;
import dyn.frontend.syntax.Ident;
import dyn.frontend.syntax.ModelItem;
import dyn.ir.Scalar;
import dyn.ir.diagnostics.Code;
import dyn.ir.diagnostics.Diagnostic;
import dyn.ir.diagnostics.Diagnostics;
import java.util.Optional;

/** {@code real = f32}: in what numbers a model computes. Time, step control and records are f64 whatever is chosen. */
final class Precision {
  private static final String WORD = "real";

  private Precision() {}

  static boolean isSetBy(Ident target) {
    return target.full().equals(WORD);
  }

  static boolean isChosenBy(ModelItem.Equation e) {
    return isSetBy(e.target()) && !e.next() && e.indices().isEmpty();
  }

  static Optional<Scalar> of(Expr value, Diagnostics diagnostics) {
    String word = value instanceof Expr.Name n ? n.full() : "";
    if (word.equals("f64")) return Optional.of(Scalar.F64);
    if (word.equals("f32")) return Optional.of(Scalar.F32);
    diagnostics.add(Diagnostic.of(Code.E0514, value.span(), "`" + WORD + "` is `f64` or `f32`").because("neither of them")
        .help("write `real = f32` for single precision; double precision is what a model has without it"));
    return Optional.empty();
  }
}

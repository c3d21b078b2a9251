package dyn.frontend.check;

import dyn.frontend.check.ExprChecker.Typed;
import dyn.frontend.term.Term;
import dyn.ir.Primitive;
import dyn.ir.diagnostics.Span;

/** `x^n`: small whole exponents are products, a half is a square root, the rest `pow`. */
final class Powers {
  private Powers() {}

  static Term of(Typed base, Typed exponent, ExprChecker checker) {
    if (base.term().failed() || !(exponent.term() instanceof Term.Constant c)) return checker.apply(Primitive.POW, "`^`", base, exponent);
    Span at = base.at();
    double n = c.value();
    if (n == 0.5) return checker.apply(Primitive.SQRT, "`^`", base);
    if (n == 1) return base.term();
    if (n == 2) return product(base, base, checker);
    if (n == 3) return product(new Typed(product(base, base, checker), at), base, checker);
    if (n == 4) {
      Typed square = new Typed(product(base, base, checker), at);
      return product(square, square, checker);
    }
    if (n == -1 || n == -2) {
      Typed below = n == -1 ? base : new Typed(product(base, base, checker), at);
      return checker.apply(Primitive.DIV, "`^`", new Typed(new Term.Constant(1), at), below);
    }
    return checker.apply(Primitive.POW, "`^`", base, exponent);
  }

  private static Term product(Typed a, Typed b, ExprChecker checker) {
    return checker.apply(Primitive.MUL, "`^`", a, b);
  }
}

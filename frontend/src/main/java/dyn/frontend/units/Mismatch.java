package dyn.frontend.units;

import dyn.frontend.syntax.Expr;
import dyn.frontend.syntax.Operator;
import dyn.ir.diagnostics.Code;
import dyn.ir.diagnostics.Diagnostic;
import dyn.ir.diagnostics.Diagnostics;
import dyn.ir.diagnostics.Span;
import java.util.Optional;
import java.util.function.Function;

/** What is said where units do not fit: both units, where each comes from, and what to type. */
final class Mismatch {
  private static final int MOST_PARTS = 4;

  private final UnitSystem system;
  private final Diagnostics diagnostics;
  /** A name of the model with this dimension, as a factor that may be missing. */
  private final Function<Dimension, Optional<String>> factor;

  Mismatch(UnitSystem system, Diagnostics diagnostics, Function<Dimension, Optional<String>> factor) {
    this.system = system;
    this.diagnostics = diagnostics;
    this.factor = factor;
  }

  Diagnostics diagnostics() {
    return diagnostics;
  }

  String words(Dimension d) {
    return system.words(d);
  }

  /** Two values that must be in one unit. */
  void between(String who, Span at, Dimension left, Expr right, Dimension actual) {
    Diagnostic d = Diagnostic.of(Code.E0704, right.span(), who + " combines " + words(left) + " and " + words(actual))
        .because("this is " + words(actual)).label(at, "this is " + words(left));
    diagnostics.add(repaired(d, left, right, actual, false));
  }

  /** A value that must be in a known unit, and why it must. */
  void expected(String what, Dimension wanted, Expr value, Dimension actual, Span place, String reason, Function<Expr, Dimension> of) {
    Diagnostic d = Diagnostic.of(Code.E0706, value.span(), what + " in " + wanted(wanted) + ", but this is " + actual(actual))
        .because("this is " + words(actual));
    if (place != null) d = d.label(place, reason);
    diagnostics.add(repaired(parts(d, value, of), wanted, value, actual, place != null));
  }

  private String wanted(Dimension d) {
    return d.isPlain() ? "plain numbers" : words(d);
  }

  private String actual(Dimension d) {
    return d.isPlain() ? "a plain number" : "in " + words(d);
  }

  /** How a product came to its unit. */
  private Diagnostic parts(Diagnostic d, Expr e, Function<Expr, Dimension> of) {
    boolean product = e instanceof Expr.Chain c && c.rest().getFirst().operator().level() == Operator.MUL.level();
    Expr first = e instanceof Expr.Negate n ? n.operand() : e;
    if (!product && first == e) return d;
    if (!product) return parts(d, first, of);
    int shown = 0;
    for (Expr part : Trees.parts(e)) {
      Dimension dimension = of.apply(part);
      if (dimension.isPlain() || dimension.isUnknown() || part instanceof Expr.Num || shown++ >= MOST_PARTS) continue;
      d = d.label(part.span(), words(dimension));
    }
    return d;
  }

  private Diagnostic repaired(Diagnostic d, Dimension wanted, Expr e, Dimension actual, boolean derived) {
    Expr bare = e instanceof Expr.Negate n ? n.operand() : e;
    if (actual.isPlain() && bare instanceof Expr.Num) return d.help("write `" + written(e, words(wanted)) + "`");
    if (bare instanceof Expr.Num) return d.help("write a number " + (wanted.isPlain() ? "without a unit" : "of " + words(wanted)));
    Dimension ratio = actual.over(wanted);
    if (isRootOfTime(ratio)) {
      return d.help("noise grows with the root of time: what multiplies its differential is divided by one, as in `2 m / sqrt(1 s)`");
    }
    Optional<String> divisor = factor.apply(ratio);
    if (divisor.isPresent()) return d.help("divide by `" + divisor.get() + "`, which is in " + words(ratio));
    Optional<String> multiplier = factor.apply(wanted.over(actual));
    if (multiplier.isPresent()) return d.help("multiply by `" + multiplier.get() + "`, which is in " + words(wanted.over(actual)));
    if (wanted.isPlain()) return d.help("divide by a quantity in " + words(actual) + ": `(...) / " + one(words(actual)) + "`");
    if (actual.isPlain()) return d.help("its numbers need a unit, as `" + written(null, words(wanted)) + "`");
    return derived ? d.help("a factor in " + words(wanted.over(actual)) + " is missing") : d;
  }

  private static boolean isRootOfTime(Dimension d) {
    Dimension root = Dimension.base("s").to(new Ratio(1, 2));
    return d.equals(root) || d.equals(Dimension.PLAIN.over(root));
  }

  /** A function or an exponent that takes no unit. */
  void plain(String who, Expr value, Dimension actual) {
    diagnostics.add(Diagnostic.of(Code.E0705, value.span(), who + " needs a plain number, but this is in " + words(actual))
        .because("this is " + words(actual)).help("divide by a quantity in " + words(actual) + ": `(...) / " + one(words(actual)) + "`"));
  }

  private static String one(String unit) {
    return "(" + written(null, unit) + ")";
  }

  /** A number with a unit: `3 mV`, `3/ms`. */
  private static String written(Expr number, String unit) {
    String text = number == null ? "1" : number.span().text().strip();
    return unit.startsWith("1/") ? text + unit.substring(1) : text + " " + unit;
  }

  void power(Expr exponent, Dimension base, String why) {
    diagnostics.add(Diagnostic.of(Code.E0709, exponent.span(), "a power of a quantity in " + words(base) + " " + why)
        .because("the unit of the result is not known").help("its exponent is a number or a fraction, as `x^2` and `x^(1/2)`"));
  }

  /** True where a unit fits; else that is said. */
  boolean tooLarge(Expr e, Dimension d) {
    if (d.isReasonable()) return false;
    diagnostics.add(Diagnostic.of(Code.E0709, e.span(), "no quantity has such a unit").because("its powers are too large"));
    return true;
  }
}

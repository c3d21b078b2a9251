package dyn.testkit.accuracy;

import dyn.ir.Primitive;
import java.util.List;
import java.util.function.DoubleUnaryOperator;

/**
 * A function to measure: the exact one, a quick one in f64 that judges f32, and the intervals where its points lie densely.
 *
 * @param quick far better than an f32: within a few units in the last place of f64
 * @param low to {@code high}: where it neither overflows nor is constant
 * @param inner to {@code outer}: where its body works hardest
 */
record Measured(Primitive function, Mpfr.Unary one, Mpfr.Binary two, DoubleUnaryOperator quick, double low, double high, double inner,
    double outer) {
  private static final Mpfr ONE = new Mpfr().set(1);
  private static final Mpfr SCRATCH = new Mpfr();
  private static final Mpfr.Unary NEGATE = Mpfr.unary("neg");
  private static final Mpfr.Binary DIVIDE = Mpfr.binary("div");
  private static final Mpfr.Unary EXP = Mpfr.unary("exp");
  private static final Mpfr.Unary LOG1P = Mpfr.unary("log1p");
  private static final Mpfr.Binary ADD = Mpfr.binary("add");
  private static final double LN_2 = Math.log(2);

  static final List<Measured> ALL = List.of(
      of(Primitive.EXP, Math::exp, -746, 710, -1, 1),
      of(Primitive.EXP2, x -> Math.exp(x * LN_2), -1076, 1024, -1, 1),
      of(Primitive.EXPM1, StrictMath::expm1, -40, 710, -2, 2),
      of(Primitive.LOG, Math::log, 0, 1000, 0.5, 2),
      of(Primitive.LOG2, x -> Math.log(x) / LN_2, 0, 1000, 0.5, 2),
      of(Primitive.LOG10, Math::log10, 0, 1000, 0.5, 2),
      of(Primitive.LOG1P, StrictMath::log1p, -1, 1000, -0.6, 1.5),
      of(Primitive.SIN, Math::sin, -2e6, 2e6, -4, 4),
      of(Primitive.COS, Math::cos, -2e6, 2e6, -4, 4),
      of(Primitive.TAN, Math::tan, -2e6, 2e6, -4, 4),
      of(Primitive.ASIN, StrictMath::asin, -1, 1, -0.6, 0.6),
      of(Primitive.ACOS, StrictMath::acos, -1, 1, 0.4, 1),
      of(Primitive.ATAN, StrictMath::atan, -20, 20, -3, 3),
      of(Primitive.SINH, StrictMath::sinh, -711, 711, -2, 2),
      of(Primitive.COSH, StrictMath::cosh, -711, 711, -2, 2),
      of(Primitive.TANH, StrictMath::tanh, -23, 23, -2, 2),
      of(Primitive.CBRT, StrictMath::cbrt, -1000, 1000, -8, 8),
      of(Primitive.ERF, null, -6, 6, -1.5, 1.5),
      of(Primitive.ERFC, null, -7, 28, -1, 2),
      new Measured(Primitive.SIGMOID, Measured::sigmoid, null, x -> 1 / (1 + Math.exp(-x)), -746, 40, -5, 5),
      new Measured(Primitive.SOFTPLUS, Measured::softplus, null, null, -746, 50, -5, 5),
      of(Primitive.SQRT, Math::sqrt, 0, 1000, 0.25, 4),
      of(Primitive.POW, -800, 800),
      of(Primitive.ATAN2, -60, 60),
      of(Primitive.HYPOT, -60, 60),
      new Measured(Primitive.MOD, null, mod(), null, -60, 60, 0, 0));

  private static Measured of(Primitive p, DoubleUnaryOperator quick, double low, double high, double inner, double outer) {
    return new Measured(p, Mpfr.unary(p.text()), null, quick, low, high, inner, outer);
  }

  private static Measured of(Primitive p, double low, double high) {
    return new Measured(p, null, Mpfr.binary(p.text()), null, low, high, 0, 0);
  }

  int arity() {
    return function.arity();
  }

  String name() {
    return function.text();
  }

  private static void sigmoid(Mpfr into, Mpfr x) {
    NEGATE.apply(SCRATCH, x);
    EXP.apply(into, SCRATCH);
    ADD.apply(SCRATCH, into, ONE);
    DIVIDE.apply(into, ONE, SCRATCH);
  }

  /** max(x, 0) + log(1 + exp(-|x|)). */
  private static void softplus(Mpfr into, Mpfr x) {
    double value = x.get();
    EXP.apply(SCRATCH, SCRATCH.set(-Math.abs(value)));
    LOG1P.apply(into, SCRATCH);
    if (value > 0) ADD.apply(into, into, x);
  }

  /** The remainder of the sign of y. */
  private static Mpfr.Binary mod() {
    Mpfr.Binary remainder = Mpfr.binary("fmod");
    return (into, x, y) -> {
      remainder.apply(into, x, y);
      double r = into.get();
      double b = y.get();
      if (r != 0 && r < 0 != b < 0) ADD.apply(into, into, y);
      if (r == 0) into.set(Math.copySign(0, b));
    };
  }
}

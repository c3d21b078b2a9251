package dyn.frontend.stability;

import dyn.ir.Primitive;
import java.util.function.DoubleUnaryOperator;

/**
 * A function of one number: between which values it and its slope lie over an interval.
 *
 * @param f increasing; null where only its range is known
 * @param domain outside of which it has no value
 * @param shape how the slope {@code d} goes
 */
record Curve(DoubleUnaryOperator f, Interval domain, Interval range, Shape shape, DoubleUnaryOperator d) {
  /** Of a slope: greatest at zero and falling on both sides, growing everywhere, falling everywhere. */
  enum Shape { BELL, GROWING, FALLING, UNKNOWN }

  private static final Curve UNKNOWN = new Curve(null, Interval.ALL, Interval.ALL, Shape.UNKNOWN, null);

  private Curve(DoubleUnaryOperator f, Interval domain, Shape shape, DoubleUnaryOperator d) {
    this(f, domain, Interval.ALL, shape, d);
  }

  static Curve of(Primitive p) {
    return switch (p) {
      case TANH -> new Curve(StrictMath::tanh, Interval.ALL, Shape.BELL, x -> 1 - square(StrictMath.tanh(x)));
      case ATAN -> new Curve(StrictMath::atan, Interval.ALL, Shape.BELL, x -> 1 / (1 + x * x));
      case SIGMOID -> new Curve(Curve::sigmoid, Interval.ALL, Shape.BELL, x -> sigmoid(x) * sigmoid(-x));
      case ERF -> new Curve(null, Interval.ALL, Interval.SIGNED_UNIT, Shape.BELL, x -> 2 / Math.sqrt(Math.PI) * StrictMath.exp(-x * x));
      case SOFTPLUS -> new Curve(x -> Math.max(x, 0) + StrictMath.log1p(StrictMath.exp(-Math.abs(x))), Interval.ALL, Shape.GROWING,
          Curve::sigmoid);
      case EXP -> new Curve(StrictMath::exp, Interval.ALL, Shape.GROWING, StrictMath::exp);
      case EXPM1 -> new Curve(StrictMath::expm1, Interval.ALL, Shape.GROWING, StrictMath::exp);
      case EXP2 -> new Curve(x -> StrictMath.pow(2, x), Interval.ALL, Shape.GROWING, x -> StrictMath.log(2) * StrictMath.pow(2, x));
      case LOG -> new Curve(StrictMath::log, new Interval(0, Double.POSITIVE_INFINITY), Shape.FALLING, x -> 1 / x);
      case LOG2 -> new Curve(x -> StrictMath.log(x) / StrictMath.log(2), new Interval(0, Double.POSITIVE_INFINITY), Shape.FALLING,
          x -> 1 / (x * StrictMath.log(2)));
      case LOG10 -> new Curve(StrictMath::log10, new Interval(0, Double.POSITIVE_INFINITY), Shape.FALLING,
          x -> 1 / (x * StrictMath.log(10)));
      case LOG1P -> new Curve(StrictMath::log1p, new Interval(-1, Double.POSITIVE_INFINITY), Shape.FALLING, x -> 1 / (1 + x));
      case SQRT -> new Curve(Math::sqrt, new Interval(0, Double.POSITIVE_INFINITY), Shape.FALLING, x -> 0.5 / Math.sqrt(x));
      case SINH -> new Curve(StrictMath::sinh, Interval.ALL, Shape.UNKNOWN, null);
      case CBRT -> new Curve(StrictMath::cbrt, Interval.ALL, Shape.UNKNOWN, null);
      default -> UNKNOWN;
    };
  }

  private static double square(double x) {
    return x * x;
  }

  private static double sigmoid(double x) {
    return 1 / (1 + StrictMath.exp(-x));
  }

  Interval value(Interval x) {
    return f == null || outside(x) ? range : Interval.near(f.applyAsDouble(x.lo()), f.applyAsDouble(x.hi()));
  }

  private boolean outside(Interval x) {
    return x.lo() < domain.lo() || x.hi() > domain.hi();
  }

  Interval slope(Interval x) {
    if (d == null || outside(x)) return Interval.ALL;
    double a = d.applyAsDouble(x.lo());
    double b = d.applyAsDouble(x.hi());
    return switch (shape) {
      case BELL -> Interval.near(Math.min(a, b), x.contains(0) ? d.applyAsDouble(0) : Math.max(a, b));
      case GROWING -> Interval.near(a, b);
      case FALLING -> Interval.near(b, a);
      case UNKNOWN -> Interval.ALL;
    };
  }
}

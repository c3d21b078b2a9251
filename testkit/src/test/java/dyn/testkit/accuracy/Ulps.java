package dyn.testkit.accuracy;

import dyn.ir.Scalar;

/** Distances in units in the last place of the exact result. */
final class Ulps {
  private final int digits;
  private final int least;
  private final double beyond;
  private final Mpfr scratch = new Mpfr();

  /** Of f64 or f32. */
  Ulps(Scalar real) {
    boolean wide = real == Scalar.F64;
    digits = wide ? 52 : 23;
    least = wide ? -1022 : -126;
    beyond = wide ? Double.MAX_VALUE : Float.MAX_VALUE;
  }

  /**
   * How far {@code y} is from {@code exact}. Infinite where one is NaN or infinite and the other is not, or the sign is wrong, that of
   * a zero included. An overflowed {@code y} counts as the number after the largest, and is no error where {@code exact} lies beyond.
   */
  double between(double y, Mpfr exact) {
    double r = exact.get();
    if (Double.isNaN(r) || Double.isNaN(y)) return Double.isNaN(r) && Double.isNaN(y) ? 0 : Double.POSITIVE_INFINITY;
    if (negative(r) != negative(y)) return Double.POSITIVE_INFINITY;
    if (exact.isSpecial()) return y == r ? 0 : Double.POSITIVE_INFINITY;
    long e = Math.clamp(exact.exponent(), least, (long) Math.getExponent(beyond));
    if (!Double.isInfinite(y)) return Math.abs(Mpfr.scaledDifference(exact, y, digits - e, scratch));
    double limit = Math.copySign(beyond, y);
    return Math.max(0, 1 - Math.copySign(1, y) * Mpfr.scaledDifference(exact, limit, digits - e, scratch));
  }

  /** The same for a reference {@code r} in f64 that is far better than {@code y} in f32. */
  double between(float y, double r) {
    if (Double.isNaN(r) || Float.isNaN(y)) return Double.isNaN(r) && Float.isNaN(y) ? 0 : Double.POSITIVE_INFINITY;
    if (negative(r) != negative(y)) return Double.POSITIVE_INFINITY;
    if (r == 0) return y == 0 ? 0 : Double.POSITIVE_INFINITY;
    int e = Math.clamp(Math.getExponent(r), least, Math.getExponent(beyond));
    double unit = power(e - digits);
    if (!Float.isInfinite(y)) return Double.isInfinite(r) ? Double.POSITIVE_INFINITY : Math.abs(y - r) / unit;
    return Math.max(0, 1 - (Math.abs(r) - beyond) / unit);
  }

  private static double power(int e) {
    return Double.longBitsToDouble((long) (e + 1023) << 52);
  }

  private static boolean negative(double x) {
    return Double.doubleToRawLongBits(x) < 0;
  }
}

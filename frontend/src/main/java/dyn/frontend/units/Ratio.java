package dyn.frontend.units;

/** An exponent of a dimension, in lowest terms; bounded, so that nothing overflows. */
record Ratio(long num, long den) {
  static final Ratio ZERO = new Ratio(0, 1);
  static final Ratio ONE = new Ratio(1, 1);
  private static final long LARGEST = 100;

  Ratio {
    if (den == 0) throw new IllegalArgumentException("denominator 0");
    long gcd = gcd(Math.abs(num), Math.abs(den));
    num = (den < 0 ? -num : num) / gcd;
    den = Math.abs(den) / gcd;
  }

  static Ratio of(long n) {
    return new Ratio(n, 1);
  }

  private static long gcd(long a, long b) {
    return b == 0 ? Math.max(a, 1) : gcd(b, a % b);
  }

  Ratio plus(Ratio o) {
    return new Ratio(num * o.den + o.num * den, den * o.den);
  }

  Ratio times(Ratio o) {
    return new Ratio(num * o.num, den * o.den);
  }

  Ratio over(Ratio o) {
    return new Ratio(num * o.den, den * o.num);
  }

  Ratio negate() {
    return new Ratio(-num, den);
  }

  boolean isZero() {
    return num == 0;
  }

  boolean isWhole() {
    return den == 1;
  }

  /** False beyond what any quantity has; products of two that are reasonable do not overflow. */
  boolean isReasonable() {
    return Math.abs(num) <= LARGEST * den && den <= LARGEST;
  }

  /** The simplest fraction that a number stands for, as 1/3 for 0.333...; zero denominators never arise. */
  static Ratio near(double x) {
    for (long den = 1; den <= 60; den++) {
      double num = Math.rint(x * den);
      if (Math.abs(num) <= LARGEST * den && Math.abs(x * den - num) <= 1e-12 * den * Math.max(1, Math.abs(x)))
        return new Ratio((long) num, den);
    }
    return null;
  }
}

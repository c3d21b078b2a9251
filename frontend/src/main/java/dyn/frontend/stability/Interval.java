package dyn.frontend.stability;

/** Numbers from {@code lo} to {@code hi}. Rounding of the ends is not tracked: what is concluded leaves room for it. */
record Interval(double lo, double hi) {
  static final Interval ZERO = new Interval(0, 0);
  static final Interval ONE = new Interval(1, 1);
  static final Interval UNIT = new Interval(0, 1);
  static final Interval SIGNED_UNIT = new Interval(-1, 1);
  static final Interval ALL = new Interval(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);

  Interval {
    if (Double.isNaN(lo) || Double.isNaN(hi)) {
      lo = Double.NEGATIVE_INFINITY;
      hi = Double.POSITIVE_INFINITY;
    }
  }

  static Interval of(double x) {
    return new Interval(x, x);
  }

  /** Of the value of a library function, which may err by a few units in the last place. */
  static Interval near(double lo, double hi) {
    return new Interval(lo - 4 * Math.ulp(lo), hi + 4 * Math.ulp(hi));
  }

  boolean isPoint() {
    return lo == hi;
  }

  boolean contains(double x) {
    return lo <= x && x <= hi;
  }

  boolean isBounded() {
    return !Double.isInfinite(lo) && !Double.isInfinite(hi);
  }

  double magnitude() {
    return Math.max(Math.abs(lo), Math.abs(hi));
  }

  Interval negate() {
    return new Interval(-hi, -lo);
  }

  Interval plus(Interval o) {
    return new Interval(lo + o.lo, hi + o.hi);
  }

  Interval times(Interval o) {
    if (isPoint() && o.isPoint()) return of(product(lo, o.lo));
    double a = product(lo, o.lo);
    double b = product(lo, o.hi);
    double c = product(hi, o.lo);
    double d = product(hi, o.hi);
    return new Interval(Math.min(Math.min(a, b), Math.min(c, d)), Math.max(Math.max(a, b), Math.max(c, d)));
  }

  /** Zero times anything is zero: an end at infinity is no value. */
  private static double product(double a, double b) {
    return a == 0 || b == 0 ? 0 : a * b;
  }

  Interval over(Interval o) {
    if (o.contains(0)) return ALL;
    double a = lo / o.lo;
    double b = lo / o.hi;
    double c = hi / o.lo;
    double d = hi / o.hi;
    return new Interval(Math.min(Math.min(a, b), Math.min(c, d)), Math.max(Math.max(a, b), Math.max(c, d)));
  }

  Interval hull(Interval o) {
    return new Interval(Math.min(lo, o.lo), Math.max(hi, o.hi));
  }

  Interval abs() {
    return lo >= 0 ? this : hi <= 0 ? negate() : new Interval(0, magnitude());
  }

  Interval min(Interval o) {
    return new Interval(Math.min(lo, o.lo), Math.min(hi, o.hi));
  }

  Interval max(Interval o) {
    return new Interval(Math.max(lo, o.lo), Math.max(hi, o.hi));
  }
}

package dyn.runtime.plot;

/** A closed interval of finite numbers, or empty (low above high). */
public record Range(double low, double high) {
  static final Range EMPTY = new Range(Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY);

  /** The range of the finite values. */
  static Range of(double[] values) {
    double low = Double.POSITIVE_INFINITY;
    double high = Double.NEGATIVE_INFINITY;
    for (double v : values) {
      if (Double.isFinite(v)) {
        low = Math.min(low, v);
        high = Math.max(high, v);
      }
    }
    return new Range(low, high);
  }

  boolean isEmpty() {
    return low > high;
  }

  Range union(Range other) {
    return new Range(Math.min(low, other.low), Math.max(high, other.high));
  }

  double width() {
    return isEmpty() ? 0 : high / 2 - low / 2 < Double.MAX_VALUE / 4 ? high - low : Double.MAX_VALUE;
  }

  /** Never empty and never of width zero, so that it can be an axis. A constant sits in the middle. */
  Range axis() {
    if (isEmpty()) {
      return new Range(0, 1);
    }
    double least = Math.max(Math.max(Math.abs(low), Math.abs(high)) * 1e-12, Double.MIN_NORMAL * 1e16);
    if (width() >= least) {
      return this;
    }
    double middle = low / 2 + high / 2;
    double half = middle == 0 ? 1 : Math.abs(middle) * 0.1;
    return new Range(Math.max(middle - half, -Double.MAX_VALUE), Math.min(middle + half, Double.MAX_VALUE));
  }

  /** Wider by a share of the width on both sides; a side that is exactly zero stays, as zero is often a bound of the quantity. */
  Range padded(double share) {
    double pad = share * width();
    return new Range(low == 0 ? 0 : Math.max(low - pad, -Double.MAX_VALUE), high == 0 ? 0 : Math.min(high + pad, Double.MAX_VALUE));
  }

  /** Wider by a share of the width on both sides. */
  Range widened(double share) {
    double pad = share * width();
    return new Range(low - pad, high + pad);
  }

  /** 0 at low, 1 at high. */
  double share(double value) {
    return (value / 2 - low / 2) / (high / 2 - low / 2);
  }
}

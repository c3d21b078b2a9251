package dyn.runtime.plot;

/**
 * Counts of values in bins whose width is the least power of two with which all values so far fit into {@value #MOST} of them: the
 * range need not be known first, and the order of values does not show.
 */
final class Bins {
  static final int MOST = 1 << 13;

  /** Bin k holds [(first + k) w, (first + k + 1) w) with w = 2^exponent. Empty as long as all values are the same. */
  private long[] counts = new long[0];
  private long first;
  private int exponent;
  private long total;
  private long missing;
  private double least = Double.POSITIVE_INFINITY;
  private double greatest = Double.NEGATIVE_INFINITY;
  private boolean whole = true;

  void add(double value) {
    if (!Double.isFinite(value)) {
      missing++;
      return;
    }
    if (value < least || value > greatest) {
      reach(value);
    }
    total++;
    whole &= value == Math.rint(value);
    if (counts.length > 0) {
      counts[(int) (place(value, exponent) - first)]++;
    }
  }

  private void reach(double value) {
    double only = least;
    least = Math.min(least, value);
    greatest = Math.max(greatest, value);
    if (total == 0) {
      return;
    }
    int wider = fitting();
    long start = place(least, wider);
    long[] moved = new long[MOST];
    if (counts.length == 0) {
      moved[(int) (place(only, wider) - start)] = total;
    }
    for (int k = 0; k < counts.length; k++) {
      if (counts[k] != 0) {
        moved[(int) ((first + k >> Math.min(63, wider - exponent)) - start)] += counts[k];
      }
    }
    counts = moved;
    first = start;
    exponent = wider;
  }

  private int fitting() {
    int digits = Math.getExponent(Math.max(Math.abs(least), Math.abs(greatest))) - 52;
    int e = Math.max(Math.max(-1000, digits), Math.getExponent((greatest / 2 - least / 2) / MOST));
    while (place(greatest, e) - place(least, e) >= MOST) {
      e++;
    }
    return e;
  }

  private static long place(double value, int exponent) {
    return (long) Math.floor(exponent > -1000 ? Math.scalb(value, -exponent) : Math.scalb(Math.scalb(value, 500), -exponent - 500));
  }

  long total() {
    return total;
  }

  long missing() {
    return missing;
  }

  /** Whether all values are whole numbers. */
  boolean isWhole() {
    return whole;
  }

  Range range() {
    return new Range(least, greatest);
  }

  /** To within the width of a bin. */
  double quantile(double p) {
    long wanted = (long) Math.ceil(p * total);
    long below = 0;
    for (int k = 0; k < counts.length; k++) {
      below += counts[k];
      if (below >= wanted && below > 0) {
        return middle(k);
      }
    }
    return greatest;
  }

  private double middle(int k) {
    return Math.clamp(Math.scalb((double) (first + k), exponent) + Math.scalb(0.5, exponent), least, greatest);
  }

  /** Counts between ascending edges; what lies outside goes to the nearest. A bin that an edge cuts goes where its middle lies. */
  double[] between(double[] edges) {
    double[] sums = new double[edges.length - 1];
    if (counts.length == 0 && total > 0) {
      sums[bin(edges, least)] = total;
    }
    for (int k = 0; k < counts.length; k++) {
      if (counts[k] != 0) {
        sums[bin(edges, middle(k))] += counts[k];
      }
    }
    return sums;
  }

  private static int bin(double[] edges, double value) {
    int low = 0;
    int high = edges.length - 2;
    while (low < high) {
      int middle = (low + high + 1) / 2;
      if (edges[middle] <= value) {
        low = middle;
      } else {
        high = middle - 1;
      }
    }
    return low;
  }
}

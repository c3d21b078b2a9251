package dyn.frontend.stability;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * How fast a number changes with each cell of the states: an interval for each column that counts, sorted. Sums of them hold wherever
 * the number is differentiable, and by the mean value theorem between any two points.
 *
 * @param why what makes it jump or grow without bound; null where nothing does
 */
record Row(int[] columns, double[] lo, double[] hi, Broken why) {
  /** @param origin the line of the source; empty where there is none */
  record Broken(String what, String origin) {}

  static final Row NONE = new Row(new int[0], new double[0], new double[0], null);

  static Row of(int column) {
    return new Row(new int[] {column}, new double[] {1}, new double[] {1}, null);
  }

  static Row broken(String what, String origin) {
    return new Row(NONE.columns, NONE.lo, NONE.hi, new Broken(what, origin));
  }

  boolean isNone() {
    return columns.length == 0 && why == null;
  }

  int size() {
    return columns.length;
  }

  Interval at(int k) {
    return new Interval(lo[k], hi[k]);
  }

  double sum() {
    double all = 0;
    for (int k = 0; k < columns.length; k++) all += at(k).magnitude();
    return all;
  }

  Row times(Interval factor) {
    if (why != null || isNone() || factor.equals(Interval.ONE)) return this;
    double[] a = new double[lo.length];
    double[] b = new double[lo.length];
    for (int k = 0; k < a.length; k++) {
      Interval x = at(k).times(factor);
      a[k] = x.lo();
      b[k] = x.hi();
    }
    return new Row(columns, a, b, null);
  }

  Row plus(Row o) {
    return isNone() ? o : o.isNone() ? this : sum(List.of(this, o));
  }

  static Row sum(List<Row> rows) {
    int n = 0;
    for (Row r : rows) {
      if (r.why != null) return r;
      n += r.size();
    }
    if (n == 0) return NONE;
    long[] order = new long[n];
    double[] a = new double[n];
    double[] b = new double[n];
    int at = 0;
    for (Row r : rows) {
      for (int k = 0; k < r.size(); k++) {
        a[at] = r.lo[k];
        b[at] = r.hi[k];
        order[at] = (long) r.columns[k] << 32 | at++;
      }
    }
    Arrays.sort(order);
    return merged(order, a, b);
  }

  /** Entries of one column are added, in the order in which they came. */
  private static Row merged(long[] order, double[] a, double[] b) {
    int[] columns = new int[order.length];
    double[] lo = new double[order.length];
    double[] hi = new double[order.length];
    int n = 0;
    for (long o : order) {
      int column = (int) (o >>> 32);
      int from = (int) o;
      if (n > 0 && columns[n - 1] == column) {
        lo[n - 1] += a[from];
        hi[n - 1] += b[from];
        continue;
      }
      columns[n] = column;
      lo[n] = a[from];
      hi[n++] = b[from];
    }
    return new Row(Arrays.copyOf(columns, n), Arrays.copyOf(lo, n), Arrays.copyOf(hi, n), null);
  }

  /** What holds of either. */
  Row hull(Row o) {
    if (why != null) return this;
    if (o.why != null) return o;
    int[] all = IntStream.concat(Arrays.stream(columns), Arrays.stream(o.columns)).sorted().distinct().toArray();
    double[] a = new double[all.length];
    double[] b = new double[all.length];
    for (int k = 0; k < all.length; k++) {
      Interval both = of(all[k], this).hull(of(all[k], o));
      a[k] = both.lo();
      b[k] = both.hi();
    }
    return new Row(all, a, b, null);
  }

  private static Interval of(int column, Row r) {
    int k = Arrays.binarySearch(r.columns, column);
    return k < 0 ? Interval.ZERO : r.at(k);
  }
}

package dyn.frontend.stability;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * How fast a number changes with each cell of the states: an interval for each column that counts, sorted, and multiples of other rows.
 * Sums of them hold wherever the number is differentiable, and by the mean value theorem between any two points.
 *
 * <p>A long row that many cells read, as that of a mean field, is held once, and each refers to it.
 */
final class Row {
  /** @param origin the line of the source; empty where there is none */
  record Broken(String what, String origin) {}

  /** A multiple of a row that others refer to as well. */
  record Part(Row row, Interval factor) {}

  private static final int LONG = 64;
  static final Row NONE = new Row(new int[0], new double[0], new double[0], List.of(), null);

  private final int[] columns;
  private final double[] lo;
  private final double[] hi;
  private final List<Part> parts;
  private final Broken why;
  /** Of magnitudes; computed when it is first asked for. */
  private double sum = -1;

  private Row(int[] columns, double[] lo, double[] hi, List<Part> parts, Broken why) {
    this.columns = columns;
    this.lo = lo;
    this.hi = hi;
    this.parts = parts;
    this.why = why;
  }

  static Row of(int column) {
    return new Row(new int[] {column}, new double[] {1}, new double[] {1}, List.of(), null);
  }

  static Row broken(String what, String origin) {
    return new Row(NONE.columns, NONE.lo, NONE.hi, List.of(), new Broken(what, origin));
  }

  /** What makes it jump or grow without bound; null where nothing does. */
  Broken why() {
    return why;
  }

  boolean isNone() {
    return columns.length == 0 && parts.isEmpty() && why == null;
  }

  /** Columns of its own. */
  int size() {
    return columns.length;
  }

  int column(int k) {
    return columns[k];
  }

  Interval at(int k) {
    return new Interval(lo[k], hi[k]);
  }

  List<Part> parts() {
    return parts;
  }

  double sum() {
    if (sum >= 0) return sum;
    double all = 0;
    for (int k = 0; k < columns.length; k++) all += at(k).magnitude();
    for (Part p : parts) all += p.factor().magnitude() * p.row().sum();
    sum = all;
    return all;
  }

  private interface Change {
    Interval of(Interval x);
  }

  private Row each(Change f) {
    if (why != null || isNone()) return this;
    double[] a = new double[lo.length];
    double[] b = new double[lo.length];
    for (int k = 0; k < a.length; k++) {
      Interval x = f.of(at(k));
      a[k] = x.lo();
      b[k] = x.hi();
    }
    return new Row(columns, a, b, parts.stream().map(p -> new Part(p.row(), f.of(p.factor()))).toList(), null);
  }

  Row times(Interval factor) {
    if (factor.equals(Interval.ONE)) return this;
    return size() > LONG ? shared().times(factor) : each(x -> x.times(factor));
  }

  /** With nothing of its own: what it had is referred to. */
  private Row shared() {
    List<Part> all = new ArrayList<>(List.of(new Part(alone(), Interval.ONE)));
    all.addAll(parts);
    return new Row(NONE.columns, NONE.lo, NONE.hi, List.copyOf(all), null);
  }

  /** One rounding less than by the inverse. */
  Row over(double by) {
    return each(x -> x.over(Interval.of(by)));
  }

  Row plus(Row o) {
    return isNone() ? o : o.isNone() ? this : sum(List.of(this, o));
  }

  static Row sum(List<Row> rows) {
    List<Part> parts = new ArrayList<>();
    List<Row> flat = new ArrayList<>();
    int n = 0;
    for (Row r : rows) {
      if (r.why != null) return r;
      boolean refer = r.size() > LONG && rows.size() == 2;
      if (refer) add(parts, new Part(r.alone(), Interval.ONE));
      else flat.add(r);
      if (!refer) n += r.size();
      for (Part p : r.parts) add(parts, p);
    }
    return n == 0 && parts.isEmpty() ? NONE : entries(flat, n, List.copyOf(parts));
  }

  /** Without what it refers to. */
  private Row alone() {
    return parts.isEmpty() ? this : new Row(columns, lo, hi, List.of(), null);
  }

  /** Multiples of one row are one. */
  private static void add(List<Part> parts, Part more) {
    for (int i = 0; i < parts.size(); i++) {
      Part p = parts.get(i);
      if (p.row() != more.row()) continue;
      parts.set(i, new Part(p.row(), p.factor().plus(more.factor())));
      return;
    }
    parts.add(more);
  }

  private static Row entries(List<Row> rows, int n, List<Part> parts) {
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
    int[] columns = new int[n];
    double[] lo = new double[n];
    double[] hi = new double[n];
    int last = -1;
    // Entries of one column are added, in the order in which they came.
    for (long o : order) {
      int column = (int) (o >>> 32);
      if (last < 0 || columns[last] != column) columns[++last] = column;
      lo[last] += a[(int) o];
      hi[last] += b[(int) o];
    }
    return new Row(Arrays.copyOf(columns, last + 1), Arrays.copyOf(lo, last + 1), Arrays.copyOf(hi, last + 1), parts, null);
  }

  /** With all columns as its own. */
  Row flat() {
    if (parts.isEmpty()) return this;
    List<Row> all = new ArrayList<>(List.of(alone()));
    for (Part p : parts) all.add(p.row().flat().each(x -> x.times(p.factor())));
    return entries(all, all.stream().mapToInt(Row::size).sum(), List.of());
  }

  /** What holds of either. */
  Row hull(Row o) {
    if (why != null || this == o) return this;
    if (o.why != null) return o;
    if (!parts.isEmpty() || !o.parts.isEmpty()) return flat().hull(o.flat());
    int[] all = IntStream.concat(Arrays.stream(columns), Arrays.stream(o.columns)).sorted().distinct().toArray();
    double[] a = new double[all.length];
    double[] b = new double[all.length];
    for (int k = 0; k < all.length; k++) {
      Interval both = of(all[k], this).hull(of(all[k], o));
      a[k] = both.lo();
      b[k] = both.hi();
    }
    return new Row(all, a, b, List.of(), null);
  }

  private static Interval of(int column, Row r) {
    int k = Arrays.binarySearch(r.columns, column);
    return k < 0 ? Interval.ZERO : r.at(k);
  }
}

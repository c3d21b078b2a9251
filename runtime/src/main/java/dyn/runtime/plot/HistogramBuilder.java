package dyn.runtime.plot;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** A histogram of values that come in any order and number; it keeps {@value Bins#MOST} counts for each group. */
public final class HistogramBuilder {
  private static final int LEAST_BINS = 8;
  private static final int MOST_BINS = 60;

  private final Map<String, Bins> groups = new LinkedHashMap<>();

  /** @param group names the panel: {@code t = 5}; empty where there is one */
  public void add(String group, double... values) {
    Bins bins = groups.computeIfAbsent(group, _ -> new Bins());
    for (double value : values) {
      bins.add(value);
    }
  }

  /**
   * Bins of a round width near twice the interquartile range over the cube root of the count (Freedman and Diaconis,
   * Z. Wahrscheinlichkeitstheorie 57 (1981) 453), of the group for which that is least; whole numbers in a narrow range get one bin each.
   */
  public Histogram histogram(Heading heading, Axis value, Axis count) {
    double[] edges = edges();
    List<Histogram.Group> shown = new ArrayList<>();
    groups.forEach((label, bins) -> shown.add(new Histogram.Group(label, bins.between(edges), bins.missing())));
    return new Histogram(heading, value, count, edges, shown);
  }

  private double[] edges() {
    Range all = Range.EMPTY;
    double wanted = Double.POSITIVE_INFINITY;
    boolean whole = true;
    for (Bins bins : groups.values()) {
      all = all.union(bins.range());
      whole &= bins.isWhole();
      double spread = bins.quantile(0.75) - bins.quantile(0.25);
      if (bins.total() > 0 && spread > 0) {
        wanted = Math.min(wanted, 2 * spread / Math.cbrt(bins.total()) / Math.sqrt(2.5)); // as it is rounded up, by up to 2.5
      }
    }
    if (whole && all.width() < MOST_BINS && !all.isEmpty()) {
      double low = all.low();
      return IntStream.rangeClosed(0, (int) all.width() + 1).mapToDouble(k -> low - 0.5 + k).toArray();
    }
    Range axis = all.axis();
    double width = Math.clamp(wanted, axis.width() / MOST_BINS, axis.width() / LEAST_BINS);
    List<Double> ticks = Ticks.multiples(axis.padded(width / axis.width()), width);
    double[] edges = ticks.stream().mapToDouble(Double::doubleValue).toArray();
    int from = 0;
    int to = edges.length - 1;
    while (from + 1 < to && edges[from + 1] <= axis.low()) {
      from++;
    }
    while (to - 1 > from && edges[to - 1] > axis.high()) {
      to--;
    }
    return Arrays.copyOfRange(edges, from, to + 1);
  }
}

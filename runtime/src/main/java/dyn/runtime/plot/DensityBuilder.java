package dyn.runtime.plot;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** How many members have which value at which time: as a heat map, fed time by time. Keeps counts for at most {@value #COLUMNS} times. */
public final class DensityBuilder {
  private static final int COLUMNS = 240;
  private static final int ROWS = 100;

  private final double from;
  private final double to;
  private final long times;
  private final Bins[] columns;
  private long next;

  /** @param times how many will come, from {@code from} to {@code to} at equal distances */
  public DensityBuilder(double from, double to, long times) {
    this.from = from;
    this.to = to;
    this.times = times;
    this.columns = IntStream.range(0, (int) Math.min(times, COLUMNS)).mapToObj(_ -> new Bins()).toArray(Bins[]::new);
  }

  /** The values of all members at the next time; missing ones are left out. */
  public void add(double[] members) {
    Bins column = columns[(int) (next++ * columns.length / times)];
    Arrays.stream(members).forEach(column::add);
  }

  /** Counts become shares of the members present, which are comparable where some are missing. */
  public HeatMap heatMap(Heading heading, Axis time, Axis value) {
    Range y = Arrays.stream(columns).map(Bins::range).reduce(Range.EMPTY, Range::union).axis();
    int rows = (int) Math.clamp(2 * Math.sqrt(Arrays.stream(columns).mapToLong(Bins::total).max().orElse(1)), 12, ROWS);
    double[] edges = new double[rows + 1];
    Arrays.setAll(edges, k -> y.low() + y.width() * k / rows);
    double[] shares = new double[rows * columns.length];
    for (int c = 0; c < columns.length; c++) {
      double[] counts = columns[c].between(edges);
      for (int r = 0; r < rows; r++) {
        shares[r * columns.length + c] = counts[r] == 0 ? Double.NaN : 100 * counts[r] / columns[c].total();
      }
    }
    double half = times > 1 ? (to - from) / (times - 1) / 2 : 0.5;
    HeatMap.Grid grid = new HeatMap.Grid("", new Range(from - half, to + half), y, columns.length, rows, shares);
    return new HeatMap(heading, time, value, new Axis("% of members", true), List.of(grid), false, "no member", Optional.empty());
  }
}

package dyn.runtime.plot;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Cells over time as a heat map, fed time by time. It keeps a grid of at most {@value #COLUMNS} by {@value #ROWS}; of more times or cells,
 * a grid cell is the mean of those that fall into it.
 */
public final class HeatBuilder {
  private static final int COLUMNS = 420;
  private static final int ROWS = 250;

  private final double from;
  private final double step;
  private final long times;
  private final int cells;
  private final int columns;
  private final int rows;
  private final double[] sums;
  private final int[] counts;
  private long next;

  /** @param times how many will come, from {@code from} to {@code to} at equal distances */
  public HeatBuilder(double from, double to, long times, int cells) {
    this.from = from;
    this.times = times;
    this.step = times > 1 ? (to - from) / (times - 1) : 1;
    this.cells = cells;
    this.columns = (int) Math.min(times, COLUMNS);
    this.rows = Math.min(cells, ROWS);
    this.sums = new double[columns * rows];
    this.counts = new int[columns * rows];
  }

  /** The cells at the next time. */
  public void add(double[] values) {
    Checks.sameLength("values", values.length, cells);
    int column = (int) (next++ * columns / times);
    for (int cell = 0; cell < cells; cell++) {
      if (Double.isFinite(values[cell])) {
        int at = (int) ((long) cell * rows / cells) * columns + column;
        sums[at] += values[cell];
        counts[at]++;
      }
    }
  }

  public HeatMap heatMap(Heading heading, Axis time, Axis cell, Axis value) {
    double[] means = new double[sums.length];
    Arrays.setAll(means, k -> counts[k] == 0 ? Double.NaN : sums[k] / counts[k]);
    Range x = new Range(from - step / 2, from + (times - 0.5) * step);
    HeatMap.Grid grid = new HeatMap.Grid("", x, new Range(-0.5, cells - 0.5), columns, rows, means);
    return new HeatMap(heading, time, cell, value, List.of(grid), false, note());
  }

  private Optional<String> note() {
    long joinedTimes = (times + columns - 1) / columns;
    int joinedCells = (cells + rows - 1) / rows;
    return joinedTimes * joinedCells == 1 ? Optional.empty()
        : Optional.of("each point is the mean of up to " + joinedTimes + " records \u00d7 " + joinedCells + " cells");
  }
}

package dyn.runtime.plot;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Values over a plane as colours: cells over time, a field at a time, a sweep over two parameters, the density of an ensemble.
 *
 * @param value what the colours stand for
 * @param square whether both axes count alike, so that cells are drawn square
 * @param missing why a cell may have no value: {@code no value}
 * @param note what one coloured cell stands for, where it is not one value: {@code each pixel is the mean of 4 × 10 values}
 */
public record HeatMap(Heading heading, Axis x, Axis y, Axis value, List<Grid> grids, boolean square, String missing,
    Optional<String> note) implements Plot {
  /** Row after row from the lowest; NaN is missing. The ranges reach from edge to edge of the outer cells. */
  public record Grid(String label, Range x, Range y, int columns, int rows, double[] values) {
    private static final int MOST = 300;

    public Grid {
      Checks.sameLength(label, values.length, columns * rows);
    }

    /** At most {@value #MOST} cells each way; of more, a grid cell is the mean of those that fall into it. */
    public static Grid of(String label, Range x, Range y, int columns, int rows, double[] values) {
      int across = Math.min(columns, MOST);
      int down = Math.min(rows, MOST);
      if (across == columns && down == rows) {
        return new Grid(label, x, y, columns, rows, values);
      }
      double[] means = new double[across * down];
      int[] counts = new int[across * down];
      for (int k = 0; k < values.length; k++) {
        if (Double.isFinite(values[k])) {
          int at = (int) ((long) (k / columns) * down / rows) * across + (int) ((long) (k % columns) * across / columns);
          means[at] += values[k];
          counts[at]++;
        }
      }
      Arrays.setAll(means, k -> counts[k] == 0 ? Double.NaN : means[k] / counts[k]);
      return new Grid(label, x, y, across, down, means);
    }

    /** What a reader must know of {@link #of}. */
    public static Optional<String> note(int columns, int rows) {
      int across = Math.ceilDiv(columns, MOST);
      int down = Math.ceilDiv(rows, MOST);
      return across * down == 1 ? Optional.empty()
          : Optional.of("each point is the mean of up to " + down + " \u00d7 " + across + " cells");
    }

    double at(int column, int row) {
      return values[row * columns + column];
    }
  }

  public HeatMap(Heading heading, Axis x, Axis y, Axis value, List<Grid> grids, boolean square, Optional<String> note) {
    this(heading, x, y, value, grids, square, "no value", note);
  }

  public HeatMap {
    grids = List.copyOf(grids);
    if (grids.isEmpty()) {
      throw new IllegalArgumentException("nothing to draw in " + heading.title());
    }
  }
}

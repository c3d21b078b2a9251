package dyn.runtime.plot;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A plot resolved into panels of shapes: what the picture and the terminal both draw.
 *
 * @param notes what a reader must know to read it right, below the picture
 * @param across how many panels stand beside one another
 */
record Scene(Heading heading, List<String> notes, List<Panel> panels, int across) {
  /** Most lines told apart by colour and name. */
  static final int MOST_NAMED = 7;

  /**
   * @param title above the panel; empty if there is none
   * @param equal whether a length means the same along both axes
   */
  record Panel(String title, Scale x, Scale y, List<Area> areas, List<Line> lines, Optional<Bars> bars, Optional<Cells> cells,
      boolean equal) {
    static Panel of(Scale x, Scale y, List<Area> areas, List<Line> lines) {
      return new Panel("", x, y, areas, lines, Optional.empty(), Optional.empty(), false);
    }

    Panel equalAxes() {
      return new Panel(title, x, y, areas, lines, bars, cells, true);
    }

    /** Lines that have a name of their own to be shown. */
    List<Line> named() {
      List<Line> named = lines.stream().filter(l -> l.weight() != Weight.FAINT).toList();
      boolean many = named.size() > MOST_NAMED || areas.size() + lines.size() < 2;
      return many ? List.of() : named;
    }

    boolean hasNames() {
      return !named().isEmpty() || !areas.isEmpty();
    }
  }

  /** A graph's x ascends; a curve may turn anywhere, and its start is marked; points over time, and dots anywhere, are not joined. */
  enum Shape { GRAPH, CURVE, POINTS, DOTS }

  /** Faint ones are many of a kind. */
  enum Weight { FAINT, NORMAL, STRONG }

  record Line(String label, int colour, double[] x, double[] y, Shape shape, Weight weight) {
    Thinning.Points points(int limit) {
      return switch (shape) {
        case GRAPH -> Thinning.overTime(x, y, limit);
        case CURVE -> Thinning.curve(x, y, limit);
        case DOTS, POINTS -> Thinning.dots(x, y, limit);
      };
    }

    /** The last point, if values are missing from there on; else -1. */
    int endsAt() {
      int last = lastFinite();
      return last < y.length - 1 ? last : -1;
    }

    int lastFinite() {
      int last = y.length - 1;
      while (last >= 0 && !(Double.isFinite(y[last]) && Double.isFinite(x[last]))) {
        last--;
      }
      return last;
    }
  }

  /** Columns between edges. */
  record Bars(double[] edges, double[] heights) {}

  /** @param colour logarithmic where values are drawn as their logarithms */
  record Cells(HeatMap.Grid grid, Scale colour) {
    /** 0 to 1; NaN where a value is missing. */
    double share(int column, int row) {
      double value = grid.at(column, row);
      double drawn = colour.log() ? value > 0 ? Math.log10(value) : Double.NaN : value;
      return Double.isFinite(drawn) ? Math.clamp(colour.share(drawn), 0, 1) : Double.NaN;
    }
  }

  record Area(String label, double[] x, double[] lower, double[] upper) {
    /** The outlines of the stretches without gaps, with at most so many points on either side, extremes kept. */
    List<Run> runs(int limit) {
      int stride = Math.max(1, (x.length + limit - 1) / limit);
      List<Run> runs = new ArrayList<>();
      List<double[]> open = new ArrayList<>();
      for (int i = 0; i < x.length; i += stride) {
        double low = Double.POSITIVE_INFINITY;
        double high = Double.NEGATIVE_INFINITY;
        for (int k = i; k < Math.min(i + stride, x.length); k++) {
          low = Math.min(low, lower[k]);
          high = Math.max(high, upper[k]);
        }
        if (Double.isFinite(low) && Double.isFinite(high) && Double.isFinite(x[i])) {
          // the last point stands for its stretch at the stretch's end, so that the band ends where the time does
          open.add(new double[] {i + stride < x.length ? x[i] : x[x.length - 1], low, high});
        } else {
          close(open, runs);
        }
      }
      close(open, runs);
      return runs;
    }

    private static void close(List<double[]> open, List<Run> runs) {
      int count = open.size();
      if (count > 1) {
        double[] x = new double[2 * count];
        double[] y = new double[2 * count];
        for (int i = 0; i < count; i++) {
          double[] at = open.get(i);
          x[i] = at[0];
          y[i] = at[1];
          x[2 * count - 1 - i] = at[0];
          y[2 * count - 1 - i] = at[2];
        }
        runs.add(new Run(x, y));
      }
      open.clear();
    }
  }

  /** A closed outline. */
  record Run(double[] x, double[] y) {}

  /** All panels share one x axis if they stand one above the other. */
  boolean sharesX() {
    return across == 1 && panels.stream().allMatch(p -> p.x().equals(panels.getFirst().x()));
  }

  /** @param mostLines of a time series or in a plane; of more, this many evenly chosen ones are shown, and a note says so */
  static Scene of(Plot plot, int mostLines) {
    return switch (plot) {
      case TimeSeries series -> LineScenes.timeSeries(series, mostLines);
      case PhasePlane plane -> LineScenes.phasePlane(plane, mostLines);
      case Fan fan -> LineScenes.fan(fan);
      case Histogram histogram -> GridScenes.histogram(histogram);
      case HeatMap map -> GridScenes.heatMap(map);
    };
  }
}

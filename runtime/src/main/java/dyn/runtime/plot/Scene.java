package dyn.runtime.plot;

import dyn.runtime.results.Column;
import java.util.ArrayList;
import java.util.List;

/** A plot resolved into panels of lines and areas over one x axis: what the picture and the terminal both draw. */
record Scene(String title, String xLabel, Range x, List<Panel> panels) {
  /** Most lines told apart by colour and legend. */
  static final int MOST_NAMED = 7;

  /** @param label of the y axis; empty if a legend names the lines */
  record Panel(String label, Range y, List<Area> areas, List<Line> lines) {
    boolean hasLegend() {
      return areas.size() + lines.size() > 1 && lines.size() <= MOST_NAMED;
    }
  }

  /** A graph's x ascends; a curve may turn anywhere, and its start is marked; dots are joined by nothing. */
  enum Shape { GRAPH, CURVE, DOTS }

  record Line(String label, int colour, double[] x, double[] y, Shape shape) {
    Thinning.Points points(int limit) {
      return switch (shape) {
        case GRAPH -> Thinning.overTime(x, y, limit);
        case CURVE -> Thinning.curve(x, y, limit);
        case DOTS -> Thinning.dots(x, y, limit);
      };
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

  /** @param mostLines of a time series or in a plane; of more, this many evenly chosen ones are shown, and the label says so */
  static Scene of(Plot plot, int mostLines) {
    return switch (plot) {
      case TimeSeries series -> timeSeries(series, mostLines);
      case PhasePlane plane -> phasePlane(plane, mostLines);
      case Fan fan -> fan(fan);
    };
  }

  private static Scene timeSeries(TimeSeries plot, int mostLines) {
    List<Column> shown = evenly(plot.series(), mostLines);
    List<Panel> panels = new ArrayList<>();
    int colour = 0;
    for (List<Column> group : Panels.grouped(shown)) {
      List<Line> lines = new ArrayList<>();
      Range y = Range.EMPTY;
      for (Column column : group) {
        lines.add(new Line(column.title(), colour++, plot.times(), column.values(), Shape.GRAPH));
        y = y.union(Range.of(column.values()));
      }
      panels.add(new Panel(label(group, shown.size(), plot.series().size()), y.axis().padded(0.04), List.of(), lines));
    }
    return new Scene(plot.title(), plot.timeLabel(), Range.of(plot.times()).axis(), panels);
  }

  private static <T> List<T> evenly(List<T> all, int most) {
    if (all.size() <= most) {
      return all;
    }
    List<T> some = new ArrayList<>();
    for (int k = 0; k < most; k++) {
      some.add(all.get((int) ((long) k * (all.size() - 1) / (most - 1))));
    }
    return some;
  }

  private static String label(List<Column> group, int shown, int all) {
    if (group.size() == 1 && shown == all) {
      return group.getFirst().title();
    }
    if (group.size() <= MOST_NAMED && shown == all) {
      return "";
    }
    return group.getFirst().label() + " \u2026 " + group.getLast().title() + share(shown, all);
  }

  private static String share(int shown, int all) {
    return shown < all ? " (" + shown + " of " + all + ")" : "";
  }

  private static Scene phasePlane(PhasePlane plot, int mostLines) {
    List<PhasePlane.Trace> shown = evenly(plot.traces(), mostLines);
    List<Line> lines = new ArrayList<>();
    Range x = Range.EMPTY;
    Range y = Range.EMPTY;
    for (PhasePlane.Trace trace : shown) {
      lines.add(new Line(trace.label(), lines.size(), trace.x(), trace.y(), plot.dots() ? Shape.DOTS : Shape.CURVE));
      x = x.union(Range.of(trace.x()));
      y = y.union(Range.of(trace.y()));
    }
    Panel panel = new Panel(plot.yLabel() + share(shown.size(), plot.traces().size()), y.axis().padded(0.04), List.of(), lines);
    return new Scene(plot.title(), plot.xLabel(), x.axis().padded(plot.dots() ? 0.015 : 0.04), List.of(panel));
  }

  private static Scene fan(Fan plot) {
    Range y = Range.of(plot.median());
    List<Area> areas = new ArrayList<>();
    for (Fan.Band band : plot.bands()) {
      areas.add(new Area(band.label(), plot.times(), band.lower(), band.upper()));
      y = y.union(Range.of(band.lower())).union(Range.of(band.upper()));
    }
    Line median = new Line("median", 0, plot.times(), plot.median(), Shape.GRAPH);
    Panel panel = new Panel(plot.valueLabel(), y.axis().padded(0.04), areas, List.of(median));
    return new Scene(plot.title(), plot.timeLabel(), Range.of(plot.times()).axis(), List.of(panel));
  }
}

package dyn.runtime.plot;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/** Draws a plot as text: braille dots, ticks on the left and below, and each line's label at its right end. */
public final class TerminalPlot {
  private static final int LONGEST_LABEL = 16;
  private static final int LEAST_COLUMNS = 40;
  private static final int LEAST_ROWS = 4;

  private final Scene scene;
  private final Braille.Ansi ansi;
  private final int tickWidth;
  private final int labelWidth;
  private final int plotColumns;
  private final int panelRows;
  private final StringBuilder out = new StringBuilder();

  private TerminalPlot(Scene scene, int columns, int rows, boolean colour) {
    this.scene = scene;
    this.ansi = new Braille.Ansi(colour);
    this.panelRows = Math.max(LEAST_ROWS, rows / scene.panels().size());
    int ticks = 1;
    int labels = 0;
    for (Scene.Panel panel : scene.panels()) {
      for (double tick : ticks(panel)) {
        ticks = Math.max(ticks, Ticks.label(tick, panel.y().width()).length());
      }
      for (Mark mark : marks(panel)) {
        labels = Math.max(labels, mark.label.length());
      }
    }
    tickWidth = ticks;
    labelWidth = labels == 0 ? 0 : labels + 1;
    plotColumns = Math.max(LEAST_COLUMNS, columns) - tickWidth - 2 - labelWidth;
  }

  /** 80 columns wide, 16 rows for the plot itself. */
  public static String render(Plot plot, boolean colour) {
    return render(plot, 80, 16, colour);
  }

  /**
   * @param columns of the terminal; no line is longer (40 at least)
   * @param rows for all panels together, beside title and axes
   * @param colour whether to use ANSI colours
   */
  public static String render(Plot plot, int columns, int rows, boolean colour) {
    Scene scene = Scene.of(plot, Scene.MOST_NAMED);
    return scene.panels().isEmpty() ? "" : new TerminalPlot(scene, columns, rows, colour).text(Math.max(LEAST_COLUMNS, columns));
  }

  private String text(int columns) {
    out.append(cut(scene.title(), columns)).append('\n');
    for (int k = 0; k < scene.panels().size(); k++) {
      Scene.Panel panel = scene.panels().get(k);
      if (!panel.label().isEmpty() && marks(panel).stream().noneMatch(m -> m.label.equals(panel.label()))) {
        out.append(" ".repeat(tickWidth + 2)).append(cut(panel.label(), plotColumns)).append('\n');
      }
      panel(panel);
      axis(k == scene.panels().size() - 1);
    }
    return out.toString();
  }

  private List<Double> ticks(Scene.Panel panel) {
    return Ticks.of(panel.y(), Math.max(2, panelRows / 3));
  }

  private void panel(Scene.Panel panel) {
    Braille raster = new Braille(plotColumns, panelRows);
    for (int a = 0; a < panel.areas().size(); a++) {
      shade(raster, panel, panel.areas().get(a), a == panel.areas().size() - 1 && a > 0);
    }
    for (Scene.Line line : panel.lines()) {
      trace(raster, panel, line, panel.areas().isEmpty() ? 1 : 2);
    }
    String[] left = new String[panelRows];
    for (double tick : ticks(panel)) {
      left[row(panel, tick)] = Ticks.label(tick, panel.y().width());
    }
    Mark[] right = placed(marks(panel));
    for (int row = 0; row < panelRows; row++) {
      String tick = left[row] == null ? "" : left[row];
      out.append(" ".repeat(tickWidth - tick.length())).append(tick).append(left[row] == null ? " \u2502" : " \u2524");
      StringBuilder line = new StringBuilder(raster.row(row, right[row] != null, ansi));
      if (right[row] != null) {
        line.append(' ').append(ansi.change(right[row].colour)).append(right[row].label).append(ansi.change(Braille.PLAIN));
      }
      out.append(line).append('\n');
    }
  }

  private void axis(boolean lowest) {
    List<Double> ticks = Ticks.of(scene.x(), Math.max(2, plotColumns / 12));
    StringBuilder line = new StringBuilder("\u2500".repeat(plotColumns));
    StringBuilder labels = new StringBuilder(" ".repeat(plotColumns + tickWidth + 2));
    int free = 0;
    for (double tick : ticks) {
      int column = (int) Math.min(plotColumns - 1, Math.floor(scene.x().share(tick) * plotColumns));
      String label = Ticks.label(tick, scene.x().width());
      int start = Math.min(tickWidth + 2 + column - (label.length() - 1) / 2, labels.length() - label.length());
      if (start >= free) {
        line.setCharAt(column, '\u252c');
        labels.replace(start, start + label.length(), label);
        free = start + label.length() + 1;
      }
    }
    out.append(" ".repeat(tickWidth)).append(" \u2514").append(line).append('\n');
    if (lowest) {
      out.append(labels.toString().stripTrailing()).append('\n');
      String name = cut(scene.xLabel(), plotColumns);
      out.append(" ".repeat(tickWidth + 2 + (plotColumns - name.length()) / 2)).append(name).append('\n');
    }
  }

  /** Dots at half density for the innermost band, an eighth for the others. */
  private void shade(Braille raster, Scene.Panel panel, Scene.Area area, boolean inner) {
    for (int x = 0; x < raster.width() && area.x().length > 0; x++) {
      double time = scene.x().low() + (x + 0.5) / raster.width() * scene.x().width();
      int at = nearest(area.x(), time);
      double low = area.lower()[at];
      double high = area.upper()[at];
      if (!Double.isFinite(low) || !Double.isFinite(high)) {
        continue;
      }
      for (int y = dotY(raster, panel, high); y <= dotY(raster, panel, low); y++) {
        if (inner ? (x + y) % 2 == 0 : x % 2 == 0 && y % 4 == 2) {
          raster.dot(x, y, Braille.Ansi.GREY);
        }
      }
    }
  }

  private static int nearest(double[] times, double time) {
    int found = Arrays.binarySearch(times, time);
    if (found >= 0) {
      return found;
    }
    int above = Math.min(-found - 1, times.length - 1);
    int below = Math.max(0, above - 1);
    return time - times[below] < times[above] - time ? below : above;
  }

  private void trace(Braille raster, Scene.Panel panel, Scene.Line line, int thickness) {
    Thinning.Points points = line.points(16 * raster.width() * (line.shape() == Scene.Shape.DOTS ? 8 : 1));
    int lastX = -1;
    int lastY = -1;
    for (int i = 0; i < points.x().length; i++) {
      if (points.isGap(i)) {
        lastX = -1;
        continue;
      }
      int x = Math.clamp((long) (scene.x().share(points.x()[i]) * raster.width()), 0, raster.width() - 1);
      int y = dotY(raster, panel, points.y()[i]);
      if (line.shape() == Scene.Shape.DOTS) {
        raster.dot(x, y, line.colour());
        continue;
      }
      for (int k = 0; k < thickness; k++) {
        int last = raster.height() - 1;
        raster.line(lastX < 0 ? x : lastX, Math.min(last, (lastX < 0 ? y : lastY) + k), x, Math.min(last, y + k), line.colour());
      }
      lastX = x;
      lastY = y;
    }
  }

  private static int dotY(Braille raster, Scene.Panel panel, double value) {
    return Math.clamp((long) ((1 - panel.y().share(value)) * raster.height()), 0, raster.height() - 1);
  }

  private int row(Scene.Panel panel, double value) {
    return Math.clamp((long) ((1 - panel.y().share(value)) * panelRows), 0, panelRows - 1);
  }

  /** A label at the right edge, wanted in a row. */
  private record Mark(String label, int colour, int row) {}

  private List<Mark> marks(Scene.Panel panel) {
    List<Mark> marks = new ArrayList<>();
    if (panel.lines().size() > Scene.MOST_NAMED) {
      return marks;
    }
    boolean graphs = panel.lines().getFirst().shape() == Scene.Shape.GRAPH;
    if (!graphs) { // a curve ends anywhere: a list at the top instead
      for (int k = 0; k < panel.lines().size() && panel.hasLegend(); k++) {
        marks.add(new Mark(cut(panel.lines().get(k).label(), LONGEST_LABEL), panel.lines().get(k).colour(), k));
      }
      return marks;
    }
    for (Scene.Area area : panel.areas()) {
      marks.add(new Mark(cut(area.label(), LONGEST_LABEL), Braille.Ansi.GREY, row(panel, lastFinite(area.upper()))));
    }
    for (Scene.Line line : panel.lines()) {
      marks.add(new Mark(cut(line.label(), LONGEST_LABEL), line.colour(), row(panel, lastFinite(line.y()))));
    }
    return marks;
  }

  private static double lastFinite(double[] values) {
    for (int i = values.length - 1; i >= 0; i--) {
      if (Double.isFinite(values[i])) {
        return values[i];
      }
    }
    return 0;
  }

  /** Each mark in a row of its own, as near as can be to the one it wants, in order from the top. */
  private Mark[] placed(List<Mark> marks) {
    Mark[] rows = new Mark[panelRows];
    List<Mark> sorted = marks.stream().sorted(Comparator.comparingInt(Mark::row)).toList();
    int next = 0;
    for (int k = 0; k < sorted.size() && next < panelRows; k++) {
      int latest = Math.max(next, panelRows - (sorted.size() - k));
      int row = Math.clamp(sorted.get(k).row, next, latest);
      rows[row] = sorted.get(k);
      next = row + 1;
    }
    return rows;
  }

  private static String cut(String text, int width) {
    return text.length() <= width ? text : text.substring(0, width - 1) + "\u2026";
  }
}

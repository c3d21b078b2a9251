package dyn.runtime.plot;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Draws a plot as text: braille dots, bars or coloured cells, ticks on the left and below, and each line's name at its right end. */
public final class TerminalPlot {
  private static final int LONGEST_LABEL = 16;
  private static final int LEAST_COLUMNS = 40;
  private static final int LEAST_ROWS = 4;

  private final Scene scene;
  private final List<Scene.Panel> panels;
  private final Braille.Ansi ansi;
  private final int tickWidth;
  private final int plotColumns;
  private final int panelRows;
  private final StringBuilder out = new StringBuilder();

  private TerminalPlot(Scene scene, int columns, int rows, boolean colour) {
    this.scene = scene;
    // panels side by side come one below the other, as many as a screen can hold
    this.panels = scene.panels().subList(0, Math.min(scene.panels().size(), scene.across() > 1 ? 2 : 6));
    this.ansi = new Braille.Ansi(colour);
    this.panelRows = Math.max(LEAST_ROWS, rows / panels.size());
    int ticks = 1;
    int labels = 0;
    for (Scene.Panel panel : panels) {
      for (String tick : ticks(panel).labels()) {
        ticks = Math.max(ticks, tick.length());
      }
      for (Mark mark : marks(panel)) {
        labels = Math.max(labels, mark.label.length());
      }
    }
    tickWidth = ticks;
    plotColumns = Math.max(LEAST_COLUMNS, columns) - tickWidth - 2 - (labels == 0 ? 0 : labels + 1);
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
    out.append(cut(scene.heading().title(), columns)).append('\n');
    for (int k = 0; k < panels.size(); k++) {
      Scene.Panel panel = panels.get(k);
      String label = head(panel);
      if (!label.isEmpty() && marks(panel).stream().noneMatch(m -> m.label.equals(label))) {
        out.append(" ".repeat(tickWidth + 2)).append(cut(label, plotColumns)).append('\n');
      }
      panel(panel);
      axis(panel, k == panels.size() - 1);
    }
    panels.getFirst().cells().ifPresent(c ->
        out.append(cut(" ".repeat(tickWidth + 2) + TerminalCells.key(c, ansi.on()), columns, ansi.on())).append('\n'));
    return out.toString();
  }

  private static String head(Scene.Panel panel) {
    String factor = Ticks.of(panel.y(), 4).factor();
    String named = panel.y().label() + (factor.isEmpty() ? "" : " " + factor);
    return panel.title().isEmpty() ? named : named.isEmpty() ? panel.title() : named + ", " + panel.title();
  }

  private Ticks ticks(Scene.Panel panel) {
    return Ticks.of(panel.y(), Math.max(2, panelRows / 3));
  }

  private void panel(Scene.Panel panel) {
    String[] left = new String[panelRows];
    Ticks ticks = ticks(panel);
    for (int k = 0; k < ticks.at().size(); k++) {
      left[row(panel, ticks.at().get(k))] = ticks.labels().get(k);
    }
    Mark[] right = placed(marks(panel));
    TerminalShapes shapes = new TerminalShapes(panel, plotColumns, panelRows, ansi);
    for (int row = 0; row < panelRows; row++) {
      String tick = left[row] == null ? "" : left[row];
      out.append(" ".repeat(tickWidth - tick.length())).append(tick).append(left[row] == null ? " \u2502" : " \u2524");
      StringBuilder line = new StringBuilder(shapes.row(row, right[row] != null));
      if (right[row] != null) {
        line.append(' ').append(ansi.change(right[row].colour)).append(right[row].label).append(ansi.change(Braille.PLAIN));
      }
      out.append(line).append('\n');
    }
  }

  private void axis(Scene.Panel panel, boolean lowest) {
    Ticks ticks = Ticks.of(panel.x(), Math.max(2, plotColumns / 12));
    StringBuilder line = new StringBuilder("\u2500".repeat(plotColumns));
    StringBuilder labels = new StringBuilder(" ".repeat(plotColumns + tickWidth + 2));
    int free = 0;
    for (int k = 0; k < ticks.at().size(); k++) {
      int column = (int) Math.clamp(Math.floor(panel.x().share(ticks.at().get(k)) * plotColumns), 0, plotColumns - 1);
      String label = ticks.labels().get(k);
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
      String name = cut(panel.x().label() + (ticks.factor().isEmpty() ? "" : " " + ticks.factor()), plotColumns);
      out.append(" ".repeat(tickWidth + 2 + (plotColumns - name.length()) / 2)).append(name).append('\n');
    }
  }

  private int row(Scene.Panel panel, double value) {
    return Math.clamp((long) ((1 - panel.y().share(value)) * panelRows), 0, panelRows - 1);
  }

  /** A label at the right edge, wanted in a row. */
  private record Mark(String label, int colour, int row) {}

  private List<Mark> marks(Scene.Panel panel) {
    List<Mark> marks = new ArrayList<>();
    if (panel.lines().isEmpty() || panel.lines().size() > Scene.MOST_NAMED && panel.named().isEmpty()) {
      return marks;
    }
    Scene.Shape shape = panel.lines().getFirst().shape();
    if (shape == Scene.Shape.CURVE || shape == Scene.Shape.DOTS) { // a curve ends anywhere: a list at the top instead
      for (int k = 0; k < panel.named().size(); k++) {
        marks.add(new Mark(cut(panel.named().get(k).label(), LONGEST_LABEL), panel.named().get(k).colour(), k));
      }
      return marks;
    }
    for (Scene.Area area : panel.areas()) {
      marks.add(new Mark(cut(area.label(), LONGEST_LABEL), Braille.Ansi.GREY, row(panel, lastFinite(area.upper()))));
    }
    for (Scene.Line line : panel.lines()) {
      if (line.weight() != Scene.Weight.FAINT) {
        marks.add(new Mark(cut(line.label(), LONGEST_LABEL), line.colour(), row(panel, lastFinite(line.y()))));
      }
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

  /** Colours take no room; texts that have them are short. */
  private static String cut(String text, int width, boolean coloured) {
    return coloured ? text : cut(text, width);
  }
}

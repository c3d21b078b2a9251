package dyn.runtime.plot;

import java.util.Arrays;

/** What lies within the axes of a panel, row of characters by row. */
final class TerminalShapes {
  private static final String EIGHTHS = " \u2581\u2582\u2583\u2584\u2585\u2586\u2587\u2588";

  private final Scene.Panel panel;
  private final int columns;
  private final int rows;
  private final Braille.Ansi ansi;
  private final Braille raster;

  TerminalShapes(Scene.Panel panel, int columns, int rows, Braille.Ansi ansi) {
    this.panel = panel;
    this.columns = columns;
    this.rows = rows;
    this.ansi = ansi;
    this.raster = new Braille(columns, rows);
    for (int a = 0; a < panel.areas().size(); a++) {
      shade(panel.areas().get(a), a == panel.areas().size() - 1 && a > 0);
    }
    for (Scene.Line line : panel.lines()) {
      trace(line, panel.areas().isEmpty() ? 1 : 2);
    }
  }

  /** @param whole with the empty places at its end */
  String row(int row, boolean whole) {
    if (panel.cells().isPresent()) {
      return TerminalCells.row(panel.cells().get(), row, columns, rows, ansi.on());
    }
    if (panel.bars().isPresent()) {
      return ansi.change(0) + bars(panel.bars().get(), row) + ansi.change(Braille.PLAIN);
    }
    return raster.row(row, whole, ansi);
  }

  private String bars(Scene.Bars bars, int row) {
    StringBuilder line = new StringBuilder();
    int bin = 0;
    for (int c = 0; c < columns; c++) {
      double x = panel.x().range().low() + (c + 0.5) / columns * panel.x().range().width();
      while (bin + 1 < bars.heights().length && bars.edges()[bin + 1] <= x) {
        bin++;
      }
      double share = Double.isFinite(bars.heights()[bin]) ? panel.y().share(bars.heights()[bin]) : 0;
      int eighths = (int) Math.round(share * rows * 8) - 8 * (rows - 1 - row);
      boolean least = row == rows - 1 && eighths <= 0 && bars.heights()[bin] > panel.y().range().low();
      line.append(EIGHTHS.charAt(least ? 1 : Math.clamp(eighths, 0, 8)));
    }
    return line.toString().stripTrailing();
  }

  /** Dots at half density for the innermost band, an eighth for the others. */
  private void shade(Scene.Area area, boolean inner) {
    Range time = panel.x().range();
    for (int x = 0; x < raster.width() && area.x().length > 0; x++) {
      int at = nearest(area.x(), time.low() + (x + 0.5) / raster.width() * time.width());
      double low = area.lower()[at];
      double high = area.upper()[at];
      if (!Double.isFinite(low) || !Double.isFinite(high)) {
        continue;
      }
      for (int y = dotY(high); y <= dotY(low); y++) {
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

  private void trace(Scene.Line line, int thickness) {
    boolean joined = line.shape() == Scene.Shape.GRAPH || line.shape() == Scene.Shape.CURVE;
    Thinning.Points points = line.points(16 * raster.width() * (joined ? 1 : 8));
    int colour = line.weight() == Scene.Weight.FAINT && panel.lines().getLast().weight() == Scene.Weight.STRONG
        ? Braille.Ansi.GREY : line.colour();
    int lastX = -1;
    int lastY = -1;
    for (int i = 0; i < points.x().length; i++) {
      if (points.isGap(i)) {
        lastX = -1;
        continue;
      }
      int x = Math.clamp((long) (panel.x().share(points.x()[i]) * raster.width()), 0, raster.width() - 1);
      int y = dotY(points.y()[i]);
      if (!joined) {
        raster.dot(x, y, colour);
        continue;
      }
      for (int k = 0; k < thickness; k++) {
        int last = raster.height() - 1;
        raster.line(lastX < 0 ? x : lastX, Math.min(last, (lastX < 0 ? y : lastY) + k), x, Math.min(last, y + k), colour);
      }
      lastX = x;
      lastY = y;
    }
  }

  private int dotY(double value) {
    return Math.clamp((long) ((1 - panel.y().share(value)) * raster.height()), 0, raster.height() - 1);
  }
}

package dyn.runtime.plot;

/** A heat map as text: two cells above one another in a character where there are colours, else shades. */
final class TerminalCells {
  private static final String SHADES = " \u2591\u2592\u2593\u2588";
  private static final int KEY = 24;

  private TerminalCells() {}

  static String row(Scene.Cells cells, int row, int columns, int rows, boolean colour) {
    StringBuilder line = new StringBuilder();
    for (int c = 0; c < columns; c++) {
      if (colour) {
        line.append(pair(mean(cells, c, 2 * row, columns, 2 * rows), mean(cells, c, 2 * row + 1, columns, 2 * rows)));
      } else {
        line.append(shade(mean(cells, c, row, columns, rows)));
      }
    }
    return colour ? line + "\u001b[0m" : line.toString().stripTrailing();
  }

  /** Over the grid cells that lie in a character, at least one. */
  private static double mean(Scene.Cells cells, int column, int row, int columns, int rows) {
    HeatMap.Grid grid = cells.grid();
    int left = (int) ((long) column * grid.columns() / columns);
    int right = Math.max(left + 1, (int) ((long) (column + 1) * grid.columns() / columns));
    int top = (int) ((long) row * grid.rows() / rows);
    int bottom = Math.max(top + 1, (int) ((long) (row + 1) * grid.rows() / rows));
    double sum = 0;
    int count = 0;
    for (int r = top; r < bottom; r++) {
      for (int c = left; c < right; c++) {
        double share = cells.share(c, grid.rows() - 1 - r);
        sum += Double.isNaN(share) ? 0 : share;
        count += Double.isNaN(share) ? 0 : 1;
      }
    }
    return count == 0 ? Double.NaN : sum / count;
  }

  private static char shade(double share) {
    return Double.isNaN(share) ? ' ' : SHADES.charAt((int) Math.min(SHADES.length() - 1, share * SHADES.length()));
  }

  private static String pair(double upper, double lower) {
    return "\u001b[38;5;" + table(upper) + ";48;5;" + table(lower) + "m\u2580";
  }

  /** The nearest of the 216 colours of a terminal's cube. */
  private static int table(double share) {
    int rgb = Palette.heat(share);
    return 16 + 36 * level(rgb >> 16 & 255) + 6 * level(rgb >> 8 & 255) + level(rgb & 255);
  }

  /** Levels are 0, 95, 135, 175, 215, 255. */
  private static int level(int channel) {
    return channel < 48 ? 0 : channel < 115 ? 1 : Math.min(5, (channel - 35) / 40);
  }

  /** The range of colours with its ends. */
  static String key(Scene.Cells cells, boolean colour) {
    StringBuilder bar = new StringBuilder();
    for (int k = 0; k < KEY; k++) {
      double share = (k + 0.5) / KEY;
      bar.append(colour ? pair(share, share) : String.valueOf(shade(share)));
    }
    Scale scale = cells.colour();
    return scale.label() + " " + number(scale, scale.range().low()) + " " + bar + (colour ? "\u001b[0m" : "") + " "
        + number(scale, scale.range().high());
  }

  private static String number(Scale scale, double drawn) {
    double value = scale.log() ? Math.pow(10, drawn) : drawn;
    return Ticks.number(value, 3);
  }
}

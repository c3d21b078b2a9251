package dyn.runtime.plot;

import java.util.Arrays;

/** A raster of dots, 2 by 4 in a character cell; a cell has the colour of the last dot set with one. */
final class Braille {
  /** Bit of the dot at (x % 2, y % 4), after the Unicode block of braille patterns, U+2800. */
  private static final int[][] BIT = {{0x01, 0x02, 0x04, 0x40}, {0x08, 0x10, 0x20, 0x80}};
  static final int PLAIN = -1;

  private final int columns;
  private final int rows;
  private final int[] dots;
  private final int[] colours;

  Braille(int columns, int rows) {
    this.columns = columns;
    this.rows = rows;
    this.dots = new int[columns * rows];
    this.colours = new int[columns * rows];
    Arrays.fill(colours, PLAIN);
  }

  int width() {
    return 2 * columns;
  }

  int height() {
    return 4 * rows;
  }

  void dot(int x, int y, int colour) {
    int cell = y / 4 * columns + x / 2;
    dots[cell] |= BIT[x % 2][y % 4];
    colours[cell] = colour;
  }

  /** Bresenham, IBM Systems Journal 4 (1965) 25. */
  void line(int x0, int y0, int x1, int y1, int colour) {
    int dx = Math.abs(x1 - x0);
    int dy = -Math.abs(y1 - y0);
    int error = dx + dy;
    int x = x0;
    int y = y0;
    dot(x, y, colour);
    while (x != x1 || y != y1) {
      int twice = 2 * error;
      if (twice >= dy) {
        error += dy;
        x += Integer.signum(x1 - x0);
      }
      if (twice <= dx) {
        error += dx;
        y += Integer.signum(y1 - y0);
      }
      dot(x, y, colour);
    }
  }

  /** One row of cells; colour changes only where it has to. {@code whole}: with the empty cells at its end. */
  String row(int row, boolean whole, Ansi ansi) {
    StringBuilder text = new StringBuilder();
    int current = PLAIN;
    int end = columns;
    while (!whole && end > 0 && dots[row * columns + end - 1] == 0) {
      end--;
    }
    for (int column = 0; column < end; column++) {
      int cell = row * columns + column;
      int wanted = dots[cell] == 0 ? current : colours[cell];
      if (wanted != current) {
        text.append(ansi.change(wanted));
        current = wanted;
      }
      text.append(dots[cell] == 0 ? ' ' : (char) (0x2800 + dots[cell]));
    }
    return text + (current == PLAIN ? "" : ansi.change(PLAIN));
  }

  /** Terminal colours of the 256-colour table nearest to the palette's, or none. */
  record Ansi(boolean on) {
    private static final int[] TABLE = {33, 202, 36, 175, 214, 117, 250};
    static final int GREY = 1000;

    String change(int colour) {
      if (!on) {
        return "";
      }
      return colour == PLAIN ? "\u001b[0m" : "\u001b[38;5;" + (colour == GREY ? 245 : TABLE[colour % TABLE.length]) + "m";
    }
  }
}

package dyn.runtime.plot;

/** What a figure is drawn on. Lengths are pixels, y points down, colours are 0xRRGGBB; a point that is NaN breaks a curve. */
interface Canvas {
  enum Anchor { START, MIDDLE, END }

  void rectangle(double x, double y, double width, double height, int fill);

  void line(double x1, double y1, double x2, double y2, int colour, double width);

  /** Round caps and joins; a point alone between breaks is a dot. */
  void curve(double[] x, double[] y, Stroke stroke);

  /** One round dot as wide as the stroke for each point. */
  void dots(double[] x, double[] y, Stroke stroke);

  void polygon(double[] x, double[] y, int fill);

  void circle(double x, double y, double radius, int fill, int stroke, double width);

  /** @param opacity 1 hides what lies below */
  record Stroke(int colour, double width, double opacity) {}

  /** Cells of equal size in a rectangle, sharp edges between them. */
  void image(double x, double y, double width, double height, Pixels pixels);

  /** @param y of the baseline */
  void text(String text, double x, double y, double size, boolean bold, Anchor anchor, int colour);

  /** Reads upwards; centred at y. */
  void verticalText(String text, double x, double y, double size, int colour);

  /**
   * About how wide a text is in a sans-serif font, on the wide side. Not measured, so that a figure's layout is the same on
   * every machine and needs no fonts.
   */
  static double textWidth(String text, double size) {
    double ems = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if ("ijlrtf.,:;'|!()[] ".indexOf(c) >= 0) {
        ems += 0.39;
      } else if ("\u207b\u2070\u00b9\u00b2\u00b3\u2074\u2075\u2076\u2077\u2078\u2079".indexOf(c) >= 0) {
        ems += 0.45;
      } else if ("mwMW%@\u2212".indexOf(c) >= 0) {
        ems += 0.9;
      } else {
        ems += Character.isUpperCase(c) ? 0.7 : 0.62;
      }
    }
    return ems * size;
  }

  /** The text, or as much of its start as fits, ending in an ellipsis. */
  static String shortened(String text, double size, double width) {
    if (textWidth(text, size) <= width) {
      return text;
    }
    int length = text.length();
    while (length > 1 && textWidth(text.substring(0, length) + "\u2026", size) > width) {
      length--;
    }
    return text.substring(0, length) + "\u2026";
  }
}

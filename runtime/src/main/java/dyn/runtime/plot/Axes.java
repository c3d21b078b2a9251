package dyn.runtime.plot;

import java.util.stream.IntStream;

/** The axes of one panel. */
final class Axes {
  private static final double MAJOR = 5;
  private static final double MINOR = 3;

  private final Canvas canvas;
  private final Frame frame;
  private final Ticks across;
  private final Ticks along;

  Axes(Canvas canvas, Frame frame) {
    this.canvas = canvas;
    this.frame = frame;
    this.across = Ticks.of(frame.across(), most(frame.width(), 84));
    this.along = Ticks.of(frame.along(), most(frame.height(), 44));
  }

  /** How many ticks a length has room for. */
  static int most(double length, double each) {
    return Math.clamp((long) (length / each), 2, 10);
  }

  /** Of the widest label, for up to so many ticks. */
  static double tickWidth(Scale scale, int most) {
    return IntStream.rangeClosed(2, most).boxed().flatMap(m -> Ticks.of(scale, m).labels().stream())
        .mapToDouble(l -> Canvas.textWidth(l, Ink.TICK)).max().orElse(0);
  }

  static String factor(Scale scale) {
    return Ticks.of(scale, 8).factor();
  }

  void grid() {
    for (double tick : along.at()) {
      canvas.line(frame.left(), frame.y(tick), frame.right(), frame.y(tick), Ink.GRID, 1);
    }
  }

  /**
   * @param lowest whether the x axis gets labels
   * @param nameX where the name of the y axis stands
   */
  void draw(boolean lowest, double nameX) {
    canvas.line(frame.left(), frame.top(), frame.left(), frame.bottom(), Ink.AXIS, 1);
    canvas.line(frame.left(), frame.bottom(), frame.right(), frame.bottom(), Ink.AXIS, 1);
    left(nameX);
    below(lowest);
  }

  private void left(double nameX) {
    for (int k = 0; k < along.at().size(); k++) {
      double y = frame.y(along.at().get(k));
      canvas.line(frame.left() - MAJOR, y, frame.left(), y, Ink.AXIS, 1);
      canvas.text(along.labels().get(k), frame.left() - 8, y + 4, Ink.TICK, false, Canvas.Anchor.END, Ink.TEXT);
    }
    for (double minor : along.minor()) {
      canvas.line(frame.left() - MINOR, frame.y(minor), frame.left(), frame.y(minor), Ink.AXIS, 1);
    }
    if (!along.factor().isEmpty()) {
      canvas.text(along.factor(), frame.left() - 8, frame.top() - 8, Ink.NOTE, false, Canvas.Anchor.START, Ink.TEXT);
    }
    if (!frame.along().label().isEmpty()) {
      String label = Canvas.shortened(frame.along().label(), Ink.LABEL, frame.height());
      name(canvas, label, nameX, (frame.top() + frame.bottom()) / 2, Canvas.Anchor.END);
    }
  }

  /** Reads upwards, but for a symbol. */
  static void name(Canvas canvas, String label, double x, double middle, Canvas.Anchor anchor) {
    if (label.length() <= 2) {
      canvas.text(label, x, middle + 4.5, Ink.LABEL, false, anchor, Ink.TEXT);
    } else {
      canvas.verticalText(label, x, middle, Ink.LABEL, Ink.TEXT);
    }
  }

  private void below(boolean lowest) {
    double bottom = frame.bottom();
    for (double minor : across.minor()) {
      canvas.line(frame.x(minor), bottom, frame.x(minor), bottom + MINOR, Ink.AXIS, 1);
    }
    for (int k = 0; k < across.at().size(); k++) {
      double x = frame.x(across.at().get(k));
      canvas.line(x, bottom, x, bottom + MAJOR, Ink.AXIS, 1);
      if (lowest) {
        canvas.text(across.labels().get(k), x, bottom + 19, Ink.TICK, false, Canvas.Anchor.MIDDLE, Ink.TEXT);
      }
    }
    if (!lowest) {
      return;
    }
    double factor = across.factor().isEmpty() ? 0 : Canvas.textWidth(across.factor(), Ink.NOTE) + 6;
    if (factor > 0) {
      canvas.text(across.factor(), frame.right(), bottom + 38, Ink.NOTE, false, Canvas.Anchor.END, Ink.TEXT);
    }
    String label = Canvas.shortened(frame.across().label(), Ink.LABEL, frame.width() - 2 * factor);
    canvas.text(label, (frame.left() + frame.right()) / 2, bottom + 38, Ink.LABEL, false, Canvas.Anchor.MIDDLE, Ink.TEXT);
  }
}

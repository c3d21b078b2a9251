package dyn.runtime.plot;

/** Lays a scene out and draws it: titles, panels with their axes and names, notes. */
final class Figure {
  private static final double RIGHT = 24;
  private static final double GAP = 16;
  /** Tick labels and name of an x axis. */
  private static final double BELOW = 50;
  private static final double BAR_WIDTH = 14;

  private final Scene scene;
  private final Canvas canvas;
  private final Names names;
  private final double width;
  private final double height;
  private final int down;

  private Figure(Scene scene, Canvas canvas, double width, double height) {
    this.scene = scene;
    this.canvas = canvas;
    this.names = new Names(canvas);
    this.width = width;
    this.height = height;
    this.down = Math.ceilDiv(Math.max(1, scene.panels().size()), scene.across());
  }

  static void draw(Scene scene, Canvas canvas, int width, int height) {
    new Figure(scene, canvas, width, height).draw();
  }

  private void draw() {
    canvas.rectangle(0, 0, width, height, Palette.WHITE);
    double top = titles();
    double bottom = notes();
    double cellWidth = (width - barSpace()) / scene.across();
    double cellHeight = (bottom - top) / down;
    boolean shared = scene.sharesX();
    // of panels that share their x axis, only the lowest needs room for it
    double each = shared ? (bottom - top - BELOW - GAP * (down - 1)) / down : cellHeight - BELOW;
    double left = leftSpace(each);
    double right = RIGHT;
    for (Scene.Panel panel : scene.panels()) {
      right = Math.max(right, Names.besideWidth(panel, each));
    }
    Frame last = null;
    for (int k = 0; k < scene.panels().size(); k++) {
      Scene.Panel panel = scene.panels().get(k);
      double x = k % scene.across() * cellWidth;
      double y = top + (shared ? k * (each + GAP) : k / scene.across() * cellHeight);
      last = panel(panel, x + left, x + cellWidth - right, y, y + each, !shared || k == scene.panels().size() - 1);
    }
    if (last != null && hasBar()) {
      bar(last, scene.panels().getFirst().cells().orElseThrow().colour(), top, bottom);
    }
  }

  private Frame panel(Scene.Panel panel, double left, double right, double top, double bottom, boolean lowest) {
    double from = top;
    if (!panel.title().isEmpty()) {
      String title = Canvas.shortened(panel.title(), Ink.LABEL, right - left);
      canvas.text(title, (left + right) / 2, from + 12, Ink.LABEL, false, Canvas.Anchor.MIDDLE, Ink.TEXT);
      from += 20;
    }
    from += names.above(panel, left, right, from, true);
    from += Axes.factor(panel.y()).isEmpty() ? 0 : 14;
    Frame frame = new Frame(left, right, from, Math.max(bottom, from + 20), panel.x(), panel.y());
    if (panel.cells().isPresent() && panel.equal()) {
      HeatMap.Grid grid = panel.cells().get().grid();
      frame = frame.square(grid.columns(), grid.rows());
    } else if (panel.equal()) {
      frame = frame.equal();
    }
    Axes axes = new Axes(canvas, frame);
    if (panel.cells().isEmpty()) {
      axes.grid();
    }
    new Shapes(canvas, frame, panel).draw();
    axes.draw(lowest, frame.left() - leftLabels(frame));
    names.beside(frame, panel);
    return frame;
  }

  private double leftLabels(Frame frame) {
    return Axes.tickWidth(frame.along(), Axes.most(frame.height(), 44)) + 18;
  }

  /** Title and detail; returns where panels begin. */
  private double titles() {
    String title = Canvas.shortened(scene.heading().title(), Ink.TITLE * 1.1, width - 2 * Ink.MARGIN); // bold is wider
    canvas.text(title, Ink.MARGIN, 27, Ink.TITLE, true, Canvas.Anchor.START, Ink.TEXT);
    if (scene.heading().detail().isEmpty()) {
      return 42;
    }
    String detail = Canvas.shortened(scene.heading().detail(), Ink.LABEL, width - 2 * Ink.MARGIN);
    canvas.text(detail, Ink.MARGIN, 46, Ink.LABEL, false, Canvas.Anchor.START, Ink.FAINT_TEXT);
    return 62;
  }

  /** Returns where the room for panels ends. */
  private double notes() {
    if (scene.notes().isEmpty()) {
      return height - 6;
    }
    String text = Canvas.shortened(String.join("; ", scene.notes()), Ink.NOTE, width - 2 * Ink.MARGIN);
    canvas.text(text, width - Ink.MARGIN, height - 9, Ink.NOTE, false, Canvas.Anchor.END, Ink.FAINT_TEXT);
    return height - 24;
  }

  /** The widest y axis of all panels, so that their frames line up. */
  private double leftSpace(double each) {
    double labels = 0;
    boolean named = false;
    for (Scene.Panel panel : scene.panels()) {
      labels = Math.max(labels, Axes.tickWidth(panel.y(), Axes.most(each, 44)));
      named |= !panel.y().label().isEmpty();
    }
    return Ink.MARGIN + (named ? Ink.LABEL + 10 : 0) + labels + 8;
  }

  private boolean hasBar() {
    return scene.panels().stream().anyMatch(p -> p.cells().isPresent());
  }

  private double barSpace() {
    if (!hasBar()) {
      return 0;
    }
    Scale colour = scene.panels().getFirst().cells().orElseThrow().colour();
    return BAR_WIDTH + 8 + Axes.tickWidth(colour, 10) + Ink.LABEL + 22;
  }

  /** What the colours stand for, right of all panels. */
  private void bar(Frame panel, Scale colour, double top, double bottom) {
    double left = width - barSpace();
    double from = down == 1 ? panel.top() : top + 24;
    double to = down == 1 ? panel.bottom() : bottom - BELOW;
    int steps = Palette.heatTable().length - 1;
    byte[] indices = new byte[steps];
    for (int k = 0; k < steps; k++) {
      indices[k] = (byte) (steps - 1 - k);
    }
    canvas.image(left, from, BAR_WIDTH, to - from, new Pixels(1, steps, indices, Palette.heatTable()));
    Frame frame = new Frame(left, left + BAR_WIDTH, from, to, colour, colour);
    Ticks ticks = Ticks.of(colour, Axes.most(to - from, 44));
    for (int k = 0; k < ticks.at().size(); k++) {
      double y = frame.y(ticks.at().get(k));
      canvas.line(frame.right(), y, frame.right() + 4, y, Ink.AXIS, 1);
      canvas.text(ticks.labels().get(k), frame.right() + 8, y + 4, Ink.TICK, false, Canvas.Anchor.START, Ink.TEXT);
    }
    if (!ticks.factor().isEmpty()) {
      canvas.text(ticks.factor(), left, from - 7, Ink.NOTE, false, Canvas.Anchor.START, Ink.TEXT);
    }
    String label = Canvas.shortened(colour.label(), Ink.LABEL, to - from);
    Axes.name(canvas, label, width - Ink.MARGIN, (from + to) / 2, Canvas.Anchor.END);
  }
}

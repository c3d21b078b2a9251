package dyn.runtime.plot;

import java.util.List;

/** Lays a scene out and draws it: title, panels with their axes and legends, bands below curves. */
final class Figure {
  private static final int INK = 0x333333;
  private static final int AXIS = 0x999999;
  private static final int GRID = 0xEBEBEB;
  private static final double TITLE_SIZE = 16;
  private static final double LABEL_SIZE = 13;
  private static final double TICK_SIZE = 12;
  private static final double MARGIN = 14;
  private static final double RIGHT = 26;
  private static final double TITLE_HEIGHT = 40;
  private static final double LEGEND_HEIGHT = 22;
  /** Tick labels and name of the x axis, which only the lowest panel has. */
  private static final double BOTTOM = 54;
  private static final double PANEL_GAP = 14;
  /** Most points of one line over time, of a curve in the plane, and of all lines together. */
  private static final int POINTS = 4000;
  private static final int CURVE_POINTS = 12_000;
  private static final int ALL_POINTS = 24_000;

  private final Scene scene;
  private final Canvas canvas;
  private final double width;
  private final double height;
  private final double left;

  private Figure(Scene scene, Canvas canvas, double width, double height) {
    this.scene = scene;
    this.canvas = canvas;
    this.width = width;
    this.height = height;
    this.left = leftWidth();
  }

  static void draw(Scene scene, Canvas canvas, int width, int height) {
    new Figure(scene, canvas, width, height).draw();
  }

  private void draw() {
    canvas.rectangle(0, 0, width, height, Palette.WHITE);
    String title = Canvas.shortened(scene.title(), TITLE_SIZE * 1.1, width - 2 * MARGIN); // bold is wider
    canvas.text(title, MARGIN, 26, TITLE_SIZE, true, Canvas.Anchor.START, INK);
    int count = scene.panels().size();
    double panelHeight = (height - TITLE_HEIGHT - BOTTOM - PANEL_GAP * (count - 1)) / Math.max(1, count);
    for (int k = 0; k < count; k++) {
      Scene.Panel panel = scene.panels().get(k);
      double top = TITLE_HEIGHT + k * (panelHeight + PANEL_GAP);
      double bottom = top + panelHeight;
      if (panel.hasLegend()) {
        top += legend(panel, top);
      }
      Frame frame = new Frame(left, width - RIGHT, top, bottom, scene.x(), panel.y());
      axes(frame, panel, k == count - 1);
      curves(frame, panel);
    }
  }

  /** The widest y axis of all panels, so that their x axes line up. */
  private double leftWidth() {
    double labels = 0;
    for (Scene.Panel panel : scene.panels()) {
      for (double tick : Ticks.of(panel.y(), yTicks())) {
        labels = Math.max(labels, Canvas.textWidth(Ticks.label(tick, panel.y().width()), TICK_SIZE));
      }
    }
    boolean named = scene.panels().stream().anyMatch(p -> !p.label().isEmpty());
    return MARGIN + (named ? LABEL_SIZE + 8 : 0) + labels + 8;
  }

  private int yTicks() {
    return Math.max(2, 10 - 2 * scene.panels().size());
  }

  private void axes(Frame frame, Scene.Panel panel, boolean lowest) {
    for (double tick : Ticks.of(panel.y(), yTicks())) {
      double y = frame.y(tick);
      canvas.line(frame.left, y, frame.right, y, GRID, 1);
      canvas.line(frame.left - 4, y, frame.left, y, AXIS, 1);
      canvas.text(Ticks.label(tick, panel.y().width()), frame.left - 8, y + 4, TICK_SIZE, false, Canvas.Anchor.END, INK);
    }
    for (double tick : Ticks.of(scene.x(), 9)) {
      double x = frame.x(tick);
      canvas.line(x, frame.bottom, x, frame.bottom + 4, AXIS, 1);
      if (lowest) {
        canvas.text(Ticks.label(tick, scene.x().width()), x, frame.bottom + 18, TICK_SIZE, false, Canvas.Anchor.MIDDLE, INK);
      }
    }
    canvas.line(frame.left, frame.top, frame.left, frame.bottom, AXIS, 1);
    canvas.line(frame.left, frame.bottom, frame.right, frame.bottom, AXIS, 1);
    if (lowest) {
      canvas.text(scene.xLabel(), (frame.left + frame.right) / 2, frame.bottom + 41, LABEL_SIZE, false, Canvas.Anchor.MIDDLE, INK);
    }
    if (!panel.label().isEmpty()) {
      String label = Canvas.shortened(panel.label(), LABEL_SIZE, frame.bottom - frame.top);
      canvas.verticalText(label, MARGIN + LABEL_SIZE - 2, (frame.top + frame.bottom) / 2, LABEL_SIZE, INK);
    }
  }

  /** Rows above the plot area; returns their height. */
  private double legend(Scene.Panel panel, double top) {
    double x = left;
    double baseline = top + 13;
    int bands = panel.areas().size();
    for (int k = 0; k < panel.lines().size() + bands; k++) {
      int a = k - panel.lines().size();
      String label = a < 0 ? panel.lines().get(k).label() : panel.areas().get(a).label();
      label = Canvas.shortened(label, LABEL_SIZE, width - RIGHT - left - 27);
      double entry = 27 + Canvas.textWidth(label, LABEL_SIZE);
      if (x > left && x + entry > width - RIGHT) {
        x = left;
        baseline += LEGEND_HEIGHT;
      }
      double middle = baseline - 4.5;
      if (a < 0) {
        swatch(panel.lines().get(k), x, middle);
      } else {
        canvas.rectangle(x, middle - 6, 20, 12, Palette.band(a, bands));
      }
      canvas.text(label, x + 27, baseline, LABEL_SIZE, false, Canvas.Anchor.START, INK);
      x += entry + 18;
    }
    return baseline - 13 - top + LEGEND_HEIGHT;
  }

  private void swatch(Scene.Line line, double x, double middle) {
    int colour = Palette.named(line.colour());
    if (line.shape() == Scene.Shape.DOTS) {
      canvas.circle(x + 10, middle, 3, colour, colour, 1);
    } else {
      canvas.line(x, middle, x + 20, middle, colour, 2.4);
    }
  }

  private void curves(Frame frame, Scene.Panel panel) {
    int count = panel.lines().size();
    int limit = Math.min(POINTS, Math.max(200, ALL_POINTS / Math.max(1, count)));
    for (int a = 0; a < panel.areas().size(); a++) {
      int tint = Palette.band(a, panel.areas().size());
      for (Scene.Run run : panel.areas().get(a).runs(limit / 4)) {
        canvas.polygon(frame.xs(run.x()), frame.ys(run.y()), tint);
      }
    }
    boolean named = count <= Scene.MOST_NAMED;
    List<Scene.Line> lines = panel.lines();
    for (int k = 0; k < count; k++) {
      Scene.Line line = lines.get(k);
      int colour = named ? Palette.named(line.colour()) : Palette.along(k, count);
      Thinning.Points points = line.points(line.shape() == Scene.Shape.GRAPH ? limit : CURVE_POINTS / count);
      double[] x = frame.xs(points.x());
      double[] y = frame.ys(points.y());
      switch (line.shape()) {
        case GRAPH -> canvas.curve(x, y, colour, named ? 1.6 + 4 * Math.min(2, hidden(frame, lines, k)) : 0.9);
        case CURVE -> canvas.curve(x, y, colour, !named ? 0.9 : x.length * count > POINTS ? 1.2 : 1.6);
        case DOTS -> canvas.dots(x, y, colour, diameter(x.length * count));
      }
    }
    starts(frame, panel);
  }

  /** How many later lines run along line k and would cover it: it is drawn wider, so that both are seen. */
  private static int hidden(Frame frame, List<Scene.Line> lines, int k) {
    double near = frame.along.width() / (frame.bottom - frame.top);
    int covering = 0;
    for (Scene.Line later : lines.subList(k + 1, lines.size())) {
      int finite = 0;
      int same = 0;
      for (int i = 0; i < later.y().length; i++) {
        double apart = Math.abs(later.y()[i] - lines.get(k).y()[i]);
        finite += Double.isNaN(apart) ? 0 : 1;
        same += apart <= near ? 1 : 0;
      }
      covering += finite > 0 && same > 0.99 * finite ? 1 : 0;
    }
    return covering;
  }

  /** So that few dots are seen and many do not run into one another. */
  private static double diameter(int dots) {
    return dots > 4000 ? 1.3 : dots > 500 ? 2 : 4;
  }

  /** After all curves, so that none hides a start. */
  private void starts(Frame frame, Scene.Panel panel) {
    int count = panel.lines().size();
    for (int k = 0; k < count; k++) {
      Scene.Line line = panel.lines().get(k);
      int colour = count <= Scene.MOST_NAMED ? Palette.named(line.colour()) : Palette.along(k, count);
      Thinning.Points points = new Thinning.Points(line.x(), line.y());
      int first = 0;
      while (first < line.x().length && points.isGap(first)) {
        first++;
      }
      if (line.shape() == Scene.Shape.CURVE && first < line.x().length) {
        canvas.circle(frame.x(line.x()[first]), frame.y(line.y()[first]), 4, Palette.WHITE, colour, 1.6);
      }
    }
  }

  /** From values to pixels. */
  private record Frame(double left, double right, double top, double bottom, Range across, Range along) {
    double x(double value) {
      return left + (right - left) * across.share(value);
    }

    double y(double value) {
      return bottom - (bottom - top) * along.share(value);
    }

    double[] xs(double[] values) {
      double[] pixels = new double[values.length];
      for (int i = 0; i < pixels.length; i++) {
        pixels[i] = Double.isFinite(values[i]) ? x(values[i]) : Double.NaN;
      }
      return pixels;
    }

    double[] ys(double[] values) {
      double[] pixels = new double[values.length];
      for (int i = 0; i < pixels.length; i++) {
        pixels[i] = Double.isFinite(values[i]) ? y(values[i]) : Double.NaN;
      }
      return pixels;
    }
  }
}

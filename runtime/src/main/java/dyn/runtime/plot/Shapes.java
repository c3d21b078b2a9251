package dyn.runtime.plot;

import dyn.runtime.plot.Canvas.Stroke;
import dyn.runtime.plot.Scene.Line;
import dyn.runtime.plot.Scene.Weight;
import java.util.List;

/** What lies within the axes of a panel: cells, bars and bands below lines, and marks above them. */
final class Shapes {
  /** Most points of one line over time, of a curve in the plane, and of all lines together. */
  private static final int POINTS = 4000;
  private static final int CURVE_POINTS = 12_000;
  private static final int ALL_POINTS = 16_000;
  private static final int DOTS = 12_000;
  /** Points over time that are so few are joined by a faint line. */
  private static final int FEW_POINTS = 120;

  private final Canvas canvas;
  private final Frame frame;
  private final Scene.Panel panel;
  private final List<Line> lines;

  Shapes(Canvas canvas, Frame frame, Scene.Panel panel) {
    this.canvas = canvas;
    this.frame = frame;
    this.panel = panel;
    this.lines = panel.lines();
  }

  void draw() {
    panel.cells().ifPresent(c -> canvas.image(frame.left(), frame.top(), frame.width(), frame.height(), Pixels.of(c)));
    panel.bars().ifPresent(this::bars);
    int limit = Math.min(POINTS, Math.max(200, ALL_POINTS / Math.max(1, lines.size())));
    for (int a = 0; a < panel.areas().size(); a++) {
      int tint = Palette.band(a, panel.areas().size());
      for (Scene.Run run : panel.areas().get(a).runs(limit / 4)) {
        canvas.polygon(frame.xs(run.x()), frame.ys(run.y()), tint);
      }
    }
    for (int k = 0; k < lines.size(); k++) {
      line(k, limit);
    }
    for (int k = 0; k < lines.size(); k++) {
      marks(lines.get(k), colour(k));
    }
  }

  private void bars(Scene.Bars bars) {
    double zero = frame.bottom();
    for (int k = 0; k < bars.heights().length; k++) {
      if (bars.heights()[k] > 0 || frame.along().log() && Double.isFinite(bars.heights()[k])) {
        double left = frame.x(bars.edges()[k]);
        double width = frame.x(bars.edges()[k + 1]) - left;
        double top = frame.y(bars.heights()[k]);
        double gap = width > 4 ? 1 : 0;
        canvas.rectangle(left + gap / 2, top, width - gap, zero - top, Palette.bar());
      }
    }
  }

  private int colour(int k) {
    Line line = lines.get(k);
    boolean members = lines.getLast().weight() == Weight.STRONG;
    return line.weight() == Weight.FAINT && !members ? Palette.along(k, lines.size()) : Palette.named(line.colour());
  }

  private void line(int k, int limit) {
    Line line = lines.get(k);
    int colour = colour(k);
    int count = lines.size();
    switch (line.shape()) {
      case GRAPH -> curve(line.points(limit), new Stroke(colour, graphWidth(k), opacity(line)));
      case CURVE -> {
        Thinning.Points points = line.points(CURVE_POINTS / count);
        boolean thin = line.weight() == Weight.FAINT;
        curve(points, new Stroke(colour, thin ? 0.9 : points.x().length * count > POINTS ? 1.1 : 1.6, 1));
      }
      case POINTS -> {
        if (line.x().length <= FEW_POINTS) {
          curve(line.points(limit), new Stroke(colour, 1, 0.35));
        }
        dots(line.points(DOTS / count), colour);
      }
      case DOTS -> dots(line.points(DOTS / count), colour);
    }
  }

  private void curve(Thinning.Points points, Stroke stroke) {
    canvas.curve(frame.xs(points.x()), frame.ys(points.y()), stroke);
  }

  private void dots(Thinning.Points points, int colour) {
    canvas.dots(frame.xs(points.x()), frame.ys(points.y()), new Stroke(colour, diameter(points.x().length * lines.size()), 1));
  }

  private double graphWidth(int k) {
    return switch (lines.get(k).weight()) {
      case FAINT -> 0.8;
      case NORMAL -> 1.6 + 4 * Math.min(2, hidden(k));
      case STRONG -> 2.6;
    };
  }

  /** So that where many run one can still see how many. */
  private double opacity(Line line) {
    boolean members = lines.getLast().weight() == Weight.STRONG;
    return line.weight() == Weight.FAINT && members ? Math.clamp(8.0 / lines.size(), 0.15, 0.6) : 1;
  }

  /** How many later lines run along line k and would cover it: it is drawn wider, so that both are seen. */
  private int hidden(int k) {
    double near = frame.along().range().width() / frame.height();
    double[] own = lines.get(k).y();
    int covering = 0;
    for (Line later : lines.subList(k + 1, lines.size())) {
      int finite = 0;
      int same = 0;
      for (int i = 0; i < Math.min(own.length, later.y().length); i++) {
        double apart = Math.abs(later.y()[i] - own[i]);
        finite += Double.isNaN(apart) ? 0 : 1;
        same += apart <= near ? 1 : 0;
      }
      covering += finite > 0 && same > 0.99 * finite ? 1 : 0;
    }
    return covering;
  }

  /** So that few dots are seen and many do not run into one another. */
  private static double diameter(int dots) {
    return dots > 4000 ? 1.3 : dots > 500 ? 2.2 : 4.4;
  }

  /** Where a curve starts, and where a line ends before its time; after all lines, so that none hides a mark. */
  private void marks(Line line, int colour) {
    if (line.shape() == Scene.Shape.CURVE) {
      Thinning.Points points = new Thinning.Points(line.x(), line.y());
      int first = 0;
      while (first < line.x().length && points.isGap(first)) {
        first++;
      }
      if (first < line.x().length) {
        canvas.circle(frame.x(line.x()[first]), frame.y(line.y()[first]), 4, Palette.WHITE, colour, 1.6);
      }
    }
    int end = line.shape() == Scene.Shape.GRAPH || line.shape() == Scene.Shape.CURVE ? line.endsAt() : -1;
    if (end >= 0) {
      double x = frame.x(line.x()[end]);
      double y = frame.y(line.y()[end]);
      canvas.line(x - 4, y - 4, x + 4, y + 4, colour, 1.6);
      canvas.line(x - 4, y + 4, x + 4, y - 4, colour, 1.6);
    }
  }
}

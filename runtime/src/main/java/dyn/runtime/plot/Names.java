package dyn.runtime.plot;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** What says which line is which: names at the right ends of lines over time where they fit, else rows above the panel. */
final class Names {
  private static final double ROW = 22;
  private static final double SPACING = 15;
  private static final double LONGEST = 150;

  private final Canvas canvas;

  Names(Canvas canvas) {
    this.canvas = canvas;
  }

  private record Name(String text, int colour, double end, double y) {}

  /** Width that names at the right ends take; 0 where they stand above. */
  static double besideWidth(Scene.Panel panel, double height) {
    if (!beside(panel, height)) {
      return 0;
    }
    return 14 + panel.named().stream().mapToDouble(l -> Canvas.textWidth(l.label(), Ink.LABEL)).max().orElse(0);
  }

  private static boolean beside(Scene.Panel panel, double height) {
    List<Scene.Line> named = panel.named();
    return panel.areas().isEmpty() && !named.isEmpty() && named.size() * SPACING <= height
        && named.stream().allMatch(l -> l.shape() == Scene.Shape.GRAPH && Canvas.textWidth(l.label(), Ink.LABEL) <= LONGEST);
  }

  void beside(Frame frame, Scene.Panel panel) {
    if (!beside(panel, frame.height())) {
      return;
    }
    List<Name> names = new ArrayList<>();
    for (Scene.Line line : panel.named()) {
      int last = line.lastFinite();
      double x = last < 0 ? frame.right() : frame.x(line.x()[last]);
      double y = last < 0 ? frame.bottom() : frame.y(line.y()[last]);
      names.add(new Name(line.label(), line.colour(), x, y));
    }
    names.sort(Comparator.comparingDouble(Name::y));
    double[] at = spread(names.stream().mapToDouble(Name::y).toArray(), frame.top() + 4, frame.bottom() - 4);
    for (int k = 0; k < at.length; k++) {
      Name name = names.get(k);
      if (Math.abs(at[k] - name.y) > 4 || name.end < frame.right() - 2) {
        canvas.line(name.end + 3, name.y, frame.right() + 9, at[k], Ink.GRID - 0x202020, 0.8);
      }
      canvas.text(name.text, frame.right() + 12, at[k] + 4.5, Ink.LABEL, false, Canvas.Anchor.START, Palette.text(name.colour));
    }
  }

  /** Places in the same order, near the wanted ones, within the bounds, so far apart that texts do not touch. */
  static double[] spread(double[] wanted, double top, double bottom) {
    double[] at = wanted.clone();
    for (int k = 0; k < at.length; k++) {
      at[k] = Math.max(at[k], k == 0 ? top : at[k - 1] + SPACING);
    }
    for (int k = at.length - 1; k >= 0; k--) {
      at[k] = Math.min(at[k], k == at.length - 1 ? bottom : at[k + 1] - SPACING);
    }
    return at;
  }

  /** Rows above; returns their height. Nothing is drawn if {@code draw} is not set. */
  double above(Scene.Panel panel, double left, double right, double top, boolean draw) {
    if (!panel.hasNames() || beside(panel, Double.MAX_VALUE)) {
      return 0;
    }
    List<Scene.Line> lines = panel.named();
    int bands = panel.areas().size();
    double x = left;
    double baseline = top + 13;
    for (int k = 0; k < lines.size() + bands; k++) {
      int a = k - lines.size();
      String label = Canvas.shortened(a < 0 ? lines.get(k).label() : panel.areas().get(a).label(), Ink.LABEL, right - left - 27);
      double entry = 27 + Canvas.textWidth(label, Ink.LABEL);
      if (x > left && x + entry > right) {
        x = left;
        baseline += ROW;
      }
      if (draw && a < 0) {
        swatch(lines.get(k), x, baseline - 4.5);
      } else if (draw) {
        canvas.rectangle(x, baseline - 10.5, 20, 12, Palette.band(a, bands));
      }
      if (draw) {
        canvas.text(label, x + 27, baseline, Ink.LABEL, false, Canvas.Anchor.START, Ink.TEXT);
      }
      x += entry + 18;
    }
    return baseline - 13 - top + ROW;
  }

  private void swatch(Scene.Line line, double x, double middle) {
    int colour = Palette.named(line.colour());
    if (line.shape() == Scene.Shape.DOTS || line.shape() == Scene.Shape.POINTS) {
      canvas.circle(x + 10, middle, 3, colour, colour, 1);
    } else {
      canvas.line(x, middle, x + 20, middle, colour, line.weight() == Scene.Weight.STRONG ? 2.8 : 2.2);
    }
  }
}

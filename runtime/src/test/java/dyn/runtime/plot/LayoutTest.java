package dyn.runtime.plot;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Texts lie within the picture and not on one another, whatever is drawn. */
class LayoutTest {
  private record Text(String text, Rectangle2D box) {}

  /** Keeps the boxes of all texts. */
  private static final class Boxes implements Canvas {
    final List<Text> texts = new ArrayList<>();

    @Override
    public void rectangle(double x, double y, double width, double height, int fill) {}

    @Override
    public void line(double x1, double y1, double x2, double y2, int colour, double width) {}

    @Override
    public void curve(double[] x, double[] y, Stroke stroke) {}

    @Override
    public void dots(double[] x, double[] y, Stroke stroke) {}

    @Override
    public void polygon(double[] x, double[] y, int fill) {}

    @Override
    public void circle(double x, double y, double radius, int fill, int stroke, double width) {}

    @Override
    public void image(double x, double y, double width, double height, Pixels pixels) {
      texts.add(new Text("image", new Rectangle2D.Double(x, y, width, height)));
    }

    @Override
    public void text(String text, double x, double y, double size, boolean bold, Anchor anchor, int colour) {
      double width = 0.86 * Canvas.textWidth(text, size); // the estimate is on the wide side
      double left = x - switch (anchor) {
        case START -> 0;
        case MIDDLE -> width / 2;
        case END -> width;
      };
      texts.add(new Text(text, new Rectangle2D.Double(left, y - 0.75 * size, width, 0.95 * size)));
    }

    @Override
    public void verticalText(String text, double x, double y, double size, int colour) {
      double length = 0.86 * Canvas.textWidth(text, size);
      texts.add(new Text(text, new Rectangle2D.Double(x - 0.75 * size, y - length / 2, 0.95 * size, length)));
    }
  }

  private static void check(Plot plot, int width, int height) {
    Boxes boxes = new Boxes();
    Figure.draw(Scene.of(plot, 24), boxes, width, height);
    String where = plot.heading().title() + " at " + width + " x " + height + ": ";
    Rectangle2D page = new Rectangle2D.Double(0, 0, width, height);
    for (int i = 0; i < boxes.texts.size(); i++) {
      Text a = boxes.texts.get(i);
      assertTrue(a.text.isEmpty() || page.contains(a.box), where + a + " leaves the picture");
      for (Text b : boxes.texts.subList(0, i)) {
        assertTrue(!a.box.intersects(b.box), where + a + " touches " + b);
      }
    }
  }

  @Test
  void noTextTouchesAnother() {
    for (Plot plot : PlotTest.plots()) {
      check(plot, 900, 540);
      check(plot, 1600, 1000);
      check(plot, 640, 640);
    }
  }

  @Test
  void axesOfAnyRangeHaveRoomForTheirLabels() {
    SplittableRandom random = new SplittableRandom(7);
    for (int k = 0; k < 300; k++) {
      double scale = Math.pow(10, random.nextInt(-12, 12));
      double offset = random.nextInt(3) == 0 ? scale * random.nextInt(1000) : 0;
      List<TimeSeries.Series> lines = new ArrayList<>();
      for (int n = random.nextInt(1, 9); n > 0; n--) {
        double[] y = random.doubles(20).map(v -> offset + scale * (v - 0.3)).toArray();
        double[] x = IntStream.range(0, 20).mapToDouble(i -> offset + i * scale).toArray();
        lines.add(new TimeSeries.Series("name" + n, "mV", x, y));
      }
      boolean log = random.nextBoolean();
      check(new TimeSeries(Heading.of("random " + k), new Axis("t (s)", log), log, TimeSeries.Style.LINES, lines), 900, 540);
    }
  }

  @Test
  void namesAtTheRightKeepTheirOrderAndDistance() {
    assertArrayEquals(new double[] {10, 100}, Names.spread(new double[] {10, 100}, 0, 200));
    assertArrayEquals(new double[] {170, 185, 200}, Names.spread(new double[] {198, 199, 200}, 0, 200));
    assertArrayEquals(new double[] {50, 65, 80}, Names.spread(new double[] {50, 50, 50}, 0, 200));
  }

  /** Circles are round. */
  @Test
  void aUnitIsAsLongAcrossAsAlongWhereBothCountAlike() {
    Frame frame = new Frame(0, 600, 0, 400, new Scale("x", new Range(-1, 1), false), new Scale("y", new Range(0, 2), false)).equal();
    assertEquals(frame.y(0) - frame.y(1), frame.x(1) - frame.x(0), 1e-9);
    assertTrue(frame.across().range().low() <= -1 && frame.across().range().high() >= 1);
    assertEquals(0, (frame.across().range().low() + frame.across().range().high()) / 2, 1e-12);
  }
}

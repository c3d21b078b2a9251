package dyn.runtime.plot;

import java.awt.AlphaComposite;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.AffineTransform;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Line2D;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import javax.imageio.ImageIO;

/** Draws pixels with Java 2D, without a display. */
final class ImageCanvas implements Canvas {
  private final BufferedImage image;
  private final Graphics2D g;

  static {
    System.setProperty("java.awt.headless", "true");
  }

  ImageCanvas(int width, int height, int scale) {
    image = new BufferedImage(width * scale, height * scale, BufferedImage.TYPE_INT_RGB);
    g = image.createGraphics();
    g.scale(scale, scale);
    g.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    g.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
    g.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
    g.setRenderingHint(RenderingHints.KEY_FRACTIONALMETRICS, RenderingHints.VALUE_FRACTIONALMETRICS_ON);
  }

  byte[] png() throws IOException {
    g.dispose();
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ImageIO.setUseCache(false);
    ImageIO.write(image, "png", out);
    return out.toByteArray();
  }

  @Override
  public void rectangle(double x, double y, double width, double height, int fill) {
    g.setColor(new Color(fill));
    g.fill(new Rectangle2D.Double(x, y, width, height));
  }

  @Override
  public void line(double x1, double y1, double x2, double y2, int colour, double width) {
    pen(colour, width);
    g.draw(new Line2D.Double(x1, y1, x2, y2));
  }

  @Override
  public void curve(double[] x, double[] y, Stroke stroke) {
    Path2D path = new Path2D.Double();
    boolean drawing = false;
    for (int i = 0; i < x.length; i++) {
      boolean gap = Double.isNaN(x[i]) || Double.isNaN(y[i]);
      if (!gap) {
        if (!drawing) {
          path.moveTo(x[i], y[i]);
        }
        path.lineTo(x[i], y[i]);
      }
      drawing = !gap;
    }
    g.setComposite(AlphaComposite.getInstance(AlphaComposite.SRC_OVER, (float) stroke.opacity()));
    pen(stroke.colour(), stroke.width());
    g.draw(path);
    g.setComposite(AlphaComposite.SrcOver);
  }

  @Override
  public void dots(double[] x, double[] y, Stroke stroke) {
    double diameter = stroke.width();
    g.setComposite(AlphaComposite.getInstance(AlphaComposite.SRC_OVER, (float) stroke.opacity()));
    g.setColor(new Color(stroke.colour()));
    for (int i = 0; i < x.length; i++) {
      g.fill(new Ellipse2D.Double(x[i] - diameter / 2, y[i] - diameter / 2, diameter, diameter));
    }
    g.setComposite(AlphaComposite.SrcOver);
  }

  @Override
  public void image(double x, double y, double width, double height, Pixels pixels) {
    BufferedImage cells = new BufferedImage(pixels.columns(), pixels.rows(), BufferedImage.TYPE_INT_RGB);
    for (int k = 0; k < pixels.indices().length; k++) {
      cells.setRGB(k % pixels.columns(), k / pixels.columns(), pixels.palette()[pixels.indices()[k] & 255]);
    }
    AffineTransform place = AffineTransform.getTranslateInstance(x, y);
    place.scale(width / pixels.columns(), height / pixels.rows());
    g.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_NEAREST_NEIGHBOR);
    g.drawImage(cells, place, null);
  }

  @Override
  public void polygon(double[] x, double[] y, int fill) {
    Path2D path = new Path2D.Double();
    path.moveTo(x[0], y[0]);
    for (int i = 1; i < x.length; i++) {
      path.lineTo(x[i], y[i]);
    }
    path.closePath();
    g.setColor(new Color(fill));
    g.fill(path);
  }

  @Override
  public void circle(double x, double y, double radius, int fill, int stroke, double width) {
    Ellipse2D circle = new Ellipse2D.Double(x - radius, y - radius, 2 * radius, 2 * radius);
    g.setColor(new Color(fill));
    g.fill(circle);
    pen(stroke, width);
    g.draw(circle);
  }

  @Override
  public void text(String text, double x, double y, double size, boolean bold, Anchor anchor, int colour) {
    g.setFont(new Font(Font.SANS_SERIF, bold ? Font.BOLD : Font.PLAIN, 1).deriveFont((float) size));
    g.setColor(new Color(colour));
    double width = g.getFontMetrics().getStringBounds(text, g).getWidth();
    double before = switch (anchor) {
      case START -> 0;
      case MIDDLE -> width / 2;
      case END -> width;
    };
    g.drawString(text, (float) (x - before), (float) y);
  }

  @Override
  public void verticalText(String text, double x, double y, double size, int colour) {
    g.translate(x, y);
    g.rotate(-Math.PI / 2);
    text(text, 0, 0, size, false, Anchor.MIDDLE, colour);
    g.rotate(Math.PI / 2);
    g.translate(-x, -y);
  }

  private void pen(int colour, double width) {
    g.setColor(new Color(colour));
    g.setStroke(new BasicStroke((float) width, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
  }
}

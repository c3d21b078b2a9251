package dyn.runtime.plot;

import java.util.Base64;

/** Writes SVG text: one path per curve, real text, no library. */
final class SvgCanvas implements Canvas {
  private final StringBuilder out = new StringBuilder();

  /** @param description read aloud instead of the picture */
  SvgCanvas(int width, int height, String title, String description) {
    out.append("<svg xmlns=\"http://www.w3.org/2000/svg\" role=\"img\" aria-labelledby=\"title desc\" width=\"").append(width)
        .append("\" height=\"").append(height).append("\" viewBox=\"0 0 ").append(width).append(' ').append(height)
        .append("\" font-family=\"Helvetica, Arial, 'DejaVu Sans', sans-serif\">\n<title id=\"title\">").append(escaped(title))
        .append("</title>\n<desc id=\"desc\">").append(escaped(description)).append("</desc>\n");
  }

  String finished() {
    return out + "</svg>\n";
  }

  @Override
  public void rectangle(double x, double y, double width, double height, int fill) {
    tag("rect").number("x", x).number("y", y).number("width", width).number("height", height).colour("fill", fill).end();
  }

  @Override
  public void line(double x1, double y1, double x2, double y2, int colour, double width) {
    tag("line").number("x1", x1).number("y1", y1).number("x2", x2).number("y2", y2).colour("stroke", colour)
        .number("stroke-width", width).end();
  }

  /** In tenths of a pixel, each point from the one before, which is half as long a text. */
  @Override
  public void curve(double[] x, double[] y, Stroke stroke) {
    stroke(stroke);
    out.append(" fill=\"none\" stroke-linejoin=\"round\" d=\"");
    boolean drawing = false;
    long lastX = 0;
    long lastY = 0;
    for (int i = 0; i < x.length; i++) {
      boolean gap = Double.isNaN(x[i]) || Double.isNaN(y[i]);
      if (!gap) {
        long nextX = Math.round(10 * x[i]);
        long nextY = Math.round(10 * y[i]);
        boolean alone = !drawing && (i + 1 == x.length || Double.isNaN(x[i + 1]) || Double.isNaN(y[i + 1]));
        if (!drawing) {
          out.append('M').append(nextX).append(' ').append(nextY).append(alone ? "h0" : "l");
        } else if (nextX != lastX || nextY != lastY || i + 1 == x.length) {
          relative(nextX - lastX, nextY - lastY);
        }
        lastX = nextX;
        lastY = nextY;
      }
      drawing = !gap;
    }
    if (!out.isEmpty() && out.charAt(out.length() - 1) == 'l') {
      out.append("0 0");
    }
    out.append('"');
    end();
  }

  private void relative(long dx, long dy) {
    char last = out.charAt(out.length() - 1);
    out.append(last == 'l' || dx < 0 ? "" : " ").append(dx).append(dy < 0 ? "" : " ").append(dy);
  }

  private void stroke(Stroke stroke) {
    tag("path").colour("stroke", stroke.colour()).number("stroke-width", 10 * stroke.width());
    if (stroke.opacity() < 1) {
      number("stroke-opacity", stroke.opacity());
    }
    out.append(" transform=\"scale(.1)\" stroke-linecap=\"round\"");
  }

  /** Pieces of no length with round ends. */
  @Override
  public void dots(double[] x, double[] y, Stroke stroke) {
    stroke(stroke);
    out.append(" d=\"");
    long lastX = 0;
    long lastY = 0;
    for (int i = 0; i < x.length; i++) {
      long nextX = Math.round(10 * x[i]);
      long nextY = Math.round(10 * y[i]);
      out.append(i == 0 ? 'M' : 'm').append(nextX - lastX).append(nextY < lastY ? "" : " ").append(nextY - lastY).append("h0");
      lastX = nextX;
      lastY = nextY;
    }
    out.append('"');
    end();
  }

  @Override
  public void image(double x, double y, double width, double height, Pixels pixels) {
    int factor = Math.max(1, (int) Math.min(width / pixels.columns(), height / pixels.rows()));
    tag("image").number("x", x).number("y", y).number("width", width).number("height", height);
    out.append(" preserveAspectRatio=\"none\" style=\"image-rendering:pixelated\" href=\"data:image/png;base64,")
        .append(Base64.getEncoder().encodeToString(pixels.enlarged(factor).png())).append('"');
    end();
  }

  @Override
  public void polygon(double[] x, double[] y, int fill) {
    tag("path").colour("fill", fill);
    out.append(" d=\"");
    for (int i = 0; i < x.length; i++) {
      out.append(i == 0 ? 'M' : 'L');
      point(x[i], y[i]);
    }
    out.append("Z\"");
    end();
  }

  @Override
  public void circle(double x, double y, double radius, int fill, int stroke, double width) {
    tag("circle").number("cx", x).number("cy", y).number("r", radius).colour("fill", fill).colour("stroke", stroke)
        .number("stroke-width", width).end();
  }

  @Override
  public void text(String text, double x, double y, double size, boolean bold, Anchor anchor, int colour) {
    tag("text").number("x", x).number("y", y).number("font-size", size).colour("fill", colour);
    out.append(bold ? " font-weight=\"bold\"" : "");
    out.append(switch (anchor) {
      case START -> "";
      case MIDDLE -> " text-anchor=\"middle\"";
      case END -> " text-anchor=\"end\"";
    });
    out.append('>').append(escaped(text)).append("</text>\n");
  }

  @Override
  public void verticalText(String text, double x, double y, double size, int colour) {
    tag("text").number("font-size", size).colour("fill", colour);
    out.append(" text-anchor=\"middle\" transform=\"translate(");
    point(x, y);
    out.append(") rotate(-90)\">").append(escaped(text)).append("</text>\n");
  }

  private SvgCanvas tag(String name) {
    out.append('<').append(name);
    return this;
  }

  private SvgCanvas number(String name, double value) {
    out.append(' ').append(name).append("=\"");
    shortest(value);
    out.append('"');
    return this;
  }

  private SvgCanvas colour(String name, int rgb) {
    out.append(' ').append(name).append("=\"").append(String.format("#%06x", rgb)).append('"');
    return this;
  }

  private void end() {
    out.append("/>\n");
  }

  private void point(double x, double y) {
    shortest(x);
    out.append(' ');
    shortest(y);
  }

  /** Hundredths of a pixel at most. */
  private void shortest(double value) {
    long hundredths = Math.round(value * 100);
    if (hundredths < 0) {
      out.append('-');
    }
    long size = Math.abs(hundredths);
    out.append(size / 100);
    if (size % 100 != 0) {
      out.append('.').append(size / 10 % 10);
      if (size % 10 != 0) {
        out.append(size % 10);
      }
    }
  }

  /** XML text; characters that XML does not know become a replacement mark. */
  private static String escaped(String text) {
    StringBuilder safe = new StringBuilder();
    text.codePoints().forEach(c -> {
      switch (c) {
        case '&' -> safe.append("&amp;");
        case '<' -> safe.append("&lt;");
        case '>' -> safe.append("&gt;");
        default -> safe.appendCodePoint(c < 0x20 || (c >= 0xD800 && c < 0xE000) || c == 0xFFFE || c == 0xFFFF ? 0xFFFD : c);
      }
    });
    return safe.toString();
  }
}

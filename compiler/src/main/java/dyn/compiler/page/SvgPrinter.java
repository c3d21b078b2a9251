package dyn.compiler.page;

import dyn.passes.Waits;
import java.util.Locale;

/** A picture as an element of a page; colours are those of its style sheet. */
final class SvgPrinter {
  private static final int LANES = 4;
  private static final double LEFT = 50;
  private static final double LANE = 36;
  private static final double SPACE = 9;
  private static final double RIGHT = LEFT + LANES * LANE + (LANES - 1) * SPACE;
  private static final double TEXT = RIGHT + 14;
  private static final double TRACK = 8;
  private static final double RADIUS = 4;
  /** Letters that fit beside the lanes. */
  private static final int MOST_LETTERS = 33;

  private final StringBuilder out = new StringBuilder();

  private SvgPrinter() {}

  static String print(Picture p) {
    SvgPrinter s = new SvgPrinter();
    s.out.append(String.format(Locale.ROOT, "<svg viewBox=\"0 0 %s %s\" role=\"img\" aria-label=\"%s\">\n", number(p.width()),
        number(p.height()), Html.escaped(p.title())));
    for (int i = 0; i < LANES; i++) s.rectangle("lane", x(i) - 3, 0, LANE + 6, p.height(), 0);
    p.shapes().forEach(s::shape);
    return s.out.append("</svg>\n").toString();
  }

  private static double x(int lane) {
    return LEFT + lane * (LANE + SPACE);
  }

  private static double middle(int lane) {
    return x(lane) + LANE / 2;
  }

  private static String number(double v) {
    String text = String.format(Locale.ROOT, "%.1f", v);
    return text.endsWith(".0") ? text.substring(0, text.length() - 2) : text;
  }

  private void shape(Picture.Shape shape) {
    switch (shape) {
      case Picture.Box b -> box(b);
      case Picture.Bar b -> bar(b);
      case Picture.More m -> more(m);
      case Picture.Down d -> down(d);
      case Picture.Around a -> around(a);
    }
  }

  private void open(String style, String note) {
    out.append("<g class=\"").append(style).append("\">");
    if (!note.isEmpty()) out.append("<title>").append(Html.escaped(note)).append("</title>");
  }

  private void close() {
    out.append("</g>\n");
  }

  private void rectangle(String style, double x, double y, double width, double height, double radius) {
    out.append("<rect").append(style.isEmpty() ? "" : " class=\"" + style + "\"").append(String.format(Locale.ROOT,
        " x=\"%s\" y=\"%s\" width=\"%s\" height=\"%s\"%s/>", number(x), number(y), number(width), number(height),
        radius > 0 ? " rx=\"" + number(radius) + "\"" : ""));
  }

  private void path(String style, String d) {
    out.append("<path").append(style.isEmpty() ? "" : " class=\"" + style + "\"").append(" d=\"").append(d).append("\"/>");
  }

  private void text(String style, double x, double y, String text) {
    if (text.isEmpty()) return;
    String shown = text.length() <= MOST_LETTERS ? text : text.substring(0, MOST_LETTERS - 1) + "…";
    out.append("<text").append(style.isEmpty() ? "" : " class=\"" + style + "\"").append(String.format(Locale.ROOT, " x=\"%s\" y=\"%s\">",
        number(x), number(y))).append(Html.escaped(shown)).append("</text>");
  }

  private void box(Picture.Box b) {
    boolean state = b.look() == Picture.Look.STATE;
    open(state ? "state" : "work", b.note());
    for (int i = 0; i < LANES; i++) rectangle("", x(i), b.y(), LANE, b.height(), state ? b.height() / 2 : RADIUS);
    double at = b.y() + b.height() / 2;
    text("name", TEXT, state ? at + 4 : at - 3, b.text());
    if (!state) text("dim", TEXT, b.text().isEmpty() ? at + 4 : at + 12, b.more());
    close();
  }

  private void bar(Picture.Bar b) {
    boolean gone = b.count() == 0;
    open("bar " + kind(b.kind()) + (gone ? " gone" : ""), b.note());
    double at = b.y() + b.height() / 2;
    if (gone) path("", "M" + number(LEFT - 3) + " " + number(at) + "H" + number(RIGHT + 3));
    else solid(b, at);
    text("", TEXT, at + 4, b.text());
    close();
  }

  private void solid(Picture.Bar b, double at) {
    switch (b.kind()) {
      case ALL -> rectangle("", LEFT - 5, b.y(), RIGHT - LEFT + 10, b.height(), RADIUS);
      case NEIGHBOURS -> {
        for (int i = 0; i + 1 < LANES; i++) between(i, at);
      }
      case REDUCTION -> sum(b);
    }
  }

  /** From the middle of a lane to the middle of the next and back. */
  private void between(int lane, double at) {
    double a = middle(lane) + 4;
    double b = middle(lane + 1) - 4;
    path("", "M" + number(a) + " " + number(at) + "H" + number(b));
    path("head", "M" + number(a + 5) + " " + number(at - 4) + "L" + number(a - 1) + " " + number(at) + "L" + number(a + 5) + " "
        + number(at + 4) + "Z");
    path("head", "M" + number(b - 5) + " " + number(at - 4) + "L" + number(b + 1) + " " + number(at) + "L" + number(b - 5) + " "
        + number(at + 4) + "Z");
  }

  /** All lanes into one number, and that to all. */
  private void sum(Picture.Bar b) {
    double mid = (LEFT + RIGHT) / 2;
    double at = b.y() + b.height() / 2;
    for (int i = 0; i < LANES; i++) {
      path("", "M" + number(middle(i)) + " " + number(b.y()) + "L" + number(mid) + " " + number(at) + "L" + number(middle(i)) + " "
          + number(b.y() + b.height()));
    }
    out.append(String.format(Locale.ROOT, "<circle cx=\"%s\" cy=\"%s\" r=\"7\"/>", number(mid), number(at)));
    out.append(String.format(Locale.ROOT, "<text class=\"sigma\" x=\"%s\" y=\"%s\">Σ</text>", number(mid), number(at + 4)));
  }

  private void more(Picture.More m) {
    open("more", m.note());
    double at = m.y() + m.height() / 2;
    for (int i = 0; i < LANES; i++) {
      for (int k = -1; k <= 1; k++) out.append(String.format(Locale.ROOT, "<circle cx=\"%s\" cy=\"%s\" r=\"1.6\"/>", number(middle(i)),
          number(at + 7 * k)));
    }
    text("dim", TEXT, at + 4, m.text());
    close();
  }

  private void down(Picture.Down d) {
    if (d.to() - d.from() < 4) return;
    open("down", "");
    for (int i = 0; i < LANES; i++) {
      String x = number(middle(i));
      path("", "M" + x + " " + number(d.from() + 1) + "V" + number(d.to() - 4));
      path("head", "M" + number(middle(i) - 3) + " " + number(d.to() - 5) + "L" + x + " " + number(d.to()) + "L" + number(middle(i) + 3)
          + " " + number(d.to() - 5) + "Z");
    }
    close();
  }

  private void around(Picture.Around a) {
    open("around", a.note());
    String x = number(LEFT - 12 - TRACK * a.track());
    String edge = number(LEFT - 1);
    String last = number(a.to().getLast());
    path("", "M" + edge + " " + number(a.from()) + "H" + x + "V" + last);
    for (double to : a.to()) {
      path("", "M" + x + " " + number(to) + "H" + number(LEFT - 5));
      path("head", "M" + number(LEFT - 6) + " " + number(to - 3) + "L" + edge + " " + number(to) + "L" + number(LEFT - 6) + " "
          + number(to + 3) + "Z");
    }
    close();
  }

  static String kind(Waits.Kind kind) {
    return kind.name().toLowerCase(Locale.ROOT);
  }
}

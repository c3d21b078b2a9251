package dyn.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** A dot for each ratio and a line for its range, over a logarithmic axis, with a tick where the bar is. */
final class Plot {
  private static final String[] COLOURS = {"#0072b2", "#d55e00", "#009e73", "#cc79a7"};
  private static final int LEFT = 260;
  private static final int WIDTH = 520;
  private static final int ROW = 26;

  private final StringBuilder svg = new StringBuilder();
  private final double low;
  private final double high;

  private Plot(double low, double high) {
    this.low = low;
    this.high = high;
  }

  /** @return whether there was a ratio to draw */
  static boolean write(Path file, Workload w, List<Race.Result> results, List<Race.Result> subjects) throws IOException {
    List<Race.Result> present = subjects.stream().filter(Race.Result::counts).toList();
    List<Race.Result> peers = results.stream().filter(r -> r.counts() && !present.contains(r)).toList();
    if (present.isEmpty() || peers.isEmpty()) return false;
    double low = 1;
    double high = 1;
    for (Race.Result p : peers) {
      for (Race.Result s : present) {
        Spread ratio = Spread.ofRatios(p.seconds(), s.seconds());
        low = Math.min(low, ratio.low());
        high = Math.max(high, ratio.high());
      }
      if (!Double.isNaN(p.contestant().bar())) low = Math.min(low, p.contestant().bar());
      if (!Double.isNaN(p.contestant().bar())) high = Math.max(high, p.contestant().bar());
    }
    Files.writeString(file, new Plot(low / 1.3, high * 1.3).draw(w, peers, present));
    return true;
  }

  private String draw(Workload w, List<Race.Result> peers, List<Race.Result> subjects) {
    int height = 96 + ROW * peers.size();
    svg.append(String.format(Locale.ROOT, "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%d\" height=\"%d\" font-family=\"sans-serif\" "
        + "font-size=\"12\">\n<rect width=\"100%%\" height=\"100%%\" fill=\"white\"/>\n", LEFT + WIDTH + 30, height));
    text(10, 20, "start", "#000", w.title());
    for (double decade = Math.pow(10, Math.floor(Math.log10(low))); decade < high; decade *= 10) {
      for (int digit : new int[] {1, 2, 5}) if (digit * decade > low && digit * decade < high) grid(digit * decade, height);
    }
    line(x(1), 50, x(1), height - 30, "#000", 1.5);
    for (int i = 0; i < peers.size(); i++) {
      double y = 60 + ROW * (i + 0.5);
      text(LEFT - 10, y + 4, "end", "#000", peers.get(i).contestant().name());
      double bar = peers.get(i).contestant().bar();
      if (!Double.isNaN(bar)) line(x(bar), y - 9, x(bar), y + 9, "#888", 3);
      for (int s = 0; s < subjects.size(); s++) dot(Spread.ofRatios(peers.get(i).seconds(), subjects.get(s).seconds()), y + 7 * s,
          COLOURS[s % 4]);
    }
    for (int s = 0; s < subjects.size(); s++)
      text(LEFT + 130 * s, 40, "start", COLOURS[s % 4], "● " + subjects.get(s).contestant().name());
    text(LEFT + WIDTH, height - 3, "end", "#000", "time by that of dyn; grey: the bar");
    return svg.append("</svg>\n").toString();
  }

  private void grid(double value, int height) {
    line(x(value), 50, x(value), height - 30, "#ddd", 1);
    text(x(value), height - 16, "middle", "#000", Report.number(value).replaceFirst("\\.0+$", ""));
  }

  private void dot(Spread ratio, double y, String colour) {
    line(x(ratio.low()), y, x(ratio.high()), y, colour, 2);
    svg.append(String.format(Locale.ROOT, "<circle cx=\"%.1f\" cy=\"%.1f\" r=\"4\" fill=\"%s\"/>\n", x(ratio.median()), y, colour));
  }

  private double x(double value) {
    return LEFT + WIDTH * Math.log(value / low) / Math.log(high / low);
  }

  private void line(double x1, double y1, double x2, double y2, String colour, double width) {
    svg.append(String.format(Locale.ROOT, "<line x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\" stroke=\"%s\" stroke-width=\"%.1f\"/>\n",
        x1, y1, x2, y2, colour, width));
  }

  private void text(double x, double y, String anchor, String colour, String text) {
    String escaped = text.replace("&", "&amp;").replace("<", "&lt;");
    svg.append(String.format(Locale.ROOT, "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\" fill=\"%s\">%s</text>\n", x, y, anchor, colour,
        escaped));
  }
}

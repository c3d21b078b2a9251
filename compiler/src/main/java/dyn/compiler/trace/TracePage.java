package dyn.compiler.trace;

import dyn.ir.Level;
import dyn.passes.Pass;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;

/** One page that needs nothing else: all passes, what each changed side by side, what lies between left out. */
final class TracePage {
  private static final int AROUND = 3;
  /** Rows of one pass; a longer change is told by its length, and the files beside the page have it. */
  private static final int MOST_ROWS = 4000;

  private final String title;
  private final List<PassStep> steps;
  private final StringBuilder out = new StringBuilder();

  private TracePage(String title, List<PassStep> steps) {
    this.title = title;
    this.steps = steps;
  }

  static String of(String title, List<PassStep> steps) {
    return new TracePage(title, steps).page();
  }

  private String page() {
    out.append("<!doctype html>\n<html lang=\"en\">\n<meta charset=\"utf-8\">\n"
        + "<meta name=\"viewport\" content=\"width=device-width\">\n<title>")
        .append(escaped(title)).append("</title>\n<style>\n").append(style()).append("</style>\n");
    contents();
    out.append("<main>\n");
    for (int i = 0; i < steps.size(); i++) section(i);
    return out.append("</main>\n</html>\n").toString();
  }

  private void contents() {
    out.append("<nav>\n<h1>").append(escaped(title)).append("</h1>\n<p>").append(steps.size() - 1)
        .append(" passes; statements and waits after each</p>\n");
    Level level = null;
    for (int i = 0; i < steps.size(); i++) {
      PassStep s = steps.get(i);
      if (s.made().level() != level) out.append("<div class=\"level\">").append(s.made().level().text()).append("</div>\n");
      level = s.made().level();
      boolean idle = i > 0 && s.made().equals(steps.get(i - 1).made());
      out.append("<a").append(idle ? " class=\"idle\"" : "").append(" href=\"#s").append(i).append("\">").append(escaped(s.name()))
          .append(" <small>").append(s.statements()).append(s.waits() > 0 ? " · " + s.waits() + " w" : "").append("</small></a>\n");
    }
    out.append("</nav>\n");
  }

  private void section(int i) {
    PassStep s = steps.get(i);
    out.append("<section id=\"s").append(i).append("\">\n<header><h2>").append(i).append(". ").append(escaped(s.name()))
        .append("</h2><small>").append(s.pass().map(TracePage::kind).orElse("the program of the model")).append("</small>\n<p>")
        .append(s.pass().map(p -> escaped(p.summary())).orElse("what the model says, before any pass")).append("</p></header>\n");
    if (i > 0) change(ProgramDiff.rows(steps.get(i - 1), s));
    out.append("<details").append(i == 0 ? " open" : "").append("><summary>the whole program</summary>\n<table>");
    s.lines().stream().limit(MOST_ROWS).forEach(line -> out.append("<tr><td>").append(escaped(line)).append("</td></tr>\n"));
    out.append("</table></details>\n</section>\n");
  }

  private static String kind(Pass p) {
    return p.from().text() + " to " + p.to().text() + ", " + p.exactness().name().toLowerCase(Locale.ROOT);
  }

  private void change(List<ProgramDiff.Row> rows) {
    if (rows.stream().allMatch(ProgramDiff.Row::isSame)) {
      out.append("<p><small>changed nothing</small></p>\n");
      return;
    }
    out.append("<table>\n");
    int shown = 0;
    int left = 0;
    for (int i = 0; i < rows.size() && shown < MOST_ROWS; i++) {
      if (!near(rows, i)) {
        left++;
        continue;
      }
      skipped(left);
      left = 0;
      row(rows.get(i));
      shown++;
    }
    skipped(shown < MOST_ROWS ? left : rows.size() - shown);
    out.append("</table>\n");
  }

  private static boolean near(List<ProgramDiff.Row> rows, int at) {
    for (int i = Math.max(0, at - AROUND); i <= Math.min(rows.size() - 1, at + AROUND); i++) if (!rows.get(i).isSame()) return true;
    return false;
  }

  private void skipped(int lines) {
    if (lines > 0)
      out.append("<tr><td class=\"skip\" colspan=\"2\">").append(lines).append(lines == 1 ? " line" : " lines").append("</td></tr>\n");
  }

  private void row(ProgramDiff.Row r) {
    out.append("<tr>");
    cell(r.before(), r.isSame() ? "" : "gone");
    cell(r.after(), r.isSame() ? "" : "come");
    out.append("</tr>\n");
  }

  private void cell(String line, String kind) {
    out.append("<td").append(line == null || kind.isEmpty() ? "" : " class=\"" + kind + "\"").append(">")
        .append(line == null ? "" : escaped(line)).append("</td>");
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\"", "&quot;");
  }

  private static String style() {
    try (InputStream in = TracePage.class.getResourceAsStream("page.css")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

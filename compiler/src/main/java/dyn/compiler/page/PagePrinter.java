package dyn.compiler.page;

import dyn.compiler.Version;
import dyn.passes.Exactness;
import dyn.passes.Refusals;
import dyn.passes.Waits;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** One file that needs nothing else. Its markup is well formed, so that whatever reads XML reads it too. */
final class PagePrinter {
  /** Lines of a list. */
  private static final int MOST = 30;

  private final Page page;
  private final Html out = new Html();

  private PagePrinter(Page page) {
    this.page = page;
  }

  static String print(Page page) {
    return new PagePrinter(page).print();
  }

  private String print() {
    out.raw("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\"/>\n"
        + "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"/>\n");
    out.text("title", "", page.model() + ": " + page.experiment()).raw("\n<style>\n" + style() + "</style>\n</head>\n<body>\n<main>\n");
    head();
    if (!page.pictures().isEmpty()) pictures();
    out.raw("<div class=\"pair\">\n");
    costs();
    left();
    out.raw("</div>\n");
    refused();
    applied();
    out.raw("<footer>").text("span", "", "dyn " + Version.TEXT + ". Drawn from the programs of this experiment: `dyn ir --level step` and "
        + "`--level local` print them.");
    return out.raw("</footer>\n</main>\n</body>\n</html>\n").toString();
  }

  private void head() {
    out.raw("<header>\n").raw("<h1>").text("span", "", page.model()).raw(" ").text("em", "", page.experiment()).raw("</h1>\n");
    if (!page.about().isEmpty()) out.text("p", "about", page.about());
    long left = page.left().stream().mapToLong(Page.Left::count).sum();
    long written = (long) page.steps() * page.written().size();
    out.raw("<p class=\"score\">").text("b", "", number(written)).raw(" <span>→</span> ")
        .text("b", left < written || fewerForAll() ? "now" : "", number(left)).raw(" ")
        .text("small", "", "waits in " + (page.steps() == 1 ? "a step" : page.steps() + " steps") + ": " + kinds()).raw("</p>\n<dl>\n");
    for (Page.Fact f : page.facts()) out.text("dt", "", f.name()).text("dd", "", f.text()).raw("\n");
    out.raw("</dl>\n</header>\n");
  }

  /** A wait for a sum, or for neighbours, is less than one for all. */
  private boolean fewerForAll() {
    return page.left().stream().filter(l -> l.first().kind() == Waits.Kind.ALL).mapToLong(Page.Left::count).sum()
        < page.steps() * page.written().stream().filter(w -> w.kind() == Waits.Kind.ALL).count();
  }

  private String kinds() {
    List<String> before = new ArrayList<>();
    List<String> after = new ArrayList<>();
    for (Waits.Kind k : Waits.Kind.values()) {
      String of = switch (k) {
        case ALL -> " for all";
        case REDUCTION -> " for sums";
        case NEIGHBOURS -> " for neighbours";
      };
      long written = page.steps() * page.written().stream().filter(w -> w.kind() == k).count();
      long left = page.left().stream().filter(l -> l.first().kind() == k).mapToLong(Page.Left::count).sum();
      if (written > 0) before.add(number(written) + of);
      if (left > 0) after.add(number(left) + of);
    }
    if (before.isEmpty()) return "none is written";
    return String.join(", ", before) + " as written, " + (after.isEmpty() ? "none left" : String.join(", ", after) + " left");
  }

  private void pictures() {
    out.raw("<section class=\"pictures\">\n<p class=\"legend\">");
    for (Waits.Kind k : Waits.Kind.values()) key(k);
    out.raw("<span><i class=\"gone\"></i>a wait that is gone</span></p>\n<div class=\"pair\">\n");
    for (Picture p : page.pictures()) {
      out.raw("<figure>\n<figcaption>").text("b", "", p.title()).raw(" ").text("small", "", Labels.count(p.waits(), "wait"))
          .raw("</figcaption>\n").raw(SvgPrinter.print(p)).raw("</figure>\n");
    }
    out.raw("</div>\n").text("p", "note", "Time goes down. The four columns stand for " + page.columns() + ". What is in a box each of "
        + "them does by itself, operations being those for one cell; arrows beside the columns are values that are read again further "
        + "down. Point at a part for its source lines and its reason. Loops that record are not drawn.").raw("\n</section>\n");
  }

  private void key(Waits.Kind kind) {
    out.raw("<span><i class=\"" + SvgPrinter.kind(kind) + "\"></i>" + switch (kind) {
      case ALL -> "all wait for all";
      case REDUCTION -> "all wait for a sum, a least or a greatest";
      case NEIGHBOURS -> "neighbours wait for each other";
    } + "</span>");
  }

  private void costs() {
    out.raw("<section>\n<h2>What a step costs</h2>\n<table class=\"costs\">\n"
        + "<thead><tr><th></th>");
    page.costColumns().forEach(c -> out.text("th", "", c));
    out.raw("</tr></thead>\n<tbody>\n");
    for (Page.Cost c : page.costs()) {
      out.raw(c.cells().stream().distinct().count() == 1 ? "<tr class=\"same\">" : "<tr>").text("th", "", c.name());
      c.cells().forEach(x -> out.text("td", "", x));
      out.raw("</tr>\n");
    }
    out.raw("</tbody>\n</table>\n</section>\n");
  }

  private void left() {
    out.raw("<section>\n<h2>What is left, and why</h2>\n");
    if (page.left().isEmpty()) {
      out.raw("<p class=\"good\">Nothing waits.</p>\n</section>\n");
      return;
    }
    out.raw("<ul class=\"waits\">\n");
    for (Page.Left l : page.left().subList(0, Math.min(MOST, page.left().size()))) {
      out.raw("<li class=\"" + SvgPrinter.kind(l.first().kind()) + "\">").text("span", "", (l.count() > 1 ? l.count() + " × " : "")
          + Labels.reason(l.first()));
      if (!l.line().isEmpty()) out.text("code", "", l.line());
      out.raw("</li>\n");
    }
    more(page.left().size(), "</ul>\n");
    out.raw("</section>\n");
  }

  private void refused() {
    if (page.refused().isEmpty()) return;
    out.raw("<section>\n<h2>What was not done, and why</h2>\n<table class=\"words\">\n<tbody>\n");
    for (Refusals.Refusal r : page.refused().subList(0, Math.min(MOST, page.refused().size()))) {
      out.raw("<tr>").text("th", "", r.pass()).text("td", "", r.what()).raw("<td>").text("span", "", r.why());
      if (!r.origin().isEmpty()) out.raw(" ").text("small", "", r.origin());
      out.raw("</td></tr>\n");
    }
    more(page.refused().size(), "</tbody>\n</table>\n");
    out.raw("</section>\n");
  }

  private void more(int all, String end) {
    out.raw(end);
    if (all > MOST) out.text("p", "note", "and " + number(all - MOST) + " more");
  }

  private void applied() {
    out.raw("<section>\n<h2>What was done</h2>\n<table class=\"words passes\">\n<thead><tr><th>pass</th><th></th><th>statements</th>"
        + "<th>keeps</th></tr></thead>\n<tbody>\n");
    for (Page.Applied a : page.applied()) {
      String statements = !a.changed() ? "changed nothing" : a.before() == a.after() ? number(a.after())
          : number(a.before()) + " → " + number(a.after());
      out.raw(a.changed() ? "<tr>" : "<tr class=\"same\">").text("th", "", a.pass().name()).text("td", "", a.pass().summary())
          .text("td", "", statements).text("td", "", keeps(a.pass().exactness())).raw("</tr>\n");
    }
    out.raw("</tbody>\n</table>\n</section>\n");
  }

  private static String number(long n) {
    return String.format(Locale.ROOT, "%,d", n);
  }

  private static String keeps(Exactness e) {
    return switch (e) {
      case BITWISE -> "every bit";
      case ROUNDING -> "all but rounding";
      case LAW -> "the law";
      case LIMIT -> "the limit";
    };
  }

  private static String style() {
    try (InputStream in = PagePrinter.class.getResourceAsStream("page.css")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

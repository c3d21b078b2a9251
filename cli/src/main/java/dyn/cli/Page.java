package dyn.cli;

/** A page of the documentation, for a terminal: headings bold, examples indented, the wrong one marked. */
final class Page {
  private Page() {}

  static String render(String markdown, Style style) {
    StringBuilder out = new StringBuilder();
    boolean code = false;
    for (String line : markdown.strip().split("\n")) {
      if (line.startsWith("```")) {
        code = !code;
        if (code) out.append("  ").append(line.contains("wrong") ? style.bad("wrong") : style.good("right")).append('\n');
      } else if (code) {
        out.append("    ").append(line).append('\n');
      } else if (line.startsWith("#")) {
        out.append(style.bold(line.replaceFirst("^#+ *", ""))).append('\n');
      } else {
        out.append(line).append('\n');
      }
    }
    return out.toString();
  }
}

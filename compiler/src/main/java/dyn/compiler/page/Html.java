package dyn.compiler.page;

/** Text in a page, as text and nothing else. */
final class Html {
  private final StringBuilder out = new StringBuilder();

  static String escaped(String text) {
    StringBuilder safe = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '&' -> safe.append("&amp;");
        case '<' -> safe.append("&lt;");
        case '>' -> safe.append("&gt;");
        case '"' -> safe.append("&quot;");
        // No page may hold these.
        default -> safe.append(c < ' ' && c != '\n' && c != '\t' || c == '\uFFFE' || c == '\uFFFF' ? '\uFFFD' : c);
      }
    }
    return safe.toString();
  }

  /** As it is: made of what has been escaped. */
  Html raw(String markup) {
    out.append(markup);
    return this;
  }

  /** An element with text in it. */
  Html text(String element, String style, String text) {
    out.append('<').append(element).append(style.isEmpty() ? "" : " class=\"" + style + "\"").append('>').append(escaped(text))
        .append("</").append(element).append('>');
    return this;
  }

  @Override
  public String toString() {
    return out.toString();
  }
}

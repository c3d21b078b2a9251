package dyn.frontend.format;

import dyn.grammar.DynLexer;
import java.util.ArrayList;
import java.util.List;
import org.antlr.v4.runtime.CharStreams;
import org.antlr.v4.runtime.Token;

/**
 * Tokens, and what stands between them.
 *
 * @param end what stands behind the last token
 */
record Lexemes(List<Lexeme> list, Gap end) {
  /** @param before what stands between the token before and this one */
  record Lexeme(int type, String text, Gap before) {}

  /**
   * @param trailing the comment on the line of the token before; empty if there is none
   * @param comments those on lines of their own
   * @param blanks for each of these comments, and for what follows them: whether a blank line stands before
   */
  record Gap(String text, boolean newline, String trailing, List<String> comments, List<Boolean> blanks) {
    boolean space() {
      return !text.isEmpty();
    }

    /** Spaces at the start of the line of what follows. */
    int indent() {
      return text.length() - 1 - Math.max(text.lastIndexOf('\n'), text.lastIndexOf('\r'));
    }

    /** More than one space. */
    boolean wide() {
      return text.length() > 1 && !newline;
    }

    static Gap of(String text, boolean first) {
      List<String> lines = text.lines().map(Lexemes::strip).toList();
      List<String> comments = new ArrayList<>();
      List<Boolean> blanks = new ArrayList<>();
      boolean newline = text.indexOf('\n') >= 0 || text.indexOf('\r') >= 0;
      boolean blank = false;
      for (int i = first ? 0 : 1; i < lines.size(); i++) {
        boolean last = i == lines.size() - 1 && !text.endsWith("\n") && !text.endsWith("\r");
        if (lines.get(i).isEmpty()) {
          blank |= !last;
          continue;
        }
        comments.add(lines.get(i));
        blanks.add(blank);
        blank = false;
      }
      blanks.add(blank);
      String trailing = first || lines.isEmpty() ? "" : lines.getFirst();
      return new Gap(text, newline, trailing, comments, blanks);
    }
  }

  static Lexemes of(String text) {
    int[] points = text.codePoints().toArray();
    DynLexer lexer = new DynLexer(CharStreams.fromString(text));
    lexer.removeErrorListeners();
    List<Lexeme> list = new ArrayList<>();
    int from = 0;
    for (Token t = lexer.nextToken(); t.getType() != Token.EOF; t = lexer.nextToken()) {
      Gap gap = Gap.of(new String(points, from, t.getStartIndex() - from), list.isEmpty());
      list.add(new Lexeme(t.getType(), t.getText(), gap));
      from = t.getStopIndex() + 1;
    }
    return new Lexemes(list, Gap.of(new String(points, from, points.length - from), list.isEmpty()));
  }

  /** Spaces that the language skips: no-break spaces and byte order marks are among them. */
  private static String strip(String line) {
    int from = 0;
    int to = line.length();
    while (from < to && isSpace(line.charAt(from))) from++;
    while (to > from && isSpace(line.charAt(to - 1))) to--;
    return line.substring(from, to);
  }

  private static boolean isSpace(char c) {
    return c == ' ' || c == '\t' || c == '\f' || c == '\u00a0' || c == '\ufeff' || c == '\r';
  }

  /** Tokens and comments, in order. */
  boolean sameAs(Lexemes other) {
    return words().equals(other.words());
  }

  private List<String> words() {
    List<String> words = new ArrayList<>();
    for (Lexeme l : list) {
      comments(l.before(), words);
      words.add(l.text());
    }
    comments(end, words);
    return words;
  }

  private static void comments(Gap gap, List<String> out) {
    if (!gap.trailing().isEmpty()) out.add(gap.trailing());
    out.addAll(gap.comments());
  }

  int size() {
    return list.size();
  }

  Lexeme get(int i) {
    return list.get(i);
  }

  int type(int i) {
    return i >= 0 && i < list.size() ? list.get(i).type() : Token.EOF;
  }

  String text(int i) {
    return i >= 0 && i < list.size() ? list.get(i).text() : "";
  }
}

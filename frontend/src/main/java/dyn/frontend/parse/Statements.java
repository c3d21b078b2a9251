package dyn.frontend.parse;

import static dyn.grammar.DynLexer.*;

import java.util.Set;

/** Where statements begin and end, judged by line breaks and brackets: for cutting out what cannot be parsed. */
final class Statements {
  private static final Set<String> JOINING = Set.of("+", "-", "*", "/", "@", "^", ",", "=", "==", "!=", "<", "<=", ">", ">=", "(", "[",
      "..");
  private static final Set<String> CLOSING = Set.of(")", "]", "'");
  private static final Set<Integer> CLAUSES = Set.of(FROM, WHERE, EVERY, TO, WITHIN, OVER, AND, OR, IN);

  private final Tokens tokens;

  Statements(Tokens tokens) {
    this.tokens = tokens;
  }

  /** True at the first token of a statement; `i` must not lie within round or square brackets. */
  boolean startsAt(int i) {
    if (i == 0) return true;
    String before = tokens.text(i - 1);
    if (before.equals("{") || before.equals("}") || before.equals(";")) return true;
    if (tokens.sameLine(i - 1, i)) return false;
    return !joins(i - 1) && !CLOSING.contains(tokens.text(i)) && !joins(i);
  }

  private boolean joins(int i) {
    return JOINING.contains(tokens.text(i)) || CLAUSES.contains(tokens.type(i));
  }

  /** One past the last token of the statement that starts at `from`; a block in braces belongs to it. */
  int end(int from) {
    int depth = 0;
    for (int i = from; i < tokens.size(); i++) {
      String text = tokens.text(i);
      if (i > from && depth == 0 && (text.equals("}") || startsAt(i))) return i;
      if (text.equals(";") && depth == 0) return i + 1;
      if (opens(text)) depth++;
      if (closes(text)) depth--;
      if (depth == 0 && text.equals("}")) return i + 1;
    }
    return tokens.size();
  }

  /** The first token of the statement that holds `at`. */
  int start(int at) {
    int depth = 0;
    for (int i = Math.min(at, tokens.size() - 1); i > 0; i--) {
      String text = tokens.text(i);
      boolean brace = text.equals("{") || text.equals("}");
      if (depth <= 0 && i <= at && !brace && startsAt(i)) return i;
      if (i < at && closes(text)) depth++;
      if (i < at && opens(text)) depth--;
    }
    return 0;
  }

  static boolean opens(String text) {
    return text.equals("(") || text.equals("[") || text.equals("{");
  }

  static boolean closes(String text) {
    return text.equals(")") || text.equals("]") || text.equals("}");
  }
}

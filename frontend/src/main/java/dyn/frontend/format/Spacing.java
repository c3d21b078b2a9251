package dyn.frontend.format;

import dyn.grammar.DynLexer;
import java.util.Set;

/** Whether a space stands between two tokens of a line. */
final class Spacing {
  private static final Set<String> SIGNS = Set.of("+", "-");
  private static final Set<String> OPERATORS = Set.of("+", "-", "*", "/", "@", "^", "=", "==", "!=", "<", "<=", ">", ">=", "..", ",", "(",
      "[", "{", ";", ":=", "+=", "->", ":");
  private static final Set<String> BINDING = Set.of("in", "~", "into", "of");
  private static final Set<String> TIGHT_IF_WRITTEN_TIGHT = Set.of("*", "/");

  private final Lexemes tokens;
  /** For each `)`: whether it closes the binders of a reduction or an expectation, so that a value follows. */
  private final boolean[] binders;

  Spacing(Lexemes tokens, int[] partner) {
    this.tokens = tokens;
    this.binders = new boolean[tokens.size()];
    for (int i = 0; i < tokens.size(); i++) {
      if (!tokens.text(i).equals(")") || partner[i] < 0) continue;
      for (int j = partner[i] + 1; j < i; j++) binders[i] |= BINDING.contains(tokens.text(j));
      binders[i] |= partner[i] > 0 && tokens.text(partner[i] - 1).equals("stale");
    }
  }

  boolean before(int i) {
    String left = tokens.text(i - 1);
    String right = tokens.text(i);
    if (left.equals("{") || right.equals("}")) return !(left.equals("{") && right.equals("}"));
    if (left.equals("(") || left.equals("[")) return false;
    if (right.equals(")") || right.equals("]") || right.equals(",") || right.equals(";") || tokens.type(i) == DynLexer.PRIME) return false;
    if (left.equals("^") || right.equals("^")) return false;
    if (SIGNS.contains(left) && isSign(i - 1)) return false;
    if (TIGHT_IF_WRITTEN_TIGHT.contains(left)) return spaced(i - 1);
    if (TIGHT_IF_WRITTEN_TIGHT.contains(right)) return spaced(i);
    if (right.equals("[")) return !isValueEnd(i - 1);
    if (right.equals("(")) return !isName(i - 1) && (tokens.type(i - 1) != DynLexer.WHERE || tokens.get(i).before().space());
    return true;
  }

  /** An operator with a space on one side gets one on both. */
  private boolean spaced(int operator) {
    return tokens.get(operator).before().space() || operator + 1 < tokens.size() && tokens.get(operator + 1).before().space();
  }

  private boolean isSign(int i) {
    if (i == 0) return true;
    int type = tokens.type(i - 1);
    if (tokens.text(i - 1).equals(")")) return binders[i - 1];
    return OPERATORS.contains(tokens.text(i - 1)) || type != DynLexer.NAME && type != DynLexer.STRING
        && Character.isLetter(tokens.text(i - 1).charAt(0));
  }

  private boolean isName(int i) {
    return tokens.type(i) == DynLexer.NAME || tokens.type(i) == DynLexer.PRIME || tokens.text(i).equals("]");
  }

  private boolean isValueEnd(int i) {
    return isName(i) || tokens.text(i).equals(")");
  }
}

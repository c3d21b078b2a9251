package dyn.frontend.parse;

import dyn.grammar.DynLexer;
import dyn.grammar.DynParser;
import java.util.ArrayList;
import java.util.List;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.misc.IntervalSet;

/** Tokens in words a modeller knows. */
final class Words {
  static final List<String> MODEL = List.of("param", "state", "let", "const", "fn", "input", "output", "dim", "index", "next", "method",
      "use", "unit", "memory", "noise", "on");
  static final List<String> EXPERIMENT =
      List.of("time", "method", "ensemble", "set", "vary", "record", "input", "seed", "updates", "locate", "plot", "expect");
  static final List<String> FILE = List.of("model", "experiment", "const", "fn", "import", "unit", "language");

  private Words() {}

  static String character(String text) {
    int c = text.codePointAt(0);
    boolean plain = Character.isLetterOrDigit(c) || c > 0x20 && !Character.isISOControl(c) && Character.isDefined(c)
        && Character.getType(c) != Character.SURROGATE && Character.getType(c) != Character.FORMAT;
    return (plain ? "`" + text + "` " : "") + String.format("(U+%04X)", c);
  }

  static String token(Token token) {
    return switch (token.getType()) {
      case Token.EOF -> "the end of the file";
      case DynLexer.STRING -> "text";
      case DynLexer.NUMBER, DynLexer.IMAGINARY -> "number `" + token.getText() + "`";
      default -> "`" + token.getText() + "`";
    };
  }

  /** `a value`, or the few tokens that may stand here; empty where there are too many to help. */
  static String expected(IntervalSet set) {
    if (set == null || set.isNil()) return "";
    if (set.contains(DynLexer.NUMBER) && set.contains(DynLexer.NAME)) return "expected a value here";
    List<String> words = new ArrayList<>();
    for (int type : set.toList()) {
      if (type == DynParser.UNIT || type == DynParser.UNITS || type == DynParser.NEW) continue;
      String word = word(type);
      if (!words.contains(word)) words.add(word);
    }
    if (words.size() > 5 || words.equals(List.of("`}`"))) return "";
    return "expected " + String.join(" or ", words);
  }

  private static String word(int type) {
    return switch (type) {
      case Token.EOF -> "the end of the file";
      case DynLexer.NAME -> "a name";
      case DynLexer.NUMBER, DynLexer.IMAGINARY -> "a number";
      case DynLexer.STRING -> "a text";
      case DynLexer.PRIME -> "`'`";
      case DynParser.ANY -> "`any order`";
      case DynParser.COLON -> "`:`";
      case DynParser.ASSIGN -> "`:=`";
      case DynParser.INCREASE -> "`+=`";
      case DynParser.FOR -> "`for`";
      default -> "`" + DynLexer.VOCABULARY.getDisplayName(type).replaceAll("^'|'$", "") + "`";
    };
  }
}

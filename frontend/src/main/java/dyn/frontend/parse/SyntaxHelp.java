package dyn.frontend.parse;

import static dyn.grammar.DynLexer.*;

import dyn.ir.diagnostics.Diagnostic;
import dyn.ir.diagnostics.Nearest;
import java.util.List;

/** What was probably meant by a statement that does not parse. */
final class SyntaxHelp {
  private final Tokens tokens;
  private final Statements statements;

  SyntaxHelp(Tokens tokens) {
    this.tokens = tokens;
    this.statements = new Statements(tokens);
  }

  Diagnostic help(Diagnostic d, int at) {
    int start = statements.start(at);
    List<String> words = switch (container(start)) {
      case MODEL -> Words.MODEL;
      case EXPERIMENT -> Words.EXPERIMENT;
      default -> Words.FILE;
    };
    String first = tokens.text(start);
    if (tokens.type(start) == NAME && words == Words.FILE) {
      return Nearest.to(first, words).map(w -> d.help("write `" + w + "`")).orElse(d.help("a file holds `model` and `experiment` blocks"));
    }
    if (tokens.type(start) == NAME && tokens.sameLine(start, start + 1)) {
      var near = Nearest.to(first, words);
      if (near.isPresent()) return d.help("write `" + near.get() + "`");
    }
    if (at == start && words == Words.EXPERIMENT) return d.help("an experiment holds " + String.join(", ", words));
    if (at == start && words == Words.MODEL && tokens.type(at) != NAME) {
      return d.help("a model holds equations (`x' = ...`) and " + String.join(", ", words));
    }
    if (tokens.text(at).equals("=") && tokens.text(at - 1).equals("=")) return d.help("write one `=` for an equation, `==` to compare");
    if (tokens.text(at).equals("=") && tokens.type(at - 1) == STRING) return d.help("the text comes last: `state x = 1 \"position\"`");
    if (tokens.type(at) == AT && tokens.type(start) == EXPECT) {
      return d.help("values at several times stand in brackets: `expect (x at 2 * x at 1) == 1 within 0.1`");
    }
    if (isWord(at)) return d.help("`" + tokens.text(at) + "` is a word of the language and cannot be a name");
    return d;
  }

  private boolean isWord(int at) {
    return at < tokens.size() && tokens.type(at) != NAME && Character.isLetter(tokens.text(at).charAt(0));
  }

  /** MODEL or EXPERIMENT, whose braces hold the statement, or 0. */
  private int container(int at) {
    int depth = 0;
    for (int i = at - 1; i >= 0; i--) {
      if (tokens.text(i).equals("}")) depth++;
      if (tokens.text(i).equals("{")) depth--;
      boolean header = tokens.type(i) == MODEL || tokens.type(i) == EXPERIMENT;
      if (header && depth < 0) return tokens.type(i);
    }
    return 0;
  }
}

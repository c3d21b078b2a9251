package dyn.frontend.parse;

import static dyn.grammar.DynLexer.EXPERIMENT;
import static dyn.grammar.DynLexer.MODEL;
import static dyn.grammar.DynLexer.NAME;

import dyn.grammar.DynParser;
import dyn.ir.diagnostics.Code;
import dyn.ir.diagnostics.Diagnostic;
import dyn.ir.diagnostics.Diagnostics;
import java.util.Map;
import java.util.Set;
import org.antlr.v4.runtime.CommonToken;

/** `on up(g) { ... }` in a model, `locate` in an experiment: words and operators are marked, before those elsewhere are refused. */
final class EventScan {
  private static final Set<String> DIRECTIONS = Set.of("up", "down");
  private static final Map<String, Integer> OPERATORS = Map.of(":=", DynParser.ASSIGN, "+=", DynParser.INCREASE);
  /** Actions of the language to come. */
  private static final Set<String> LATER = Set.of("spike");

  private final Tokens tokens;
  private final Diagnostics diagnostics;
  private final Statements statements;

  EventScan(Tokens tokens, Diagnostics diagnostics) {
    this.tokens = tokens;
    this.diagnostics = diagnostics;
    this.statements = new Statements(tokens);
  }

  void mark() {
    boolean[] drop = new boolean[tokens.size()];
    int depth = 0;
    boolean experiment = false;
    for (int i = 0; i + 2 < tokens.size(); i++) {
      if (Statements.opens(tokens.text(i))) depth++;
      if (Statements.closes(tokens.text(i))) depth--;
      if (depth == 0) experiment = tokens.type(i) == EXPERIMENT || experiment && tokens.type(i) != MODEL;
      boolean locate = experiment && depth == 1 && tokens.type(i) == NAME && tokens.text(i).equals("locate");
      if (locate && tokens.type(i + 1) == NAME && statements.startsAt(i)) mark(i, DynParser.LOCATE);
      boolean event = depth == 1 && tokens.type(i) == NAME && tokens.text(i).equals("on") && DIRECTIONS.contains(tokens.text(i + 1))
          && tokens.text(i + 2).equals("(") && statements.startsAt(i);
      if (!event) continue;
      mark(i, DynParser.ON);
      actions(i, statements.end(i), drop);
    }
    tokens.drop(drop);
  }

  private void actions(int from, int to, boolean[] drop) {
    int depth = 0;
    for (int i = from; i < to; i++) {
      if (Statements.opens(tokens.text(i))) depth++;
      if (Statements.closes(tokens.text(i))) depth--;
      if (depth != 1) continue;
      Integer operator = OPERATORS.get(tokens.text(i));
      if (operator != null) mark(i, operator);
      if (tokens.type(i) != NAME || !statements.startsAt(i)) continue;
      if (tokens.text(i).equals("hold") && tokens.type(i + 1) == NAME && tokens.sameLine(i, i + 1)) hold(i, statements.end(i));
      if (tokens.text(i).equals("stop") && tokens.type(i + 1) == NAME && tokens.sameLine(i, i + 1)) mark(i, DynParser.STOP);
      if (LATER.contains(tokens.text(i)) && (tokens.type(i + 1) == NAME || Set.of("}", ";").contains(tokens.text(i + 1)))) {
        diagnostics.add(Diagnostic.of(Code.E0110, tokens.span(i), "`" + tokens.text(i) + "` is not supported yet").because("this action"));
        int end = statements.end(i);
        for (int j = i; j < end; j++) drop[j] = true;
      }
    }
  }

  /** `hold v for 5`. */
  private void hold(int from, int to) {
    mark(from, DynParser.HOLD);
    for (int i = from; i < to; i++) if (tokens.type(i) == NAME && tokens.text(i).equals("for")) mark(i, DynParser.FOR);
  }

  private void mark(int i, int type) {
    ((CommonToken) tokens.get(i)).setType(type);
  }
}

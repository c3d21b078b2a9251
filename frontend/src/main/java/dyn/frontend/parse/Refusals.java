package dyn.frontend.parse;

import static dyn.grammar.DynLexer.*;

import dyn.ir.diagnostics.Code;
import dyn.ir.diagnostics.Diagnostic;
import dyn.ir.diagnostics.Diagnostics;
import java.util.Map;
import java.util.Set;

/**
 * Constructs of the language that this version does not know: each is cut from the tokens with a diagnostic, so that the rest can be
 * checked. The words are ordinary names elsewhere: `data' = -data` is an equation.
 */
final class Refusals {
  private static final Map<String, String> WORDS = Map.ofEntries(
      Map.entry("population", "populations"), Map.entry("edges", "edges of populations"),
      Map.entry("learn", "learned parameters"), Map.entry("on", "other events"),
      Map.entry("hold", "`hold`"), Map.entry("spike", "`spike`"), Map.entry("stop", "`stop`"), Map.entry("locate", "`locate`"),
      Map.entry("fit", "fitting"), Map.entry("data", "data sets"), Map.entry("minimize", "fitting"), Map.entry("gradient", "gradients"),
      Map.entry("discretize", "discretization of state-space models"), Map.entry("form", "the form of a state-space model"),
      Map.entry("network", "networks"), Map.entry("delay", "delays"), Map.entry("history", "histories"),
      Map.entry("accuracy", "accuracy classes"));
  private static final Set<String> ENDS_TYPE = Set.of("=", ",", "{", "}", ";");

  private final Tokens tokens;
  private final Diagnostics diagnostics;

  Refusals(Tokens tokens, Diagnostics diagnostics) {
    this.tokens = tokens;
    this.diagnostics = diagnostics;
  }

  void cut() {
    statements();
    annotations();
  }

  private void statements() {
    Statements statements = new Statements(tokens);
    boolean[] drop = new boolean[tokens.size()];
    boolean inModel = false;
    int depth = 0;
    for (int i = 0; i < tokens.size(); i++) {
      String text = tokens.text(i);
      if (Statements.opens(text)) depth++;
      if (Statements.closes(text)) depth--;
      if (depth == 0) inModel = tokens.type(i) == MODEL || inModel && tokens.type(i) != EXPERIMENT;
      if (depth > 1 || !statements.startsAt(i)) continue;
      String what = refused(i, inModel && depth == 1);
      if (what == null) continue;
      int end = statements.end(i);
      refuse(i, what);
      for (int j = i; j < end; j++) drop[j] = true;
      i = end - 1;
    }
    tokens.drop(drop);
  }

  private String refused(int i, boolean inModel) {
    if (inModel && (tokens.type(i) == EVERY || tokens.type(i) == AT)) return "events at given times";
    if (tokens.type(i) != NAME || inModel && TokenScan.isEdges(tokens, i)) return null;
    String next = tokens.text(i + 1);
    boolean statement = !Set.of("'", "=", "[", "(", "").contains(next) && tokens.sameLine(i, i + 1);
    boolean alone = (tokens.text(i).equals("spike") || tokens.text(i).equals("stop")) && !Set.of("'", "=", "[", "(").contains(next);
    return statement || alone ? WORDS.get(tokens.text(i)) : null;
  }

  private void refuse(int i, String what) {
    String verb = what.endsWith("s") && !what.startsWith("a ") && !what.endsWith("models") ? " are" : " is";
    diagnostics.add(Diagnostic.of(Code.E0110, tokens.span(i), what + verb + " not supported yet").because("this statement"));
  }

  /** `x : mV = 0`: the annotation is cut, the declaration stays. */
  private void annotations() {
    boolean[] drop = new boolean[tokens.size()];
    boolean said = false;
    for (int i = 0; i < tokens.size(); i++) {
      if (tokens.type(i) != LATER || !tokens.text(i).equals(":")) continue;
      int end = i + 1;
      while (end < tokens.size() && !ENDS_TYPE.contains(tokens.text(end)) && tokens.type(end) != FROM && tokens.type(end) != WHERE
          && tokens.sameLine(i, end)) {
        end++;
      }
      for (int j = i; j < end; j++) drop[j] = true;
      if (!said) {
        diagnostics.add(Diagnostic.of(Code.E0110, tokens.span(i, Math.max(i, end - 1)), "types of values are not supported yet")
            .because("this annotation").help("leave it out; a unit is stated with `in`: `state v in mV = 0 mV`"));
      }
      said = true;
    }
    tokens.drop(drop);
  }
}

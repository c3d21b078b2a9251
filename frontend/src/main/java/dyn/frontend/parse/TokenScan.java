package dyn.frontend.parse;

import static dyn.grammar.DynLexer.*;

import dyn.grammar.DynParser;
import dyn.ir.diagnostics.Code;
import dyn.ir.diagnostics.Diagnostic;
import dyn.ir.diagnostics.Diagnostics;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.Set;
import org.antlr.v4.runtime.CommonToken;

/** What is wrong with the tokens alone. After it, brackets match, nesting is shallow, and every token is known. */
final class TokenScan {
  static final int DEEPEST = 256;
  private static final Map<String, String> INSTEAD = Map.ofEntries(
      Map.entry("**", "write `^` for a power"), Map.entry("&&", "write `and`"), Map.entry("||", "write `or`"),
      Map.entry("!", "write `not`"), Map.entry("&", "write `and`"), Map.entry("|", "write `or`, or `abs(x)` for an absolute value"),
      Map.entry("%", "write `mod(a, b)` for a remainder"), Map.entry("=<", "write `<=`"), Map.entry("=>", "write `>=`"),
      Map.entry("<>", "write `!=`"), Map.entry("===", "write `==`"), Map.entry("#", "a comment starts with `//`"),
      Map.entry("~", "write `not`, or `from` for a draw from a distribution"), Map.entry("?", "write `where(condition, yes, no)`"));
  private static final Set<String> AFTER_VALUE = Set.of("se", "relative");
  private static final Set<String> AXES = Set.of("log", "logx", "loglog");
  private static final Set<String> STARTS_SENTENCE = Set.of("'", "=", "[", "(", ":=", "+=");
  private static final Set<String> SIDES = Set.of("low", "high");
  private static final Map<String, Integer> GRID_WORDS = Map.of("periodic", DynParser.EDGE, "zero_flux", DynParser.EDGE,
      "fixed", DynParser.EDGE, "value", DynParser.GIVEN, "low", DynParser.SIDE, "high", DynParser.SIDE, "spacing", DynParser.SPACING);
  private static final Map<String, Integer> EDGE_WORDS = Map.of("with", DynParser.WITH, "neighbours", DynParser.NEIGHBOURS);
  private static final Set<String> PASTS = Set.of("symmetric", "causal");
  private static final Set<String> REDUCERS = Set.of("sum", "mean", "min", "max");

  private final Tokens tokens;
  private final Diagnostics diagnostics;

  TokenScan(Tokens tokens, Diagnostics diagnostics) {
    this.tokens = tokens;
    this.diagnostics = diagnostics;
  }

  /** False where the tokens are too broken to go on. */
  boolean wellFormed() {
    boolean known = characters() && texts();
    return known && brackets();
  }

  private boolean characters() {
    int first = -1;
    int count = 0;
    for (int i = 0; i < tokens.size(); i++) {
      if (tokens.type(i) != UNKNOWN) continue;
      if (count++ == 0) first = i;
    }
    if (count == 0) return true;
    String shown = Words.character(tokens.text(first));
    Diagnostic d = Diagnostic.of(Code.E0102, tokens.span(first), "unknown character " + shown).because("not part of the language");
    if (count > 1) d = d.help("the file has " + count + " such characters; if most of it looks like this, it is not a text file");
    diagnostics.add(d);
    return false;
  }

  private boolean texts() {
    for (int i = 0; i < tokens.size(); i++) {
      if (tokens.type(i) != OPEN_STRING) continue;
      diagnostics.add(Diagnostic.of(Code.E0105, tokens.span(i), "this text is not closed on its line")
          .because("no second `\"` before the line ends").help("close the text with `\"` on the same line"));
      return false;
    }
    return true;
  }

  private boolean brackets() {
    Deque<Integer> open = new ArrayDeque<>();
    for (int i = 0; i < tokens.size(); i++) {
      String text = tokens.text(i);
      if (Statements.opens(text)) {
        if (open.size() == DEEPEST) {
          diagnostics.add(Diagnostic.of(Code.E0104, tokens.span(i), "brackets are nested more than " + DEEPEST + " deep")
              .because("too deep here").help("name a part of the expression with `let`"));
          return false;
        }
        open.push(i);
      } else if (Statements.closes(text)) {
        if (open.isEmpty()) {
          diagnostics.add(Diagnostic.of(Code.E0103, tokens.span(i), "`" + text + "` closes nothing").because("no bracket is open here"));
          return false;
        }
        int from = open.pop();
        if (!partner(tokens.text(from)).equals(text)) {
          diagnostics.add(Diagnostic.of(Code.E0103, tokens.span(i), "`" + tokens.text(from) + "` is closed by `" + text + "`")
              .because("expected `" + partner(tokens.text(from)) + "`").label(tokens.span(from), "opened here"));
          return false;
        }
      }
    }
    if (open.isEmpty()) return true;
    String text = tokens.text(open.peek());
    diagnostics.add(Diagnostic.of(Code.E0103, tokens.span(open.peek()), "`" + text + "` is never closed")
        .because("opened here").help("add `" + partner(text) + "`"));
    return false;
  }

  private static String partner(String open) {
    return switch (open) {
      case "(" -> ")";
      case "[" -> "]";
      default -> "}";
    };
  }

  /** Operators and numbers that do not exist; what follows is parsed without them. */
  void refuseForeign() {
    boolean[] drop = new boolean[tokens.size()];
    for (int i = 0; i < tokens.size(); i++) {
      int type = tokens.type(i);
      String text = tokens.text(i);
      if (type == FOREIGN || type == LATER) {
        Diagnostic d = Diagnostic.of(Code.E0107, tokens.span(i), "no operator `" + text + "`").because("not an operator of the language");
        boolean member = text.equals(".") && i > 0 && tokens.text(i - 1).equals("]");
        diagnostics.add(member ? d.help("the index comes last: `cells.x[i]`") : type == LATER
            ? d.help("it belongs to events, grids or other parts of the language that are not supported yet")
            : INSTEAD.containsKey(text) ? d.help(INSTEAD.get(text)) : d);
        int start = new Statements(tokens).start(i);
        // In a text that is broken elsewhere too, the statement may seem to end before it.
        int end = Math.max(i + 1, new Statements(tokens).end(start));
        for (int j = start; j < end; j++) drop[j] = true;
        i = end - 1;
      } else if (type == BAD_NUMBER) {
        diagnostics.add(Diagnostic.of(Code.E0109, tokens.span(i), "`" + text + "` is not a number").because("letters follow the digits")
            .help("write numbers as `10`, `1.5`, `2e-3`, `10_000`; write `*` between a number and a name, "
                + "and a space before a unit: `20 ms`"));
        ((CommonToken) tokens.get(i)).setType(NUMBER);
      } else if (type == NUMBER || type == IMAGINARY) {
        range(i, text);
      }
    }
    tokens.drop(drop);
  }

  private void range(int i, String text) {
    double value = Math.abs(Double.parseDouble(text.replace("_", "").replace("i", "")));
    boolean small = value == 0 && text.chars().takeWhile(c -> c != 'e' && c != 'E').anyMatch(c -> c >= '1' && c <= '9');
    if (!small && value <= Double.MAX_VALUE) return;
    String shown = text.length() <= 24 ? text : text.substring(0, 20) + "...";
    diagnostics.add(Diagnostic.of(Code.E0109, tokens.span(i), "`" + shown + "` is too " + (small ? "small" : "large"))
        .because(small ? "64-bit floating-point numbers above 0 begin at 4.9e-324" : "64-bit floating-point numbers end at 1.8e308"));
  }

  /** `sum(i in d) e` and `sum(n) e`, the second told from a call by a value that follows on the same line. */
  void markReductions() {
    for (int i = 0; i + 3 < tokens.size(); i++) {
      if (tokens.type(i) != NAME || !REDUCERS.contains(tokens.text(i)) || !tokens.text(i + 1).equals("(")) continue;
      if (tokens.type(i + 2) != NAME) continue;
      int j = i + 3;
      while (tokens.text(j).equals(",") && tokens.type(j + 1) == NAME) j += 2;
      if (markEdgeReduction(i + 3)) {
        ((CommonToken) tokens.get(i)).setType(DynParser.REDUCE);
        continue;
      }
      boolean bound = tokens.type(i + 3) == IN;
      boolean followed = tokens.text(j).equals(")") && tokens.sameLine(j, j + 1) && startsValue(j + 1);
      if (bound || followed) ((CommonToken) tokens.get(i)).setType(DynParser.REDUCE);
    }
  }

  /** The `into i` of `sum(link into i) e`, or `out of i`. */
  private boolean markEdgeReduction(int i) {
    boolean into = tokens.type(i) == NAME && tokens.text(i).equals("into") && tokens.type(i + 1) == NAME;
    boolean out = tokens.type(i) == NAME && tokens.text(i).equals("out") && tokens.type(i + 1) == OF && tokens.type(i + 2) == NAME;
    if (into) mark(i, DynParser.INTO);
    if (out) mark(i, DynParser.OUT);
    return into || out;
  }

  /** `edges name[a in n -> b in n]` and the word after it, before an `->` elsewhere is refused. */
  void markEdges() {
    Statements statements = new Statements(tokens);
    for (int i = 0; i + 3 < tokens.size(); i++) {
      if (!isEdges(tokens, i) || !statements.startsAt(i)) continue;
      mark(i, DynParser.EDGES);
      int j = i + 3;
      while (j < tokens.size() && !tokens.text(j).equals("]") && !tokens.text(j).equals("}")) {
        if (tokens.text(j).equals("->")) mark(j, DynParser.ARROW);
        j++;
      }
      Integer word = j + 1 < tokens.size() ? EDGE_WORDS.get(tokens.text(j + 1)) : null;
      if (word != null) mark(j + 1, word);
      boolean columns = tokens.type(j + 1) == FROM && tokens.type(j + 2) == STRING && tokens.text(j + 3).equals("columns");
      if (columns) mark(j + 3, DynParser.COLUMNS);
    }
  }

  static boolean isEdges(Tokens tokens, int i) {
    return tokens.type(i) == NAME && tokens.text(i).equals("edges") && tokens.type(i + 1) == NAME && tokens.text(i + 2).equals("[");
  }

  /** `expectation(z ~ D, rule) e`, before a `~` elsewhere is refused. */
  void markExpectations() {
    for (int i = 0; i + 3 < tokens.size(); i++) {
      boolean opens = tokens.type(i) == NAME && tokens.text(i).equals("expectation") && tokens.text(i + 1).equals("(");
      if (!opens || tokens.type(i + 2) != NAME || !tokens.text(i + 3).equals("~")) continue;
      ((CommonToken) tokens.get(i)).setType(DynParser.EXPECTATION);
      ((CommonToken) tokens.get(i + 3)).setType(DynParser.FOLLOWS);
    }
  }

  /** `integral(u in a .. b) e`, and `memory C[t, s] = ...` with the word before the name. */
  void markMemories() {
    Statements statements = new Statements(tokens);
    int depth = 0;
    for (int i = 0; i + 3 < tokens.size(); i++) {
      if (Statements.opens(tokens.text(i))) depth++;
      if (Statements.closes(tokens.text(i))) depth--;
      if (tokens.type(i) != NAME) continue;
      boolean integral = tokens.text(i).equals("integral") && tokens.text(i + 1).equals("(") && tokens.type(i + 3) == IN;
      if (integral) mark(i, DynParser.INTEGRAL);
      if (depth != 1 || !tokens.text(i).equals("memory") || tokens.type(i + 1) != NAME || !statements.startsAt(i)) continue;
      mark(i, DynParser.MEMORY);
      int end = statements.end(i);
      for (int j = i + 1; j < end; j++) {
        boolean first = j == i + 1 || tokens.text(j - 1).equals(",");
        if (first && PASTS.contains(tokens.text(j)) && tokens.type(j + 1) == NAME) mark(j, DynParser.PAST);
      }
    }
  }

  /** `stale(k) e`, told from a call by a value that follows on the same line. */
  void markStale() {
    for (int i = 0; i + 3 < tokens.size(); i++) {
      if (tokens.type(i) != NAME || !tokens.text(i).equals("stale") || !tokens.text(i + 1).equals("(")) continue;
      int depth = 1;
      int j = i + 2;
      for (; j < tokens.size() && depth > 0; j++) {
        if (Statements.opens(tokens.text(j))) depth++;
        if (Statements.closes(tokens.text(j))) depth--;
      }
      boolean empty = j == i + 3;
      if (!empty && j < tokens.size() && tokens.sameLine(j - 1, j) && startsValue(j)) mark(i, DynParser.STALE);
    }
  }

  /** `updates name` at the start of a sentence. */
  void markUpdates() {
    Statements statements = new Statements(tokens);
    int depth = 0;
    boolean experiment = false;
    for (int i = 0; i + 1 < tokens.size(); i++) {
      if (Statements.opens(tokens.text(i))) depth++;
      if (Statements.closes(tokens.text(i))) depth--;
      if (depth == 0) experiment = tokens.type(i) == EXPERIMENT || experiment && tokens.type(i) != MODEL;
      boolean word = experiment && depth == 1 && tokens.type(i) == NAME && tokens.text(i).equals("updates");
      if (word && tokens.type(i + 1) == NAME && statements.startsAt(i)) mark(i, DynParser.UPDATES);
    }
  }

  /** An `at` within round or square brackets belongs to the value before it. */
  void markMoments() {
    int depth = 0;
    for (int i = 0; i < tokens.size(); i++) {
      String text = tokens.text(i);
      boolean brace = text.equals("{") || text.equals("}");
      if (Statements.opens(text) && !brace) depth++;
      if (Statements.closes(text) && !brace) depth--;
      if (depth > 0 && tokens.type(i) == AT) ((CommonToken) tokens.get(i)).setType(DynParser.MOMENT);
    }
  }

  /** `import` outside of blocks, `use` in models, and the `as` of both. */
  void markModules() {
    Statements statements = new Statements(tokens);
    int depth = 0;
    for (int i = 0; i + 1 < tokens.size(); i++) {
      if (Statements.opens(tokens.text(i))) depth++;
      if (Statements.closes(tokens.text(i))) depth--;
      int next = tokens.type(i + 1);
      boolean importing = depth == 0 && tokens.text(i).equals("import") && (next == NAME || next == STRING);
      boolean use = depth == 1 && tokens.text(i).equals("use") && next == NAME;
      if (tokens.type(i) != NAME || !importing && !use || !statements.startsAt(i)) continue;
      ((CommonToken) tokens.get(i)).setType(importing ? DynParser.IMPORT : DynParser.USE);
      if (tokens.text(i + 2).equals("as")) ((CommonToken) tokens.get(i + 2)).setType(DynParser.AS);
    }
  }

  /** `noise W[i] : law`, and the colons in it, before those elsewhere are refused. */
  void markNoises() {
    Statements statements = new Statements(tokens);
    int depth = 0;
    for (int i = 0; i + 1 < tokens.size(); i++) {
      if (Statements.opens(tokens.text(i))) depth++;
      if (Statements.closes(tokens.text(i))) depth--;
      boolean noise = depth == 1 && tokens.type(i) == NAME && tokens.text(i).equals("noise") && tokens.type(i + 1) == NAME;
      if (!noise || !tokens.sameLine(i, i + 1) || !statements.startsAt(i)) continue;
      mark(i, DynParser.NOISE);
      int end = statements.end(i);
      for (int j = i; j < end; j++) if (tokens.text(j).equals(":")) mark(j, DynParser.COLON);
    }
  }

  /** The clauses of `grid name[...]`, `boundary name ... low`, and `normalize name to`. */
  void markGrids() {
    Statements statements = new Statements(tokens);
    int depth = 0;
    for (int i = 0; i + 2 < tokens.size(); i++) {
      if (Statements.opens(tokens.text(i))) depth++;
      if (Statements.closes(tokens.text(i))) depth--;
      if (depth != 1 || tokens.type(i) != NAME || tokens.type(i + 1) != NAME || !statements.startsAt(i)) continue;
      if (tokens.text(i).equals("grid") && tokens.text(i + 2).equals("[")) {
        mark(i, DynParser.GRID);
        markClauses(i + 2, statements.end(i));
      } else if (tokens.text(i).equals("boundary") && tokens.sameLine(i, i + 1)) {
        int side = SIDES.contains(tokens.text(i + 2)) ? i + 2 : i + 3;
        if (side >= tokens.size() || !SIDES.contains(tokens.text(side))) continue;
        mark(i, DynParser.BOUNDARY);
        mark(side, DynParser.SIDE);
      } else if (tokens.text(i).equals("normalize") && tokens.type(i + 2) == TO) {
        mark(i, DynParser.NORMALIZE);
      }
    }
  }

  /** The `in any order` at the end of an equation. */
  void markOrders() {
    for (int i = 0; i + 2 < tokens.size(); i++) {
      boolean order = tokens.type(i) == IN && tokens.text(i + 1).equals("any") && tokens.text(i + 2).equals("order")
          && tokens.sameLine(i, i + 2);
      if (!order) continue;
      mark(i + 1, DynParser.ANY);
      mark(i + 2, DynParser.ORDER);
    }
  }

  private void mark(int i, int type) {
    ((CommonToken) tokens.get(i)).setType(type);
  }

  /** Words count where a clause begins: after the sizes and after a comma, with an index and a side before them. */
  private void markClauses(int from, int to) {
    int depth = 0;
    boolean begins = false;
    for (int i = from; i < to; i++) {
      String text = tokens.text(i);
      if (Statements.opens(text)) depth++;
      if (Statements.closes(text)) depth--;
      if (depth == 0 && (text.equals("]") && !begins || text.equals(","))) {
        begins = true;
        continue;
      }
      if (!begins || depth > 0) continue;
      Integer word = GRID_WORDS.get(text);
      if (word != null) mark(i, word);
      begins = word == null ? tokens.type(i - 1) != NAME : word == DynParser.SIDE;
    }
  }

  /** The name after a number on its line, and `unit ...` at the start of a sentence. */
  void markUnits() {
    Statements statements = new Statements(tokens);
    int depth = 0;
    for (int i = 0; i + 1 < tokens.size(); i++) {
      if (Statements.opens(tokens.text(i))) depth++;
      if (Statements.closes(tokens.text(i))) depth--;
      if (tokens.type(i + 1) != NAME || !tokens.sameLine(i, i + 1)) continue;
      String after = tokens.text(i + 2);
      if (tokens.type(i) == NUMBER && !AFTER_VALUE.contains(tokens.text(i + 1)) && !STARTS_SENTENCE.contains(after)
          && !(AXES.contains(tokens.text(i + 1)) && tokens.type(statements.start(i)) == PLOT)) {
        ((CommonToken) tokens.get(i + 1)).setType(DynParser.UNIT);
      } else if (tokens.text(i).equals("unit") && tokens.type(i) == NAME && depth <= 1 && statements.startsAt(i)) {
        ((CommonToken) tokens.get(i)).setType(DynParser.UNITS);
        markNew(i, statements.end(i));
      }
    }
  }

  private void markNew(int from, int to) {
    for (int i = from + 1; i < to - 1; i++) {
      boolean first = i == from + 1 || tokens.text(i - 1).equals(",");
      if (first && tokens.text(i).equals("new") && tokens.type(i + 1) == NAME) ((CommonToken) tokens.get(i)).setType(DynParser.NEW);
    }
  }

  private boolean startsValue(int i) {
    int type = tokens.type(i);
    return type == NAME || type == NUMBER || type == IMAGINARY || type == WHERE || tokens.text(i).equals("(");
  }
}

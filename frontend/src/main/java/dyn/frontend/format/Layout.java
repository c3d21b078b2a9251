package dyn.frontend.format;

import dyn.grammar.DynLexer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Set;

/**
 * Lines of a text. Where the author broke a line it stays broken; blocks of several lines have their braces at the ends of lines; lines
 * that are too long are broken after a comma or an operator, as far out as possible.
 */
final class Layout {
  static final int WIDTH = 120;
  private static final int INDENT = 2;
  private static final int CONTINUED = 4;
  private static final Set<String> JOINING = Set.of("+", "-", "*", "/", "@", "^", ",", "=", "==", "!=", "<", "<=", ">", ">=", "..");
  private static final Set<Integer> CLAUSES = Set.of(DynLexer.FROM, DynLexer.WHERE, DynLexer.EVERY, DynLexer.TO, DynLexer.WITHIN,
      DynLexer.OVER, DynLexer.AND, DynLexer.OR, DynLexer.IN);

  private final Lexemes tokens;
  private final Spacing spacing;
  /** The other bracket of a pair, or -1. */
  private final int[] partner;
  /** How many brackets of any kind are open before a token, and how many braces. */
  private final int[] depth;
  private final int[] braces;
  /** For each token, the brace that holds it, or -1. */
  private final int[] block;
  /** For each token, the innermost bracket that holds it, or -1. */
  private final int[] bracket;
  /** Where each token stands in its line, as far as laid out. */
  private final int[] columns;
  private final BitSet breaks = new BitSet();

  Layout(Lexemes tokens) {
    this.tokens = tokens;
    int n = tokens.size();
    this.partner = new int[n];
    this.depth = new int[n];
    this.braces = new int[n];
    this.block = new int[n];
    this.bracket = new int[n];
    this.columns = new int[n];
    nest();
    this.spacing = new Spacing(tokens, partner);
    for (int i = 0; i < n; i++) if (i == 0 || tokens.get(i).before().newline()) breaks.set(i);
    for (int i = 0; i < n; i++) {
      boolean lines = tokens.text(i).equals("{") && partner[i] > 0 && breaks.get(i + 1, partner[i] + 1).cardinality() > 0;
      if (lines) open(i);
    }
  }

  private void nest() {
    Arrays.fill(partner, -1);
    List<Integer> stack = new ArrayList<>();
    for (int i = 0; i < tokens.size(); i++) {
      String text = tokens.text(i);
      boolean closes = (text.equals(")") || text.equals("]") || text.equals("}")) && !stack.isEmpty();
      if (closes) {
        partner[i] = stack.removeLast();
        partner[partner[i]] = i;
      }
      depth[i] = stack.size();
      block[i] = -1;
      bracket[i] = stack.isEmpty() ? -1 : stack.getLast();
      for (int s : stack) {
        if (!tokens.text(s).equals("{")) continue;
        braces[i]++;
        block[i] = s;
      }
      if (text.equals("(") || text.equals("[") || text.equals("{")) stack.add(i);
    }
  }

  /** A block of several lines. */
  private void open(int brace) {
    breaks.set(brace + 1);
    breaks.set(partner[brace]);
  }

  String text() {
    while (wrap()) { }
    List<Line> lines = lines();
    Alignment.align(lines);
    StringBuilder out = new StringBuilder();
    lines.forEach(l -> out.append(l.text()).append('\n'));
    return out.toString();
  }

  // ---- lines

  private List<Line> lines() {
    List<Line> lines = new ArrayList<>();
    for (int from = 0; from < tokens.size();) {
      int to = breaks.nextSetBit(from + 1) < 0 ? tokens.size() : breaks.nextSetBit(from + 1);
      Lexemes.Gap gap = tokens.get(from).before();
      for (int k = 0; k < gap.comments().size(); k++) {
        lines.add(Line.comment(blank(gap.blanks().get(k), from, lines), commentIndent(from), gap.comments().get(k)));
      }
      lines.add(line(from, to, blank(gap.blanks().getLast(), from, lines)));
      from = to;
    }
    for (int k = 0; k < tokens.end().comments().size(); k++) {
      lines.add(Line.comment(tokens.end().blanks().get(k) && !lines.isEmpty(), 0, tokens.end().comments().get(k)));
    }
    return lines;
  }

  /** No blank line begins or ends a block or the text. */
  private boolean blank(boolean wanted, int next, List<Line> lines) {
    boolean opened = next > 0 && tokens.text(next - 1).equals("{") && tokens.get(next).before().comments().isEmpty();
    boolean first = lines.isEmpty() || next > 0 && tokens.text(next - 1).equals("{") && lines.getLast().endsWith("{");
    boolean closes = tokens.text(next).equals("}") && tokens.get(next).before().comments().isEmpty();
    return wanted && !opened && !first && !closes;
  }

  private Line line(int from, int to, boolean blank) {
    StringBuilder code = new StringBuilder();
    int indent = indent(from);
    int column = indent;
    for (int i = from; i < to; i++) {
      if (i > from && spacing.before(i)) code.append(' ');
      columns[i] = column += i > from && spacing.before(i) ? 1 : 0;
      column += Line.columns(tokens.text(i));
      code.append(tokens.text(i));
    }
    Lexemes.Gap after = to < tokens.size() ? tokens.get(to).before() : tokens.end();
    boolean declaration = Line.DECLARATIONS.contains(tokens.type(from));
    boolean text = declaration && to - from > 2 && tokens.type(to - 1) == DynLexer.STRING;
    String doc = text ? tokens.text(to - 1) : "";
    String rest = text ? code.substring(0, code.length() - doc.length()).stripTrailing() : code.toString();
    boolean wide = text && tokens.get(to - 1).before().wide();
    return new Line(blank, indent, rest, doc, wide, after.trailing());
  }

  private int indent(int i) {
    int plain = braces[i] * INDENT;
    boolean inBracket = depth[i] > braces[i];
    if (!inBracket && !continues(i)) return plain;
    return inBracket && isSetBelow(i, plain + CONTINUED) ? columns[bracket[i]] + 1 : plain + CONTINUED;
  }

  /** Whether the author put the line under what follows its bracket, and there is room for it there. */
  private boolean isSetBelow(int i, int plain) {
    int open = bracket[i];
    if (tokens.get(i).before().indent() <= plain || breaks.get(open + 1)) return false;
    int width = columns[open] + 1;
    int to = breaks.nextSetBit(i + 1) < 0 ? tokens.size() : breaks.nextSetBit(i + 1);
    for (int k = i; k < to; k++) width += (k > i && spacing.before(k) ? 1 : 0) + Line.columns(tokens.text(k));
    return width <= WIDTH;
  }

  private int commentIndent(int next) {
    if (tokens.text(next).equals("}")) return (braces[next] + 1) * INDENT;
    return indent(next);
  }

  /** Whether a line that begins with the token goes on with the sentence of the line before. */
  private boolean continues(int i) {
    if (i == 0 || tokens.text(i).equals("}")) return false;
    if (tokens.text(i - 1).equals(",") && block[i] >= 0 && isUse(block[i])) return false;
    return joins(i - 1) || joins(i) || tokens.text(i).equals("(") || tokens.text(i).equals("[") || tokens.type(i) == DynLexer.STRING;
  }

  private boolean joins(int i) {
    return JOINING.contains(tokens.text(i)) || CLAUSES.contains(tokens.type(i));
  }

  /** The block of a `use` separates its bindings by commas. */
  private boolean isUse(int brace) {
    int i = brace - 1;
    while (i >= 0 && (tokens.type(i) == DynLexer.NAME && !tokens.text(i).equals("use") || tokens.text(i).equals("]")
        || tokens.text(i).equals(",") || tokens.text(i).equals("["))) {
      i--;
    }
    return i >= 0 && tokens.text(i).equals("use") && brace - i >= 4;
  }

  // ---- long lines

  /** True where a line was broken. */
  private boolean wrap() {
    boolean changed = false;
    for (int from = 0; from < tokens.size();) {
      int to = breaks.nextSetBit(from + 1) < 0 ? tokens.size() : breaks.nextSetBit(from + 1);
      if (width(from, to) > WIDTH) changed |= wrap(from, to);
      from = to;
    }
    return changed;
  }

  private int width(int from, int to) {
    return line(from, to, false).width();
  }

  private boolean wrap(int from, int to) {
    for (int i = from; i < to; i++) {
      if (!tokens.text(i).equals("{") || partner[i] < 0 || partner[i] >= to) continue;
      open(i);
      for (int j = i + 1; j < partner[i]; j++) if (tokens.text(j).equals(";") && block[j] == i) breaks.set(j + 1);
      return true;
    }
    int best = -1;
    int column = indent(from);
    for (int i = from; i < to; i++) {
      column += (i > from && spacing.before(i) ? 1 : 0) + Line.columns(tokens.text(i));
      if (column > WIDTH) break;
      boolean candidate = i > from && i + 1 < to && JOINING.contains(tokens.text(i)) && !tokens.text(i).equals("^") && !isPrefix(i);
      if (candidate && (best < 0 || depth[i] <= depth[best])) best = i;
    }
    if (best < 0) return false;
    breaks.set(best + 1);
    return true;
  }

  private boolean isPrefix(int i) {
    return (tokens.text(i).equals("-") || tokens.text(i).equals("+")) && !spacing.before(i + 1);
  }
}

package dyn.frontend.syntax;

/** Operators between two operands, loosest first; those of one level bind to the left, except `^`. */
public enum Operator {
  OR("or", 1), AND("and", 2), EQ("==", 4), NE("!=", 4), LT("<", 4), LE("<=", 4), GT(">", 4), GE(">=", 4),
  ADD("+", 5), SUB("-", 5), MUL("*", 6), DIV("/", 6), CONTRACT("@", 8), POW("^", 9);

  /** `not` binds looser than comparisons, a sign tighter than `*` and looser than `@` and `^`. */
  public static final int NOT_LEVEL = 3;
  public static final int TERM_LEVEL = 6;
  public static final int SIGN_LEVEL = 7;

  private final String text;
  private final int level;

  Operator(String text, int level) {
    this.text = text;
    this.level = level;
  }

  public String text() {
    return text;
  }

  public int level() {
    return level;
  }

  public boolean isComparison() {
    return level == 4;
  }

  public boolean isLogical() {
    return level < 3;
  }

  public static Operator of(String text) {
    for (Operator op : values()) if (op.text.equals(text)) return op;
    throw new IllegalArgumentException("operator " + text);
  }
}

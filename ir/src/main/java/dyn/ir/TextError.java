package dyn.ir;

/** Program text that is no program, with its place; the reader of the text turns it into a diagnostic. */
public final class TextError extends RuntimeException {
  private static final long serialVersionUID = 1;
  private final int line;
  private final int column;

  public TextError(int line, int column, String message) {
    super(message);
    this.line = line;
    this.column = column;
  }

  public int line() {
    return line;
  }

  public int column() {
    return column;
  }
}

package dyn.ir.diagnostics;

/** A half-open range of characters of a source; lines and columns are computed only when asked. */
public record Span(SourceFile source, int start, int end) {
  public int line() {
    return source.lineOf(start);
  }

  public int column() {
    return source.columnOf(start);
  }

  public String text() {
    return source.text().substring(start, end);
  }

  /** The smallest range that holds both. */
  public Span to(Span other) {
    return new Span(source, Math.min(start, other.start), Math.max(end, other.end));
  }

  /** `file:line:column`, as terminals and editors link it. */
  @Override
  public String toString() {
    return source.name() + ":" + line() + ":" + column();
  }
}

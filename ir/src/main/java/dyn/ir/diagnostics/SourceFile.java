package dyn.ir.diagnostics;

import java.util.Arrays;

/** A text with a name: a model file, or what was typed on the command line. Lines and columns count from 1, columns in code points. */
public final class SourceFile {
  private final String name;
  private final String text;
  private final int[] lineStarts;

  public SourceFile(String name, String text) {
    this.name = name;
    this.text = text;
    this.lineStarts = lineStarts(text);
  }

  public String name() {
    return name;
  }

  public String text() {
    return text;
  }

  public Span span(int start, int end) {
    return new Span(this, start, Math.max(start, end));
  }

  public int lineCount() {
    return lineStarts.length;
  }

  public int lineOf(int offset) {
    int found = Arrays.binarySearch(lineStarts, Math.clamp(offset, 0, text.length()));
    return found >= 0 ? found + 1 : -found - 1;
  }

  public int columnOf(int offset) {
    int at = Math.clamp(offset, 0, text.length());
    return text.codePointCount(lineStarts[lineOf(at) - 1], at) + 1;
  }

  /** Offset of the first character of a line. */
  public int startOf(int line) {
    return lineStarts[line - 1];
  }

  /** The text of a line without its line break. */
  public String line(int line) {
    int start = lineStarts[line - 1];
    int end = line < lineStarts.length ? lineStarts[line] : text.length();
    while (end > start && (text.charAt(end - 1) == '\n' || text.charAt(end - 1) == '\r')) {
      end--;
    }
    return text.substring(start, end);
  }

  private static int[] lineStarts(String text) {
    int[] starts = new int[16];
    int count = 1;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '\n' || c == '\r' && (i + 1 == text.length() || text.charAt(i + 1) != '\n')) {
        if (count == starts.length) {
          starts = Arrays.copyOf(starts, count * 2);
        }
        starts[count++] = i + 1;
      }
    }
    return Arrays.copyOf(starts, count);
  }

  @Override
  public String toString() {
    return name;
  }
}

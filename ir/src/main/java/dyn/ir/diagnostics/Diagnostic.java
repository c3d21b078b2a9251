package dyn.ir.diagnostics;

import java.util.ArrayList;
import java.util.List;

/**
 * One mistake. The message is the headline in the user's words: lower case, no full stop. A label at `at` itself says why here; others
 * show the places it depends on. Help says what to type.
 */
public record Diagnostic(Code code, Severity severity, Span at, String message, List<Label> labels, List<String> help) {
  public Diagnostic {
    labels = List.copyOf(labels);
    help = List.copyOf(help);
  }

  public static Diagnostic of(Code code, Span at, String message) {
    return new Diagnostic(code, code.severity(), at, message, List.of(), List.of());
  }

  /** Words under the caret. */
  public Diagnostic because(String text) {
    return label(at, text);
  }

  public Diagnostic label(Span place, String text) {
    List<Label> more = new ArrayList<>(labels);
    more.add(new Label(place, text));
    return new Diagnostic(code, severity, at, message, more, help);
  }

  public Diagnostic help(String text) {
    List<String> more = new ArrayList<>(help);
    more.add(text);
    return new Diagnostic(code, severity, at, message, labels, more);
  }

  public boolean isError() {
    return severity == Severity.ERROR;
  }
}

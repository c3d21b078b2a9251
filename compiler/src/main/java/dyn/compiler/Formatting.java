package dyn.compiler;

import dyn.frontend.format.Formatter;
import dyn.ir.diagnostics.SourceFile;

/** The one layout of a model's text, or what keeps it from being read. */
public final class Formatting {
  private Formatting() {}

  public static Outcome<String> format(SourceFile source) {
    Formatter.Formatted formatted = Formatter.format(source);
    return new Outcome<>(formatted.text(), formatted.diagnostics());
  }
}

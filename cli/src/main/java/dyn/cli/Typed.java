package dyn.cli;

import dyn.ir.diagnostics.Code;
import dyn.ir.diagnostics.Diagnostic;
import dyn.ir.diagnostics.SourceFile;

/** Mistakes in what was typed after `dyn`. */
final class Typed {
  private Typed() {}

  static Diagnostic wrong(String option, String value, String message) {
    return wrong(Code.E0605, option, value, message);
  }

  static Diagnostic wrong(Code code, String option, String value, String message) {
    SourceFile typed = new SourceFile("command line", option + " " + value);
    return Diagnostic.of(code, typed.span(option.length() + 1, option.length() + 1 + value.length()), message);
  }
}

package dyn.compiler;

import dyn.ir.Body;
import dyn.ir.IllTyped;
import dyn.ir.MathLibrary;
import dyn.ir.Program;
import dyn.ir.Text;
import dyn.ir.TextError;
import dyn.ir.Verifier;
import dyn.ir.diagnostics.Code;
import dyn.ir.diagnostics.Diagnostic;
import dyn.ir.diagnostics.SourceFile;
import java.util.List;
import java.util.Optional;

/** Programs from their text form. */
public final class ProgramText {
  private ProgramText() {}

  /** A verified program, or what is wrong with the text. */
  public static Outcome<Program> read(SourceFile source) {
    MathLibrary library = new MathLibrary();
    try {
      Program p = Text.parse(source.text(), name -> function(library, name));
      if (p.bodies().isEmpty()) return Outcome.failed(List.of(malformed(source, 1, 1, "there is no body in the text")));
      Optional<Verifier.Fault> fault = Verifier.check(p);
      return fault.isEmpty() ? Outcome.of(p, List.of()) : Outcome.failed(List.of(malformed(source, 1, 1, fault.get().text())));
    } catch (TextError e) {
      return Outcome.failed(List.of(malformed(source, e.line(), e.column(), e.getMessage())));
    } catch (IllTyped e) {
      return Outcome.failed(List.of(malformed(source, 1, 1, e.getMessage())));
    }
  }

  /** Null where the library has none: the parser then names it as unknown. */
  private static Body function(MathLibrary library, String name) {
    try {
      return library.body(name);
    } catch (IllegalArgumentException unknown) {
      return null;
    }
  }

  private static Diagnostic malformed(SourceFile source, int line, int column, String message) {
    int start = source.startOf(Math.clamp(line, 1, source.lineCount())) + Math.max(0, column - 1);
    String[] lines = message.split("\n", 2);
    Diagnostic d = Diagnostic.of(Code.E0115, source.span(start, start + 1), lines[0]);
    return lines.length > 1 ? d.help(lines[1]) : d;
  }
}

package dyn.frontend;

import dyn.ir.Program;
import dyn.ir.diagnostics.Diagnostic;
import java.util.List;
import java.util.Optional;

/** A program and its experiment, or the reasons why there is none; warnings may stand beside a program. */
public record Checked(Optional<Compiled> compiled, List<Diagnostic> diagnostics) {
  public record Compiled(Program program, CheckedExperiment experiment) {}

  public boolean hasErrors() {
    return diagnostics.stream().anyMatch(Diagnostic::isError);
  }
}

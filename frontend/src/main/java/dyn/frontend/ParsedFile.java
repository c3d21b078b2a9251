package dyn.frontend;

import dyn.frontend.syntax.ModelFile;
import dyn.ir.diagnostics.Diagnostic;
import dyn.ir.diagnostics.SourceFile;
import java.util.List;

/** The syntax tree of a file and what was wrong with its text; a tree with errors is not checked further. */
public record ParsedFile(ModelFile file, List<Diagnostic> diagnostics) {
  public ParsedFile {
    diagnostics = List.copyOf(diagnostics);
  }

  public SourceFile source() {
    return file.source();
  }

  /** Names of the experiments, in the order of the file. */
  public List<String> experiments() {
    return file.experiments().stream().map(e -> e.name().name()).toList();
  }

  public boolean hasErrors() {
    return diagnostics.stream().anyMatch(Diagnostic::isError);
  }
}

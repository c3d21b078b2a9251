package dyn.frontend;

import dyn.frontend.check.FileChecker;
import dyn.frontend.link.Linker;
import dyn.frontend.lower.Lowering;
import dyn.frontend.parse.SyntaxParser;
import dyn.ir.diagnostics.Diagnostic;
import dyn.ir.diagnostics.Diagnostics;
import dyn.ir.diagnostics.SourceFile;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Text to a checked program. Nothing here throws for what a user wrote. */
public final class Frontend {
  private final List<MethodSignature> methods;
  private final Sources sources;

  public Frontend(List<MethodSignature> methods, Sources sources) {
    this.methods = List.copyOf(methods);
    this.sources = sources;
  }

  /** The file, with what it imports, and models in place of their uses. */
  public ParsedFile parse(SourceFile source) {
    return Linker.link(SyntaxParser.parse(source), sources);
  }

  /** The experiment named, or the first where `experiment` is null. */
  public Checked check(ParsedFile parsed, String experiment, Overrides overrides) {
    Diagnostics diagnostics = new Diagnostics();
    diagnostics.addAll(parsed.diagnostics());
    if (diagnostics.hasErrors()) return new Checked(Optional.empty(), diagnostics.list());
    Optional<FileChecker.Result> result = new FileChecker(parsed.file(), methods, diagnostics).check(experiment, overrides);
    Optional<Checked.Compiled> compiled = diagnostics.hasErrors() ? Optional.empty()
        : result.map(r -> new Checked.Compiled(Lowering.lower(r.model(), r.terms()), r.experiment()));
    return new Checked(compiled, diagnostics.list());
  }

  /** What the quantities of each model are in, by the name of the model; models without units, or with errors, are not among them. */
  public Map<String, QuantityUnits> units(ParsedFile parsed) {
    Diagnostics diagnostics = new Diagnostics();
    return parsed.hasErrors() ? Map.of() : new FileChecker(parsed.file(), methods, diagnostics).units();
  }

  /** All that is wrong with any model or experiment of the file. */
  public List<Diagnostic> checkAll(ParsedFile parsed) {
    Diagnostics diagnostics = new Diagnostics();
    diagnostics.addAll(parsed.diagnostics());
    if (!diagnostics.hasErrors()) new FileChecker(parsed.file(), methods, diagnostics).checkAll();
    return diagnostics.list();
  }
}

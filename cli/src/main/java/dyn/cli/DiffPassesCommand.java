package dyn.cli;

import dyn.compiler.Outcome;
import dyn.ir.diagnostics.Diagnostic;
import dyn.ir.diagnostics.SourceFile;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@CommandLine.Command(name = "diff-passes", description = "Shows what each pass changes in the program of an experiment.",
    sortOptions = false)
final class DiffPassesCommand extends Command {
  @Parameters(index = "0", paramLabel = "FILE", description = "Model file.")
  private String file;

  @Parameters(index = "1", arity = "0..1", paramLabel = "EXPERIMENT", description = "The first if none is named.")
  private String experiment;

  @Option(names = "--pass", paramLabel = "PASS", description = "Only this pass. Repeatable.")
  private List<String> passes = List.of();

  DiffPassesCommand(Terminal terminal) {
    super(terminal);
  }

  @Override
  public Integer call() {
    Optional<Diagnostic> wrong = Steps.unknown("--pass", passes);
    if (wrong.isPresent()) return terminal.mistakes(List.of(wrong.get()));
    Outcome<SourceFile> source = Sources.read(file);
    if (source.value().isEmpty()) return terminal.mistakes(source.diagnostics());
    Steps steps = new Steps(terminal, source.value().get(), experiment, List.of(), null);
    if (!steps.run()) return Exit.MISTAKE;
    steps.differences(passes);
    return Exit.OK;
  }
}

package dyn.cli;

import dyn.compiler.CompileOptions;
import dyn.compiler.Compiler;
import dyn.compiler.Outcome;
import dyn.compiler.ProgramText;
import dyn.compiler.trace.TraceFolder;
import dyn.ir.Level;
import dyn.ir.Program;
import dyn.ir.Text;
import dyn.ir.diagnostics.Diagnostic;
import dyn.ir.diagnostics.SourceFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@CommandLine.Command(name = "ir", description = "Prints the program of an experiment at a level, or reads one back and verifies it.",
    sortOptions = false)
final class IrCommand extends Command {
  @Parameters(index = "0", paramLabel = "FILE", description = "Model file, or the text of a program: FILE.ir")
  private String file;

  @Parameters(index = "1", arity = "0..1", paramLabel = "EXPERIMENT", description = "The first if none is named.")
  private String experiment;

  @Option(names = {"-l", "--level"}, paramLabel = "LEVEL", description = "model, step, local or placed.")
  private String level = "local";

  @Option(names = "--origins", description = "Shows from which source line each statement comes.")
  private boolean origins;

  @Option(names = "--print-after", paramLabel = "PASS", description = "Prints the program after this pass. Repeatable.")
  private List<String> printAfter = List.of();

  @Option(names = "--print-all", description = "Prints the program after every pass that changes it.")
  private boolean printAll;

  @Option(names = "--stop-after", paramLabel = "PASS", description = "Runs no pass after this one, and prints what it made.")
  private String stopAfter;

  @Option(names = "--skip", paramLabel = "PASS", description = "Leaves this pass out. Repeatable; only passes that stay at a level.")
  private List<String> skipped = List.of();

  @Option(names = "--stats", description = "Prints a table of the passes: statements, waits, time.")
  private boolean stats;

  @Option(names = "--trace", paramLabel = "DIR", description = "Writes every program on the way, and index.html to read in a browser.")
  private Path trace;

  IrCommand(Terminal terminal) {
    super(terminal);
  }

  @Override
  public Integer call() throws IOException {
    Outcome<SourceFile> source = Sources.read(file);
    if (source.value().isEmpty()) return terminal.mistakes(source.diagnostics());
    boolean steps = printAll || stats || stopAfter != null || trace != null || !printAfter.isEmpty() || !skipped.isEmpty();
    if (steps && !file.endsWith(".ir")) return steps(source.value().get());
    Outcome<Program> program;
    if (file.endsWith(".ir")) {
      program = ProgramText.read(source.value().get());
    } else {
      Optional<Level> wanted = level();
      if (wanted.isEmpty())
        return terminal.mistakes(List.of(Typed.wrong("--level", level, "no such level").help("levels: model, step, local, placed")));
      program = new Compiler().program(source.value().get(), CompileOptions.DEFAULT.withExperiment(experiment), wanted.get());
    }
    terminal.diagnostics(program.diagnostics());
    if (program.value().isEmpty()) return Exit.MISTAKE;
    terminal.out().print(Text.print(program.value().get(), origins));
    return Exit.OK;
  }

  private int steps(SourceFile source) throws IOException {
    Optional<Diagnostic> wrong = Steps.unknown("--print-after", printAfter).or(() -> Steps.unknown("--skip", skipped))
        .or(() -> Steps.unknown("--stop-after", stopAfter == null ? List.of() : List.of(stopAfter))).or(() -> Steps.needed(skipped));
    if (wrong.isPresent()) return terminal.mistakes(List.of(wrong.get()));
    Steps steps = new Steps(terminal, source, experiment, skipped, stopAfter);
    try {
      if (!steps.run()) return Exit.MISTAKE;
    } finally {
      if (trace != null && !steps.all().isEmpty()) terminal.err().println("trace: " + TraceFolder.write(source.name(), steps.all(), trace));
    }
    if (printAll || !printAfter.isEmpty()) steps.print(printAll ? null : printAfter, origins);
    else if (!stats && trace == null) terminal.out().print(Text.print(steps.all().getLast().made(), origins));
    if (stats) steps.table();
    return Exit.OK;
  }

  private Optional<Level> level() {
    for (Level l : List.of(Level.MODEL, Level.STEP, Level.LOCAL, Level.PLACED)) if (l.text().equals(level)) return Optional.of(l);
    return Optional.empty();
  }
}

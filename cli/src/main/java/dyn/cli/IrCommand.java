package dyn.cli;

import dyn.compiler.CompileOptions;
import dyn.compiler.Compiler;
import dyn.compiler.Outcome;
import dyn.compiler.trace.TraceFolder;
import dyn.ir.Body;
import dyn.ir.IllTyped;
import dyn.ir.Level;
import dyn.ir.MathLibrary;
import dyn.ir.Program;
import dyn.ir.Text;
import dyn.ir.TextError;
import dyn.ir.Verifier;
import dyn.ir.diagnostics.Code;
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
      program = parse(source.value().get());
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

  /** A program from its text, verified. */
  static Outcome<Program> parse(SourceFile source) {
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

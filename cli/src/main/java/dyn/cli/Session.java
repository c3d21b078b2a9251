package dyn.cli;

import dyn.compiler.Checkpoint;
import dyn.compiler.CheckpointFile;
import dyn.compiler.Compilation;
import dyn.compiler.Expects;
import dyn.compiler.Origin;
import dyn.compiler.Outcome;
import dyn.compiler.Recording;
import dyn.compiler.ResultWriter;
import dyn.compiler.RunResult;
import dyn.compiler.Runner;
import dyn.ir.diagnostics.Code;
import dyn.ir.diagnostics.Diagnostic;
import dyn.ir.diagnostics.SourceFile;
import dyn.runtime.results.RecordFormat;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/** One run: says what will happen, runs, writes, says what came out. */
final class Session {
  /** What is printed. */
  record View(boolean json, boolean quiet, boolean plot) {}

  private static final double CSV_NUMBER = 20;
  private static final double NUMBER = 8;

  private final Terminal terminal;
  private final Interruption interruption;
  private final Origin origin;
  private final Compilation compilation;
  private final Setting setting;
  private final View view;
  private final int threads;

  Session(Terminal terminal, Interruption interruption, Origin origin, Compilation compilation, Setting setting, View view, int threads) {
    this.terminal = terminal;
    this.interruption = interruption;
    this.origin = origin;
    this.compilation = compilation;
    this.setting = setting;
    this.view = view;
    this.threads = threads;
  }

  int run(Optional<Checkpoint> from) throws IOException {
    Optional<Diagnostic> fault = space();
    if (fault.isPresent()) return terminal.mistakes(List.of(fault.get()));
    RunReport report = new RunReport(terminal, compilation);
    if (!view.quiet() && !view.json()) report.head();
    try (ResultWriter writer = new ResultWriter(compilation.experiment(), setting.folder(), setting.format())) {
      if (from.isPresent()) writer.resume(from.get().marks());
      return run(writer, report, from);
    } catch (IOException e) {
      return terminal.mistakes(List.of(unwritable(e)));
    }
  }

  private int run(ResultWriter writer, RunReport report, Optional<Checkpoint> from) throws IOException {
    ProgressLine progress = new ProgressLine(terminal, compilation, interruption, view.quiet() || view.json());
    Outcome<RunResult> outcome = execute(writer, from, progress);
    progress.clear();
    terminal.diagnostics(outcome.diagnostics());
    if (outcome.value().isEmpty()) return Exit.MISTAKE;
    RunResult run = outcome.value().get();
    List<Expects.Verdict> verdicts = run.interrupted() ? List.of() : Expects.check(run);
    ResultWriter.Written written = writer.finish(run, origin.manifest(compilation, run.hash(), OptionalDouble.of(run.seconds())),
        setting.pictures());
    if (!run.interrupted()) Files.deleteIfExists(checkpoint());
    if (view.json()) terminal.out().print(RunJson.text(run, verdicts, written));
    else if (!view.quiet()) report.body(run, verdicts, written, view.plot() || terminal.outIsTerminal());
    terminal.diagnostics(run.failures().stream().filter(d -> d.isError() || view.quiet() || view.json()).toList());
    terminal.diagnostics(verdicts.stream().filter(v -> !v.passed()).map(Failed::diagnostic).toList());
    return code(run, verdicts);
  }

  private Outcome<RunResult> execute(ResultWriter writer, Optional<Checkpoint> from, ProgressLine progress) throws IOException {
    Recording.Checkpoints saves = new Recording.Checkpoints(checkpoint(),
        () -> setting.with(origin.manifest(compilation, "", OptionalDouble.empty())), setting.seconds(), setting.records());
    Recording recording = new Recording(setting.memory(), true, writer, Optional.of(saves), List.of());
    boolean one = origin.member().isPresent();
    int members = one ? 1 : Math.toIntExact(compilation.experiment().members());
    return new Runner(threads).withCache(terminal.caching().open())
        .run(compilation, origin.folder(), origin.member().orElse(0), members, recording, from, progress);
  }

  private Path checkpoint() {
    return setting.folder().resolve(CheckpointFile.NAME);
  }

  /** Before anything runs: a disk that holds the results. */
  private Optional<Diagnostic> space() {
    long members = origin.member().isPresent() ? 1 : compilation.experiment().members();
    double each = setting.format() == RecordFormat.CSV ? CSV_NUMBER : NUMBER;
    double bytes = each * ResultWriter.numbers(compilation.experiment(), members);
    double free = free();
    if (bytes <= free) return Optional.empty();
    String typed = setting.folder().toString();
    SourceFile at = new SourceFile("results", typed);
    Diagnostic d = Diagnostic.of(Code.E0806, at.span(0, typed.length()), "the results need about " + Numbers.bytes(bytes));
    String help = setting.format() == RecordFormat.CSV ? "`--format h5` needs less than half of that\n" : "";
    return Optional.of(d.because(Numbers.bytes(free) + " are free there")
        .help(help + "record fewer times, fewer members or their statistics, or choose another disk: `--out DIR`"));
  }

  private double free() {
    for (Path p = setting.folder().toAbsolutePath(); p != null; p = p.getParent()) {
      try {
        if (Files.exists(p)) return Files.getFileStore(p).getUsableSpace();
      } catch (IOException e) {
        break;
      }
    }
    return Double.POSITIVE_INFINITY;
  }

  private Diagnostic unwritable(IOException e) {
    return Typed.wrong("--out", setting.folder().toString(), "the results cannot be written: " + e.getMessage())
        .help("choose another folder: `--out DIR`");
  }

  private static int code(RunResult run, List<Expects.Verdict> verdicts) {
    if (run.interrupted()) return Exit.INTERRUPTED;
    if (run.failures().stream().anyMatch(Diagnostic::isError)) return Exit.RUN_FAILED;
    return verdicts.stream().allMatch(Expects.Verdict::passed) ? Exit.OK : Exit.EXPECTATION;
  }
}

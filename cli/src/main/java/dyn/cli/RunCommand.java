package dyn.cli;

import dyn.compiler.Compilation;
import dyn.compiler.CompileOptions;
import dyn.compiler.Compiler;
import dyn.compiler.Expects;
import dyn.compiler.Outcome;
import dyn.compiler.ResultWriter;
import dyn.compiler.RunResult;
import dyn.compiler.Runner;
import dyn.compiler.Vectors;
import dyn.frontend.Overrides;
import dyn.ir.diagnostics.Diagnostic;
import dyn.ir.diagnostics.SourceFile;
import dyn.runtime.plot.PlotWriter;
import dyn.runtime.results.RecordFormat;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Supplier;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import picocli.CommandLine;

@CommandLine.Command(name = "run", description = "Runs an experiment and writes its results.", sortOptions = false)
final class RunCommand extends Command {
  @Parameters(index = "0", paramLabel = "FILE", description = "Model file.")
  private String file;

  @Parameters(index = "1", arity = "0..1", paramLabel = "EXPERIMENT", description = "Its experiment; the first if none is named.")
  private String experiment;

  @Option(names = {"-s", "--set"}, paramLabel = "NAME=VALUE",
      description = "Sets a parameter, an initial value or a dimension. Repeatable.")
  private List<String> set = List.of();

  @Option(names = {"-m", "--method"}, paramLabel = "METHOD", description = "For example 'rk4(dt = 1e-3)' or 'tsit5(rtol = 1e-9)'.")
  private String method;

  @Option(names = "--members", paramLabel = "N", description = "Size of the ensemble.")
  private Long members;

  @Option(names = "--member", paramLabel = "I", description = "Runs only this member, as it would run among all.")
  private Integer member;

  @Option(names = "--seed", paramLabel = "S", description = "Seed of all draws.")
  private Long seed;

  @Option(names = {"-o", "--out"}, paramLabel = "DIR",
      description = "Folder for the results; results/<file>-<experiment> if none is named.")
  private String out;

  @Option(names = "--format", paramLabel = "FORMAT", description = "Of the records: csv, h5 or npz. A name after `to` says its own.")
  private String format = RecordFormat.CSV.extension();

  @Option(names = {"-t", "--threads"}, paramLabel = "T", description = "Threads; all cores if not given. Results do not depend on it.")
  private Integer threads;

  @Option(names = "--backend", paramLabel = "NAME", description = "What runs it; see dyn targets.")
  private String backend = CompileOptions.DEFAULT_BACKEND;

  @Option(names = "--vector", paramLabel = "WHEN",
      description = "Members side by side in vectors: auto, on or off. Results do not depend on it.")
  private String vector = "auto";

  @Spec private CommandSpec spec;

  @Option(names = "--no-plot", description = "Draws nothing.")
  private boolean noPlot;

  @Option(names = "--plot", description = "Draws in the output even where it is not a terminal.")
  private boolean plot;

  @Option(names = "--plot-format", paramLabel = "svg|png", description = "Kind of picture files; svg if not given.")
  private String plotFormat = "svg";

  @Option(names = "--plot-size", paramLabel = "WIDTHxHEIGHT", description = "Size of pictures in pixels; as suits them if not given.")
  private String plotSize;

  @Option(names = "--json", description = "Prints the summary as JSON.")
  private boolean json;

  @Option(names = {"-q", "--quiet"}, description = "Prints mistakes and failures only.")
  private boolean quiet;

  private final Supplier<Interruption> interruptions;
  private Interruption interruption;

  RunCommand(Terminal terminal) {
    this(terminal, Interruption::install);
  }

  RunCommand(Terminal terminal, Supplier<Interruption> interruptions) {
    super(terminal);
    this.interruptions = interruptions;
  }

  @Override
  public Integer call() throws IOException {
    try (Interruption here = interruptions.get()) {
      interruption = here;
      Vectors vectors = Arrays.stream(Vectors.values()).filter(v -> v.name().toLowerCase(Locale.ROOT).equals(vector)).findFirst().orElse(null);
      if (vectors == null) return terminal.mistakes(List.of(Typed.wrong("--vector", vector, "it is auto, on or off")));
      Outcome<SourceFile> source = Sources.read(file);
      if (source.value().isEmpty()) return terminal.mistakes(source.diagnostics());
      Outcome<Compilation> compiled = new Compiler().compile(source.value().get(), new CompileOptions(experiment, overrides(), backend, vectors));
      terminal.diagnostics(compiled.diagnostics());
      if (compiled.value().isEmpty()) return Exit.MISTAKE;
      Compilation c = compiled.value().get();
      if (!c.lanes().needs().isEmpty() && member == null && VectorProcess.canStart()) {
        return VectorProcess.run(terminal, c.lanes().needs(), spec.commandLine().getParseResult().originalArgs());
      }
      return run(c);
    }
  }

  private Overrides overrides() {
    return new Overrides(set, Optional.ofNullable(method), members == null ? OptionalLong.empty() : OptionalLong.of(members),
        seed == null ? OptionalLong.empty() : OptionalLong.of(seed));
  }

  private int run(Compilation c) throws IOException {
    Optional<Diagnostic> fault = limits(c).or(this::pictureLimits);
    if (fault.isPresent()) return terminal.mistakes(List.of(fault.get()));
    RunReport report = new RunReport(terminal, c);
    if (!quiet && !json) report.head();
    ProgressLine progress = new ProgressLine(terminal, c, interruption, quiet || json);
    Outcome<RunResult> outcome = execute(c, progress);
    progress.clear();
    terminal.diagnostics(outcome.diagnostics());
    if (outcome.value().isEmpty()) return Exit.MISTAKE;
    RunResult run = outcome.value().get();
    List<Expects.Verdict> verdicts = run.interrupted() ? List.of() : Expects.check(run);
    ResultWriter.Written written;
    try {
      written = ResultWriter.write(run, Path.of(folder(c)), RecordFormat.named(format).orElseThrow(), said(), pictures());
    } catch (IOException e) {
      return terminal.mistakes(List.of(unwritable(e)));
    }
    if (json) terminal.out().print(RunJson.text(run, verdicts, written));
    else if (!quiet) report.body(run, verdicts, written, plot || terminal.outIsTerminal());
    terminal.diagnostics(run.failures().stream().filter(d -> d.isError() || quiet || json).toList());
    terminal.diagnostics(verdicts.stream().filter(v -> !v.passed()).map(Failed::diagnostic).toList());
    return code(run, verdicts);
  }

  private Outcome<RunResult> execute(Compilation c, ProgressLine progress) {
    Runner runner = new Runner(threads == null ? Runtime.getRuntime().availableProcessors() : threads);
    Path beside = Optional.ofNullable(Path.of(file).getParent()).orElse(Path.of(""));
    return member == null ? runner.run(c, beside, progress) : runner.run(c, beside, member, 1, progress);
  }

  private Optional<Diagnostic> limits(Compilation c) {
    if (threads != null && threads < 1) return Optional.of(Typed.wrong("--threads", threads.toString(), "at least one thread is needed"));
    if (RecordFormat.named(format).isEmpty()) {
      return Optional.of(Typed.wrong("--format", format, "there is no such format").help("there are " + String.join(", ", RecordFormat.names())));
    }
    if (member == null || member >= 0 && member < c.experiment().members()) return Optional.empty();
    return Optional.of(Typed.wrong("--member", member.toString(), "the ensemble has no member " + member)
        .help("members count from 0 to " + (c.experiment().members() - 1)));
  }

  private Optional<Diagnostic> pictureLimits() {
    if (!PlotWriter.canWrite(Path.of("plot." + plotFormat))) {
      return Optional.of(Typed.wrong("--plot-format", plotFormat, "pictures are `svg` or `png`").help("write `--plot-format png`"));
    }
    if (plotSize == null || PlotWriter.Size.parse(plotSize).isPresent()) return Optional.empty();
    return Optional.of(Typed.wrong("--plot-size", plotSize, "a size is a width and a height, each of " + PlotWriter.Size.LEAST + " to "
        + PlotWriter.Size.MOST + " pixels").help("write `--plot-size 1200x800`"));
  }

  private ResultWriter.Pictures pictures() {
    return new ResultWriter.Pictures(!noPlot, plotFormat.toLowerCase(Locale.ROOT),
        Optional.ofNullable(plotSize).flatMap(PlotWriter.Size::parse));
  }

  private String folder(Compilation c) {
    if (out != null) return out;
    String name = Path.of(file).getFileName().toString();
    return Path.of("results", (name.endsWith(".dyn") ? name.substring(0, name.length() - 4) : name) + "-"
        + c.experiment().name()).toString();
  }

  private Diagnostic unwritable(IOException e) {
    return Typed.wrong("--out", out == null ? "results" : out, "the results cannot be written: " + e.getMessage())
        .help("choose another folder: `--out DIR`");
  }

  /** What the command line said that changes the result. */
  private Map<String, String> said() {
    Map<String, String> said = new LinkedHashMap<>();
    if (!set.isEmpty()) said.put("set", String.join(", ", set));
    if (method != null) said.put("method", method);
    if (members != null) said.put("members", members.toString());
    if (member != null) said.put("member", member.toString());
    if (seed != null) said.put("seed", seed.toString());
    return said;
  }

  private static int code(RunResult run, List<Expects.Verdict> verdicts) {
    if (run.interrupted()) return Exit.INTERRUPTED;
    if (run.failures().stream().anyMatch(Diagnostic::isError)) return Exit.RUN_FAILED;
    return verdicts.stream().allMatch(Expects.Verdict::passed) ? Exit.OK : Exit.EXPECTATION;
  }
}

package dyn.cli;

import dyn.compiler.CheckpointFile;
import dyn.compiler.Compilation;
import dyn.compiler.CompileOptions;
import dyn.compiler.FileSources;
import dyn.compiler.Origin;
import dyn.compiler.Outcome;
import dyn.compiler.ResultWriter;
import dyn.compiler.Vectors;
import dyn.frontend.Overrides;
import dyn.ir.diagnostics.Code;
import dyn.ir.diagnostics.Diagnostic;
import dyn.ir.diagnostics.SourceFile;
import dyn.runtime.plot.PlotWriter;
import dyn.runtime.results.AtomicFile;
import dyn.runtime.results.RecordFormat;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
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

  @Option(names = "--memory", paramLabel = "SIZE",
      description = "What records may take, such as 2G; half of what the process may have if not given."
          + " A run that records more is written as it goes.")
  private String memory;

  @Option(names = "--checkpoint-every", paramLabel = "30s|N", description = "Saves what `dyn resume` needs, so often or every N records.")
  private String checkpointEvery;

  @Option(names = {"-t", "--threads"}, paramLabel = "T", description = "Threads; all cores if not given. Results do not depend on it.")
  private Integer threads;

  @Option(names = "--backend", paramLabel = "NAME",
      description = "What runs it; what suits the predicted work if none is named. See dyn targets.")
  private String backend = CompileOptions.AUTO;

  @Option(names = "--vector", paramLabel = "WHEN",
      description = "Members side by side in vectors: auto, on or off. Results do not depend on it.")
  private String vector = "auto";

  @Option(names = "--tiles", paramLabel = "N",
      description = "Workers that share the cells of one member; chosen if not given. Results do not depend on it.")
  private int tiles;

  @Option(names = "--together", paramLabel = "N",
      description = "Steps that tiles of a stencil take between two waits; chosen if not given. Results do not depend on it.")
  private int together;

  @Option(names = "--no-remove-barriers", description = "Keeps every wait that is written: what other schedules are compared with.")
  private boolean everyWait;

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
      Vectors vectors = Arrays.stream(Vectors.values()).filter(v -> v.name().toLowerCase(Locale.ROOT).equals(vector)).findFirst()
          .orElse(null);
      if (vectors == null) return terminal.mistakes(List.of(Typed.wrong("--vector", vector, "it is auto, on or off")));
      Outcome<SourceFile> source = Sources.read(file);
      if (source.value().isEmpty()) return terminal.mistakes(source.diagnostics());
      CompileOptions options = new CompileOptions(experiment, overrides(), backend, vectors, Math.max(1, Setting.workers(threads)), tiles,
          together, everyWait, false);
      Path beside = Optional.ofNullable(Path.of(file).getParent()).orElse(Path.of(""));
      OptionalLong only = member == null ? OptionalLong.empty() : OptionalLong.of(member);
      Origin origin = new Origin(source.value().get(), options, only, beside, new FileSources(Path.of("")));
      Outcome<Compilation> compiled = origin.compile();
      terminal.diagnostics(compiled.diagnostics());
      if (compiled.value().isEmpty()) return Exit.MISTAKE;
      Compilation c = compiled.value().get();
      if (VectorProcess.helps(c.lanes(), member != null)) {
        return VectorProcess.run(terminal, c.lanes().needs(), "run", spec.commandLine().getParseResult().originalArgs());
      }
      return run(origin, c, here);
    }
  }

  private Overrides overrides() {
    return new Overrides(set, Optional.ofNullable(method), members == null ? OptionalLong.empty() : OptionalLong.of(members),
        seed == null ? OptionalLong.empty() : OptionalLong.of(seed));
  }

  private int run(Origin origin, Compilation c, Interruption here) throws IOException {
    Optional<Diagnostic> fault = limits(c).or(this::pictureLimits).or(this::folderLimits);
    if (fault.isPresent()) return terminal.mistakes(List.of(fault.get()));
    Quantities.Interval every = checkpointEvery == null ? Quantities.Interval.NEVER : Quantities.interval(checkpointEvery).orElseThrow();
    long bytes = memory == null ? Setting.defaultMemory() : Quantities.bytes(memory).orElseThrow();
    Setting setting = new Setting(Path.of(folder(c)), origin.folder(), RecordFormat.named(format).orElseThrow(), pictures(), bytes,
        every.seconds(), every.records());
    if (Files.deleteIfExists(setting.folder().resolve(CheckpointFile.NAME))) AtomicFile.dropParts(setting.folder(), _ -> true);
    int workers = Setting.workers(threads);
    return new Session(terminal, here, origin, c, setting, new Session.View(json, quiet, plot), workers).run(Optional.empty());
  }

  private Optional<Diagnostic> limits(Compilation c) {
    if (!c.backend().isAvailable()) {
      return Optional.of(Typed.wrong("--backend", backend, "this machine does not run its code")
          .help("`dyn compile --target " + c.backend().name() + "` makes it for another"));
    }
    if (threads != null && threads < 1) return Optional.of(Typed.wrong("--threads", threads.toString(), "at least one thread is needed"));
    if (RecordFormat.named(format).isEmpty()) {
      return Optional.of(Typed.wrong("--format", format, "there is no such format")
          .help("there are " + String.join(", ", RecordFormat.names())));
    }
    if (memory != null && Quantities.bytes(memory).isEmpty()) {
      return Optional.of(Typed.wrong("--memory", memory, "this is no amount of memory").help("write `--memory 500M` or `--memory 4G`"));
    }
    if (checkpointEvery != null && Quantities.interval(checkpointEvery).isEmpty()) {
      return Optional.of(Typed.wrong("--checkpoint-every", checkpointEvery, "this is neither a time nor a number of records")
          .help("write `--checkpoint-every 30s`, `5min`, or `1000` for every thousand records"));
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

  private Optional<Diagnostic> folderLimits() {
    if (out == null || !Files.exists(Path.of(out)) || Files.isDirectory(Path.of(out))) return Optional.empty();
    return Optional.of(Typed.wrong(Code.E0714, "--out", out, "the results cannot be written: a file is where their folder would be")
        .help("name another folder, or move the file"));
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
}

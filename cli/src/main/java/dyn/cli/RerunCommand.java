package dyn.cli;

import dyn.compiler.Compilation;
import dyn.compiler.LaneChoice;
import dyn.compiler.Origin;
import dyn.compiler.Outcome;
import dyn.compiler.Recording;
import dyn.compiler.RecordConsumer;
import dyn.compiler.ResultWriter;
import dyn.compiler.RunResult;
import dyn.compiler.Runner;
import dyn.compiler.Version;
import dyn.ir.diagnostics.Code;
import dyn.ir.diagnostics.Diagnostic;
import dyn.ir.diagnostics.SourceFile;
import dyn.ir.diagnostics.Span;
import dyn.runtime.results.Json;
import dyn.runtime.results.Manifest;
import dyn.runtime.results.RecordFormat;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@CommandLine.Command(name = "rerun", description = "Runs what gave a result again, and says whether the bits are the same.",
    sortOptions = false)
final class RerunCommand extends Command {
  @Parameters(index = "0", paramLabel = "RESULT", description = "Folder of results, its manifest.json, or an HDF5 file with its manifest.")
  private String result;

  @Option(names = {"-o", "--out"}, paramLabel = "DIR", description = "Folder for the results; without it, they are only compared.")
  private String out;

  @Option(names = "--format", paramLabel = "FORMAT", description = "Of those results: csv, h5 or npz.")
  private String format = RecordFormat.CSV.extension();

  @Option(names = {"-t", "--threads"}, paramLabel = "T", description = "Threads; all cores if not given. Results do not depend on it.")
  private Integer threads;

  @Option(names = "--backend", paramLabel = "NAME", description = "What runs it, in place of what ran it. Results do not depend on it.")
  private String backend;

  @Option(names = "--json", description = "Prints the outcome as JSON.")
  private boolean json;

  @Spec private CommandSpec spec;

  private final Supplier<Interruption> interruptions;

  RerunCommand(Terminal terminal) {
    this(terminal, Interruption::install);
  }

  RerunCommand(Terminal terminal, Supplier<Interruption> interruptions) {
    super(terminal);
    this.interruptions = interruptions;
  }

  @Override
  public Integer call() throws IOException {
    Path path = Path.of(result);
    Path file = Files.isDirectory(path) ? path.resolve(Manifest.FILE_NAME) : path;
    Manifest manifest;
    Origin origin;
    try {
      manifest = Manifest.read(file);
      origin = Origin.of(manifest, inputs(manifest, file));
    } catch (IOException | IllegalArgumentException e) {
      String why = e instanceof NoSuchFileException ? "there is no file `" + file + "`" : e.getMessage();
      return terminal.mistakes(List.of(cannot("the manifest cannot be read: " + why)));
    }
    try (Interruption here = interruptions.get()) {
      return rerun(manifest, origin, here);
    }
  }

  /** Where relative paths of its data files start: beside the model, seen from here or from some folder around the result. */
  private static Path inputs(Manifest m, Path file) {
    for (Path around = file.toAbsolutePath().getParent(); around != null; around = around.getParent()) {
      if (Files.exists(Path.of(m.source()))) break;
      Path source = around.resolve(m.source());
      if (Files.exists(source)) return source.getParent();
    }
    return Optional.ofNullable(Path.of(m.source()).getParent()).orElse(Path.of(""));
  }

  private int rerun(Manifest m, Origin asked, Interruption here) throws IOException {
    Origin origin = backend == null ? asked : asked.withBackend(backend);
    for (String path : m.inputs().keySet()) {
      if (!origin.inputHash(path).equals(m.inputs().get(path))) {
        return terminal.mistakes(List.of(cannot("the data file `" + path + "` is not what it was")
            .help("looked for in `" + origin.folder().toAbsolutePath().normalize() + "`")));
      }
    }
    if (RecordFormat.named(format).isEmpty()) {
      return terminal.mistakes(List.of(Typed.wrong("--format", format, "there is no such format")
          .help("there are " + String.join(", ", RecordFormat.names()))));
    }
    if (threads != null && threads < 1) {
      return terminal.mistakes(List.of(Typed.wrong("--threads", threads.toString(), "at least one thread is needed")));
    }
    Outcome<Compilation> compiled = origin.withThreads(Setting.workers(threads)).compile();
    terminal.diagnostics(compiled.diagnostics());
    if (compiled.value().isEmpty()) return Exit.MISTAKE;
    LaneChoice lanes = compiled.value().get().lanes();
    if (VectorProcess.helps(lanes, origin.member().isPresent())) {
      return VectorProcess.run(terminal, lanes.needs(), "rerun", spec.commandLine().getParseResult().originalArgs());
    }
    int workers = Setting.workers(threads);
    Compilation c = compiled.value().get();
    String hash = out == null ? compare(c, origin, workers, here) : write(c, origin, workers, here);
    if (hash.isEmpty()) return here.requested() ? Exit.INTERRUPTED : Exit.MISTAKE;
    return tell(m, hash);
  }

  private String compare(Compilation c, Origin origin, int workers, Interruption here) throws IOException {
    ProgressLine progress = new ProgressLine(terminal, c, here, json);
    Recording recording = new Recording(Setting.defaultMemory(), true, RecordConsumer.NONE, Optional.empty(), List.of());
    int members = origin.member().isPresent() ? 1 : Math.toIntExact(c.experiment().members());
    Outcome<RunResult> run = new Runner(workers).withCache(terminal.caching().open())
        .run(c, origin.folder(), origin.member().orElse(0), members, recording, Optional.empty(), progress);
    progress.clear();
    terminal.diagnostics(run.diagnostics());
    return run.value().filter(r -> !r.interrupted()).map(RunResult::hash).orElse("");
  }

  private String write(Compilation c, Origin origin, int workers, Interruption here) throws IOException {
    Setting setting = new Setting(Path.of(out), origin.folder(), RecordFormat.named(format).orElseThrow(), ResultWriter.Pictures.SVG,
        Setting.defaultMemory(), Double.POSITIVE_INFINITY, Long.MAX_VALUE);
    int code = new Session(terminal, here, origin, c, setting, new Session.View(false, true, false), workers).run(Optional.empty());
    return code == Exit.MISTAKE || code == Exit.INTERRUPTED ? "" : Manifest.read(Path.of(out).resolve(Manifest.FILE_NAME)).stateHash();
  }

  private int tell(Manifest m, String hash) {
    boolean same = hash.equals(m.stateHash());
    if (json) {
      Map<String, Object> o = new LinkedHashMap<>();
      o.put("same", same);
      o.put("before", m.stateHash());
      o.put("now", hash);
      terminal.out().print(Json.text(o));
    } else if (same) {
      terminal.line("same bits: " + m.model() + ": " + m.experiment() + "  " + terminal.style().dim(start(hash)));
    }
    if (same) return Exit.OK;
    Diagnostic d = Diagnostic.of(Code.E0809, typed(), "the bits are not the same")
        .because("was " + start(m.stateHash()) + ", is " + start(hash));
    terminal.diagnostics(List.of(m.compilerVersion().equals(Version.TEXT) ? d
        : d.help("it was made by dyn " + m.compilerVersion() + ", this is dyn " + Version.TEXT)));
    return Exit.EXPECTATION;
  }

  private static String start(String hash) {
    return hash.substring(0, Math.min(16, hash.length())) + "...";
  }

  private Span typed() {
    return new SourceFile("command line", result).span(0, result.length());
  }

  private Diagnostic cannot(String why) {
    return Diagnostic.of(Code.E0808, typed(), why);
  }
}

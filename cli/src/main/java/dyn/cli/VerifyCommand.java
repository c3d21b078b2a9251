package dyn.cli;

import dyn.compiler.Compilation;
import dyn.compiler.CompileOptions;
import dyn.compiler.Compiler;
import dyn.compiler.Outcome;
import dyn.compiler.Recording;
import dyn.compiler.RecordConsumer;
import dyn.compiler.RunResult;
import dyn.compiler.Runner;
import dyn.compiler.Vectors;
import dyn.frontend.Overrides;
import dyn.ir.diagnostics.Diagnostic;
import dyn.ir.diagnostics.SourceFile;
import dyn.runtime.results.Json;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Supplier;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@CommandLine.Command(name = "verify", description = "Runs an experiment under many schedules, and says whether all give the same bits.",
    sortOptions = false)
final class VerifyCommand extends Command {
  private static final int MOST_WORKERS = 1024;

  @Parameters(index = "0", paramLabel = "FILE", description = "Model file.")
  private String file;

  @Parameters(index = "1", arity = "0..1", paramLabel = "EXPERIMENT", description = "Its experiment; the first if none is named.")
  private String experiment;

  @Option(names = "--schedules", required = true, description = "Compares schedules: with every wait that is written and with those that"
      + " are left, with several tiles, steps at a time, vectors and threads, and by the interpreter.")
  private boolean schedules;

  @Option(names = "--tiles", paramLabel = "N,...", split = ",",
      description = "Workers that share the cells of one member; 1,2,3,5 if not given.")
  private List<Integer> tiles = List.of(1, 2, 3, 5);

  @Option(names = "--together", paramLabel = "N,...", split = ",",
      description = "Steps that tiles of a stencil take between two waits; 1,2,4 if not given.")
  private List<Integer> together = List.of(1, 2, 4);

  @Option(names = {"-t", "--threads"}, paramLabel = "T",
      description = "Threads that share the members; all cores if not given, at least 2.")
  private int threads = Math.max(2, Runtime.getRuntime().availableProcessors());

  @Option(names = "--no-vectors", description = "Leaves vectors out, and with them the second process that they need.")
  private boolean noVectors;

  @Option(names = {"-s", "--set"}, paramLabel = "NAME=VALUE",
      description = "Sets a parameter, an initial value or a dimension. Repeatable.")
  private List<String> set = List.of();

  @Option(names = {"-m", "--method"}, paramLabel = "METHOD", description = "For example 'rk4(dt = 1e-3)' or 'tsit5(rtol = 1e-9)'.")
  private String method;

  @Option(names = "--members", paramLabel = "N", description = "Size of the ensemble.")
  private Long members;

  @Option(names = "--long", description = "Also what takes the slow reference backend long.")
  private boolean slow;

  @Option(names = "--json", description = "Prints the table as JSON.")
  private boolean json;

  @Spec private CommandSpec spec;

  private final Supplier<Interruption> interruptions;
  private final List<VerifyTable.Row> rows = new ArrayList<>();

  VerifyCommand(Terminal terminal) {
    this(terminal, Interruption::install);
  }

  VerifyCommand(Terminal terminal, Supplier<Interruption> interruptions) {
    super(terminal);
    this.interruptions = interruptions;
  }

  @Override
  public Integer call() throws IOException {
    Optional<Diagnostic> wrong = counts("--tiles", tiles).or(() -> counts("--together", together))
        .or(() -> counts("--threads", List.of(threads)));
    if (wrong.isPresent()) return terminal.mistakes(List.of(wrong.get()));
    Outcome<SourceFile> source = Sources.read(file);
    if (source.value().isEmpty()) return terminal.mistakes(source.diagnostics());
    CompileOptions base = new CompileOptions(experiment, new Overrides(set, Optional.ofNullable(method),
        members == null ? OptionalLong.empty() : OptionalLong.of(members), OptionalLong.empty()), CompileOptions.DEFAULT_BACKEND);
    Compiler compiler = new Compiler();
    Outcome<Compilation> asked = compiler.compile(source.value().get(), base.withVectors(noVectors ? Vectors.OFF : Vectors.ON));
    terminal.diagnostics(asked.diagnostics());
    if (asked.value().isEmpty()) return Exit.MISTAKE;
    Compilation c = asked.value().get();
    try (Interruption here = interruptions.get()) {
      if (VectorProcess.helps(c.lanes(), false)) {
        return VectorProcess.run(terminal, c.lanes().needs(), "verify", spec.commandLine().getParseResult().originalArgs());
      }
      return compare(new Schedules(compiler, source.value().get(), base), c, here);
    }
  }

  private static Optional<Diagnostic> counts(String option, List<Integer> numbers) {
    for (Integer n : numbers) {
      if (n != null && n >= 1 && n <= MOST_WORKERS) continue;
      return Optional.of(Typed.wrong(option, String.valueOf(n), "it is a number from 1 to " + MOST_WORKERS));
    }
    return Optional.empty();
  }

  private int compare(Schedules all, Compilation asked, Interruption here) throws IOException {
    VerifyTable table = new VerifyTable(terminal);
    if (!json) table.head(asked.experiment().model() + ": " + asked.experiment().name());
    if (noVectors) all.missing("vectors", "as asked");
    double work = 0;
    for (Schedules.Schedule s : Schedules.all(asked.experiment().members(), tiles, together, threads, !noVectors)) {
      if (s.isReference() && !slow && work > TestRow.LONG) {
        all.missing("reference", "its " + Numbers.count(Math.round(work)) + " steps of cells would keep the interpreter busy; `--long`"
            + " runs them");
        continue;
      }
      Optional<Compilation> c = all.compile(s);
      if (c.isEmpty()) continue;
      Optional<RunResult> run = run(c.get(), s, here);
      if (run.isEmpty()) return Exit.MISTAKE;
      if (here.requested()) break;
      if (rows.isEmpty()) work = TestRow.work(run.get());
      add(s, run.get(), table);
    }
    if (json) terminal.out().print(Json.text(object(asked, all.missing(), here.requested())));
    else table.foot(rows, all.missing(), here.requested());
    return code(rows, here.requested());
  }

  /** A difference is told whatever else happened. */
  static int code(List<VerifyTable.Row> rows, boolean interrupted) {
    if (rows.stream().anyMatch(r -> !r.same())) return Exit.EXPECTATION;
    if (interrupted) return Exit.INTERRUPTED;
    return rows.stream().anyMatch(VerifyTable.Row::failed) ? Exit.RUN_FAILED : Exit.OK;
  }

  private Optional<RunResult> run(Compilation c, Schedules.Schedule s, Interruption here) throws IOException {
    ProgressLine progress = new ProgressLine(terminal, c, here, json);
    Recording recording = new Recording(Setting.defaultMemory(), true, RecordConsumer.NONE, Optional.empty(), List.of());
    Path beside = Optional.ofNullable(Path.of(file).getParent()).orElse(Path.of(""));
    Outcome<RunResult> run = new Runner(s.threads(), s.chunk()).withCache(terminal.caching().open())
        .run(c, beside, 0, Math.toIntExact(c.experiment().members()), recording, Optional.empty(), progress);
    progress.clear();
    terminal.diagnostics(run.diagnostics());
    return run.value();
  }

  /** A failure is told once: if the bits are the same, all schedules fail so. */
  private void add(Schedules.Schedule s, RunResult run, VerifyTable table) {
    List<Diagnostic> failures = run.failures().stream().filter(Diagnostic::isError).toList();
    if (rows.stream().noneMatch(VerifyTable.Row::failed)) terminal.diagnostics(failures);
    boolean same = rows.isEmpty() || rows.getFirst().hash().equals(run.hash());
    rows.add(new VerifyTable.Row(s, run.seconds(), run.outputs().waits(), run.hash(), same, !failures.isEmpty()));
    if (!json) table.row(rows.getLast(), rows.size() == 1);
  }

  private Map<String, Object> object(Compilation c, List<Schedules.Missing> missing, boolean interrupted) {
    Map<String, Object> o = new LinkedHashMap<>();
    o.put("model", c.experiment().model());
    o.put("experiment", c.experiment().name());
    o.put("same", rows.stream().allMatch(VerifyTable.Row::same));
    o.put("interrupted", interrupted);
    o.put("schedules", rows.stream().map(VerifyTable.Row::json).toList());
    o.put("leftOut", missing.stream().map(m -> Map.of("what", m.what(), "why", m.why())).toList());
    return o;
  }
}

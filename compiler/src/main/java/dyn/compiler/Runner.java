package dyn.compiler;

import dyn.backend.Memory;
import dyn.frontend.CheckedExperiment;
import dyn.frontend.InputTable;
import dyn.ir.Value;
import dyn.ir.diagnostics.Code;
import dyn.ir.diagnostics.Diagnostic;
import dyn.runtime.ensemble.EnsembleRunner;
import dyn.runtime.ensemble.Progress;
import dyn.runtime.results.Column;
import dyn.runtime.results.CsvReader;
import dyn.runtime.results.CsvResult;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Runs compiled experiments. */
public final class Runner {
  private final int threads;
  private final int chunk;

  public Runner(int threads) {
    this(threads, 0);
  }

  /** @param chunk members that a worker takes at once; 0 chooses. Neither shows in a result. */
  public Runner(int threads, int chunk) {
    this.threads = threads;
    this.chunk = chunk;
  }

  /** Runs all members. @param folder where relative paths of CSV inputs start */
  public Outcome<RunResult> run(Compilation c, Path folder, Progress progress) {
    return run(c, folder, 0, Math.toIntExact(c.experiment().members()), progress);
  }

  /** Runs the members from {@code first} on, which are the same alone or among all. */
  public Outcome<RunResult> run(Compilation c, Path folder, long first, int members, Progress progress) {
    try {
      return run(c, folder, first, members, Recording.inMemory(), Optional.empty(), progress);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Runs or goes on with a run.
   *
   * @throws IOException where records or checkpoints could not be written
   */
  public Outcome<RunResult> run(Compilation c, Path folder, long first, int members, Recording recording, Optional<Checkpoint> from,
      Progress progress) throws IOException {
    Memory memory = new Memory();
    Optional<Diagnostic> fault = Limits.ofMemory(c, members, recording).or(() -> bind(c, folder, memory));
    if (fault.isPresent()) return Outcome.failed(List.of(fault.get()));
    EnsembleRunner ensemble = new EnsembleRunner(threads, chunk);
    return Outcome.of(new Execution(c, memory, first, members, recording, ensemble, progress).run(from), List.of());
  }

  private Optional<Diagnostic> bind(Compilation c, Path folder, Memory memory) {
    CheckedExperiment e = c.experiment();
    List<Value> inputs = c.signature().inputs();
    int at = 2;
    for (CheckedExperiment.Parameter p : e.bases()) {
      Value input = inputs.get(at++);
      double[] values = p.base().orElseThrow().values();
      memory.put(input.name(), input.type().isScalar() ? (Object) values[0] : values);
    }
    for (InputTable t : e.tables()) {
      Optional<Diagnostic> fault = table(t, folder, memory, inputs.get(at).name(), inputs.get(at + 1).name());
      at += 2;
      if (fault.isPresent()) return fault;
    }
    return Optional.empty();
  }

  private static Optional<Diagnostic> table(InputTable t, Path folder, Memory memory, String timeInput, String valueInput) {
    Path path = folder.resolve(t.path());
    return switch (CsvReader.all(path)) {
      case CsvResult.Fault f -> Optional.of(Diagnostic.of(f.row() == 0 ? Code.E0801 : Code.E0803, t.at(), f.message()));
      case CsvResult.Data d -> columns(t, d, memory, timeInput, valueInput);
    };
  }

  private static Optional<Diagnostic> columns(InputTable t, CsvResult.Data d, Memory memory, String timeInput, String valueInput) {
    List<String> names = d.columns().stream().map(Column::label).toList();
    String timeName = t.timeColumn().orElse(names.getFirst());
    for (String wanted : List.of(timeName, t.column())) {
      if (!names.contains(wanted)) {
        return Optional.of(Diagnostic.of(Code.E0802, t.at(), "`" + t.path() + "` has no column `" + wanted + "`")
            .help("it has " + String.join(", ", names.stream().map(n -> "`" + n + "`").toList())));
      }
    }
    double[] times = d.columns().get(names.indexOf(timeName)).values();
    double[] values = d.columns().get(names.indexOf(t.column())).values();
    if (times.length == 0) return Optional.of(Diagnostic.of(Code.E0801, t.at(), "`" + t.path() + "` has no rows"));
    for (int i = 0; i < times.length; i++) {
      if (Double.isNaN(values[i]) || Double.isNaN(times[i])) {
        return Optional.of(Diagnostic.of(Code.E0803, t.at(), "`" + t.path() + "` misses a value in data row " + (i + 1)));
      }
      if (i > 0 && !(times[i] > times[i - 1])) {
        return Optional.of(Diagnostic.of(Code.E0804, t.at(), "the times of `" + t.path() + "` do not increase at data row " + (i + 1)));
      }
    }
    memory.put(timeInput, times).put(valueInput, values);
    return Optional.empty();
  }
}

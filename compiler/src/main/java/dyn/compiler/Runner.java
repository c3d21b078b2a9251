package dyn.compiler;

import dyn.backend.Kernel;
import dyn.backend.Memory;
import dyn.compiler.cache.ArtifactCache;
import dyn.frontend.CheckedExperiment;
import dyn.frontend.InputTable;
import dyn.frontend.term.EdgeSet;
import dyn.ir.Value;
import dyn.ir.diagnostics.Diagnostic;
import dyn.passes.SplitIndependentComponents;
import dyn.runtime.ensemble.EnsembleRunner;
import dyn.runtime.ensemble.Progress;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Runs compiled experiments. One that is run again by the same runner is loaded once: it is as fast as the run before left it. */
public final class Runner {
  /** What many runs of a compilation share. */
  private record Loaded(Compilation compilation, Kernel kernel, boolean apart) {}

  private final int threads;
  private final int chunk;
  private final ArtifactCache cache;
  private volatile Loaded last;

  public Runner(int threads) {
    this(threads, 0);
  }

  /** @param chunk members that a worker takes at once; 0 chooses. Neither shows in a result. */
  public Runner(int threads, int chunk) {
    this(threads, chunk, ArtifactCache.NONE);
  }

  private Runner(int threads, int chunk, ArtifactCache cache) {
    this.threads = threads;
    this.chunk = chunk;
    this.cache = cache;
  }

  /** One that keeps there what takes long to compile, for other processes too. It shows in no result. */
  public Runner withCache(ArtifactCache cache) {
    return new Runner(threads, chunk, cache);
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
    EnsembleRunner ensemble = new EnsembleRunner(threads, chunk, c.lanes().members());
    Loaded loaded = loaded(c);
    return Outcome.of(new Execution(c, loaded.kernel, loaded.apart, memory, first, members, recording, ensemble, progress)
        .run(from), List.of());
  }

  private Loaded loaded(Compilation c) {
    Loaded known = last;
    if (known == null || known.compilation != c) {
      last = known = new Loaded(c, c.load(cache), !SplitIndependentComponents.apart(c.local()).isEmpty());
    }
    return known;
  }

  /** Puts parameters and data into memory. */
  static Optional<Diagnostic> bind(Compilation c, Path folder, Memory memory) {
    CheckedExperiment e = c.experiment();
    List<Value> inputs = c.signature().inputs();
    int at = 2;
    for (CheckedExperiment.Parameter p : e.bases()) {
      Value input = inputs.get(at++);
      double[] values = p.base().orElseThrow().values();
      memory.put(input.name(), input.type().isScalar() ? (Object) values[0] : values);
    }
    for (EdgeSet.Data d : e.edgeData()) memory.put(inputs.get(at++).name(), d.cells().get());
    for (InputTable t : e.tables()) {
      Optional<Diagnostic> fault = InputReader.read(t, folder, memory, inputs.get(at).name(), inputs.get(at + 1).name());
      at += 2;
      if (fault.isPresent()) return fault;
    }
    return Optional.empty();
  }
}

package dyn.compiler;

import dyn.backend.Backend;
import dyn.backend.Kernel;
import dyn.frontend.CheckedExperiment;
import dyn.ir.Program;
import dyn.ir.Signature;
import dyn.ir.diagnostics.SourceFile;
import dyn.passes.Waits;
import dyn.runtime.ensemble.Tiles;
import java.util.List;

/** An experiment, compiled: its program at every level and what the backend is given. */
public record Compilation(SourceFile source, List<SourceFile> imported, CheckedExperiment experiment, MethodPlan plan, Backend backend,
    Program model, Program step, Program local, Program target, Signature signature, LaneChoice lanes, TileChoice tiles) {

  /** Members one by one. */
  public Compilation(SourceFile source, List<SourceFile> imported, CheckedExperiment experiment, MethodPlan plan, Backend backend,
      Program model, Program step, Program local, Program target, Signature signature) {
    this(source, imported, experiment, plan, backend, model, step, local, target, signature, LaneChoice.SCALAR, TileChoice.NONE);
  }

  /** Waits of one step as written. */
  public Waits waitsBefore() {
    return Waits.of(step);
  }

  /** Waits of one step that the data flow needs. */
  public Waits waitsAfter() {
    return Waits.of(local);
  }

  /** The workers that share a member's cells. */
  Tiles workers() {
    return tiles.count() == 0 ? Tiles.NONE
        : new Tiles(tiles.count(), target.main().params().stream().filter(v -> Signature.isShared(v.name())).toList(),
            tiles.joined());
  }

  /** Emits and loads; each call makes a kernel anew. */
  public Kernel load() {
    return Compiler.load(backend, target);
  }
}

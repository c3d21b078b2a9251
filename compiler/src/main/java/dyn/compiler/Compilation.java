package dyn.compiler;

import dyn.backend.Backend;
import dyn.backend.Kernel;
import dyn.compiler.cache.ArtifactCache;
import dyn.frontend.CheckedExperiment;
import dyn.ir.Program;
import dyn.ir.Signature;
import dyn.ir.diagnostics.SourceFile;
import dyn.passes.Waits;
import dyn.runtime.ensemble.Tiles;
import java.util.List;

/**
 * An experiment, compiled: its program at every level and what the backend is given.
 *
 * @param backendWhy why it is that backend, or empty where it was asked for
 * @param written a step of the equations as they are written; {@code step} where no rewrite changed more than the order of work
 */
public record Compilation(SourceFile source, List<SourceFile> imported, CheckedExperiment experiment, MethodPlan plan, Backend backend,
    String backendWhy, Program model, Program written, Program step, Program local, Program target, Signature signature, LaneChoice lanes,
    TileChoice tiles) {

  /** The same experiment with {@code target} for another backend: members one by one, each by one worker. */
  public Compilation on(Backend other, Program target) {
    return on(other, target, LaneChoice.SCALAR, TileChoice.NONE);
  }

  /** The same experiment with {@code target} for another backend. */
  public Compilation on(Backend other, Program target, LaneChoice lanes, TileChoice tiles) {
    return new Compilation(source, imported, experiment, plan, other, "", model, written, step, local, target, signature, lanes, tiles);
  }

  /** Whether a rewrite that has the same limit, or the same law, made another step of what is written. */
  public boolean isRewritten() {
    return written != step;
  }

  /** Waits of one step as written. */
  public Waits waitsBefore() {
    return Waits.of(written);
  }

  /** Waits of one step after the rewrites, all of them. */
  public Waits waitsRewritten() {
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
    return load(ArtifactCache.NONE);
  }

  /** The same, with what {@code cache} has kept of it, and keeps from now on. */
  public Kernel load(ArtifactCache cache) {
    return Compiler.load(backend, target, cache);
  }
}

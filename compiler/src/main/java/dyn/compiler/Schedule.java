package dyn.compiler;

import dyn.frontend.term.EdgeSet;
import dyn.ir.Level;
import dyn.ir.MathLibrary;
import dyn.ir.Program;
import dyn.passes.PassContext;
import dyn.passes.PassRunner;
import dyn.passes.Pipelines;
import dyn.passes.Work;
import dyn.passes.place.TiledAxis;
import dyn.passes.place.WorkCount;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What a step costs: on as many tiles as the compilation has, or one.
 *
 * @param written of the equations as they are written, with all waits of cells for each other
 * @param rewritten the same after the rewrites
 * @param left of the program that runs
 */
public record Schedule(Work.Turn written, Work.Turn rewritten, Work.Turn left) {
  /** Empty where the backend places no loops. */
  public static Optional<Schedule> of(Compilation c) {
    if (c.backend().target().level() != Level.PLACED) return Optional.empty();
    PassRunner passes = new PassRunner(new PassContext(c.plan().discretization(), new MathLibrary()));
    Optional<Work.Turn> rewritten = naive(c, c.step(), passes);
    Optional<Work.Turn> written = c.isRewritten() ? naive(c, c.written(), passes) : rewritten;
    Program placed = passes.run(Pipelines.placed(c.tiles().count() > 0), c.local());
    Optional<Work.Turn> left = WorkCount.of(placed, c.tiles().count(), c.tiles().together(), lists(c));
    boolean known = Stream.of(written, rewritten, left).allMatch(Optional::isPresent);
    return known ? Optional.of(new Schedule(written.get(), rewritten.get(), left.get())) : Optional.empty();
  }

  private static Optional<Work.Turn> naive(Compilation c, Program step, PassRunner passes) {
    Program local = passes.run(Pipelines.NAIVE, step);
    // Without an axis to divide every tile would do all of it.
    int tiles = c.tiles().count() > 0 && TiledAxis.of(local).isPresent() ? c.tiles().count() : 0;
    return WorkCount.of(passes.run(Pipelines.placed(tiles > 0), local), tiles, 1, lists(c));
  }

  /** Ends and places of edges, by the names of their inputs. */
  private static Map<String, long[]> lists(Compilation c) {
    Map<String, long[]> lists = new HashMap<>();
    for (EdgeSet.Data d : c.experiment().edgeData()) if (d.index()) lists.put(d.symbol().name(), (long[]) d.cells().get());
    return lists;
  }
}

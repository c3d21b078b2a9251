package dyn.compiler;

import dyn.frontend.term.EdgeSet;
import dyn.ir.Level;
import dyn.ir.MathLibrary;
import dyn.ir.Program;
import dyn.passes.PassContext;
import dyn.passes.PassRunner;
import dyn.passes.Pipelines;
import dyn.passes.Work;
import dyn.passes.place.WorkCount;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What a step costs with every wait that is written, and with those that are left: on as many tiles as the compilation has, or one.
 *
 * @param written of the program that keeps all waits of cells for each other
 * @param left of the one that runs
 */
public record Schedule(Work.Turn written, Work.Turn left) {
  /** Empty where the backend places no loops. */
  public static Optional<Schedule> of(Compilation c) {
    if (c.backend().target().level() != Level.PLACED) return Optional.empty();
    PassRunner passes = new PassRunner(new PassContext(c.plan().discretization(), new MathLibrary()));
    boolean tiles = c.tiles().count() > 0;
    Program naive = passes.run(Pipelines.placed(tiles), passes.run(Pipelines.NAIVE, c.step()));
    Program placed = passes.run(Pipelines.placed(tiles), c.local());
    Optional<Work.Turn> before = WorkCount.of(naive, c.tiles().count(), 1, lists(c));
    Optional<Work.Turn> after = WorkCount.of(placed, c.tiles().count(), c.tiles().together(), lists(c));
    return before.isEmpty() || after.isEmpty() ? Optional.empty() : Optional.of(new Schedule(before.get(), after.get()));
  }

  /** Ends and places of edges, by the names of their inputs. */
  private static Map<String, long[]> lists(Compilation c) {
    Map<String, long[]> lists = new HashMap<>();
    for (EdgeSet.Data d : c.experiment().edgeData()) if (d.index()) lists.put(d.symbol().name(), (long[]) d.cells().get());
    return lists;
  }
}

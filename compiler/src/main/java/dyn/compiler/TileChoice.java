package dyn.compiler;

import dyn.frontend.CheckedExperiment;
import dyn.ir.Axis;
import dyn.ir.Level;
import dyn.ir.Program;
import dyn.passes.WidenHalo;
import dyn.passes.place.TiledAxis;
import java.util.Optional;

/**
 * How many workers share the cells of a member, and why.
 *
 * @param count 0 where the program knows no tiles: members are independent work enough, or one worker does best
 * @param axis along which cells are divided
 * @param together steps that tiles take between two waits where nothing is recorded
 */
public record TileChoice(int count, Optional<Axis> axis, int together, String why) {
  static final TileChoice NONE = new TileChoice(0, Optional.empty(), 1, "one worker for each member");
  private static final int STAGES = 4;
  /** A wait costs about a microsecond, in which so many cells of a simple stencil advance. */
  private static final double FEWEST_CELLS = 4000;

  TileChoice taking(int steps) {
    return new TileChoice(count, axis, steps, why);
  }

  /** Steps to try between two waits. */
  static int together(MethodPlan plan, int wanted) {
    return wanted > 0 ? Math.min(wanted, WidenHalo.WIDEST) : few(plan);
  }

  /** Of so many a fast cache has room for the rows; and without rows, what each computes anew of those before is little. */
  static int few(MethodPlan plan) {
    return Math.max(1, STAGES / Math.max(1, plan.stages()));
  }

  /** Whether several workers for a member come into question. */
  static boolean isOpen(CheckedExperiment e, Level level, CompileOptions options) {
    boolean spare = options.tiles() > 0 || options.threads() > 1 && e.members() < options.threads();
    return level == Level.PLACED && spare && e.states().stream().anyMatch(s -> !s.axes().isEmpty());
  }

  static TileChoice of(Program local, CheckedExperiment e, CompileOptions options) {
    Optional<Axis> axis = TiledAxis.of(local);
    if (axis.isEmpty()) return NONE;
    long most = Math.max(1, TiledAxis.units(axis.get()) / TiledAxis.widest(local.main(), axis.get()));
    if (options.tiles() > 0) return new TileChoice((int) Math.min(options.tiles(), most), axis, 1, "as asked");
    double cells = e.states().stream().mapToDouble(s -> s.axes().stream().mapToDouble(Axis::size).reduce(1, (x, y) -> x * y)).sum();
    int count = (int) Math.min(Math.min(options.threads(), most), cells / FEWEST_CELLS);
    return count < 2 ? NONE : new TileChoice(count, axis, 1, "for so many threads");
  }
}

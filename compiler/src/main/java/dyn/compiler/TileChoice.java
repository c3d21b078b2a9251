package dyn.compiler;

import dyn.frontend.CheckedExperiment;
import dyn.ir.Axis;
import dyn.ir.Level;
import dyn.ir.Program;
import dyn.passes.place.TiledAxis;
import java.util.Optional;

/**
 * How many workers share the cells of a member, and why.
 *
 * @param count 0 where the program knows no tiles: members are independent work enough, or one worker does best
 * @param axis along which cells are divided
 */
public record TileChoice(int count, Optional<Axis> axis, String why) {
  static final TileChoice NONE = new TileChoice(0, Optional.empty(), "one worker for each member");
  private static final int STAGES = 4;
  /** A wait costs about a microsecond, in which so many cells of a simple stencil advance. */
  private static final double FEWEST_CELLS = 4000;

  /** Steps between two waits: so that about as many stages run behind each other as the rows of a tile leave room for in a fast cache. */
  static int together(MethodPlan plan, int wanted) {
    if (wanted > 0) return wanted;
    return Math.max(1, STAGES / Math.max(1, plan.stages()));
  }

  /** @param wanted tiles asked for, 0 where this chooses */
  static TileChoice of(Program local, Level level, CheckedExperiment e, int threads, int wanted) {
    if (level != Level.PLACED) return NONE;
    Optional<Axis> axis = TiledAxis.of(local);
    if (axis.isEmpty()) return NONE;
    long most = Math.max(1, TiledAxis.units(axis.get()) / TiledAxis.widest(local.main(), axis.get()));
    if (wanted > 0) return new TileChoice((int) Math.min(wanted, most), axis, "as asked");
    if (threads < 2 || e.members() >= threads) return NONE;
    double cells = e.states().stream().mapToDouble(s -> s.axes().stream().mapToDouble(Axis::size).reduce(1, (x, y) -> x * y)).sum();
    int count = (int) Math.min(Math.min(threads, most), cells / FEWEST_CELLS);
    return count < 2 ? NONE : new TileChoice(count, axis, "for so many threads");
  }
}

package dyn.passes;

import dyn.ir.Axis;
import dyn.ir.Body;
import dyn.ir.Lanes;
import dyn.ir.Level;
import dyn.ir.Noise;
import dyn.ir.Output;
import dyn.ir.Placed;
import dyn.ir.Program;
import dyn.ir.Pure;
import dyn.ir.Regions;
import dyn.ir.Stmt;
import dyn.ir.Sync;
import dyn.ir.Value;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;

/**
 * Puts statements over the same cells one after the other where nothing between them stands in the way, so that they share a loop, and in
 * it what they have in common: the sine and the cosine of one angle, or two sums over the same cells. No statement passes a wait, an
 * output, a loop or a branch.
 */
public final class GatherLoops implements Pass {
  private static final About ABOUT = new About("gather-loops",
      "put statements over the same cells one after the other", Level.LOCAL, Level.LOCAL, Exactness.BITWISE);

  @Override
  public About about() {
    return ABOUT;
  }

  @Override
  public Program run(Program program, PassContext context) {
    return Rewriting.relink(program.with(program.bodies().stream().map(b -> Rewriting.isFunction(program, b) ? b : body(b)).toList()));
  }

  private static Body body(Body body) {
    List<Stmt> out = new ArrayList<>();
    List<Stmt> free = new ArrayList<>();
    for (Stmt s : body.stmts()) {
      if (isFree(s)) {
        free.add(s);
        continue;
      }
      out.addAll(gathered(free));
      free.clear();
      out.add(s.mapBodies(GatherLoops::body));
    }
    out.addAll(gathered(free));
    return body.withStmts(out);
  }

  private static boolean isFree(Stmt s) {
    return switch (s.op()) {
      case Pure.Call c -> c.callee().isScalar() && !c.callee().hasEffect();
      case Lanes.Stack _ -> false;
      case Pure _, Lanes _ -> true;
      case Sync _, Regions _, Noise _, Output _, Placed _ -> false;
    };
  }

  /** As they come, but the first over some cells is followed by all that are over them and read nothing that is left. */
  private static List<Stmt> gathered(List<Stmt> stmts) {
    List<Stmt> out = new ArrayList<>();
    Set<Stmt> taken = Collections.newSetFromMap(new IdentityHashMap<>());
    for (int k = 0; k < stmts.size(); k++) {
      if (!taken.add(stmts.get(k))) continue;
      out.add(stmts.get(k));
      Set<Axis> cells = cells(stmts.get(k));
      if (cells.isEmpty()) continue;
      Set<Value> missing = new HashSet<>();
      for (Stmt s : stmts.subList(k + 1, stmts.size())) {
        if (taken.contains(s)) continue;
        if (cells(s).equals(cells) && s.op().operands().stream().noneMatch(missing::contains)) {
          out.add(s);
          taken.add(s);
        } else {
          missing.addAll(s.results());
        }
      }
    }
    return out;
  }

  /** The axes of a statement that computes an array; what is the same for all members is not to be computed by each. */
  private static Set<Axis> cells(Stmt s) {
    List<Axis> all = s.results().getFirst().type().axes();
    if (all.isEmpty()) return Set.of();
    Set<Axis> axes = Set.copyOf(all);
    return axes.stream().allMatch(a -> a.name().equals(Axis.MEMBER)) ? Set.of() : axes;
  }
}

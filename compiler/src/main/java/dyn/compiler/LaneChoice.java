package dyn.compiler;

import dyn.backend.Target;
import dyn.frontend.CheckedExperiment;
import dyn.ir.Body;
import dyn.ir.Lanes;
import dyn.ir.Noise;
import dyn.ir.Output;
import dyn.ir.Placed;
import dyn.ir.Program;
import dyn.ir.Pure;
import dyn.ir.Regions;
import dyn.ir.Stmt;
import dyn.ir.Sync;
import java.math.MathContext;
import java.util.Locale;

/**
 * How many members run side by side, and why.
 *
 * @param members 1 where they run one by one
 * @param needs what this process would have to be started with to do better, or empty
 */
public record LaneChoice(int members, String reason, String needs) {
  /** Fewer are no ensemble. */
  private static final int FEWEST = 8;
  /** In additions. About three seconds of scalar code, which vectors shorten by more than they take to warm up. */
  private static final double LONG = 1e10;
  /** Steps of an adaptive method cannot be known beforehand; this is what its predicted work assumes of a member. */
  private static final double ADAPTIVE_STEPS = 1000;

  /** Members one by one, as it is without any choice. */
  static final LaneChoice SCALAR = new LaneChoice(1, "one by one", "");

  static LaneChoice of(Target target, Vectors wanted, CheckedExperiment e, MethodPlan plan, Program placed) {
    if (target.vectorLanes() == 0 && target.vectorsNeed().isEmpty())
      return new LaneChoice(1, "one by one: " + target.name() + " has no vectors", "");
    if (wanted == Vectors.OFF) return new LaneChoice(1, "one by one, as asked", "");
    if (e.members() < FEWEST) return new LaneChoice(1, "one by one: fewer than " + FEWEST, "");
    double steps = plan.dt() == null ? ADAPTIVE_STEPS : e.end().subtract(e.start()).divide(plan.dt(), MathContext.DECIMAL64).doubleValue();
    double work = e.members() * steps * cost(placed.main());
    String predicted = String.format(Locale.ROOT, "predicted work %.0e additions", work);
    if (wanted == Vectors.AUTO && work < LONG) return new LaneChoice(1, "one by one: " + predicted + ", too short for vectors to pay", "");
    String why = wanted == Vectors.ON ? "as asked" : predicted;
    if (target.vectorLanes() > 0)
      return new LaneChoice(target.vectorLanes(), target.vectorLanes() + " side by side in a vector: " + why, "");
    return new LaneChoice(1, "one by one: vectors would pay (" + why + ") but need " + target.vectorsNeed(), target.vectorsNeed());
  }

  /** The same with several vectors side by side in a tile. */
  LaneChoice interleaved(int vectors) {
    if (vectors == 1) return this;
    return new LaneChoice(members * vectors, reason.replace(" in a vector", " in each of " + vectors + " vectors"), needs);
  }

  /** Of all statements once, in additions; loops over cells count their cells. */
  private static double cost(Body body) {
    double sum = 0;
    for (Stmt s : body.stmts()) {
      sum += switch (s.op()) {
        case Pure.Apply a -> a.primitive().cost();
        case Pure.Call c -> cost(c.callee());
        case Regions.While w -> cost(w.body());
        case Regions.If i -> cost(i.then()) + cost(i.otherwise());
        case Placed.For f -> cost(f.body()) * cells(body, f);
        case Placed.Load _, Placed.Store _ -> 1;
        case Pure.Const _, Placed.Alloc _, Placed.Extent _, Output _, Lanes _, Sync _, Noise _ -> 0;
      };
    }
    return sum;
  }

  private static double cells(Body in, Placed.For f) {
    return in.stmts().stream().filter(s -> s.results().contains(f.extent()) && s.op() instanceof Pure.Const)
        .mapToDouble(s -> ((Pure.Const) s.op()).bits()).findFirst().orElse(1);
  }
}

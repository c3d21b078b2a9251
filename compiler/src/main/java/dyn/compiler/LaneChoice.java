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
import dyn.ir.Signature;
import dyn.ir.Stmt;
import dyn.ir.Sync;
import dyn.passes.place.PlaceLoops;
import java.math.MathContext;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * How many members run side by side, and why.
 *
 * @param members 1 where they run one by one
 * @param cells of one member that are computed side by side, 1 where they are not
 * @param vectors that hold them
 * @param why in words, for a choice of several what speaks for it
 * @param needs what this process would have to be started with to do better, or empty
 */
public record LaneChoice(int members, int cells, int vectors, String why, String needs) {
  /** Fewer are no ensemble. */
  private static final int FEWEST = 8;
  /** Steps of an adaptive method cannot be known beforehand; this is what its predicted work assumes of a member. */
  private static final double ADAPTIVE_STEPS = 1000;

  /** Members one by one, as it is without any choice. */
  static final LaneChoice SCALAR = oneByOne("one by one", "");

  private static LaneChoice oneByOne(String why, String needs) {
    return new LaneChoice(1, 1, 1, why, needs);
  }

  static LaneChoice of(Target target, CompileOptions options, CheckedExperiment e, MethodPlan plan, Program placed,
      TileChoice tiles) {
    Vectors wanted = options.vectors();
    Target.Vectors has = target.vectors();
    if (has.reals() == 0 && has.need().isEmpty())
      return oneByOne("one by one: " + target.name() + " has no vectors", "");
    if (wanted == Vectors.OFF) return oneByOne("one by one, as asked", "");
    // Workers that share the cells of a member take members one by one.
    boolean shared = placed.main().params().stream().anyMatch(v -> Signature.isShared(v.name()));
    boolean few = shared || e.members() < FEWEST;
    if (few && e.states().stream().allMatch(v -> v.axes().isEmpty())) return oneByOne("one by one: fewer than " + FEWEST, "");
    double work = work(options, e, plan, placed, tiles);
    String predicted = predicted(work, options);
    if (wanted == Vectors.AUTO && work < has.pays()) return oneByOne("one by one: " + predicted + ", too short for vectors to pay", "");
    String why = wanted == Vectors.ON ? "as asked" : predicted;
    int lanes = has.lanes(e.real());
    if (lanes > 0) return new LaneChoice(few ? 1 : lanes, few ? lanes : 1, 1, why, "");
    return oneByOne("one by one: vectors would pay (" + why + ") but need " + has.need(), has.need());
  }

  /** Of each thread, in additions. */
  static double work(CompileOptions options, CheckedExperiment e, MethodPlan plan, Program placed, TileChoice tiles) {
    double steps = plan.dt() == null ? ADAPTIVE_STEPS : e.end().subtract(e.start()).divide(plan.dt(), MathContext.DECIMAL64).doubleValue();
    return e.members() * steps * cost(placed, tiles) / options.threads();
  }

  static String predicted(double work, CompileOptions options) {
    return String.format(Locale.ROOT, "predicted work %.0e additions%s", work,
        options.threads() == 1 ? "" : " for each of " + options.threads() + " threads");
  }

  /** The same with several vectors abreast. */
  LaneChoice abreast(int vectors) {
    return new LaneChoice(members * vectors, cells, vectors, why, needs);
  }

  /** The choice and why, in words. */
  public String reason() {
    if (cells > 1) return cells + " cells side by side in a vector: " + why;
    if (members == 1) return why;
    return members / vectors + " side by side in " + (vectors == 1 ? "a vector: " : "each of " + vectors + " vectors: ") + why;
  }

  /** Of a step, in additions: of all tiles. Where a turn may take several steps, what it does in both cases stands in the program. */
  private static double cost(Program placed, TileChoice tiles) {
    if (tiles.count() == 0) return cost(placed.main(), 1);
    double cells = tiles.axis().orElseThrow().size() / (double) tiles.count();
    double ofTile = cost(steps(placed.main()).orElse(placed.main()), cells);
    return tiles.count() * ofTile / (tiles.together() > 1 ? tiles.together() + 1 : 1);
  }

  /** The loops over steps, which may stand in that over members: one asks whether to go on, others may follow it. */
  private static Optional<Body> steps(Body body) {
    if (body.stmts().stream().anyMatch(s -> s.op() instanceof Regions.While w && asks(w.body())))
      return Optional.of(body.withStmts(body.stmts().stream().filter(LaneChoice::takesSteps).toList()));
    return body.stmts().stream().flatMap(s -> s.op().bodies().stream()).flatMap(b -> steps(b).stream()).findFirst();
  }

  private static boolean takesSteps(Stmt s) {
    return s.op() instanceof Regions.While || s.op() instanceof Placed.For f && isOfBlocks(f);
  }

  /** For some cells after the other, all steps. */
  private static boolean isOfBlocks(Placed.For f) {
    return f.body().stmts().stream().anyMatch(s -> s.op() instanceof Regions.While) && !asks(f.body());
  }

  private static boolean asks(Body body) {
    return body.stmts().stream().anyMatch(s -> s.op() instanceof Output.Poll || s.op().bodies().stream().anyMatch(LaneChoice::asks));
  }

  /**
   * Of all statements once, in additions; loops over cells count their cells.
   *
   * @param cells of a loop that does not say how many
   */
  private static double cost(Body body, double cells) {
    double sum = 0;
    for (Stmt s : body.stmts()) {
      sum += switch (s.op()) {
        case Pure.Apply a -> a.primitive().cost();
        case Pure.Call c -> cost(c.callee(), cells);
        case Regions.While w -> cost(w.body(), cells);
        case Regions.If i -> cost(i.then(), cells) + cost(i.otherwise(), cells);
        case Placed.For f -> {
          OptionalDouble known = cells(body, f);
          if (isOfBlocks(f)) yield known.orElse(cells / PlaceLoops.BLOCK) * cost(f.body(), PlaceLoops.BLOCK);
          yield known.isPresent() ? known.getAsDouble() * cost(f.body(), cells) : cells * cost(f.body(), 1);
        }
        case Placed.Load _, Placed.Store _ -> 1;
        case Pure.Const _, Placed.Alloc _, Placed.Extent _, Placed.Wait _, Output _, Lanes _, Sync _, Noise _ -> 0;
      };
    }
    return sum;
  }

  private static OptionalDouble cells(Body in, Placed.For f) {
    return in.stmts().stream().filter(s -> s.results().contains(f.extent()) && s.op() instanceof Pure.Const)
        .mapToDouble(s -> ((Pure.Const) s.op()).bits()).findFirst();
  }
}

package dyn.passes.place;

import dyn.ir.Axis;
import dyn.ir.Body;
import dyn.ir.Builder;
import dyn.ir.Level;
import dyn.ir.Lanes;
import dyn.ir.Noise;
import dyn.ir.Op;
import dyn.ir.Output;
import dyn.ir.Placed;
import dyn.ir.Program;
import dyn.ir.Pure;
import dyn.ir.Regions;
import dyn.ir.Rewrite;
import dyn.ir.Stmt;
import dyn.ir.Sync;
import dyn.ir.Value;
import dyn.passes.Exactness;
import dyn.passes.Pass;
import dyn.passes.PassContext;
import dyn.passes.Rewriting;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Takes a few turns of a loop at a time, statement by statement. What they all read is loaded once, as in the rows of a matrix times one
 * vector; and where a turn waits for its own results, as in a long formula, another one fills the time.
 *
 * <pre>for n do (%i) { %x = load %v, %k; %a = load %m, %i, %k; ... }
 * ==>  for n / 2 do (%j) { %x = load %v, %k; %a = load %m, 2 * %j, %k; %b = load %m, 2 * %j + 1, %k; ... }</pre>
 */
public final class UnrollAndJam implements Pass {
  private static final About ABOUT = new About("unroll-and-jam",
      "take a few turns of a loop at a time", Level.PLACED, Level.PLACED, Exactness.BITWISE);
  /** Turns at a time: more would do a little better and take far longer to compile. */
  private static final long ABREAST = 2;
  /** Of numbers or vectors that every turn reads. */
  private static final int FEWEST_LOADS = 8;
  /** Of an operation, in what could be done meanwhile. */
  private static final int LATENCY = 4;
  /** In statements: what is added to a loop, and to a program. */
  private static final int LONGEST = 1000;
  private static final int ALL = 4000;

  @Override
  public About about() {
    return ABOUT;
  }

  @Override
  public Program run(Program program, PassContext context) {
    return Rewriting.bodies(program, Level.PLACED, body -> LaneCopy.hasLanes(body) ? new Jam() : Rewrite.NONE);
  }

  private static final class Jam implements Rewrite {
    private long left = ALL;

    @Override
    public Optional<List<Value>> statement(Builder b, Stmt s, Map<Value, Value> known) {
      if (!(s.op() instanceof Placed.For f) || !f.init().isEmpty() || !LaneCopy.hasLanes(f.body())) return Optional.empty();
      Optional<Pure.Const> extent = b.constantOf(known.getOrDefault(f.extent(), f.extent()));
      long size = f.body().stmts().stream().filter(t -> !(t.op() instanceof Pure.Const)).count();
      long turns = extent.map(Pure.Const::bits).orElse(0L);
      long abreast = Math.max(1, Math.min(turns, ABREAST));
      long more = (abreast - 1 + turns % abreast) * size;
      if (abreast < 2 || more > Math.min(left, LONGEST) || !new Turns(f.body()).fit()) return Optional.empty();
      left -= more;
      b.forLoop(b.constant(turns / abreast), List.of(), List.of(), (in, p) -> {
        Value first = in.mul(p.getFirst(), in.constant(abreast));
        List<Value> some = new ArrayList<>();
        for (long k = 0; k < abreast; k++) some.add(in.add(first, in.constant(k)));
        jam(in, f.body(), known, some);
        return List.of();
      });
      List<Value> rest = new ArrayList<>();
      for (long k = turns - turns % abreast; k < turns; k++) rest.add(b.constant(k));
      if (!rest.isEmpty()) jam(b, f.body(), known, rest);
      return Optional.of(List.of());
    }

    private static void jam(Builder b, Body body, Map<Value, Value> known, List<Value> turns) {
      List<Map<Value, Value>> scopes = new ArrayList<>();
      for (Value turn : turns) {
        scopes.add(new HashMap<>(known));
        scopes.getLast().put(body.params().getFirst(), turn);
      }
      Set<Value> differ = new HashSet<>(body.params());
      List<Stmt> stores = new ArrayList<>();
      for (Stmt s : body.stmts()) {
        if (s.op() instanceof Placed.Store) {
          stores.add(s);
        } else if (Turns.reads(s).stream().anyMatch(differ::contains)) {
          scopes.forEach(scope -> b.copy(Body.nested(List.of(), List.of(s), s.results()), scope, Rewrite.NONE));
          differ.addAll(s.results());
        } else {
          List<Value> same = b.copy(Body.nested(List.of(), List.of(s), s.results()), scopes.getFirst(), Rewrite.NONE);
          for (Map<Value, Value> scope : scopes) for (int i = 0; i < same.size(); i++) scope.put(s.results().get(i), same.get(i));
        }
      }
      // At the end: then no write lies between two reads.
      scopes.forEach(scope -> b.copy(Body.nested(List.of(), stores, List.of()), scope, Rewrite.NONE));
    }
  }

  /** Whether the turns of a loop can be taken a few at a time, and are better so. */
  private static final class Turns {
    private final Body body;
    private final Set<Value> written = new HashSet<>();
    private final Set<Value> varying = new HashSet<>();
    private final Map<Value, Integer> depth = new HashMap<>();
    private int shared;
    private int operations;
    /** Operations that wait for each other. */
    private int longest;

    Turns(Body body) {
      this.body = body;
      varying.addAll(body.params());
    }

    boolean fit() {
      for (Stmt s : body.stmts()) {
        if (!fits(s)) return false;
        if (reads(s).stream().anyMatch(varying::contains)) varying.addAll(s.results());
        else if (s.op() instanceof Placed.Load) shared++;
        if (s.op() instanceof Placed.Store t) written.add(t.buffer());
        if (s.op() instanceof Pure.Apply && s.result().type().has(Axis.LANE)) count(s);
      }
      return (shared >= FEWEST_LOADS || LATENCY * longest > operations) && body.stmts().stream().noneMatch(s -> reads(s).stream().anyMatch(written::contains));
    }

    private void count(Stmt s) {
      operations++;
      int before = s.op().operands().stream().mapToInt(v -> depth.getOrDefault(v, 0)).max().orElse(0);
      depth.put(s.result(), before + 1);
      longest = Math.max(longest, before + 1);
    }

    private static boolean fits(Stmt s) {
      return switch (s.op()) {
        case Pure p -> !p.hasEffect();
        case Placed.Load _, Placed.Store _ -> true;
        case Regions.If i -> !i.hasEffect();
        case Placed _, Regions _, Lanes _, Sync _, Noise _, Output _ -> false;
      };
    }

    /** What a statement and the bodies in it read; not the memory that a store writes. */
    static Set<Value> reads(Stmt s) {
      Set<Value> all = new HashSet<>(s.op().operands());
      if (s.op() instanceof Placed.Store t) all.remove(t.buffer());
      for (Body b : s.op().bodies()) {
        all.addAll(b.results());
        b.stmts().forEach(inner -> all.addAll(reads(inner)));
      }
      return all;
    }
  }
}

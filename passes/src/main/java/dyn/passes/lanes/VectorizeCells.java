package dyn.passes.lanes;

import dyn.ir.Axis;
import dyn.ir.Body;
import dyn.ir.Builder;
import dyn.ir.Lanes;
import dyn.ir.Level;
import dyn.ir.Noise;
import dyn.ir.Output;
import dyn.ir.Placed;
import dyn.ir.Primitive;
import dyn.ir.Program;
import dyn.ir.Pure;
import dyn.ir.Regions;
import dyn.ir.Rewrite;
import dyn.ir.Scalar;
import dyn.ir.Stmt;
import dyn.ir.Sync;
import dyn.ir.Value;
import dyn.passes.Exactness;
import dyn.passes.Pass;
import dyn.passes.PassContext;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Computes cells that lie side by side in the lanes of vectors: a loop over cells becomes one over vectors of them and one over the rest.
 * Left as they are: loops that carry a number from cell to cell, and loops that pick cells from here and there.
 */
public final class VectorizeCells implements Pass {
  private static final About ABOUT = new About("vectorize-cells",
      "compute cells side by side in the lanes of vectors", Level.PLACED, Level.PLACED, Exactness.BITWISE);

  private final Axis axis;
  private final boolean everywhere;

  /**
   * @param lanes cells of a vector, a power of two
   * @param everywhere or only in the time loop: what runs once may be over before its vectors are warm
   */
  public VectorizeCells(int lanes, boolean everywhere) {
    if (Integer.bitCount(lanes) != 1) throw new IllegalArgumentException("vectors of " + lanes + " cells");
    axis = new Axis(Axis.LANE, lanes);
    this.everywhere = everywhere;
  }

  @Override
  public About about() {
    return ABOUT;
  }

  /** A program that has lanes already stays as it is. */
  @Override
  public Program run(Program program, PassContext context) {
    if (LaneCopy.hasLanes(program)) return program;
    Map<String, Body> bodies = LaneCopy.callees(program);
    Builder b = new Builder();
    Body main = program.main();
    List<Value> params = main.params().stream().map(p -> b.exactParam(p.name(), p.type())).toList();
    Loops loops = new Loops(bodies);
    List<Value> results = b.inline(main, params, everywhere ? loops : (in, s, known) -> s.op() instanceof Regions.While
        ? Optional.of(in.copy(Body.nested(List.of(), List.of(s), s.results()), new HashMap<>(known), loops)) : Optional.empty());
    bodies.put(Program.MAIN, b.finish(Program.MAIN, params, results));
    return program.with(List.copyOf(bodies.values()));
  }

  private final class Loops implements Rewrite {
    private final Map<String, Body> bodies;

    Loops(Map<String, Body> bodies) {
      this.bodies = bodies;
    }

    @Override
    public Optional<List<Value>> statement(Builder b, Stmt s, Map<Value, Value> known) {
      if (!(s.op() instanceof Placed.For f) || !new Cells(f.body()).fit()) return Optional.empty();
      Value all = known.getOrDefault(f.extent(), f.extent());
      long width = axis.size();
      long cells = b.constantOf(all).map(Pure.Const::bits).orElse(-1L);
      if (cells >= 0 && cells < width) return Optional.empty();
      Value count = b.apply("vectors", Primitive.SHR, all, b.constant((long) Long.numberOfTrailingZeros(width)));
      b.forLoop(count, List.of(), List.of(), (in, p) -> {
        Value first = in.mul(p.getFirst(), in.constant(width));
        Value lane = in.emit("lane", new Lanes.Iota(axis));
        Map<Value, Value> scope = new HashMap<>(known);
        scope.put(f.body().params().getFirst(), in.add(first, lane));
        Sides sides = new Sides(new LaneCopy(axis, bodies, Map.of()).at(lane), lane);
        sides.base.put(scope.get(f.body().params().getFirst()), first);
        in.copy(f.body(), scope, sides);
        return List.of();
      });
      if (cells >= 0 && cells % width == 0) return Optional.of(List.of());
      Value done = b.mul(count, b.constant(width));
      b.forLoop(b.apply("rest", Primitive.SUB, all, done), List.of(), List.of(), (in, p) -> {
        Map<Value, Value> scope = new HashMap<>(known);
        scope.put(f.body().params().getFirst(), in.add(done, p.getFirst()));
        in.copy(f.body(), scope, Rewrite.none());
        return List.of();
      });
      return Optional.of(List.of());
    }
  }

  /** Keeps indices of the form {@code base + lane}, so that what lies side by side is seen to. */
  private static final class Sides implements Rewrite {
    private final Rewrite lanes;
    private final Value lane;
    private final Map<Value, Value> base = new HashMap<>();

    Sides(Rewrite lanes, Value lane) {
      this.lanes = lanes;
      this.lane = lane;
    }

    @Override
    public Optional<List<Value>> statement(Builder b, Stmt s, Map<Value, Value> known) {
      if (s.op() instanceof Pure.Apply a && (a.primitive() == Primitive.ADD || a.primitive() == Primitive.SUB)) {
        Value x = known.getOrDefault(a.args().get(0), a.args().get(0));
        Value y = known.getOrDefault(a.args().get(1), a.args().get(1));
        boolean left = base.containsKey(x) && y.type().isScalar();
        boolean right = base.containsKey(y) && x.type().isScalar() && a.primitive() == Primitive.ADD;
        if (left || right) {
          Value first = left ? b.apply("first", a.primitive(), base.get(x), y) : b.apply("first", Primitive.ADD, x, base.get(y));
          Value v = b.apply(s.result().name(), Primitive.ADD, first, lane);
          base.put(v, first);
          return Optional.of(List.of(v));
        }
      }
      return lanes.statement(b, s, known);
    }
  }

  /** Whether the turns of a loop can run side by side: how each value depends on the number of the turn. */
  private static final class Cells {
    private final Body body;
    /** The index and what is a constant number of cells away from it. */
    private final Set<Value> beside = new HashSet<>();
    private final Set<Value> varying = new HashSet<>();

    Cells(Body body) {
      this.body = body;
    }

    boolean fit() {
      if (body.params().size() != 1) return false;
      beside.add(body.params().getFirst());
      varying.add(body.params().getFirst());
      return fit(body) && stores(body);
    }

    private boolean fit(Body in) {
      for (Stmt s : in.stmts()) if (!fit(s)) return false;
      return true;
    }

    private static boolean stores(Body in) {
      return in.stmts().stream().anyMatch(s -> s.op() instanceof Placed.Store || s.op().bodies().stream().anyMatch(Cells::stores));
    }

    private boolean fit(Stmt s) {
      boolean fits = switch (s.op()) {
        case Pure.Const _ -> true;
        case Pure.Apply a -> apply(s, a);
        case Pure.Call c -> c.callee().isScalar() && !c.callee().hasEffect();
        case Placed.Load l -> address(l.indices());
        case Placed.Store t -> address(t.indices()) && beside.contains(t.indices().getLast());
        case Regions.If i -> fit(i.then()) && fit(i.otherwise());
        case Placed.For f -> adds(f);
        case Regions _, Placed _, Lanes _, Sync _, Noise _, Output _ -> false;
      };
      if (fits && s.op().operands().stream().anyMatch(varying::contains)) varying.addAll(s.results());
      if (fits && (s.op() instanceof Regions.If || s.op() instanceof Placed.For)) varying.addAll(s.results());
      return fits;
    }

    /** A loop that each cell takes as often, and that carries numbers from turn to turn and writes nothing. */
    private boolean adds(Placed.For f) {
      if (varying.contains(f.extent()) || f.body().hasEffect()) return false;
      varying.addAll(f.body().params().subList(1, f.body().params().size()));
      return fit(f.body());
    }

    private boolean apply(Stmt s, Pure.Apply a) {
      boolean sum = a.primitive() == Primitive.ADD || a.primitive() == Primitive.SUB;
      if (sum && s.result().type().scalar() == Scalar.I64) {
        Value x = a.args().get(0);
        Value y = a.args().get(1);
        if (beside.contains(x) && !varying.contains(y)) beside.add(s.result());
        if (a.primitive() == Primitive.ADD && beside.contains(y) && !varying.contains(x)) beside.add(s.result());
      }
      return true;
    }

    /** Cells side by side, or one for all. */
    private boolean address(List<Value> indices) {
      List<Value> outer = new ArrayList<>(indices.subList(0, indices.size() - 1));
      Value last = indices.getLast();
      return outer.stream().noneMatch(varying::contains) && (beside.contains(last) || !varying.contains(last));
    }
  }
}

package dyn.passes.place;

import dyn.ir.Axis;
import dyn.ir.Body;
import dyn.ir.Lanes;
import dyn.ir.Noise;
import dyn.ir.Op;
import dyn.ir.Output;
import dyn.ir.Placed;
import dyn.ir.Program;
import dyn.ir.Pure;
import dyn.ir.Regions;
import dyn.ir.Scalar;
import dyn.ir.Signature;
import dyn.ir.Stmt;
import dyn.ir.Sync;
import dyn.ir.Value;
import dyn.passes.CountedLoop;
import dyn.passes.Waits;
import dyn.passes.Work;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Counts what a placed program does in a step, without running it: loops have extents that follow from the number of the tile and from
 * lists of edges, and branches within them from the number of the row. Records are not counted, and of what happens in rare cases nothing.
 */
public final class WorkCount {
  private final Map<Value, Long> known = new HashMap<>();

  /** Whole numbers that are given from outside, by the name of their input. */
  private final Map<String, long[]> lists;

  private WorkCount(Map<String, long[]> lists) {
    this.lists = lists;
  }

  /**
   * Of all tiles together, but waits of one: every tile comes to as many. Empty where the program has no loop over steps.
   *
   * @param lists whole numbers that are given from outside, in row-major order, by the name of their input
   */
  public static Optional<Work.Turn> of(Program placed, int tiles, int steps, Map<String, long[]> lists) {
    Work.Turn sum = null;
    for (int t = 0; t < Math.max(1, tiles); t++) {
      Optional<Work.Turn> one = new WorkCount(lists).turn(placed.main(), t, Math.max(1, tiles), steps);
      if (one.isEmpty()) return one;
      sum = sum == null ? one.get() : plus(sum, one.get());
    }
    return Optional.of(sum);
  }

  private static Work.Turn plus(Work.Turn a, Work.Turn b) {
    return new Work.Turn(a.steps(), plus(a.work(), b.work()), a.single().map(w -> plus(w, b.single().orElseThrow())));
  }

  private static Work plus(Work a, Work b) {
    Work sum = a.plus(b);
    return new Work(a.neighbourWaits(), a.globalWaits(), a.passes(), sum.loaded(), sum.stored(), sum.flops(), sum.functions());
  }

  private Optional<Work.Turn> turn(Body main, int tile, int tiles, int steps) {
    for (Value p : main.params()) {
      switch (p.name()) {
        case Signature.TILE -> known.put(p, (long) tile);
        case Signature.TILES -> known.put(p, (long) tiles);
        case Signature.LANES -> known.put(p, 1L);
        default -> { }
      }
    }
    return find(main, steps);
  }

  /** The loop over steps may stand in the loop over members. */
  private Optional<Work.Turn> find(Body body, int steps) {
    Work.Turn found = null;
    Set<Value> end = Set.of();
    for (Stmt s : body.stmts()) {
      if (s.op() instanceof Regions.While w && TiledAxis.isSteps(w)) {
        found = turn(w, steps);
        end = Set.copyOf(s.results());
      } else if (found != null) {
        Work apart = apart(s, end);
        found = plus(found, new Work.Turn(steps, apart.times(found.steps()), found.single().map(_ -> apart)));
      } else if (s.op() instanceof Placed.For f) {
        Optional<Work.Turn> inner = find(f.body(), steps);
        if (inner.isPresent()) return inner;
      }
      integer(s);
    }
    return Optional.ofNullable(found);
  }

  /** What a loop does in a step that follows the one over steps up to its {@code end}, for all cells or for those of each block. */
  private Work apart(Stmt s, Set<Value> end) {
    if (s.op() instanceof Regions.While w) {
      boolean follows = w.cond().stmts().stream().anyMatch(t -> t.op().operands().stream().anyMatch(end::contains));
      return follows ? work(w.body(), true) : Work.NONE;
    }
    Long blocks = s.op() instanceof Placed.For f ? known.get(f.extent()) : null;
    if (blocks == null || blocks == 0 || !((Placed.For) s.op()).body().stmts().stream().anyMatch(t -> t.op() instanceof Regions.While)) {
      return Work.NONE;
    }
    Body body = ((Placed.For) s.op()).body();
    // The last alone may have fewer cells.
    return ofBlock(body, 0, end).times(blocks - 1).plus(ofBlock(body, blocks - 1, end)).withPasses(0);
  }

  private Work ofBlock(Body body, long block, Set<Value> end) {
    known.put(body.params().getFirst(), block);
    Work sum = Work.NONE;
    for (Stmt s : body.stmts()) {
      sum = sum.plus(apart(s, end));
      integer(s);
    }
    known.remove(body.params().getFirst());
    return sum;
  }

  private Work.Turn turn(Regions.While w, int steps) {
    Stmt last = w.body().stmts().getLast();
    boolean chooses = steps > 1 && last.op() instanceof Regions.If i && i.bodies().stream().allMatch(Waits::polls);
    if (!chooses) return new Work.Turn(1, work(w.body(), true), Optional.empty());
    Work before = work(w.body().withStmts(w.body().stmts().subList(0, w.body().stmts().size() - 1)), true);
    Regions.If i = (Regions.If) last.op();
    return new Work.Turn(steps, before.plus(work(i.then(), true)), Optional.of(before.plus(work(i.otherwise(), true))));
  }

  private Work work(Body body, boolean outermost) {
    Work sum = Work.NONE;
    for (Stmt s : body.stmts()) {
      sum = sum.plus(work(s, outermost));
      integer(s);
    }
    return sum;
  }

  private Work work(Stmt s, boolean outermost) {
    return switch (s.op()) {
      case Pure.Apply a -> new Work(0, 0, 0, 0, 0, flops(a), 0);
      case Pure.Call c -> c.callee().isScalar() ? new Work(0, 0, 0, 0, 0, 0, 1) : work(c.callee(), outermost);
      case Placed.Wait w -> new Work(w.all() ? 0 : 1, w.all() ? 1 : 0, 0, 0, 0, 0, 0);
      case Placed.Load l -> new Work(0, 0, 0, l.buffer().type().scalar().bytes(), 0, 0, 0);
      case Placed.Store t -> new Work(0, 0, 0, 0, t.buffer().type().scalar().bytes(), 0, 0);
      case Placed.For f -> loop(f, outermost);
      case Regions.If i -> branch(i, outermost);
      case Regions.While w -> work(w.body(), outermost).times(CountedLoop.turns(w, known).orElse(0));
      case Pure.Const _, Placed.Alloc _, Placed.Extent _, Lanes _, Sync _, Noise _, Output _ -> Work.NONE;
    };
  }

  private static int flops(Pure.Apply a) {
    if (!a.args().getFirst().type().scalar().isReal()) return 0;
    return a.primitive().flops();
  }

  private Work branch(Regions.If i, boolean outermost) {
    Long condition = known.get(i.condition());
    if (condition != null) return work(condition != 0 ? i.then() : i.otherwise(), outermost);
    // What is done in one case and not in the other is done in rare cases.
    boolean rare = i.then().stmts().isEmpty() || i.otherwise().stmts().isEmpty();
    return rare ? Work.NONE : work(i.otherwise(), outermost);
  }

  private Work loop(Placed.For f, boolean outermost) {
    Long extent = known.get(f.extent());
    if (extent == null || extent <= 0) return Work.NONE;
    Value index = f.body().params().getFirst();
    Work sum;
    if (asks(f.body(), new HashSet<>(Set.of(index)))) {
      sum = turns(f.body(), index, extent);
      known.remove(index);
    } else {
      sum = work(f.body(), false).times(extent);
    }
    return sum.withPasses(outermost && stores(f.body()) ? 1 : 0);
  }

  /** Turns in which the same is decided do the same. */
  private Work turns(Body body, Value index, long extent) {
    Map<Object, Long> times = new LinkedHashMap<>();
    Map<Object, Long> first = new HashMap<>();
    for (long i = 0; i < extent; i++) {
      Object decided = decided(body, index, i);
      times.merge(decided, 1L, Long::sum);
      first.putIfAbsent(decided, i);
    }
    Work sum = Work.NONE;
    for (Map.Entry<Object, Long> same : times.entrySet()) {
      known.put(index, first.get(same.getKey()));
      sum = sum.plus(work(body, false).times(same.getValue()));
    }
    return sum;
  }

  /** The extents and conditions of a turn; its number where loops within ask for it. */
  private Object decided(Body body, Value index, long turn) {
    known.put(index, turn);
    List<Long> all = new ArrayList<>();
    Set<Value> depending = new HashSet<>(Set.of(index));
    for (Stmt s : body.stmts()) {
      integer(s);
      if (follows(s, depending)) depending.addAll(s.results());
      for (Body inner : s.op().bodies()) if (asks(inner, new HashSet<>(depending))) return turn;
      if (s.op() instanceof Regions.If i) all.add(known.get(i.condition()));
      if (s.op() instanceof Placed.For f) all.add(known.get(f.extent()));
    }
    return all;
  }

  /** Whether the result, a whole number or a condition, follows from one of {@code values}. */
  private boolean follows(Stmt s, Set<Value> values) {
    boolean whole = s.op() instanceof Pure && s.result().type().scalar() != Scalar.F64 || s.op() instanceof Placed.Load l && isListed(l);
    return whole && s.op().operands().stream().anyMatch(values::contains);
  }

  private boolean isListed(Placed.Load l) {
    return lists.containsKey(l.buffer().name());
  }

  /** Whether what a loop does depends on the number of its turn. */
  private boolean asks(Body body, Set<Value> index) {
    for (Stmt s : body.stmts()) {
      if (follows(s, index)) index.addAll(s.results());
      if (s.op() instanceof Regions.If i && index.contains(i.condition())) return true;
      if (s.op() instanceof Placed.For f && index.contains(f.extent())) return true;
      for (Body inner : s.op().bodies()) if (asks(inner, index)) return true;
    }
    return false;
  }

  private static boolean stores(Body body) {
    return body.stmts().stream().anyMatch(s -> s.op() instanceof Placed.Store || s.op().bodies().stream().anyMatch(WorkCount::stores));
  }

  /** Integers and conditions that follow from known ones. */
  private void integer(Stmt s) {
    if (s.results().size() != 1 || !s.result().type().isScalar()) return;
    Op op = s.op();
    if (op instanceof Pure.Const c && !c.scalar().isReal()) known.put(s.result(), c.bits());
    if (op instanceof Placed.Load l && isListed(l)) {
      known.remove(s.result());
      if (known.keySet().containsAll(l.indices())) known.put(s.result(), lists.get(l.buffer().name())[place(l)]);
    }
    if (!(op instanceof Pure.Apply a) || a.primitive().isLibrary()) return;
    List<Value> args = a.args();
    if (args.stream().anyMatch(v -> v.type().scalar().isReal() || v.type().has(Axis.LANE) || !known.containsKey(v))) {
      known.remove(s.result());
      return;
    }
    long[] bits = new long[3];
    for (int i = 0; i < args.size(); i++) bits[i] = known.get(args.get(i));
    Scalar scalar = args.getFirst().type().scalar();
    known.put(s.result(), a.primitive().evaluate(scalar, bits[0], bits[1], bits[2]));
  }

  private int place(Placed.Load l) {
    List<Axis> axes = l.buffer().type().axes();
    long at = 0;
    for (int i = 0; i < axes.size(); i++) at = at * axes.get(i).size() + known.get(l.indices().get(i));
    return Math.toIntExact(at);
  }
}

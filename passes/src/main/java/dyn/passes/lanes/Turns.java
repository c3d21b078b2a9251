package dyn.passes.lanes;

import dyn.ir.Axis;
import dyn.ir.Body;
import dyn.ir.Lanes;
import dyn.ir.Noise;
import dyn.ir.Output;
import dyn.ir.Placed;
import dyn.ir.Pure;
import dyn.ir.Regions;
import dyn.ir.Stmt;
import dyn.ir.Sync;
import dyn.ir.Value;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** Whether the turns of a loop can be taken two at a time, and are better so. */
final class Turns {
  /** Of numbers or vectors that every turn reads. */
  private static final int FEWEST_LOADS = 8;
  /** Of an operation, in what could be done meanwhile. */
  private static final int LATENCY = 4;
  /** Factor of a stride, so that strides do not overflow. */
  private static final long LARGEST = 1 << 20;

  private final Body body;
  private final Set<Value> varying = new HashSet<>();
  private final Function<Value, Optional<Pure.Const>> constants;
  /** How far integers are from those of the turn before: the number of the turn, its multiples, and sums of these with what stays. */
  private final Map<Value, Long> strides = new HashMap<>();
  private final Set<Value> lanes = new HashSet<>();
  /** Where a turn writes memory. */
  private final Map<Value, Cell> written = new HashMap<>();
  private final Map<Value, Integer> depth = new HashMap<>();
  private int shared;
  private int operations;
  /** Operations that wait for each other. */
  private int longest;

  /** @param place of the index that no other turn has, among those of the memory */
  private record Cell(int place, Value index) {}

  /** @param constants the constants among values from around the loop */
  Turns(Body body, Function<Value, Optional<Pure.Const>> constants) {
    this.body = body;
    this.constants = constants;
    varying.addAll(body.params());
    strides.put(body.params().getFirst(), 1L);
  }

  /** In statements, with those of what it calls: a target may write them out in place of the call. */
  static long size(Body body) {
    long size = 0;
    for (Stmt s : body.stmts()) {
      if (!(s.op() instanceof Pure.Const)) size++;
      if (s.op() instanceof Pure.Call c) size += size(c.callee());
      for (Body inner : s.op().bodies()) size += size(inner);
    }
    return size;
  }

  boolean fit() {
    for (Stmt s : body.stmts()) look(s);
    if (shared < FEWEST_LOADS && LATENCY * longest <= operations || !body.stmts().stream().allMatch(this::writesOwn)) return false;
    Set<Value> done = new HashSet<>();
    for (Stmt s : body.stmts()) {
      if (!fits(s, done)) return false;
      done.addAll(writes(s));
    }
    return true;
  }

  private void look(Stmt s) {
    if (reads(s).stream().anyMatch(varying::contains)) varying.addAll(s.results());
    else if (s.op() instanceof Placed.Load) shared++;
    if (s.op() instanceof Lanes.Iota) lanes.add(s.result());
    if (!(s.op() instanceof Pure.Apply a)) return;
    for (int i = 0; i < a.args().size(); i++) stride(s.result(), a, a.args().get(i), a.args().get(a.args().size() - 1 - i));
    count(s, a);
  }

  /** Each turn writes cells of its own. */
  private boolean writesOwn(Stmt s) {
    if (s.op() instanceof Placed.Store t) {
      for (int i = 0; i < t.indices().size(); i++) {
        Value index = t.indices().get(i);
        if (strides.containsKey(index)) written.putIfAbsent(t.buffer(), new Cell(i, index));
      }
      return isOwn(t.buffer(), t.indices());
    }
    return s.op().bodies().stream().allMatch(b -> b.stmts().stream().allMatch(this::writesOwn));
  }

  /** Of memory that the loop writes, a turn reads its own cells alone. */
  private boolean isOwn(Value buffer, List<Value> indices) {
    return written.containsKey(buffer) && indices.get(written.get(buffer).place()).equals(written.get(buffer).index());
  }

  private static Set<Value> writes(Stmt s) {
    Set<Value> all = new HashSet<>();
    if (s.op() instanceof Placed.Store t) all.add(t.buffer());
    for (Body b : s.op().bodies()) b.stmts().forEach(inner -> all.addAll(writes(inner)));
    return all;
  }

  /** @param done what the turn has written so far: writes come at its end, so that nothing may read them in it */
  private boolean fits(Stmt s, Set<Value> done) {
    return switch (s.op()) {
      case Pure p -> !p.hasEffect();
      case Placed.Load l -> !written.containsKey(l.buffer()) || isOwn(l.buffer(), l.indices()) && !done.contains(l.buffer());
      case Placed.Store _, Lanes.Iota _ -> true;
      case Regions.If i when i.hasEffect() -> s.results().isEmpty() && i.bodies().stream().allMatch(b -> b.stmts().stream().allMatch(
          t -> !(t.op() instanceof Regions) && fits(t, Set.of())));
      case Regions.If _ -> reads(s).stream().noneMatch(written::containsKey);
      case Placed _, Regions _, Lanes _, Sync _, Noise _, Output _ -> false;
    };
  }

  private void stride(Value result, Pure.Apply a, Value moves, Value other) {
    Long stride = strides.get(moves);
    if (stride == null || varying.contains(other)) return;
    switch (a.primitive()) {
      case ADD -> {
        boolean apart = other.type().isScalar() || lanes.contains(other) && stride >= other.type().axes().getFirst().size();
        if (apart && moves.type().isScalar()) strides.put(result, stride);
      }
      case SUB -> {
        if (a.args().getFirst().equals(moves) && result.type().isScalar()) strides.put(result, stride);
      }
      case MUL -> constants.apply(other).map(Pure.Const::bits).filter(c -> c > 0 && c < LARGEST)
          .ifPresent(c -> strides.put(result, stride * c));
      default -> { }
    }
  }

  private void count(Stmt s, Pure.Apply a) {
    if (!s.result().type().has(Axis.LANE)) return;
    operations++;
    int before = a.args().stream().mapToInt(v -> depth.getOrDefault(v, 0)).max().orElse(0);
    depth.put(s.result(), before + 1);
    longest = Math.max(longest, before + 1);
  }

  /** Whether {@code s} can wait until the end of the turn: it writes, and nothing else comes of it. */
  static boolean isLast(Stmt s) {
    return s.op().hasEffect() && s.results().isEmpty();
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

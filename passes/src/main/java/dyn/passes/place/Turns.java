package dyn.passes.place;

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
  private static final long LARGEST = 1 << 20;

  private final Body body;
  private final Set<Value> varying = new HashSet<>();
  private final Function<Value, Optional<Pure.Const>> constants;
  /** How far integers are from those of the turn before: the number of the turn, its multiples, and sums of these with what stays. */
  private final Map<Value, Long> strides = new HashMap<>();
  private final Set<Value> lanes = new HashSet<>();
  /** At which cell a turn writes memory. */
  private final Map<Value, List<Value>> written = new HashMap<>();
  private final Map<Value, Integer> depth = new HashMap<>();
  private int shared;
  private int operations;
  /** Operations that wait for each other. */
  private int longest;

  /** @param constants the constants among values from around the loop */
  Turns(Body body, Function<Value, Optional<Pure.Const>> constants) {
    this.body = body;
    this.constants = constants;
    varying.addAll(body.params());
    strides.put(body.params().getFirst(), 1L);
  }

  /** In statements. */
  static long size(Body body) {
    long size = 0;
    for (Stmt s : body.stmts()) {
      if (!(s.op() instanceof Pure.Const)) size++;
      for (Body inner : s.op().bodies()) size += size(inner);
    }
    return size;
  }

  boolean fit() {
    for (Stmt s : body.stmts()) {
      if (!(s.op() instanceof Placed.Store t)) continue;
      List<Value> before = written.putIfAbsent(t.buffer(), t.indices());
      if (before != null && !before.equals(t.indices())) return false;
    }
    Set<Value> done = new HashSet<>();
    for (Stmt s : body.stmts()) {
      if (!fits(s, done)) return false;
      if (s.op() instanceof Placed.Store t) done.add(t.buffer());
      if (reads(s).stream().anyMatch(varying::contains)) varying.addAll(s.results());
      else if (s.op() instanceof Placed.Load) shared++;
      if (s.op() instanceof Lanes.Iota) lanes.add(s.result());
      if (s.op() instanceof Pure.Apply a) {
        for (int i = 0; i < a.args().size(); i++) stride(s.result(), a, a.args().get(i), a.args().get(a.args().size() - 1 - i));
        count(s, a);
      }
    }
    return shared >= FEWEST_LOADS || LATENCY * longest > operations;
  }

  /**
   * Each turn writes cells of its own, and reads of that memory no others, before it writes them.
   *
   * @param done what has been written so far
   */
  private boolean fits(Stmt s, Set<Value> done) {
    return switch (s.op()) {
      case Pure p -> !p.hasEffect();
      case Placed.Load l -> !written.containsKey(l.buffer()) || written.get(l.buffer()).equals(l.indices()) && !done.contains(l.buffer());
      case Placed.Store t -> t.indices().stream().anyMatch(strides::containsKey);
      case Regions.If i -> !i.hasEffect() && reads(s).stream().noneMatch(written::containsKey);
      case Lanes.Iota _ -> true;
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
      case MUL -> constants.apply(other).filter(c -> c.bits() > 0 && c.bits() < LARGEST).ifPresent(c -> strides.put(result, stride * c.bits()));
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

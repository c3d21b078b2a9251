package dyn.passes.place;

import dyn.ir.Body;
import dyn.ir.EdgeList;
import dyn.ir.Lanes;
import dyn.ir.Noise;
import dyn.ir.Op;
import dyn.ir.Output;
import dyn.ir.Placed;
import dyn.ir.Pure;
import dyn.ir.Reach;
import dyn.ir.Regions;
import dyn.ir.Stmt;
import dyn.ir.Sync;
import dyn.ir.Value;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Between which waits of a loop other tiles read a value, and so whether a tile may write the next one in its place. It may not where a
 * tile could come to write while another still reads: where both happen between the same two waits, or those that wait for each other
 * between them are not all that read. Such a value has two places, used in turns.
 */
final class Phases {
  private final Body body;
  private final Predicate<Sync> counts;
  private final Uses uses;
  private final Map<Value, Stmt> definitions = new HashMap<>();
  private final Map<Value, Integer> written = new HashMap<>();
  /** For each wait, whose reads are over when it has passed. */
  private final List<Reach> waits = new ArrayList<>();
  private final Set<Value> twice = new LinkedHashSet<>();
  /** Where other tiles read a value. */
  private final Map<Value, List<Read>> read = new HashMap<>();

  /** @param counts whether tiles wait at an operation */
  Phases(Body body, Predicate<Sync> counts, Uses uses) {
    this.body = body;
    this.counts = counts;
    this.uses = uses;
    for (Stmt s : body.stmts()) if (s.op() instanceof Sync w && counts.test(w)) waits.add(Tiling.wait(w).on());
    body.params().forEach(p -> written.put(p, waits.size()));
    int phase = 0;
    for (Stmt s : body.stmts()) {
      int now = phase;
      s.results().forEach(r -> {
        definitions.put(r, s);
        written.put(r, now);
      });
      if (s.op() instanceof Sync w && counts.test(w)) phase++;
      else read(s, phase);
    }
  }

  /** Between which waits a value of the body comes to be. */
  int written(Value v) {
    return written.get(v);
  }

  /**
   * Whether a tile may write the second place of a parameter after {@code phase} waits of this body: nobody reads it any more from the turn
   * before, which was one of {@code before}.
   */
  boolean mayWrite(Phases before, Value param, int phase) {
    for (Read r : before.read.getOrDefault(param, List.of())) {
      boolean waited = false;
      for (int w = r.phase(); w < before.waits.size(); w++) waited |= before.waits.get(w).covers(r.reach());
      for (int w = 0; w < phase; w++) waited |= waits.get(w).covers(r.reach());
      if (!waited) return false;
    }
    return true;
  }

  boolean isReadElsewhere(Value v) {
    return read.containsKey(v);
  }

  /** @param reach whose cells are read: of tiles beside the reader, of those that edges join to it, or of any */
  private record Read(int phase, Reach reach) {}

  /** Values that have two places: parameters of the body, and others. */
  Set<Value> twice() {
    return twice;
  }

  private void read(Stmt s, int phase) {
    s.op().bodies().forEach(inner -> inner.stmts().forEach(i -> read(i, phase)));
    boolean free = s.results().size() == 1 && uses.isComputed(s.result()) || s.op() instanceof Sync;
    if (free) return;
    operands(s.op(), phase, Reach.OWN, new HashSet<>());
    s.op().bodies().forEach(b -> b.results().forEach(v -> follow(v, phase, Reach.OWN, new HashSet<>())));
  }

  private record Step(Value value, Reach reach) {}

  /** @param reach whose cells of {@code v} are read */
  private void follow(Value v, int phase, Reach reach, Set<Step> seen) {
    if (!written.containsKey(v) || !seen.add(new Step(v, reach))) return;
    Stmt s = definitions.get(v);
    boolean passes = s != null && (s.op() instanceof Sync || s.results().size() == 1 && uses.isComputed(v));
    if (passes) operands(s.op(), phase, reach, seen);
    else if (!reach.equals(Reach.OWN)) reads(v, phase, reach);
  }

  /** As {@link #follow}, for what {@code op} reads. */
  private void operands(Op op, int phase, Reach reach, Set<Step> seen) {
    switch (op) {
      case Lanes.Shift t -> follow(t.operand(), phase, t.by() == 0 ? reach : reach.join(Reach.halo(1)), seen);
      case Lanes.Rename r -> follow(r.operand(), phase, r.from().isEmpty() ? reach : Reach.ALL, seen);
      case Lanes.Gather g -> {
        follow(g.operand(), phase, gathered(g, reach), seen);
        follow(g.index(), phase, reach, seen);
      }
      case Lanes.Segment g -> {
        follow(g.operand(), phase, uses.isOfEnds(g.operand()) ? reach : Reach.ALL, seen);
        follow(g.first(), phase, reach, seen);
        follow(g.last(), phase, reach, seen);
      }
      case Lanes.Reduce _, Lanes.Contract _, Lanes.Total _ -> op.operands().forEach(o -> follow(o, phase, Reach.ALL, seen));
      case Lanes _, Pure _, Sync _, Regions _, Noise _, Output _, Placed _ -> op.operands().forEach(o -> follow(o, phase, reach, seen));
    }
  }

  /** Edges have no tile of their own: what is read of one is read by the tiles of its nodes. */
  private Reach gathered(Lanes.Gather g, Reach reach) {
    return switch (g.operand().type().reachAlong(g.axis())) {
      case Reach.Coupled _ -> reach.join(new Reach.Coupled(List.of(EdgeList.along(g.index()).orElseThrow())));
      case Reach.Ends _ when uses.isOfEnds(g.operand()) -> reach;
      case Reach.All _, Reach.Halo _, Reach.Own _, Reach.Ends _ -> Reach.ALL;
    };
  }

  private void reads(Value v, int phase, Reach reach) {
    read.computeIfAbsent(v, _ -> new ArrayList<>()).add(new Read(phase, reach));
    int count = waits.size();
    int next = body.params().contains(v) ? count : written.get(v) + count;
    boolean waited = false;
    for (int w = phase; w < next; w++) waited |= waits.get(w % count).covers(reach);
    if (!waited) twice.add(v);
  }
}

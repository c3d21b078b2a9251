package dyn.passes.place;

import dyn.ir.Body;
import dyn.ir.Lanes;
import dyn.ir.Noise;
import dyn.ir.Op;
import dyn.ir.Output;
import dyn.ir.Placed;
import dyn.ir.Pure;
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
 * tile could come to write while another still reads: where both happen between the same two waits, or only neighbours wait for each other
 * between them and all read. Such a value has two places, used in turns.
 */
final class Phases {
  private final Body body;
  private final Predicate<Sync> counts;
  private final Uses uses;
  private final Map<Value, Stmt> definitions = new HashMap<>();
  private final Map<Value, Integer> written = new HashMap<>();
  /** For each wait, whether all wait. */
  private final List<Boolean> waits = new ArrayList<>();
  private final Set<Value> twice = new LinkedHashSet<>();
  /** Where other tiles read a value. */
  private final Map<Value, List<Read>> read = new HashMap<>();

  /** @param counts whether tiles wait at an operation */
  Phases(Body body, Predicate<Sync> counts, Uses uses) {
    this.body = body;
    this.counts = counts;
    this.uses = uses;
    for (Stmt s : body.stmts()) if (s.op() instanceof Sync w && counts.test(w)) waits.add(w instanceof Sync.Barrier);
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
      for (int w = r.phase(); w < before.waits.size(); w++) waited |= !r.far() || before.waits.get(w);
      for (int w = 0; w < phase; w++) waited |= !r.far() || waits.get(w);
      if (!waited) return false;
    }
    return true;
  }

  boolean isReadElsewhere(Value v) {
    return read.containsKey(v);
  }

  private record Read(int phase, boolean far) {}

  /** Values that have two places: parameters of the body, and others. */
  Set<Value> twice() {
    return twice;
  }

  private void read(Stmt s, int phase) {
    s.op().bodies().forEach(inner -> inner.stmts().forEach(i -> read(i, phase)));
    boolean free = s.results().size() == 1 && uses.isComputed(s.result()) || s.op() instanceof Sync;
    if (free) return;
    operands(s.op(), phase, false, false, new HashSet<>());
    s.op().bodies().forEach(b -> b.results().forEach(v -> follow(v, phase, false, false, new HashSet<>())));
  }

  /**
   * @param elsewhere cells of other tiles are read
   * @param far of any tile, not only of neighbours
   */
  private void follow(Value v, int phase, boolean elsewhere, boolean far, Set<Value> seen) {
    if (!written.containsKey(v) || !seen.add(v)) return;
    Stmt s = definitions.get(v);
    boolean passes = s != null && (s.op() instanceof Sync || s.results().size() == 1 && uses.isComputed(v));
    if (!passes) {
      if (elsewhere) reads(v, phase, far);
      return;
    }
    operands(s.op(), phase, elsewhere, far, seen);
  }

  /** As {@link #follow}, for what {@code op} reads. */
  private void operands(Op op, int phase, boolean elsewhere, boolean far, Set<Value> seen) {
    switch (op) {
      case Lanes.Shift t -> follow(t.operand(), phase, elsewhere || t.by() != 0, far, seen);
      case Lanes.Rename r -> follow(r.operand(), phase, elsewhere || !r.from().isEmpty(), far || !r.from().isEmpty(), seen);
      case Lanes.Gather g -> {
        follow(g.operand(), phase, true, true, seen);
        follow(g.index(), phase, elsewhere, far, seen);
      }
      case Lanes.Segment g -> {
        follow(g.operand(), phase, true, true, seen);
        follow(g.first(), phase, elsewhere, far, seen);
        follow(g.last(), phase, elsewhere, far, seen);
      }
      case Lanes.Reduce _, Lanes.Contract _, Lanes.Total _ -> op.operands().forEach(o -> follow(o, phase, true, true, seen));
      case Lanes _, Pure _, Sync _, Regions _, Noise _, Output _, Placed _ ->
          op.operands().forEach(o -> follow(o, phase, elsewhere, far, seen));
    }
  }

  private void reads(Value v, int phase, boolean far) {
    read.computeIfAbsent(v, _ -> new ArrayList<>()).add(new Read(phase, far));
    int count = waits.size();
    int next = body.params().contains(v) ? count : written.get(v) + count;
    boolean waited = next > phase;
    boolean all = false;
    for (int w = phase; w < next; w++) all |= waits.get(w % count);
    if (!waited || far && !all) twice.add(v);
  }
}

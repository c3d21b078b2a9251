package dyn.compiler;

import dyn.backend.Target;
import dyn.ir.Axis;
import dyn.ir.Body;
import dyn.ir.Op;
import dyn.ir.Program;
import dyn.ir.Pure;
import dyn.ir.Regions;
import dyn.ir.Stmt;
import dyn.ir.Value;
import dyn.passes.Waits;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * How many vectors of members a tile should hold. One alone waits for its own results: an operation takes about four cycles, and the next
 * often needs what it gives. Several fill that time, as long as what is alive at once fits the registers.
 */
final class Interleaving {
  private static final int LATENCY = 4;
  private static final int MOST = 4;
  /** For code that goes round no loop. Tiles do not wait for each other there; two vectors share what a tile costs. */
  private static final int STRAIGHT = 2;

  private final Body body;
  private final Map<Value, Integer> lastUse = new HashMap<>();
  /** What all lanes share takes one register, however many vectors there are. */
  private final Set<Value> numbers = new HashSet<>();
  private final Map<Value, Integer> depth = new HashMap<>();
  private int operations;

  private Interleaving(Body body) {
    this.body = body;
    for (int i = 0; i < body.stmts().size(); i++) use(body.stmts().get(i), i);
    body.results().forEach(v -> lastUse.put(v, body.stmts().size()));
  }

  /**
   * A power of two.
   *
   * @param program with one vector in a tile
   * @param has what there is of vectors
   * @param needed vectors that all members fill
   */
  static int vectors(Program program, Target.Vectors has, long needed) {
    return loop(program.main()).map(Interleaving::new).map(i -> i.vectors(has, needed)).orElse(needed < STRAIGHT ? 1 : STRAIGHT);
  }

  /** The body of the loop over steps: the first loop that carries vectors. */
  private static Optional<Body> loop(Body in) {
    for (Stmt s : in.stmts()) {
      boolean carries = s.op() instanceof Regions.While w && w.body().params().stream().anyMatch(Interleaving::hasLanes);
      if (carries) return Optional.of(step(((Regions.While) s.op()).body()));
      for (Body inner : s.op().bodies()) {
        Optional<Body> found = loop(inner);
        if (found.isPresent()) return found;
      }
    }
    return Optional.empty();
  }

  /** Where a loop does something else now and then, what it does in most turns. */
  private static Body step(Body turn) {
    return turn.stmts().getLast().op() instanceof Regions.If i && Waits.polls(i.then()) ? i.then() : turn;
  }

  private static boolean hasLanes(Value v) {
    return v.type().has(Axis.LANE);
  }

  private void use(Stmt s, int at) {
    Op op = s.op();
    for (Value v : op.operands()) {
      lastUse.put(v, at);
      if (op instanceof Pure.Apply && hasLanes(s.result()) && !hasLanes(v)) numbers.add(v);
    }
  }

  private int vectors(Target.Vectors has, long needed) {
    int waits = (LATENCY * longestChain() + operations - 1) / Math.max(operations, 1);
    int alive = alive();
    // Where operations read memory, they read numbers there too.
    int beside = has.alive() > has.registers() ? 0 : numbers.size();
    int vectors = 1;
    while (vectors < Math.min(MOST, waits) && 2 * vectors <= needed && 2 * vectors * alive + beside <= has.alive()) vectors *= 2;
    return vectors;
  }

  /** Operations that wait for each other, branches left out; counts all on the way. */
  private int longestChain() {
    int longest = 0;
    for (Stmt s : body.stmts()) {
      if (!(s.op() instanceof Pure.Apply a) || !hasLanes(s.result())) continue;
      operations++;
      int before = a.args().stream().mapToInt(v -> depth.getOrDefault(v, 0)).max().orElse(0);
      depth.put(s.result(), before + 1);
      longest = Math.max(longest, before + 1);
    }
    return longest;
  }

  /** Most vectors alive at one time. What only branches and inner loops use waits in memory, as they are seldom entered. */
  private int alive() {
    int end = body.stmts().size();
    int[] change = new int[end + 2];
    Map<Value, Integer> defined = new HashMap<>();
    body.params().forEach(p -> defined.put(p, 0));
    for (int i = 0; i < end; i++) for (Value r : body.stmts().get(i).results()) defined.put(r, i);
    lastUse.forEach((v, last) -> {
      if (!hasLanes(v)) return;
      change[defined.getOrDefault(v, 0)]++;
      // What comes from before the loop is needed in the next turn.
      change[defined.containsKey(v) ? last + 1 : end + 1]--;
    });
    int now = 0;
    int most = 0;
    for (int c : change) most = Math.max(most, now += c);
    return most;
  }
}

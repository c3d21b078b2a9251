package dyn.backend.jvm;

import dyn.ir.Body;
import dyn.ir.Regions;
import dyn.ir.Stmt;
import dyn.ir.Value;
import java.util.HashMap;
import java.util.Map;

/**
 * Vectors that a loop carries and only one arm of a branch reads or changes, as a step that finds a fault or writes a record does. They
 * stay in the frame, where that arm finds and leaves them: turns that do not take it have nothing to do with them.
 */
final class RareCarries {
  private final Map<Value, Integer> uses = new HashMap<>();

  private RareCarries(Body body) {
    count(body);
  }

  /** The results of branches that are such carries, with the number of the carry. */
  static Map<Value, Integer> of(Regions.While w) {
    Body body = w.body();
    Map<Value, Integer> places = new HashMap<>();
    for (int i = 0; i < body.results().size(); i++) places.put(body.results().get(i), i);
    RareCarries all = new RareCarries(body);
    Map<Value, Integer> rare = new HashMap<>();
    for (Stmt s : body.stmts()) {
      if (!(s.op() instanceof Regions.If i) || !Simd.isVector(i.condition()) || idle(i) == null) continue;
      RareCarries busy = new RareCarries(idle(i) == i.then() ? i.otherwise() : i.then());
      for (int k = 0; k < s.results().size(); k++) {
        Value r = s.results().get(k);
        Integer carry = places.get(r);
        if (carry == null || !Simd.isVector(r)) continue;
        Value before = body.params().get(carry);
        if (idle(i).results().get(k).equals(before) && all.uses(r) == 1 && all.uses(before) == 1 + busy.uses(before)) rare.put(r, carry);
      }
    }
    return rare;
  }

  /** The arm that leaves all as it is. */
  static Body idle(Regions.If i) {
    return i.bodies().stream().filter(arm -> arm.stmts().isEmpty()).findFirst().orElse(null);
  }

  private int uses(Value v) {
    return uses.getOrDefault(v, 0);
  }

  private void count(Body b) {
    b.results().forEach(v -> uses.merge(v, 1, Integer::sum));
    for (Stmt s : b.stmts()) {
      s.op().operands().forEach(v -> uses.merge(v, 1, Integer::sum));
      s.op().bodies().forEach(this::count);
    }
  }
}

package dyn.backend.jvm;

import dyn.ir.Body;
import dyn.ir.Op;
import dyn.ir.Regions;
import dyn.ir.Stmt;
import dyn.ir.Value;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Vectors that a loop carries and only one arm of a branch reads or changes, as a step that finds a fault or writes a record does. They
 * stay in the frame, where that arm finds and leaves them: turns that do not take it have nothing to do with them.
 */
final class RareCarries {
  private RareCarries() {}

  /** The results of branches that are such carries, with the number of the carry. */
  static Map<Value, Integer> of(Regions.While w) {
    Body body = w.body();
    Map<Value, Integer> rare = new HashMap<>();
    for (Stmt s : body.stmts()) {
      if (!(s.op() instanceof Regions.If i) || !Simd.isVector(i.condition())) continue;
      for (int k = 0; k < s.results().size(); k++) {
        Value r = s.results().get(k);
        int carry = body.results().indexOf(r);
        if (carry >= 0 && isRare(w, i, k, r, body.params().get(carry))) rare.put(r, carry);
      }
    }
    return rare;
  }

  /** The arm that leaves all as it is. */
  static Body idle(Regions.If i) {
    return i.bodies().stream().filter(arm -> arm.stmts().isEmpty()).findFirst().orElse(null);
  }

  private static boolean isRare(Regions.While w, Regions.If branch, int k, Value r, Value before) {
    Body idle = idle(branch);
    if (idle == null || !idle.results().get(k).equals(before) || !Simd.isVector(r)) return false;
    Body busy = idle == branch.then() ? branch.otherwise() : branch.then();
    return uses(w.body(), r) == 1 && uses(w.body(), before) == 1 + uses(busy, before);
  }

  private static int uses(Body b, Value v) {
    int count = count(b.results(), v);
    for (Stmt s : b.stmts()) {
      Op op = s.op();
      count += count(op.operands(), v);
      for (Body inner : op.bodies()) count += uses(inner, v);
    }
    return count;
  }

  private static int count(List<Value> values, Value v) {
    int count = 0;
    for (Value other : values) if (other.equals(v)) count++;
    return count;
  }
}

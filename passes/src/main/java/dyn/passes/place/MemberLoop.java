package dyn.passes.place;

import dyn.ir.Placed;
import dyn.ir.Pure;
import dyn.ir.Signature;
import dyn.ir.Stmt;
import dyn.ir.Value;
import java.util.function.Consumer;

/** The loop over members of a placed program. */
public final class MemberLoop {
  private MemberLoop() {}

  public static boolean is(Stmt s) {
    return s.op() instanceof Placed.For f && f.extent().name().equals(Signature.LANES);
  }

  /** Tells every buffer that {@code s} may write to, in nested bodies and in those that it calls. */
  public static void written(Stmt s, Consumer<Value> into) {
    if (s.op() instanceof Placed.Store t) into.accept(t.buffer());
    if (s.op() instanceof Pure.Call c) c.args().stream().filter(v -> !v.type().isRegister()).forEach(into);
    s.op().bodies().forEach(b -> b.stmts().forEach(inner -> written(inner, into)));
  }
}

package dyn.llvmir;

import dyn.ir.Body;
import dyn.ir.Placed;
import dyn.ir.Primitive;
import dyn.ir.Pure;
import dyn.ir.Stmt;
import dyn.ir.Value;
import java.util.HashSet;
import java.util.Set;

/**
 * What a loop that picks cells from here and there reads one after the other beside: a processor fetches such streams by itself, but not
 * beyond a page, and picking leaves it no time to wait.
 */
final class Streams {
  private final Set<Value> beside = new HashSet<>();
  private final Set<Value> varying = new HashSet<>();
  private final Set<Value> fetched = new HashSet<>();
  private final Set<Value> streams = new HashSet<>();
  private boolean picks;

  private Streams(Body turn) {
    beside.add(turn.params().getFirst());
    varying.add(turn.params().getFirst());
    turn.stmts().forEach(this::read);
  }

  /** Values that the loop loads from the cell after the one of the turn before; none where it picks none elsewhere. */
  static Set<Value> of(Placed.For loop) {
    boolean inner = loop.body().stmts().stream().anyMatch(s -> !s.op().bodies().isEmpty());
    Streams all = inner ? null : new Streams(loop.body());
    return all != null && all.picks ? all.streams : Set.of();
  }

  private void read(Stmt s) {
    if (s.op() instanceof Pure.Apply a && a.primitive() == Primitive.ADD) {
      for (int i = 0; i < 2; i++) {
        if (beside.contains(a.args().get(i)) && !varying.contains(a.args().get(1 - i))) beside.add(s.result());
      }
    }
    if (s.op() instanceof Placed.Load l) {
      picks |= l.indices().stream().anyMatch(fetched::contains);
      boolean row = l.indices().subList(0, l.indices().size() - 1).stream().noneMatch(varying::contains);
      if (row && beside.contains(l.indices().getLast())) streams.add(s.result());
      fetched.add(s.result());
    }
    if (s.op().operands().stream().anyMatch(varying::contains)) varying.addAll(s.results());
    if (s.op().operands().stream().anyMatch(fetched::contains)) fetched.addAll(s.results());
  }
}

package dyn.passes;

import dyn.ir.Builder;
import dyn.ir.Level;
import dyn.ir.Program;
import dyn.ir.Rewrite;
import dyn.ir.Stmt;
import dyn.ir.Sync;
import dyn.ir.Value;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Drops from every barrier the axes along which its readers stay in their own lane; a barrier over no axis is gone. */
public final class RemoveGlobalBarriers implements Pass {
  private static final About ABOUT = new About("remove-global-barriers",
      "drop waits along axes where every reader needs its own lane only", Level.STEP, Level.LOCAL, Exactness.BITWISE);

  @Override
  public About about() {
    return ABOUT;
  }

  @Override
  public Program run(Program program, PassContext context) {
    return Rewriting.bodies(program, Level.LOCAL, body -> Rewriting.has(body, Sync.class) ? new Narrow(Demand.of(body)) : Rewrite.NONE);
  }

  private record Narrow(Demand demand) implements Rewrite {
    @Override
    public Optional<List<Value>> statement(Builder b, Stmt s, Map<Value, Value> known) {
      if (!(s.op() instanceof Sync.Barrier wait)) return Optional.empty();
      Set<String> read = demand.axes(s.result());
      List<String> kept = wait.axes().stream().filter(read::contains).toList();
      Value operand = known.getOrDefault(wait.operand(), wait.operand());
      return Optional.of(List.of(kept.isEmpty() ? operand : b.emit(s.result().name(), new Sync.Barrier(operand, kept))));
    }
  }
}

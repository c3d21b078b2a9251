package dyn.passes.lanes;

import dyn.ir.Axis;
import dyn.ir.Body;
import dyn.ir.Builder;
import dyn.ir.Level;
import dyn.ir.Op;
import dyn.ir.Program;
import dyn.ir.Pure;
import dyn.ir.Rewrite;
import dyn.ir.Stmt;
import dyn.ir.Value;
import dyn.passes.Exactness;
import dyn.passes.Pass;
import dyn.passes.PassContext;
import dyn.passes.Rewriting;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Puts the statements of short functions of lanes where they are called: around a call, all vectors leave their registers. So many that a
 * program stays a program, whatever it calls.
 */
public final class InlineCalls implements Pass {
  private static final About ABOUT = new About("inline-calls",
      "put short functions of lanes where they are called", Level.PLACED, Level.PLACED, Exactness.BITWISE);
  /** In statements. */
  private static final int LONGEST = 120;
  private static final int ALL = 2000;

  @Override
  public About about() {
    return ABOUT;
  }

  @Override
  public Program run(Program program, PassContext context) {
    if (program.find(Program.MAIN).isEmpty()) return program;
    Program inlined = Rewriting.bodies(program, Level.PLACED, body -> body.name().equals(Program.MAIN) && LaneCopy.hasLanes(body)
        ? new Inline() : Rewrite.none());
    Set<String> called = new LinkedHashSet<>(Set.of(Program.MAIN));
    callees(inlined.main(), called);
    return inlined.with(inlined.bodies().stream().filter(b -> called.contains(b.name())).toList());
  }

  private static void callees(Body body, Set<String> into) {
    for (Stmt s : body.stmts()) {
      if (s.op() instanceof Pure.Call c && into.add(c.callee().name())) callees(c.callee(), into);
      s.op().bodies().forEach(inner -> callees(inner, into));
    }
  }

  private static final class Inline implements Rewrite {
    private int left = ALL;

    @Override
    public Optional<List<Value>> statement(Builder b, Stmt s, Map<Value, Value> known) {
      if (!(s.op() instanceof Pure.Call c) || c.args().stream().noneMatch(v -> known.getOrDefault(v, v).type().has(Axis.LANE)))
        return Optional.empty();
      int size = size(c.callee());
      if (size > LONGEST || size > left) return Optional.empty();
      left -= size;
      return Optional.of(b.inline(c.callee(), Op.map(c.args(), v -> known.getOrDefault(v, v)), this));
    }

    private static int size(Body b) {
      int sum = b.stmts().size();
      for (Stmt s : b.stmts()) for (Body inner : s.op().bodies()) sum += size(inner);
      return sum;
    }
  }
}

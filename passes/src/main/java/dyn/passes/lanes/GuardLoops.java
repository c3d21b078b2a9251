package dyn.passes.lanes;

import dyn.ir.Axis;
import dyn.ir.Body;
import dyn.ir.Builder;
import dyn.ir.Level;
import dyn.ir.Op;
import dyn.ir.Program;
import dyn.ir.Regions;
import dyn.ir.Rewrite;
import dyn.ir.Stmt;
import dyn.ir.Type;
import dyn.ir.Value;
import dyn.passes.Exactness;
import dyn.passes.Pass;
import dyn.passes.PassContext;
import dyn.passes.Rewriting;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Enters a loop within a loop only where it has a first turn, as most steps record nothing. What the loop reads then has to be in
 * memory only on the way into it: a vector that stays in a register costs nothing.
 *
 * <pre>%r = while %a cond C do B  ==>  %r = if C(%a) then (while %a cond C do B) else (%a)</pre>
 */
public final class GuardLoops implements Pass {
  private static final About ABOUT = new About("guard-loops",
      "look before an inner loop of lanes whether it has a turn", Level.PLACED, Level.PLACED, Exactness.BITWISE);

  @Override
  public About about() {
    return ABOUT;
  }

  @Override
  public Program run(Program program, PassContext context) {
    return Rewriting.bodies(program, Level.PLACED, body -> LaneCopy.hasLanes(body) ? GuardLoops::outer : Rewrite.none());
  }

  private static Optional<List<Value>> outer(Builder b, Stmt s, Map<Value, Value> known) {
    if (!(s.op() instanceof Regions.While w)) return Optional.empty();
    return Optional.of(loop(b, s, w, known));
  }

  private static Optional<List<Value>> inner(Builder b, Stmt s, Map<Value, Value> known) {
    if (!(s.op() instanceof Regions.While w) || !touchesLanes(w.body())) return Optional.empty();
    List<Value> init = Op.map(w.init(), v -> known.getOrDefault(v, v));
    Value turns = b.copy(w.cond(), scope(known, w.cond(), init), Rewrite.none()).getFirst();
    return Optional.of(b.ifElse(turns, s.results().stream().map(Value::name).toList(), in -> loop(in, s, w, known), _ -> init));
  }

  private static boolean touchesLanes(Body b) {
    return b.stmts().stream().anyMatch(s -> s.op().operands().stream().anyMatch(v -> v.type().has(Axis.LANE))
        || s.op().bodies().stream().anyMatch(GuardLoops::touchesLanes));
  }

  private static List<Value> loop(Builder b, Stmt s, Regions.While w, Map<Value, Value> known) {
    List<Value> init = Op.map(w.init(), v -> known.getOrDefault(v, v));
    List<Type> types = w.body().paramTypes();
    return b.at(s.origin()).whileLoop(w.body().params().stream().map(Value::name).toList(), init, types,
        (in, p) -> in.copy(w.cond(), scope(known, w.cond(), p), Rewrite.none()),
        (in, p) -> in.copy(w.body(), scope(known, w.body(), p), GuardLoops::inner));
  }

  private static Map<Value, Value> scope(Map<Value, Value> known, Body body, List<Value> args) {
    Map<Value, Value> scope = new HashMap<>(known);
    for (int i = 0; i < args.size(); i++) scope.put(body.params().get(i), args.get(i));
    return scope;
  }
}

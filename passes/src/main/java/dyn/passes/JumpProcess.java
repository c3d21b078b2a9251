package dyn.passes;

import dyn.ir.Body;
import dyn.ir.Lanes;
import dyn.ir.Op;
import dyn.ir.Program;
import dyn.ir.Pure;
import dyn.ir.Stmt;
import dyn.ir.Value;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Whether nothing of a MODEL program changes between the jumps of its sources, which all jump one by one. */
public final class JumpProcess {
  private static final String RATE = "rate.";

  private JumpProcess() {}

  /** What stands against it; empty where nothing does. */
  public static Optional<String> objection(Program model) {
    Body drift = model.body("drift");
    Map<Value, Stmt> made = new HashMap<>();
    for (Stmt s : drift.stmts()) s.results().forEach(r -> made.put(r, s));
    int count = drift.results().size();
    List<Value> states = drift.params().subList(drift.params().size() - count, drift.params().size());
    for (int s = 0; s < count; s++) {
      if (!isZero(drift.results().get(s), made)) return Optional.of("`" + states.get(s).name() + "` moves between jumps, by its rate");
    }
    for (Body b : model.bodies()) {
      boolean rate = b.name().startsWith(RATE);
      if (rate && readsTime(b)) {
        return Optional.of("how often `" + NoiseStructure.source(b.name().substring(RATE.length())) + "` jumps changes in time");
      }
    }
    return model.find("guards").filter(JumpProcess::readsTime).map(_ -> "what an event waits for changes in time");
  }

  /** What is read from tables of data is read at a time, too. */
  private static boolean readsTime(Body b) {
    return Dependence.of(b).stream().anyMatch(r -> r.has(b.params().getFirst()));
  }

  private static boolean isZero(Value v, Map<Value, Stmt> made) {
    Stmt s = made.get(v);
    if (s == null) return false;
    return switch (s.op()) {
      case Pure.Const c -> c.equals(Pure.Const.of(c.scalar(), 0));
      case Lanes.Spread spread -> isZero(spread.operand(), made);
      case Op _ -> false;
    };
  }
}

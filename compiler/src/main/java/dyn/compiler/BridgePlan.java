package dyn.compiler;

import dyn.frontend.CheckedExperiment;
import dyn.ir.Axis;
import dyn.ir.Body;
import dyn.ir.Lanes;
import dyn.ir.Program;
import dyn.ir.Stmt;
import dyn.ir.Value;
import dyn.passes.NoiseStructure.Source;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Whether the variance that each guard of events gathers is the sum of what each source adds by itself, all of its cells moved at once. */
final class BridgePlan {
  private BridgePlan() {}

  /** So it is by sources of one number; and cell by cell where sources, the states they move and guards have the same cells. */
  static boolean fits(List<CheckedExperiment.Noise> noises, List<Source> sources, Program model) {
    Body guards = model.body("guards");
    for (int k = 0; k < noises.size(); k++) {
      CheckedExperiment.Noise n = noises.get(k);
      if (n.law().jumps() || n.axes().isEmpty()) continue;
      Set<String> cells = new HashSet<>(n.axes().stream().map(Axis::name).toList());
      boolean own = sources.get(k).single() && guards.results().stream().allMatch(g -> g.type().axisNames().equals(cells));
      if (!own || mixes(guards)) return false;
    }
    return true;
  }

  private static boolean mixes(Body guards) {
    for (Stmt s : guards.stmts()) {
      boolean whole = s.results().stream().map(Value::type).anyMatch(t -> !t.isScalar());
      if (s.op() instanceof Lanes && !(s.op() instanceof Lanes.Spread && whole)) return true;
    }
    return false;
  }
}

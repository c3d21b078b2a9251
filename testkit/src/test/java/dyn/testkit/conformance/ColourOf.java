package dyn.testkit.conformance;

import dyn.frontend.term.EdgeSet;
import dyn.ir.Axis;
import dyn.ir.Lanes;
import dyn.ir.Pure;
import dyn.ir.Scalar;
import dyn.ir.Stmt;
import dyn.ir.Value;
import dyn.passes.TurnBody;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The turns of cells as a program says them, computed cell by cell from its text. */
final class ColourOf {
  private ColourOf() {}

  static int[] cells(TurnBody turns, List<EdgeSet.Data> tables, int[] sizes) {
    Value wanted = turns.body().results().get(turns.turnAt());
    for (EdgeSet.Data d : tables) {
      if (d.symbol().name().equals(wanted.name())) return Arrays.stream((long[]) d.cells().get()).mapToInt(x -> (int) x).toArray();
    }
    List<Axis> axes = turns.stateParams().getFirst().type().axes();
    int cells = Arrays.stream(sizes).reduce(1, (a, b) -> a * b);
    int[] colours = new int[cells];
    for (int cell = 0; cell < cells; cell++) {
      Map<String, Long> at = new HashMap<>();
      for (int k = sizes.length - 1, rest = cell; k >= 0; rest /= sizes[k], k--) at.put(axes.get(k).name(), (long) rest % sizes[k]);
      colours[cell] = (int) value(turns, wanted, at);
    }
    return colours;
  }

  private static long value(TurnBody turns, Value v, Map<String, Long> at) {
    Stmt s = turns.body().stmts().stream().filter(x -> x.results().contains(v)).findFirst().orElseThrow();
    if (s.op() instanceof Pure.Const c) return c.bits();
    if (s.op() instanceof Lanes.Iota i) return at.get(i.axis().name());
    Pure.Apply a = (Pure.Apply) s.op();
    long[] args = new long[3];
    for (int k = 0; k < a.args().size(); k++) args[k] = value(turns, a.args().get(k), at);
    Scalar scalar = a.args().getFirst().type().scalar();
    return a.primitive().evaluate(scalar, args[0], args[1], args[2]);
  }
}

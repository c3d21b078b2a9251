package dyn.passes;

import dyn.ir.Axis;
import dyn.ir.Body;
import dyn.ir.Builder;
import dyn.ir.Lanes;
import dyn.ir.Level;
import dyn.ir.Noise;
import dyn.ir.Output;
import dyn.ir.Placed;
import dyn.ir.Program;
import dyn.ir.Pure;
import dyn.ir.Reach;
import dyn.ir.Regions;
import dyn.ir.Rewrite;
import dyn.ir.Stmt;
import dyn.ir.Sync;
import dyn.ir.Value;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Waits once for several stages or steps: a wait for neighbours' cells that they compute from cells already waited for is dropped, and each
 * lane computes those cells itself. What it reads for that widens the halo of the wait that is left.
 *
 * <pre>%a = barrier %u; %v = f(%a near by); %b = barrier %v; g(%b near by)  ==>  %a = barrier %u; %v = f(%a near by); g(%v near by)</pre>
 */
public final class WidenHalo implements Pass {
  private static final About ABOUT = new About("widen-halo",
      "wait once for several stages: neighbours' cells are computed, not waited for", Level.STEP, Level.STEP, Exactness.BITWISE);
  /** Wider ones are computed by too many. */
  public static final int WIDEST = 16;

  @Override
  public About about() {
    return ABOUT;
  }

  @Override
  public Program run(Program program, PassContext context) {
    return Rewriting.bodies(program, Level.STEP, body -> Rewriting.has(body, Sync.class) ? new Drop(body) : Rewrite.none());
  }

  private static final class Drop implements Rewrite {
    private final Map<Value, Stmt> definitions = new HashMap<>();
    private final Set<Value> dropped = new LinkedHashSet<>();
    private final Map<Value, Integer> width = new HashMap<>();
    /** What has been waited for in the body at hand, and the waits that stay where others were dropped: all read what they grant. */
    private final Set<Value> waited = new LinkedHashSet<>();
    private final Set<Value> seen = new LinkedHashSet<>();

    Drop(Body main) {
      bodies(main);
    }

    private void bodies(Body body) {
      for (Stmt s : body.stmts()) s.op().bodies().forEach(this::bodies);
      Demand before = Demand.of(body);
      List<Stmt> kept = new ArrayList<>();
      waited.clear();
      int known = dropped.size();
      // Somebody looks at what stages leave: each has its own loop.
      boolean records = body.stmts().stream().anyMatch(s -> s.op() instanceof Regions.While);
      for (Stmt s : body.stmts()) {
        s.results().forEach(r -> definitions.put(r, s));
        if (!records && s.op() instanceof Sync.Barrier w && w.operands().size() == 1) {
          barrier(s, w, before, body);
          if (!dropped.contains(s.result())) kept.add(s);
          waited.add(w.operands().getFirst());
        }
      }
      // Cells beside its own of what a lane computes follow from such cells of what it reads.
      if (dropped.size() > known) kept.forEach(s -> seen.add(s.result()));
    }

    /** Of cells that are computed in the same body, near by, from what has been waited for there. */
    private void barrier(Stmt s, Sync.Barrier w, Demand demand, Body body) {
      Map<String, Reach> read = demand.of(s.result());
      boolean near = !read.isEmpty() && read.values().stream().allMatch(r -> r instanceof Reach.Halo);
      if (!near || !fromWaited(w.operands().getFirst(), body, new LinkedHashSet<>())) return;
      int more = read.values().stream().mapToInt(Reach::width).max().orElse(0);
      int behind = behind(w.operands().getFirst(), new HashMap<>());
      if (behind + more > WIDEST) return;
      dropped.add(s.result());
      width.put(s.result(), behind + more);
    }

    /** How far the cells that {@code v} is computed from lie from it, where waits have been dropped. */
    private int behind(Value v, Map<Value, Integer> seen) {
      Integer known = seen.get(v);
      if (known != null) return known;
      seen.put(v, 0);
      Stmt s = definitions.get(v);
      int most = 0;
      if (s != null && s.op() instanceof Sync) most = dropped.contains(v) ? width.get(v) : 0;
      else if (s != null && !(s.op() instanceof Regions)) for (Value o : s.op().operands()) most = Math.max(most, behind(o, seen));
      seen.put(v, most);
      return most;
    }

    /** Every cell of {@code v} follows from cells behind waits of this body, and from what is the same in all lanes. */
    private boolean fromWaited(Value v, Body body, Set<Value> seen) {
      if (v.type().axisNames().stream().allMatch(a -> a.equals(Axis.MEMBER)) || !seen.add(v) || waited.contains(v)) return true;
      Stmt s = body.stmts().stream().filter(t -> t.results().contains(v)).findFirst().orElse(null);
      if (s == null) return v.type().reach().stream().allMatch(Reach.ALL::equals);
      return switch (s.op()) {
        case Sync.Barrier _ -> true;
        case Pure.Call c when !c.callee().isScalar() -> false;
        case Pure _, Lanes.Shift _, Lanes.Iota _, Lanes.Spread _ -> s.op().operands().stream().allMatch(o -> fromWaited(o, body, seen));
        case Lanes _, Sync _, Regions _, Noise _, Output _, Placed _ -> false;
      };
    }

    @Override
    public Optional<List<Value>> statement(Builder b, Stmt s, Map<Value, Value> known) {
      if (!(s.op() instanceof Sync.Barrier w) || w.operands().size() != 1) return Optional.empty();
      Value operand = w.operands().getFirst();
      Value became = known.getOrDefault(operand, operand);
      if (dropped.contains(s.result())) return Optional.of(List.of(became));
      if (!seen.contains(s.result())) return Optional.empty();
      Value all = b.emit(s.result().name(), new Sync.Barrier(became, w.axes()));
      known.put(operand, all);
      return Optional.of(List.of(all));
    }
  }
}

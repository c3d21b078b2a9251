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
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Waits for the blocks of a sum and not for its terms: each tile adds up its own cells, and what all wait for is a number for each block.
 * Done where nobody else reads the terms across tiles, so that it spares a wait for them.
 *
 * <pre>%all = barrier %x; %s = reduce f(%all)  ==>  %p = partial f(%x); %q = barrier %p; %s = total %q</pre>
 */
public final class SplitReductions implements Pass {
  private static final About ABOUT = new About("split-reductions",
      "add up the cells of each tile before all wait for all", Level.STEP, Level.STEP, Exactness.BITWISE);

  @Override
  public About about() {
    return ABOUT;
  }

  @Override
  public Program run(Program program, PassContext context) {
    return Rewriting.bodies(program, Level.STEP, body -> reducesCells(body) ? new Split(body) : Rewrite.none());
  }

  private static boolean reducesCells(Body body) {
    return body.stmts().stream().anyMatch(s -> s.op() instanceof Lanes.Reduce r && !r.axis().equals(Axis.MEMBER)
        || s.op().bodies().stream().anyMatch(SplitReductions::reducesCells));
  }

  private static final class Split implements Rewrite {
    private final Map<Value, Stmt> definitions = new HashMap<>();
    private final Demand demand;

    Split(Body body) {
      define(body);
      demand = Demand.inBlocks(body);
    }

    private void define(Body body) {
      for (Stmt s : body.stmts()) {
        s.results().forEach(r -> definitions.put(r, s));
        s.op().bodies().forEach(this::define);
      }
    }

    @Override
    public Optional<List<Value>> statement(Builder b, Stmt s, Map<Value, Value> known) {
      if (!(s.op() instanceof Lanes.Reduce r) || r.axis().equals(Axis.MEMBER)) return Optional.empty();
      Set<Value> waited = new LinkedHashSet<>();
      collect(r.operand(), r.axis(), waited, new HashSet<>());
      boolean spares = !waited.isEmpty() && waited.stream().noneMatch(w -> Reach.ALL.equals(demand.of(w).get(r.axis())));
      if (!spares) return Optional.empty();
      Value operand = known.getOrDefault(r.operand(), r.operand());
      Value blocks = b.emit("blocks", new Lanes.Partial(r.combine(), operand, r.axis()));
      String axis = r.axis() + Lanes.BLOCKS;
      Value all = b.emit("blocks", new Sync.Barrier(blocks, List.of(axis)));
      return Optional.of(List.of(b.emit(s.result().name(), new Lanes.Total(r.combine(), all, axis))));
    }

    /** The barriers through which {@code v} may be read all along {@code axis}. */
    private void collect(Value v, String axis, Set<Value> into, Set<Value> seen) {
      Stmt s = definitions.get(v);
      if (s == null || !v.type().has(axis) || !seen.add(v)) return;
      switch (s.op()) {
        case Sync.Barrier w when w.axes().contains(axis) -> into.add(v);
        case Pure _, Sync _, Lanes _ -> s.op().operands().forEach(o -> collect(o, axis, into, seen));
        case Regions _, Noise _, Output _, Placed _ -> { }
      }
    }
  }
}

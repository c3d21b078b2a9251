package dyn.passes;

import dyn.ir.Axis;
import dyn.ir.Builder;
import dyn.ir.Level;
import dyn.ir.Program;
import dyn.ir.Reach;
import dyn.ir.Rewrite;
import dyn.ir.Stmt;
import dyn.ir.Sync;
import dyn.ir.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Puts in the place of every barrier the narrowest wait that grants what its readers need: along an axis where they stay in their own
 * lane none, where they go a few cells away an exchange with neighbours, where they follow edges that are known before the run an exchange
 * along these.
 */
public final class RemoveGlobalBarriers implements Pass {
  private static final About ABOUT = new About("remove-global-barriers",
      "wait only as far as readers reach: not at all, for neighbours, along edges, or for all", Level.STEP, Level.LOCAL, Exactness.BITWISE);

  private final boolean ofCells;

  public RemoveGlobalBarriers() {
    this(true);
  }

  /** @param ofCells whether waits of cells for each other are narrowed; those of members always are */
  public RemoveGlobalBarriers(boolean ofCells) {
    this.ofCells = ofCells;
  }

  @Override
  public About about() {
    return ABOUT;
  }

  @Override
  public Program run(Program program, PassContext context) {
    return Rewriting.bodies(program, Level.LOCAL,
        body -> Rewriting.has(body, Sync.class) ? new Narrow(Demand.of(body), ofCells) : Rewrite.none());
  }

  private record Narrow(Demand demand, boolean ofCells) implements Rewrite {
    @Override
    public Optional<List<Value>> statement(Builder b, Stmt s, Map<Value, Value> known) {
      if (!(s.op() instanceof Sync.Barrier wait)) return Optional.empty();
      List<Value> seen = new ArrayList<>();
      for (int i = 0; i < wait.operands().size(); i++) {
        Value operand = known.getOrDefault(wait.operands().get(i), wait.operands().get(i));
        seen.add(narrow(b, s.results().get(i), operand, wait.axes()));
      }
      return Optional.of(seen);
    }

    private Value narrow(Builder b, Value before, Value operand, List<String> axes) {
      Map<String, Reach> read = demand.of(before);
      List<String> all = axes.stream().filter(a -> Reach.ALL.equals(read.get(a)) || !ofCells && !a.equals(Axis.MEMBER)).toList();
      List<String> near = axes.stream().filter(a -> read.get(a) instanceof Reach.Halo && !all.contains(a)).toList();
      Value v = operand;
      if (!near.isEmpty()) {
        List<Integer> widths = near.stream().map(a -> read.get(a).width()).toList();
        v = b.emit(before.name(), Sync.Exchange.near(List.of(v), near, widths));
      }
      Map<Reach, List<String>> along = new LinkedHashMap<>();
      for (String a : axes) {
        if (read.get(a) instanceof Reach.Coupled c && !all.contains(a)) along.computeIfAbsent(c, _ -> new ArrayList<>()).add(a);
      }
      for (Map.Entry<Reach, List<String>> e : along.entrySet()) {
        v = b.emit(before.name(), Sync.Exchange.along(List.of(v), e.getValue(), ((Reach.Coupled) e.getKey()).graphs()));
      }
      return all.isEmpty() ? v : b.emit(before.name(), new Sync.Barrier(v, all));
    }
  }
}

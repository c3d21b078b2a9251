package dyn.passes;

import dyn.ir.Body;
import dyn.ir.EdgeList;
import dyn.ir.Lanes;
import dyn.ir.Noise;
import dyn.ir.Output;
import dyn.ir.Placed;
import dyn.ir.Program;
import dyn.ir.Pure;
import dyn.ir.Reach;
import dyn.ir.Regions;
import dyn.ir.Stmt;
import dyn.ir.Sync;
import dyn.ir.Value;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Which gathers read nodes along the edges of a graph that is known before the run, for nothing but what meets at the nodes again: sums
 * over the edges of each. Such a node reads those that its edges join to it, and no other.
 */
final class EdgeReads {
  private final Map<Value, List<Stmt>> readers = new HashMap<>();
  /** What a body or a region hands on: any lane may have it. */
  private final Set<Value> handedOn = new HashSet<>();
  private final Set<Value> inputs = new HashSet<>();
  private final Map<Value, Map<Reach.Ends, Boolean>> known = new HashMap<>();

  EdgeReads(Body body) {
    if (body.name().equals(Program.MAIN)) inputs.addAll(body.params());
    if (!inputs.isEmpty()) collect(body);
  }

  private void collect(Body body) {
    for (Stmt s : body.stmts()) {
      for (Value v : s.op().operands()) readers.computeIfAbsent(v, _ -> new ArrayList<>()).add(s);
      s.op().bodies().forEach(this::collect);
    }
    handedOn.addAll(body.results());
  }

  /** The graph along which {@code s} reads nodes; empty where it may read any. */
  Optional<String> along(Stmt s, Lanes.Gather g) {
    if (!inputs.contains(g.index())) return Optional.empty();
    return EdgeList.along(g.index()).filter(graph -> meets(s.result(), edge(g), new Reach.Ends(graph, false, List.of(g.axis()))));
  }

  /** Whether {@code s} adds up edges of each node as {@link #along} means it. */
  boolean meets(Lanes.Segment s, Reach.Ends ends) {
    return inputs.contains(s.first()) && inputs.contains(s.last()) && EdgeList.bounds(s.first(), s.last(), ends)
        && s.first().type().axisNames().containsAll(ends.axes()) && s.last().type().axisNames().containsAll(ends.axes());
  }

  /** How the operand comes of whose edges {@code s} adds up those of each node; empty where it may be any array. */
  Optional<Reach.Ends> ends(Lanes.Segment s) {
    return EdgeList.of(s.first()).map(list -> new Reach.Ends(list.graph(), list.kind() == EdgeList.Kind.OUT_FIRST, List.of()))
        .filter(e -> meets(s, e));
  }

  /** Whether {@code g} puts edges in the order of their sources. */
  boolean sorts(Lanes.Gather g) {
    return inputs.contains(g.index()) && EdgeList.sorting(g.index()).isPresent() && edge(g).equals(g.axis());
  }

  private static String edge(Lanes.Gather g) {
    return g.index().type().axes().getFirst().name();
  }

  /** Whether all that becomes of {@code v}, a value of each edge, is added up at the nodes. */
  private boolean meets(Value v, String edge, Reach.Ends ends) {
    Boolean before = known.computeIfAbsent(v, _ -> new HashMap<>()).get(ends);
    if (before != null) return before;
    boolean all = !handedOn.contains(v) && readers.containsKey(v);
    for (Stmt s : readers.getOrDefault(v, List.of())) all = all && meets(v, s, edge, ends);
    known.get(v).put(ends, all);
    return all;
  }

  private boolean meets(Value v, Stmt s, String edge, Reach.Ends ends) {
    return switch (s.op()) {
      case Lanes.Segment g -> g.operand().equals(v) && g.axis().equals(edge) && meets(g, ends);
      case Lanes.Gather g when g.axis().equals(edge) -> g.operand().equals(v) && !ends.sorted() && sorts(g)
          && EdgeList.sorting(g.index()).filter(ends.graph()::equals).isPresent()
          && meets(s.result(), edge, new Reach.Ends(ends.graph(), true, ends.axes()));
      case Lanes.Gather g -> g.operand().equals(v) && meets(s.result(), edge, ends);
      case Lanes.Reduce r -> !r.axis().equals(edge) && meets(s.result(), edge, ends);
      case Lanes.Contract c -> !c.axis().equals(edge) && meets(s.result(), edge, ends);
      case Pure.Call c when !c.callee().isScalar() -> false;
      case Pure _, Lanes.Spread _ -> s.results().size() == 1 && meets(s.result(), edge, ends);
      case Lanes _, Sync _, Regions _, Noise _, Output _, Placed _ -> false;
    };
  }
}

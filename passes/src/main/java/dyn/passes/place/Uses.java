package dyn.passes.place;

import dyn.ir.Axis;
import dyn.ir.Body;
import dyn.ir.Lanes;
import dyn.ir.Noise;
import dyn.ir.Op;
import dyn.ir.Output;
import dyn.ir.Placed;
import dyn.ir.Primitive;
import dyn.ir.Pure;
import dyn.ir.Reach;
import dyn.ir.Regions;
import dyn.ir.Scalar;
import dyn.ir.Stmt;
import dyn.ir.Sync;
import dyn.ir.Value;
import dyn.passes.Demand;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Who reads a value, and which values need no memory because their only reader goes over the same cells. */
final class Uses {
  private final Map<Value, Set<Stmt>> readers = new HashMap<>();
  private final Map<Value, Integer> counts = new HashMap<>();
  private final Map<Value, Stmt> definitions = new HashMap<>();
  private final Set<Value> results = new HashSet<>();
  private final Set<Value> computed = new HashSet<>();

  private static final int LIGHT = 100;
  private static final int FEW = 3;
  private static final Set<Primitive> PLAIN = EnumSet.of(Primitive.ADD, Primitive.SUB, Primitive.MUL);

  private final Tiling tiling;
  private final Demand demand;
  /** Bodies whose loops go through the rows together. */
  private final Set<Body> piped = Collections.newSetFromMap(new IdentityHashMap<>());

  /** @param tiling null where one worker has all cells */
  Uses(Body body, Tiling tiling) {
    this.tiling = tiling;
    demand = tiling == null ? null : Demand.of(body);
    if (tiling != null) TiledAxis.pipedArms(body, tiling.axis(), demand).forEach(piped::add);
    collect(body);
    decide(body);
  }

  private void collect(Body body) {
    for (Stmt s : body.stmts()) {
      s.results().forEach(r -> definitions.put(r, s));
      for (Value v : s.op().operands()) read(v, s);
      s.op().bodies().forEach(this::collect);
    }
    for (Value v : body.results()) {
      results.add(v);
      counts.merge(v, 1, Integer::sum);
    }
  }

  private void read(Value v, Stmt by) {
    readers.computeIfAbsent(v, _ -> identitySet()).add(by);
    counts.merge(v, 1, Integer::sum);
  }

  /** Statements are told apart by identity: comparing them would compare all that is nested in them. */
  static Set<Stmt> identitySet() {
    return Collections.newSetFromMap(new IdentityHashMap<>(4));
  }

  Set<Stmt> readers(Value v) {
    return readers.getOrDefault(v, Set.of());
  }

  /**
   * What else a carry may become, where {@code v} is the old value in all but rare cases: {@code min(old, where(usual, largest, x))}. Null
   * otherwise, and where somebody else reads what is computed on the way.
   */
  Rare rare(Value v) {
    if (!(operation(v) instanceof Pure.Apply m) || m.primitive() != Primitive.MIN || counts.get(v) != 1) return null;
    Value other = m.args().get(1);
    if (!(operation(other) instanceof Pure.Apply x) || x.primitive() != Primitive.SELECT || counts.get(other) != 1) return null;
    boolean largest = operation(x.args().get(1)) instanceof Pure.Const c && c.bits() == Long.MAX_VALUE;
    return largest ? new Rare(definitions.get(v), definitions.get(other), m.args().getFirst(), x.args().get(0), x.args().get(2)) : null;
  }

  private Op operation(Value v) {
    Stmt s = definitions.get(v);
    return s == null ? null : s.op();
  }

  record Rare(Stmt least, Stmt choice, Value old, Value usual, Value other) {}

  /** Whether the loops of a body, which has the statements of one of those that are placed, go through the rows together. */
  boolean isPiped(Body body) {
    return piped.stream().anyMatch(b -> b.stmts() == body.stmts() || b.stmts().equals(body.stmts()));
  }

  boolean isResult(Value v) {
    return results.contains(v);
  }

  /** The value is computed cell by cell where it is read and has no memory of its own. */
  boolean isComputed(Value v) {
    return computed.contains(v);
  }

  private void decide(Body body) {
    Set<Stmt> here = identitySet();
    here.addAll(body.stmts());
    List<Stmt> order = body.stmts();
    for (Stmt s : order.reversed()) {
      if (tiling != null && s.op() instanceof Regions.If i && isLight(i)) computeArms(i);
      s.op().bodies().forEach(this::decide);
      boolean array = s.results().size() == 1 && !Cells.axes(s.result().type()).isEmpty();
      if (s.results().size() == 1 && isOfEnds(s.result())) {
        computed.add(s.result());
        continue;
      }
      boolean anew = array && tiling != null && TiledAxis.isComputedAnew(s, demand, tiling.axis());
      if (anew && !piped.contains(body)) computed.add(s.result());
      else if (array && isCellwise(s.op())) decide(s, here, order);
    }
  }

  /** Edges have no tile: what is computed of one is computed at its nodes, from what their tiles have waited for. */
  boolean isOfEnds(Value v) {
    return tiling != null && v.type().reach().stream().anyMatch(r -> r instanceof Reach.Ends e && e.axes().contains(tiling.axis().name()));
  }

  /** What is computed where it is read, is so before the next wait: other tiles may write what it reads after that. */
  private static boolean waitsBetween(Stmt s, Stmt reader, List<Stmt> order) {
    boolean after = false;
    for (Stmt o : order) {
      if (o == reader) return false;
      if (after && o.op() instanceof Sync) return true;
      after |= o == s;
    }
    return true;
  }

  /** Arms that a number chooses between, of few operations on each cell: nothing in them needs memory. */
  private static boolean isLight(Regions.If i) {
    return Cells.axes(i.condition().type()).isEmpty() && i.bodies().stream().allMatch(arm -> arm.stmts().size() <= LIGHT
        && arm.stmts().stream().allMatch(t -> t.results().size() == 1 && t.op() instanceof Pure && isCellwise(t.op())));
  }

  private void computeArms(Regions.If i) {
    for (Body arm : i.bodies()) for (Stmt t : arm.stmts()) if (!Cells.axes(t.result().type()).isEmpty()) computed.add(t.result());
  }

  private boolean isLazy(Op op) {
    return isFree(op) || op instanceof Lanes.Partial && (tiling == null || !tiling.combinesBlocks());
  }

  private void decide(Stmt s, Set<Stmt> here, List<Stmt> order) {
    Value v = s.result();
    if (isLazy(s.op()) || isNumberOfCell(s.op(), FEW)) {
      computed.add(v);
      return;
    }
    if (isOfOwnRows(v, here, order)) {
      computed.add(v);
      return;
    }
    if (counts.getOrDefault(v, 0) != 1 || isResult(v)) return;
    Stmt reader = readers(v).iterator().next();
    if (tiling != null && waitsBetween(s, reader, order)) return;
    if (!here.contains(reader)) return;
    if (foldsRows(v, reader) || picksOn(s, reader)) {
      computed.add(v);
      return;
    }
    if (!names(Cells.axes(v.type())).equals(iterated(reader))) return;
    boolean folds = reader.op() instanceof Lanes.Reduce || reader.op() instanceof Lanes.Contract
        || reader.op() instanceof Lanes.Partial && (tiling == null || tiling.combinesBlocks());
    boolean passesOn = reader.results().size() == 1 && isComputed(reader.result()) && !isFree(reader.op());
    if (folds || passesOn) computed.add(v);
  }

  /**
   * What several tiles would each compute in whole, to combine the rows of their own cells, they compute for those rows where they combine
   * them.
   */
  private boolean isOfOwnRows(Value v, Set<Stmt> here, List<Stmt> order) {
    if (tiling == null || tiling.splits(v.type()) || isResult(v)) return false;
    for (Stmt r : readers(v)) {
      boolean sorted = r.op() instanceof Lanes.Gather g && g.operand().equals(v) && isComputed(r.result());
      boolean rows = foldsRows(v, r) && tiling.splits(r.result().type());
      if (!here.contains(r) || !sorted && !rows || waitsBetween(definitions.get(v), r, order)) return false;
    }
    return !readers(v).isEmpty();
  }

  /** Rows share no cell: each is computed once, in the loop over its row. */
  private static boolean foldsRows(Value v, Stmt reader) {
    return reader.op() instanceof Lanes.Segment g && g.operand().equals(v);
  }

  /** A cell that is picked along one axis after another is picked at once: what lies between would be an array over all axes. */
  private static boolean picksOn(Stmt s, Stmt reader) {
    return s.op() instanceof Lanes.Gather && reader.op() instanceof Lanes.Gather g && g.operand().equals(s.result());
  }

  static boolean isCellwise(Op op) {
    return switch (op) {
      case Pure.Call c -> c.callee().isScalar();
      case Pure _ -> true;
      case Lanes.Stack _ -> false;
      case Lanes.Reduce _, Lanes.Contract _, Lanes.Total _, Lanes.Segment _ -> false;
      case Lanes.Partial _ -> true;
      case Lanes _ -> true;
      case Sync _, Noise _, Regions _, Output _, Placed _ -> false;
    };
  }

  /** Integers that follow from where a cell lies, in few operations: cheaper to compute than to load. */
  private boolean isNumberOfCell(Op op, int few) {
    if (op instanceof Lanes.Iota) return true;
    if (few == 0 || !(op instanceof Pure.Apply a) || !PLAIN.contains(a.primitive())) return false;
    return a.args().stream().allMatch(x -> x.type().scalar() == Scalar.I64
        && (Cells.axes(x.type()).isEmpty() || operation(x) != null && isNumberOfCell(operation(x), few - 1)));
  }

  /** Nothing to compute: another way to read what is there. */
  private static boolean isFree(Op op) {
    return op instanceof Lanes.Iota || op instanceof Lanes.Rename || op instanceof Lanes.Spread || op instanceof Lanes.Shift;
  }

  private static Set<String> names(List<Axis> axes) {
    return axes.stream().map(Axis::name).collect(Collectors.toSet());
  }

  /** Axes over which a statement goes when it reads. */
  private static Set<String> iterated(Stmt s) {
    Set<String> axes = new HashSet<>();
    s.results().forEach(r -> axes.addAll(names(Cells.axes(r.type()))));
    if (s.op() instanceof Lanes.Reduce r) axes.add(r.axis());
    if (s.op() instanceof Lanes.Contract c) axes.add(c.axis());
    if (s.op() instanceof Lanes.Partial r) {
      axes.remove(r.axis() + Lanes.BLOCKS);
      axes.add(r.axis());
    }
    return axes;
  }
}

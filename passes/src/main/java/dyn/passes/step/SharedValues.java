package dyn.passes.step;

import dyn.ir.Axis;
import dyn.ir.Body;
import dyn.ir.Builder;
import dyn.ir.Lanes;
import dyn.ir.Noise;
import dyn.ir.Output;
import dyn.ir.Placed;
import dyn.ir.Pure;
import dyn.ir.Regions;
import dyn.ir.Rewrite;
import dyn.ir.Stmt;
import dyn.ir.Sync;
import dyn.ir.Type;
import dyn.ir.Value;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * While a body is put into the program: a value that takes a sum over cells for each of its own, or that takes some work and that many
 * cells read, is waited for like a state where others read it from afar. Whoever did not wait would have to compute all of it, as often as
 * it is read.
 */
final class SharedValues implements Rewrite {
  /** Additions that each cell spares. */
  private static final double MUCH = 256;
  private static final double CALL = 30;

  private final boolean acrossMembers;
  private final Map<Value, Stmt> definitions = new HashMap<>();
  /** What changes in the run. */
  private final Set<Value> changing;
  private final Map<Value, Value> written = new HashMap<>();
  private final Set<Value> worthWaiting = new HashSet<>();
  private final Map<Value, Double> costs = new HashMap<>();
  private final Map<Value, Double> weighed = new HashMap<>();

  /** @param changing the parameters of the body that change in the run */
  SharedValues(Body body, List<Value> changing, boolean acrossMembers) {
    this.acrossMembers = acrossMembers;
    this.changing = new HashSet<>(changing);
    for (Stmt s : body.stmts()) {
      s.results().forEach(r -> definitions.put(r, s));
      if (s.op().operands().stream().anyMatch(this.changing::contains)) this.changing.addAll(s.results());
      if (!(s.op() instanceof Lanes op)) continue;
      for (Value v : op.operands()) for (String axis : far(op, v)) weigh(v, axis, reads(op, v));
    }
  }

  @Override
  public Optional<List<Value>> statement(Builder b, Stmt s, Map<Value, Value> known) {
    if (s.results().stream().anyMatch(worthWaiting::contains)) {
      Value made = b.emit(s.result().name(), s.op().mapOperands(v -> known.getOrDefault(v, v)));
      return Optional.of(List.of(Scope.barrier(b, made, acrossMembers)));
    }
    if (!(s.op() instanceof Lanes op)) return Optional.empty();
    Map<Value, Value> seen = new HashMap<>(known);
    for (Value v : op.operands()) {
      if (far(op, v).stream().anyMatch(a -> isSummed(v, a, new HashSet<>()))) {
        seen.put(v, written.computeIfAbsent(v, x -> Scope.barrier(b, known.getOrDefault(x, x), acrossMembers)));
      }
    }
    if (seen.equals(known)) return Optional.empty();
    return Optional.of(List.of(b.emit(s.result().name(), op.mapOperands(v -> seen.getOrDefault(v, v)))));
  }

  /** How often {@code op} reads a cell of an operand. */
  private static double reads(Lanes op, Value operand) {
    double results = cells(op.resultTypes().getFirst());
    return switch (op) {
      case Lanes.Contract _ -> results;
      case Lanes.Gather _ -> results / cells(operand.type());
      case Lanes _ -> 1;
    };
  }

  private static double cells(Type type) {
    return type.axes().stream().filter(a -> !a.isDynamic()).mapToDouble(Axis::size).reduce(1, (x, y) -> x * y);
  }

  /** Finds what is computed for each cell along {@code axis} and read {@code reads} times. */
  private void weigh(Value v, String axis, double reads) {
    Stmt s = definitions.get(v);
    if (s == null || !changing.contains(v) || !v.type().has(axis) || !(s.op() instanceof Pure p)) return;
    if (weighed.getOrDefault(v, 0.0) >= reads) return;
    weighed.put(v, reads);
    if (s.results().size() == 1 && (reads - 1) * cost(v) >= MUCH) {
      worthWaiting.add(v);
      return;
    }
    double cells = cells(v.type());
    for (Value o : p.operands()) weigh(o, axis, reads * cells / cells(o.type()));
  }

  /** Of one cell, from what is at hand, in additions. */
  private double cost(Value v) {
    Double known = costs.get(v);
    if (known == null) costs.put(v, known = costAnew(v));
    return known;
  }

  private double costAnew(Value v) {
    Stmt s = definitions.get(v);
    if (s == null || !changing.contains(v)) return 0;
    if (!(s.op() instanceof Pure p)) return 0;
    double own = switch (p) {
      case Pure.Apply a -> a.primitive().cost();
      case Pure.Call _ -> CALL;
      case Pure.Const _ -> 0;
    };
    return own + p.operands().stream().distinct().mapToDouble(this::cost).sum();
  }

  /** The axes along which {@code op} reads all cells of {@code operand}. */
  private static List<String> far(Lanes op, Value operand) {
    return switch (op) {
      case Lanes.Reduce r -> List.of(r.axis());
      case Lanes.Contract c -> List.of(c.axis());
      case Lanes.Gather g -> operand.equals(g.operand()) ? List.of(g.axis()) : List.of();
      case Lanes.Segment g -> operand.equals(g.operand()) ? List.of(g.axis()) : List.of();
      case Lanes.Rename r -> operand.type().axes().stream().filter(a -> !r.axes().contains(a)).map(Axis::name).toList();
      case Lanes.Iota _, Lanes.Shift _, Lanes.Partial _, Lanes.Total _, Lanes.Stack _, Lanes.Spread _ -> List.of();
    };
  }

  /** Whether computing one cell of {@code v} along {@code axis} adds up cells of what changes. */
  private boolean isSummed(Value v, String axis, Set<Value> seen) {
    Stmt s = definitions.get(v);
    if (s == null || !changing.contains(v) || !v.type().has(axis) || written.containsKey(v) || !seen.add(v)) return false;
    return switch (s.op()) {
      case Lanes.Reduce _, Lanes.Contract _, Lanes.Segment _ -> true;
      case Lanes.Rename r -> isSummed(r.operand(), before(r, axis), seen);
      case Lanes _, Pure _ -> s.op().operands().stream().anyMatch(o -> isSummed(o, axis, seen));
      case Regions _, Noise _, Output _, Placed _, Sync _ -> false;
    };
  }

  private static String before(Lanes.Rename r, String axis) {
    for (int i = 0; i < r.axes().size(); i++) if (r.axes().get(i).name().equals(axis)) return r.operand().type().axes().get(i).name();
    return axis;
  }
}

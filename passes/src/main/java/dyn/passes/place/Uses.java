package dyn.passes.place;

import dyn.ir.Axis;
import dyn.ir.Body;
import dyn.ir.Lanes;
import dyn.ir.Noise;
import dyn.ir.Op;
import dyn.ir.Output;
import dyn.ir.Placed;
import dyn.ir.Pure;
import dyn.ir.Regions;
import dyn.ir.Stmt;
import dyn.ir.Sync;
import dyn.ir.Value;
import java.util.Collections;
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
  private final Set<Value> results = new HashSet<>();
  private final Set<Value> computed = new HashSet<>();

  Uses(Body body) {
    collect(body);
    decide(body);
  }

  private void collect(Body body) {
    for (Stmt s : body.stmts()) {
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
    return Collections.newSetFromMap(new IdentityHashMap<>());
  }

  Set<Stmt> readers(Value v) {
    return readers.getOrDefault(v, Set.of());
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
    for (Stmt s : body.stmts().reversed()) {
      s.op().bodies().forEach(this::decide);
      if (s.results().size() == 1 && isCellwise(s.op()) && !Cells.axes(s.result().type()).isEmpty()) decide(s, here);
    }
  }

  private void decide(Stmt s, Set<Stmt> here) {
    Value v = s.result();
    if (isFree(s.op())) {
      computed.add(v);
      return;
    }
    if (counts.getOrDefault(v, 0) != 1 || isResult(v)) return;
    Stmt reader = readers(v).iterator().next();
    if (!here.contains(reader) || !names(Cells.axes(v.type())).equals(iterated(reader))) return;
    boolean folds = reader.op() instanceof Lanes.Reduce || reader.op() instanceof Lanes.Contract;
    boolean passesOn = reader.results().size() == 1 && isComputed(reader.result()) && !isFree(reader.op());
    if (folds || passesOn) computed.add(v);
  }

  static boolean isCellwise(Op op) {
    return switch (op) {
      case Pure.Call c -> c.callee().isScalar();
      case Pure _ -> true;
      case Lanes.Stack _ -> false;
      case Lanes.Reduce _, Lanes.Contract _ -> false;
      case Lanes _ -> true;
      case Sync _, Noise _, Regions _, Output _, Placed _ -> false;
    };
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
    return axes;
  }
}

package dyn.passes.step;

import dyn.ir.Axis;
import dyn.ir.Body;
import dyn.ir.Builder;
import dyn.ir.Lanes;
import dyn.ir.Noise;
import dyn.ir.Op;
import dyn.ir.Output;
import dyn.ir.Placed;
import dyn.ir.Primitive;
import dyn.ir.Pure;
import dyn.ir.Regions;
import dyn.ir.Stmt;
import dyn.ir.Sync;
import dyn.ir.Value;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Map;
import java.util.Set;

/**
 * The equations of a map, where each cell knows itself as it is, and of others what they were some steps ago: where an operation moves
 * values between cells, it moves those of every age, and a draw picks one. What is computed of states before it is moved, is computed
 * for every age.
 */
final class AgedReads {
  private final Builder b;
  private final Scope scope;
  private final Body body;
  private final List<List<Value>> ages;
  private final Lots lots;
  /** Values that depend on states, and what all others became. */
  private final Set<Value> moving = new HashSet<>();
  private final Map<Value, Value> still = new HashMap<>();
  /** What each became, by age. */
  private final List<Map<Value, Value>> past = new ArrayList<>();

  /** @param ages the states as they are, then as they were */
  AgedReads(Builder b, Scope scope, Value t, List<List<Value>> ages, Lots lots) {
    this.b = b;
    this.scope = scope;
    this.body = scope.model.rates;
    this.ages = ages;
    this.lots = lots;
    List<Value> others = scope.arguments(t, Optional.empty());
    for (int i = 0; i < others.size(); i++) still.put(body.params().get(i), others.get(i));
    List<Value> states = body.params().subList(others.size(), body.params().size());
    moving.addAll(states);
    for (List<Value> age : ages) {
      Map<Value, Value> known = new HashMap<>();
      for (int s = 0; s < states.size(); s++) known.put(states.get(s), age.get(s));
      past.add(known);
    }
    for (Stmt s : body.stmts()) {
      b.at(s.origin());
      if (s.op().operands().stream().noneMatch(moving::contains)) put(still, s, copied(s, s.op().mapOperands(still::get)));
      else moving.addAll(s.results());
    }
  }

  private void put(Map<Value, Value> into, Stmt s, List<Value> made) {
    for (int i = 0; i < made.size(); i++) into.put(s.results().get(i), made.get(i));
  }

  private List<Value> copied(Stmt s, Op op) {
    if (op instanceof Pure.Const c) return List.of(b.constant(c));
    return b.emitAll(s.results().stream().map(Value::name).toList(), op);
  }

  /** What state {@code s} becomes where it is updated. */
  Value next(int s) {
    Map<Value, Value> now = new HashMap<>();
    Value result = body.results().get(s);
    Set<Value> wanted = needed(Set.of(result));
    int states = ages.getFirst().size();
    for (int k = 0; k < states; k++) {
      Value state = body.params().get(body.params().size() - states + k);
      if (k == s) now.put(state, ages.getFirst().get(k));
      else if (wanted.contains(state)) now.put(state, picked(List.of(state), scope.model.state(s).type().axes()).getFirst());
    }
    for (Stmt st : body.stmts()) {
      boolean here = st.results().stream().anyMatch(r -> wanted.contains(r) && moving.contains(r));
      if (here) put(now, st, now(st, now));
    }
    b.at("");
    return moving.contains(result) ? now.get(result) : still.get(result);
  }

  private Set<Value> needed(Set<Value> roots) {
    Set<Value> needed = new HashSet<>(roots);
    for (Stmt s : body.stmts().reversed()) if (s.results().stream().anyMatch(needed::contains)) needed.addAll(s.op().operands());
    return needed;
  }

  private List<Value> now(Stmt s, Map<Value, Value> now) {
    b.at(s.origin());
    return switch (s.op()) {
      case Pure _, Lanes.Spread _, Lanes.Stack _, Lanes.Iota _, Noise _ -> copied(s, s.op().mapOperands(v -> present(v, now)));
      case Lanes.Shift _, Lanes.Rename _ -> picked(s.results(), List.of());
      case Lanes.Gather g when !moving.contains(g.operand()) -> copied(s, s.op().mapOperands(v -> present(v, now)));
      case Lanes.Gather g when !moving.contains(g.index()) -> picked(s.results(), List.of());
      case Lanes.Gather g -> copied(s, new Lanes.Gather(foreign(g.operand(), List.of()), present(g.index(), now), g.axis()));
      case Lanes.Contract c -> {
        List<Axis> cells = cells(c.left(), c.right());
        yield copied(s, new Lanes.Contract(foreign(c.left(), cells), foreign(c.right(), cells), c.axis()));
      }
      case Lanes _ -> copied(s, s.op().mapOperands(v -> foreign(v, List.of())));
      case Sync _, Regions _, Output _, Placed _ -> throw new IllegalStateException(s.op().name() + " in a map");
    };
  }

  private Value present(Value v, Map<Value, Value> now) {
    return moving.contains(v) ? now.get(v) : still.get(v);
  }

  private static List<Axis> cells(Value... values) {
    List<Axis> all = new ArrayList<>();
    for (Value v : values) for (Axis a : v.type().axes()) if (!all.contains(a)) all.add(a);
    return all;
  }

  /** As another cell knows it. */
  private Value foreign(Value v, List<Axis> cells) {
    return moving.contains(v) ? picked(List.of(v), cells).getFirst() : still.get(v);
  }

  /** Of each age with equal chance, for each cell that reads and each that is read. */
  private List<Value> picked(List<Value> values, List<Axis> readers) {
    List<Value> result = new ArrayList<>();
    for (Value v : values) {
      Value oldest = past(v, ages.size() - 1);
      if (ages.size() == 1) {
        result.add(oldest);
        continue;
      }
      List<Axis> cells = new ArrayList<>(readers);
      for (Axis a : v.type().axes()) if (!cells.contains(a)) cells.add(a);
      Value age = lots.oneOf(ages.size(), cells);
      for (int k = ages.size() - 2; k >= 0; k--) {
        Value newer = b.apply("newer", Primitive.LT, age, b.constant(k + 1.0));
        oldest = b.apply(v.name(), Primitive.SELECT, newer, past(v, k), oldest);
      }
      result.add(oldest);
    }
    return result;
  }

  /** As it was some steps ago, computed from the states of then. */
  private Value past(Value v, int age) {
    if (!moving.contains(v)) return still.get(v);
    Map<Value, Value> known = past.get(age);
    if (known.containsKey(v)) return known.get(v);
    Set<Value> wanted = needed(Set.of(v));
    for (Stmt s : body.stmts()) {
      boolean missing = s.results().stream().anyMatch(r -> wanted.contains(r) && moving.contains(r) && !known.containsKey(r));
      if (missing) put(known, s, copied(s, s.op().mapOperands(o -> moving.contains(o) ? known.get(o) : still.get(o))));
    }
    return known.get(v);
  }
}

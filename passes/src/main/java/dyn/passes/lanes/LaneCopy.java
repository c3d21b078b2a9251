package dyn.passes.lanes;

import dyn.ir.Axis;
import dyn.ir.Body;
import dyn.ir.Builder;
import dyn.ir.Lanes;
import dyn.ir.Noise;
import dyn.ir.Op;
import dyn.ir.Output;
import dyn.ir.Placed;
import dyn.ir.Program;
import dyn.ir.Pure;
import dyn.ir.Reach;
import dyn.ir.Regions;
import dyn.ir.Rewrite;
import dyn.ir.Stmt;
import dyn.ir.Sync;
import dyn.ir.Type;
import dyn.ir.Value;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Copies code of one member for the members of a tile: memory of a member gets the lane axis last, bodies are called in a version for
 * lanes.
 */
final class LaneCopy {
  /** Both arms of a branch that lanes take apart are computed if that costs less, in additions. */
  private static final int CHEAP = 5;
  /** And so they are up to here where the branch is a guess, which a vector of lanes seldom makes right for all. */
  private static final int GUESSED = 24;

  private final Axis axis;
  private final Map<String, Body> bodies;
  /** Memory with the lane axis, by that of one member. */
  private final Map<Value, Value> twins;

  LaneCopy(Axis axis, Map<String, Body> bodies, Map<Value, Value> twins) {
    this.axis = axis;
    this.bodies = bodies;
    this.twins = twins;
  }

  static Placed.Alloc widened(Placed.Alloc a, Axis lane) {
    List<Axis> axes = new ArrayList<>(a.axes());
    axes.add(lane);
    return new Placed.Alloc(a.scalar(), axes);
  }

  /** All that may be called, to which versions for lanes are added. */
  static Map<String, Body> callees(Program program) {
    Map<String, Body> bodies = new LinkedHashMap<>();
    for (Body b : program.bodies()) if (!b.name().equals(Program.MAIN)) bodies.put(b.name(), b);
    return bodies;
  }

  static boolean hasLanes(Program program) {
    return program.bodies().stream().anyMatch(LaneCopy::hasLanes);
  }

  static boolean hasLanes(Body b) {
    return b.params().stream().anyMatch(p -> p.type().has(Axis.LANE)) || b.stmts().stream().anyMatch(s ->
        s.results().stream().anyMatch(r -> r.type().has(Axis.LANE)) || s.op().bodies().stream().anyMatch(LaneCopy::hasLanes));
  }

  /** @param lane numbers of the lanes, in the body that is copied */
  Rewrite at(Value lane) {
    return (b, s, known) -> switch (s.op()) {
      case Placed.Load l when twins.containsKey(l.buffer()) ->
          Optional.of(List.of(b.emit(s.result().name(), new Placed.Load(twins.get(l.buffer()), indices(l.indices(), known, lane)))));
      case Placed.Store t when twins.containsKey(t.buffer()) -> {
        b.emit(new Placed.Store(twins.get(t.buffer()), indices(t.indices(), known, lane), known.getOrDefault(t.value(), t.value())));
        yield Optional.of(List.of());
      }
      case Placed.Alloc a -> {
        Value wide = b.emit(s.result().name(), widened(a, axis));
        twins.put(s.result(), wide);
        yield Optional.of(List.of(wide));
      }
      case Pure.Call c -> call(b, s, c, known);
      case Regions.If i -> both(b, i, known, lane);
      case Pure _, Regions _, Placed _, Lanes _, Sync _, Noise _, Output _ -> Optional.empty();
    };
  }

  private static List<Value> indices(List<Value> indices, Map<Value, Value> known, Value lane) {
    List<Value> all = new ArrayList<>(Op.map(indices, v -> known.getOrDefault(v, v)));
    all.add(lane);
    return all;
  }

  private Optional<List<Value>> both(Builder b, Regions.If i, Map<Value, Value> known, Value lane) {
    Value condition = known.getOrDefault(i.condition(), i.condition());
    if (condition.type().isScalar() || cost(i.then()) + cost(i.otherwise()) > (i.isGuess() ? GUESSED : CHEAP)) return Optional.empty();
    List<Value> yes = b.copy(i.then(), new HashMap<>(known), at(lane));
    List<Value> no = b.copy(i.otherwise(), new HashMap<>(known), at(lane));
    List<Value> chosen = new ArrayList<>();
    for (int k = 0; k < yes.size(); k++) chosen.add(b.select(condition, yes.get(k), no.get(k)));
    return Optional.of(chosen);
  }

  private static int cost(Body arm) {
    int sum = 0;
    for (Stmt s : arm.stmts()) {
      sum += switch (s.op()) {
        case Pure.Const _ -> 0;
        case Pure.Apply a -> a.primitive().cost();
        case Pure.Call _, Regions _, Placed _, Lanes _, Sync _, Noise _, Output _ -> GUESSED + 1;
      };
    }
    return sum;
  }

  private Optional<List<Value>> call(Builder b, Stmt s, Pure.Call c, Map<Value, Value> known) {
    List<Value> args = Op.map(c.args(), v -> twins.getOrDefault(v, known.getOrDefault(v, v)));
    if (args.stream().noneMatch(v -> v.type().has(Axis.LANE))) return Optional.empty();
    Body callee = forLanes(bodies.get(c.callee().name()), args);
    return Optional.of(b.emitAll(s.results().stream().map(Value::name).toList(), new Pure.Call(callee, args)));
  }

  /** The version of {@code body} whose operands differ by lane where {@code args} do; its name says which, operand by operand. */
  private Body forLanes(Body body, List<Value> args) {
    StringBuilder name = new StringBuilder(body.name()).append('.');
    for (Value v : args) name.append(v.type().has(Axis.LANE) ? 'v' : 'u');
    Body known = bodies.get(name.toString());
    if (known != null) return known;
    Builder in = new Builder();
    Map<Value, Value> became = new HashMap<>();
    Map<Value, Value> wide = new LinkedHashMap<>();
    List<Value> params = new ArrayList<>();
    for (int i = 0; i < args.size(); i++) {
      Value p = body.params().get(i);
      Type type = args.get(i).type().has(Axis.LANE) ? p.type().with(axis, Reach.OWN) : p.type();
      Value param = in.exactParam(p.name(), type);
      params.add(param);
      became.put(p, param);
      if (!type.isRegister() && type.has(Axis.LANE)) wide.put(p, param);
    }
    Value lane = in.emit("lane", new Lanes.Iota(axis));
    List<Value> results = in.copy(body, became, new LaneCopy(axis, bodies, wide).at(lane));
    Body made = in.finish(name.toString(), params, results);
    bodies.put(made.name(), made);
    return made;
  }
}

package dyn.passes.step;

import dyn.ir.Axis;
import dyn.ir.Body;
import dyn.ir.Builder;
import dyn.ir.Lanes;
import dyn.ir.Primitive;
import dyn.ir.Reach;
import dyn.ir.Scalar;
import dyn.ir.Type;
import dyn.ir.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Steps after which events happen, one after the other in the order of the model; what one makes of the states the next one sees. One
 * happens where its guard, in its turn, is above zero, and was not when it was last looked at: in its turn in the step before, or at the
 * start of this one, after all that happened then. What has stopped or is held stays as it is.
 */
record EventScheme(Function<Scope, Scheme> method, Scope scope, List<Integer> held, Optional<Bridge> bridge, Optional<Value> before)
    implements Scheme {
  static EventScheme of(Function<Scope, Scheme> method, Scope scope, Optional<Bridge> bridge) {
    List<Integer> held = scope.model.holds.stream().map(ModelView.Hold::state).distinct().toList();
    return new EventScheme(method, scope, held, bridge, Optional.empty());
  }

  @Override
  public Scheme at(Place place) {
    return new EventScheme(method, scope, held, bridge, Optional.of(place.behind()));
  }

  @Override
  public Pace pace(Value start, Value end, Value longest) {
    return method.apply(scope).pace(start, end, longest);
  }

  /** What the method hands on; guards as they were last looked at; for how long states are still held; how far a member came. */
  @Override
  public List<Value> startMemory(Builder b, Value t, List<Value> states) {
    List<Value> all = new ArrayList<>(method.apply(scope).startMemory(b, t, states));
    all.addAll(guards(b, t, states));
    held.forEach(_ -> all.add(b.constant(0.0)));
    scope.model.stopped.ifPresent(_ -> all.add(t));
    return all;
  }

  @Override
  public List<String> memoryHints() {
    List<String> all = new ArrayList<>(method.apply(scope).memoryHints());
    for (int k = 0; k < body().results().size(); k++) all.add("guard" + k);
    held.forEach(i -> all.add("hold." + scope.model.states.get(i)));
    scope.model.stopped.ifPresent(_ -> all.add("reached"));
    return all;
  }

  @Override
  public List<Type> memoryTypes() {
    List<Type> all = new ArrayList<>(method.apply(scope).memoryTypes());
    for (Value g : body().results()) {
      List<Axis> axes = new ArrayList<>(List.of(Scope.MEMBER));
      axes.addAll(g.type().axes());
      all.add(Type.of(g.type().scalar(), axes, Reach.OWN));
    }
    held.forEach(i -> all.add(scope.stateType(i).withScalar(Scalar.F64)));
    scope.model.stopped.ifPresent(_ -> all.add(Scope.perMember(Scalar.F64)));
    return all;
  }

  private Body body() {
    return scope.model.guards.orElseThrow();
  }

  @Override
  public Step step(Builder b, Value t, Value h, List<Value> states, List<Value> memory) {
    int holds = memory.size() - held.size() - (scope.model.stopped.isPresent() ? 1 : 0);
    int kept = holds - body().results().size();
    List<Value> holding = memory.subList(holds, holds + held.size());
    Map<Integer, Value> still = still(b, h, holding);
    Optional<Value> stopped = scope.model.stopped.map(s -> scope.evaluate(b, s, t, Optional.empty(), waited(b, states), true).getFirst());
    List<Value> start = guards(b, t, states);
    Scope here = scope.holding(still);
    List<Value> variances = bridge.map(x -> x.variances(b, here, t, waited(b, states))).orElse(List.of());
    Scheme moving = method.apply(here);
    Step moved = before.map(k -> moving.at(Place.of(k))).orElse(moving).step(b, t, h, states, memory.subList(0, kept));
    Value length = moved.length().map(l -> b.apply("length", Primitive.MIN, l, h)).orElse(h);
    Value after = b.add(t, length);
    List<Value> rest = new ArrayList<>(holding.stream().map(v -> b.sub(v, length)).toList());
    List<Value> next = held(b, stopped, still, states, moved.states());
    List<Value> looked = new ArrayList<>();
    for (int k = 0; k < start.size(); k++) {
      Value now = guards(b, after, next).get(k);
      Value zero = b.constant(now.type().scalar(), 0);
      Value last = b.apply("last", Primitive.MIN, memory.get(kept + k), start.get(k));
      Value below = b.apply("below", Primitive.LE, last, zero);
      Value crossed = b.apply("crossed", Primitive.AND, below, b.apply("above", Primitive.GT, now, zero));
      if (!variances.isEmpty()) {
        Value within = bridge.orElseThrow().crossed(b, k, before.orElseThrow(), h, variances.get(k), start.get(k), now);
        Value goes = stopped.map(s -> b.apply(Primitive.AND, within, b.apply(Primitive.NOT, s))).orElse(within);
        crossed = b.apply("crossed", Primitive.OR, crossed, goes);
      }
      looked.add(now);
      hold(b, k, after, next, crossed, rest);
      next = became(b, scope.model.events.get(k), after, next, still, crossed);
    }
    Scheme further = method.apply(scope.holding(still(b, h, rest)));
    List<Value> handed = new ArrayList<>(further.afterJump(b, after, next, moved.memory()));
    handed.addAll(looked);
    handed.addAll(rest);
    stopped.ifPresent(s -> handed.add(b.select(s, memory.getLast(), after)));
    Interior between = moved.interior();
    Interior interior = between == null ? null : (in, theta) -> held(in, stopped, still, states, between.at(in, theta));
    return new Step(next, handed, moved.error(), interior, next, moved.length());
  }

  /** Where at least half of a step is left of the time for which a state is held: times are rounded to steps. */
  private Map<Integer, Value> still(Builder b, Value h, List<Value> rest) {
    Map<Integer, Value> all = new LinkedHashMap<>();
    if (held.isEmpty()) return all;
    Value half = b.mul(b.constant(0.5), h);
    for (int i = 0; i < held.size(); i++) all.put(held.get(i), b.apply("held", Primitive.GT, rest.get(i), half));
    return all;
  }

  /** Times that an event sets, in their places in {@code rest}. */
  private void hold(Builder b, int event, Value t, List<Value> states, Value crossed, List<Value> rest) {
    for (ModelView.Hold h : scope.model.holds) {
      if (h.event() != event) continue;
      int i = held.indexOf(h.state());
      Value time = scope.evaluate(b, h.time(), t, Optional.empty(), waited(b, states), true).getFirst();
      rest.set(i, b.apply("rest", Primitive.SELECT, crossed, time, rest.get(i)));
    }
  }

  private List<Value> guards(Builder b, Value t, List<Value> states) {
    return scope.evaluate(b, body(), t, Optional.empty(), waited(b, states), true);
  }

  /** States that the event leaves alone stay as they are. */
  private List<Value> became(Builder b, Body event, Value t, List<Value> states, Map<Integer, Value> still,
      Value crossed) {
    List<Value> made = scope.evaluate(b, event, t, Optional.empty(), waited(b, states), true);
    List<Value> params = event.params().subList(event.params().size() - states.size(), event.params().size());
    List<Value> all = new ArrayList<>();
    for (int i = 0; i < states.size(); i++) {
      Value old = states.get(i);
      boolean left = event.results().get(i).equals(params.get(i));
      Value happens = !still.containsKey(i) || left ? crossed
          : b.apply("free", Primitive.AND, crossed, b.apply(Primitive.NOT, still.get(i)));
      all.add(left ? old : b.apply(old.name(), Primitive.SELECT, happens, everywhere(b, made.get(i), old), old));
    }
    return all;
  }

  private static List<Value> waited(Builder b, List<Value> states) {
    return states.stream().map(v -> Scope.barrier(b, v, true)).toList();
  }

  private static Value everywhere(Builder b, Value v, Value like) {
    Value all = v;
    for (Axis a : like.type().axes()) {
      if (!all.type().has(a.name()) && !a.name().equals(Axis.MEMBER)) all = b.emit(v.name(), new Lanes.Spread(all, a));
    }
    return all;
  }

  private static List<Value> held(Builder b, Optional<Value> stopped, Map<Integer, Value> still, List<Value> before, List<Value> after) {
    List<Value> all = new ArrayList<>();
    for (int i = 0; i < after.size(); i++) {
      Value v = after.get(i);
      if (still.containsKey(i)) v = b.apply(before.get(i).name(), Primitive.SELECT, still.get(i), before.get(i), v);
      if (stopped.isPresent()) v = b.apply(before.get(i).name(), Primitive.SELECT, stopped.get(), before.get(i), v);
      all.add(v);
    }
    return all;
  }
}

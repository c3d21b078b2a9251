package dyn.passes.step;

import dyn.ir.Axis;
import dyn.ir.Body;
import dyn.ir.Builder;
import dyn.ir.Lanes;
import dyn.ir.Primitive;
import dyn.ir.Reach;
import dyn.ir.Type;
import dyn.ir.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Steps after which events happen, one after the other in the order of the model; what one makes of the states the next one sees. One happens
 * where its guard, in its turn, is above zero, and was not when it was last looked at: in its turn in the step before, or at the start of this
 * one, after all that happened then. What has stopped stays as it is.
 */
record EventScheme(Scheme steps, Scope scope) implements Scheme {
  @Override
  public Scheme at(Value before) {
    return new EventScheme(steps.at(before), scope);
  }

  @Override
  public List<Value> startMemory(Builder b, Value t, List<Value> states) {
    List<Value> all = new ArrayList<>(steps.startMemory(b, t, states));
    all.addAll(guards(b, t, states));
    return all;
  }

  @Override
  public List<String> memoryHints() {
    List<String> all = new ArrayList<>(steps.memoryHints());
    for (int k = 0; k < body().results().size(); k++) all.add("guard" + k);
    return all;
  }

  @Override
  public List<Type> memoryTypes() {
    List<Type> all = new ArrayList<>(steps.memoryTypes());
    for (Value g : body().results()) {
      List<Axis> axes = new ArrayList<>(List.of(Scope.MEMBER));
      axes.addAll(g.type().axes());
      all.add(Type.of(g.type().scalar(), axes, Reach.OWN));
    }
    return all;
  }

  private Body body() {
    return scope.model.guards.orElseThrow();
  }

  @Override
  public Step step(Builder b, Value t, Value h, List<Value> states, List<Value> memory) {
    int kept = memory.size() - body().results().size();
    Optional<Value> stopped = scope.model.stopped.map(s -> scope.evaluate(b, s, t, Optional.empty(), waited(b, states), true).getFirst());
    List<Value> start = guards(b, t, states);
    Step moved = steps.step(b, t, h, states, memory.subList(0, kept));
    Value after = b.add(t, h);
    List<Value> next = held(b, stopped, states, moved.states());
    List<Value> looked = new ArrayList<>();
    for (int k = 0; k < start.size(); k++) {
      Value now = guards(b, after, next).get(k);
      Value zero = b.constant(now.type().scalar(), 0);
      Value before = b.apply("before", Primitive.MIN, memory.get(kept + k), start.get(k));
      Value crossed = b.apply("crossed", Primitive.AND, b.apply("below", Primitive.LE, before, zero), b.apply("above", Primitive.GT, now, zero));
      looked.add(now);
      next = became(b, scope.model.events.get(k), after, next, crossed);
    }
    List<Value> handed = new ArrayList<>(steps.afterJump(b, after, next, moved.memory()));
    handed.addAll(looked);
    Interior between = moved.interior();
    Interior interior = between == null ? null : (in, theta) -> held(in, stopped, states, between.at(in, theta));
    return new Step(next, handed, moved.error(), interior);
  }

  private List<Value> guards(Builder b, Value t, List<Value> states) {
    return scope.evaluate(b, body(), t, Optional.empty(), waited(b, states), true);
  }

  /** States that the event leaves alone stay as they are. */
  private List<Value> became(Builder b, Body event, Value t, List<Value> states, Value crossed) {
    List<Value> made = scope.evaluate(b, event, t, Optional.empty(), waited(b, states), true);
    List<Value> params = event.params().subList(event.params().size() - states.size(), event.params().size());
    List<Value> all = new ArrayList<>();
    for (int i = 0; i < states.size(); i++) {
      Value old = states.get(i);
      all.add(event.results().get(i).equals(params.get(i)) ? old
          : b.apply(old.name(), Primitive.SELECT, crossed, everywhere(b, made.get(i), old), old));
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

  private static List<Value> held(Builder b, Optional<Value> stopped, List<Value> before, List<Value> after) {
    if (stopped.isEmpty()) return after;
    List<Value> all = new ArrayList<>();
    for (int i = 0; i < after.size(); i++) {
      all.add(b.apply(before.get(i).name(), Primitive.SELECT, stopped.get(), before.get(i), after.get(i)));
    }
    return all;
  }
}

package dyn.passes.step;

import dyn.ir.Builder;
import dyn.ir.Primitive;
import dyn.ir.Type;
import dyn.ir.Value;
import dyn.passes.TurnBody;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One step of a discrete map; there is nothing between two steps. States that change at once read what was there before it. Then come those
 * whose cells change one after the other, one state after the other: in a turn, the cells whose number it is take their new value, and
 * all wait for what has been written.
 *
 * @param before how many steps lie behind, where a step draws numbers
 */
record MapScheme(Scope scope, Optional<Value> before) implements Scheme {
  /** Turns of more statements than this in all are a loop. */
  private static final long LONGEST = 1000;

  MapScheme(Scope scope) {
    this(scope, Optional.empty());
  }

  @Override
  public Scheme at(Place place) {
    return scope.model.draws ? new MapScheme(scope, Optional.of(place.behind())) : this;
  }

  @Override
  public Step step(Builder b, Value t, Value h, List<Value> states, List<Value> memory) {
    if (before.isPresent()) {
      Value node = b.apply("node", Primitive.SHL, before.get(), b.constant(1L));
      return new MapScheme(scope.drawing(node)).step(b, t, h, states, memory);
    }
    List<Value> seen = new ArrayList<>(states.stream().map(v -> Scope.barrier(b, v, true)).toList());
    List<Value> next = new ArrayList<>(scope.rates(b, t, Optional.empty(), seen));
    for (TurnBody turns : scope.model.turns) {
      List<Value> parts = turns.turns() * turns.body().stmts().size() > LONGEST ? loop(b, t, turns, seen) : eachTurn(b, t, turns, seen);
      boolean last = turns == scope.model.turns.getLast();
      for (int k = 0; k < parts.size(); k++) {
        next.set(turns.states().get(k), parts.get(k));
        if (!last) seen.set(turns.states().get(k), Scope.barrier(b, parts.get(k), true));
      }
    }
    return new Step(next, List.of(), Optional.empty(), null);
  }

  private List<Value> eachTurn(Builder b, Value t, TurnBody turns, List<Value> states) {
    List<Value> seen = new ArrayList<>(states);
    List<Value> parts = List.of();
    for (long k = 0; k < turns.turns(); k++) {
      for (int i = 0; k > 0 && i < parts.size(); i++) seen.set(turns.states().get(i), Scope.barrier(b, parts.get(i), true));
      parts = turn(b, t, turns, turns.turns() == 1 ? null : b.constant(k), seen);
    }
    return parts;
  }

  private List<Value> loop(Builder b, Value t, TurnBody turns, List<Value> states) {
    List<String> hints = new ArrayList<>(List.of("turn"));
    List<Type> types = new ArrayList<>(List.of(Type.I64));
    List<Value> init = new ArrayList<>(List.of(b.constant(0L)));
    for (int s : turns.states()) {
      hints.add(scope.model.states.get(s));
      types.add(scope.stateType(s));
      init.add(states.get(s));
    }
    List<Value> end = b.whileLoop(hints, init, types,
        (w, p) -> List.of(w.apply("more", Primitive.LT, p.getFirst(), w.constant(turns.turns()))),
        (w, p) -> {
          List<Value> seen = new ArrayList<>(states);
          for (int i = 0; i < turns.states().size(); i++) seen.set(turns.states().get(i), Scope.barrier(w, p.get(i + 1), true));
          List<Value> result = new ArrayList<>(List.of(w.add(p.getFirst(), w.constant(1L))));
          result.addAll(turn(w, t, turns, p.getFirst(), seen));
          return result;
        });
    return end.subList(1, end.size());
  }

  /** @param number of the turn; null for the only one, in which all cells change */
  private List<Value> turn(Builder b, Value t, TurnBody turns, Value number, List<Value> seen) {
    List<Value> results = scope.evaluate(b, turns.body(), t, Optional.empty(), seen, true);
    if (number == null) return results.subList(0, turns.states().size());
    Value here = b.apply("here", Primitive.EQ, results.get(turns.turnAt()), number);
    List<Value> parts = new ArrayList<>();
    for (int i = 0; i < turns.states().size(); i++) {
      Value before = seen.get(turns.states().get(i));
      parts.add(b.apply(before.name(), Primitive.SELECT, here, results.get(i), before));
    }
    return parts;
  }
}

package dyn.passes.step;

import dyn.ir.Registers;
import dyn.ir.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * The states of which each step looks whether they are finite. What waits in a register is looked at when it is read, and not before: so
 * nothing of a step asks for it as long as it waits.
 *
 * @param read whether it is the state before the step, and not after it, that is looked at
 */
record Watched(List<Integer> states, List<Boolean> read) {
  static Watched of(ModelView model) {
    List<Integer> states = new ArrayList<>();
    List<Boolean> read = new ArrayList<>();
    for (int s : IntStream.range(0, model.states.size()).toArray()) {
      Optional<Registers.Place> place = Registers.find(model.states.get(s));
      if (place.isPresent() && place.get().age() < Registers.age(place.get().register(), model.states)) continue;
      states.add(s);
      read.add(place.isPresent());
    }
    return new Watched(List.copyOf(states), List.copyOf(read));
  }

  List<Value> of(List<Value> before, List<Value> after) {
    return IntStream.range(0, states.size()).mapToObj(k -> (read.get(k) ? before : after).get(states.get(k))).toList();
  }
}

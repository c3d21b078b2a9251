package dyn.passes.step;

import dyn.ir.Builder;
import dyn.ir.Type;
import dyn.ir.Value;
import java.util.List;

/** One step of a discrete map; there is nothing between two steps. */
record MapScheme(Scope scope) implements Scheme {
  @Override
  public List<Value> startMemory(Builder b, Value t, List<Value> states) {
    return List.of();
  }

  @Override
  public List<String> memoryHints() {
    return List.of();
  }

  @Override
  public List<Type> memoryTypes() {
    return List.of();
  }

  @Override
  public Step step(Builder b, Value t, Value h, List<Value> states, List<Value> memory) {
    return new Step(scope.rates(b, t, states), List.of(), List.of(), null);
  }
}

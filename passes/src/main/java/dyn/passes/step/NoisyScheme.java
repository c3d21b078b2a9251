package dyn.passes.step;

import dyn.ir.Builder;
import dyn.ir.Type;
import dyn.ir.Value;
import java.util.List;

/** A step with noise, which hands on what its increments keep. */
interface NoisyScheme extends Scheme {
  Increments increments();

  @Override
  default List<Value> startMemory(Builder b, Value t, List<Value> states) {
    return increments().memoryTypes().stream().map(_ -> b.constant(0.0)).toList();
  }

  @Override
  default List<String> memoryHints() {
    return increments().memoryHints();
  }

  @Override
  default List<Type> memoryTypes() {
    return increments().memoryTypes();
  }
}

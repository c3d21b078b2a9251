package dyn.passes.step;

import dyn.ir.Builder;
import dyn.ir.Type;
import dyn.ir.Value;
import java.util.List;
import java.util.Optional;

/** One step of a method, however the loop around it chooses its size. */
interface Scheme {
  /** What a step hands to the next beside the states, such as the rate at its end; nothing if not said. */
  default List<Value> startMemory(Builder b, Value t, List<Value> states) {
    return List.of();
  }

  default List<String> memoryHints() {
    return List.of();
  }

  default List<Type> memoryTypes() {
    return List.of();
  }

  /** The same at a place of the grid of noise: for what depends on it. */
  default Scheme at(Place place) {
    return this;
  }

  /** How each member chooses its steps, where it does. */
  default Pace pace(Value start, Value end, Value longest) {
    return new Pace.Free(end);
  }

  /** What is handed to the next step where states have jumped at the end of one. */
  default List<Value> afterJump(Builder b, Value t, List<Value> states, List<Value> memory) {
    return memory;
  }

  /** States at t + h, what the next step starts from, and how to read states inside the step. */
  Step step(Builder b, Value t, Value h, List<Value> states, List<Value> memory);

  /**
   * @param error of every state, empty if the method estimates none
   * @param computed what the step has computed of every state: all of it, or the last row of a memory of two times
   * @param length after which it ends if that is less than h, where it says so
   */
  record Step(List<Value> states, List<Value> memory, Optional<Estimate> error, Interior interior, List<Value> computed,
      Optional<Value> length) {
    Step(List<Value> states, List<Value> memory, Optional<Estimate> error, Interior interior, List<Value> computed) {
      this(states, memory, error, interior, computed, Optional.empty());
    }

    Step(List<Value> states, List<Value> memory, Optional<Estimate> error, Interior interior) {
      this(states, memory, error, interior, states);
    }
  }

  /** An error is {@code reach * slope}: how far, in f64, and for every state how fast. */
  record Estimate(Value reach, List<Value> slopes) {}

  /** States at t + theta h for 0 < theta < 1, built inside a region of one member. */
  @FunctionalInterface
  interface Interior {
    List<Value> at(Builder b, Value theta);
  }
}

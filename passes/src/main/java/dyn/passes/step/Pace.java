package dyn.passes.step;

import dyn.ir.Builder;
import dyn.ir.Primitive;
import dyn.ir.Value;
import java.util.List;
import java.util.Optional;

/** How far the next step of a member goes, where error control wants one of some length. */
sealed interface Pace permits Pace.Free, Pace.Whole, GridPace {
  /**
   * @param end the time after the step
   * @param behind of the next step, if this one is accepted
   */
  record Cut(Value h, Value end, Optional<Place> place, List<Value> behind) {}

  /** Integers that are carried from one step to the next, 0 at the start; none if not said. */
  default List<String> hints() {
    return List.of();
  }

  Cut cut(Builder b, Value t, Value wanted, List<Value> behind);

  /** Whether there is a step of that length, or shorter, at {@code t}. */
  Value isThere(Builder b, Value t, Value wanted);

  Value first(Builder b, StepControl control, List<Value> states);

  /** As far as is wanted, to the end of time at most. */
  record Free(Value end) implements Pace {
    @Override
    public Cut cut(Builder b, Value t, Value wanted, List<Value> behind) {
      Value rest = b.sub(end, t);
      Value reaches = b.apply("reaches_end", Primitive.GE, wanted, rest);
      Value h = b.select(b.apply("beyond", Primitive.GT, rest, wanted), wanted, rest);
      return new Cut(h, b.select(reaches, end, b.add(t, h)), Optional.empty(), List.of());
    }

    /** One that is no number moves nothing either. */
    @Override
    public Value isThere(Builder b, Value t, Value wanted) {
      return b.apply("moves", Primitive.GT, b.fma(b.constant(0.1), wanted, t), t);
    }

    @Override
    public Value first(Builder b, StepControl control, List<Value> states) {
      return control.firstStep(b, states);
    }
  }

  /** All the way to the end of time: the step itself ends where it must, and is not tried again. */
  record Whole(Value end) implements Pace {
    @Override
    public Cut cut(Builder b, Value t, Value wanted, List<Value> behind) {
      return new Cut(b.sub(end, t), end, Optional.empty(), List.of());
    }

    @Override
    public Value isThere(Builder b, Value t, Value wanted) {
      return b.constant(false);
    }

    @Override
    public Value first(Builder b, StepControl control, List<Value> states) {
      return end;
    }
  }
}

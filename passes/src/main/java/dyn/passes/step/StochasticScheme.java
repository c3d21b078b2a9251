package dyn.passes.step;

import dyn.ir.Builder;
import dyn.ir.Primitive;
import dyn.ir.Scalar;
import dyn.ir.Value;
import dyn.passes.methods.Roessler;
import dyn.passes.methods.Stochastic;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/**
 * One step of a method for noise; there is nothing between two steps.
 *
 * @param place that of the step
 */
record StochasticScheme(Stochastic method, Scope scope, Increments increments, NoiseSlopes slopes, Optional<Place> place)
    implements NoisyScheme {
  /** Rates and what noise adds, both at one time and from the same states. */
  private record Found(List<Value> drift, List<Value> noise) {}

  @Override
  public Scheme at(Place place) {
    return new StochasticScheme(method, scope, increments, slopes, Optional.of(place));
  }

  @Override
  public Pace pace(Value start, Value end, Value longest) {
    return new GridPace(start, end, longest);
  }

  @Override
  public Step step(Builder b, Value t, Value h, List<Value> states, List<Value> memory) {
    List<Value> seen = states.stream().map(s -> Scope.barrier(b, s, true)).toList();
    Increments.Drawn drawn = increments.of(b, place.orElseThrow(), t, h, seen, memory);
    return switch (method.rule()) {
      case Stochastic.Simple s -> simple(s, b, t, h, states, seen, drawn);
      case Roessler r -> {
        RoesslerStep step = new RoesslerStep(r, scope, slopes, b, t, h, states, seen, drawn.increments(), drawn.means());
        List<Value> end = step.end();
        yield ended(b, states, end, drawn, step::error);
      }
      case Stochastic.Apart _ -> throw new IllegalArgumentException(method.name() + " does not the same to all states");
    };
  }

  /** @param error that is estimated of each state, where somebody asks */
  private Step ended(Builder b, List<Value> states, List<Value> end, Increments.Drawn drawn, Supplier<List<Value>> error) {
    Optional<Estimate> estimate = place.orElseThrow().chosen().map(_ -> new Estimate(b.constant(1.0), error.get()));
    // Records fall on the ends of steps, up to the rounding of times.
    Interior nearest = (in, theta) -> {
      Value ends = in.apply("ends", Primitive.GE, theta, in.constant(0.5));
      List<Value> chosen = new ArrayList<>();
      for (int i = 0; i < end.size(); i++) chosen.add(in.select(ends, end.get(i), states.get(i)));
      return chosen;
    };
    return new Step(end, drawn.kept(), estimate, estimate.isPresent() ? nearest : null);
  }

  private Step simple(Stochastic.Simple rule, Builder b, Value t, Value h, List<Value> states, List<Value> seen, Increments.Drawn drawn) {
    List<Value> dW = drawn.increments();
    Found start = found(b, t, seen, dW);
    Value whole = scope.narrow(b, h);
    List<Value> moved = moved(b, states, whole, start);
    return switch (rule) {
      case EULER -> ended(b, states, moved, drawn, List::of);
      case MILSTEIN -> ended(b, states, bent(b, moved, slopes.alongNoise(b, t, seen, dW, start.noise())), drawn, List::of);
      case HEUN -> {
        List<Value> far = moved.stream().map(s -> Scope.barrier(b, s, true)).toList();
        List<Value> end = mean(b, states, whole, start, found(b, b.add(t, h), far, dW));
        yield ended(b, states, end, drawn,
            () -> IntStream.range(0, end.size()).mapToObj(i -> b.sub(end.get(i), moved.get(i))).toList());
      }
    };
  }

  /** @param seen states that have been waited for */
  private Found found(Builder b, Value t, List<Value> seen, List<Value> dW) {
    return new Found(slopes.drift(b, t, seen), slopes.noise(b, t, seen, dW));
  }

  private List<Value> moved(Builder b, List<Value> states, Value h, Found s) {
    List<Value> all = new ArrayList<>();
    for (int i = 0; i < states.size(); i++) {
      Value drifted = b.apply(scope.model.states.get(i), Primitive.FMA, h, s.drift().get(i), states.get(i));
      all.add(b.apply(scope.model.states.get(i), Primitive.ADD, drifted, s.noise().get(i)));
    }
    return all;
  }

  private List<Value> bent(Builder b, List<Value> moved, List<Value> along) {
    List<Value> all = new ArrayList<>();
    for (int i = 0; i < moved.size(); i++) {
      all.add(!slopes.bends(i) ? moved.get(i)
          : b.apply(scope.model.states.get(i), Primitive.FMA, b.constant(scope.model.real(), 0.5), along.get(i), moved.get(i)));
    }
    return all;
  }

  private List<Value> mean(Builder b, List<Value> states, Value h, Found start, Found end) {
    Scalar real = scope.model.real();
    Value half = b.constant(real, 0.5);
    Value halfStep = b.mul(half, h);
    List<Value> all = new ArrayList<>();
    for (int i = 0; i < states.size(); i++) {
      String name = scope.model.states.get(i);
      Value drifted = b.apply(name, Primitive.FMA, halfStep, b.add(start.drift().get(i), end.drift().get(i)), states.get(i));
      all.add(b.apply(name, Primitive.FMA, half, b.add(start.noise().get(i), end.noise().get(i)), drifted));
    }
    return all;
  }
}

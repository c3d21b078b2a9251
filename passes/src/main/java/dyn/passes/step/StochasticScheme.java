package dyn.passes.step;

import dyn.ir.Builder;
import dyn.ir.Primitive;
import dyn.ir.Scalar;
import dyn.ir.Type;
import dyn.ir.Value;
import dyn.passes.Discretization.Noise;
import dyn.passes.NoiseStructure.Source;
import dyn.passes.methods.Stochastic;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One step of a method for noise; there is nothing between two steps.
 *
 * @param before how many steps lie behind
 */
record StochasticScheme(Stochastic method, Scope scope, Increments increments, NoiseSlopes slopes, Optional<Value> before)
    implements Scheme {
  /** Rates and what noise adds, both at one time and from the same states. */
  private record Found(List<Value> drift, List<Value> noise) {}

  static StochasticScheme of(Stochastic method, Scope scope, Noise noise, List<Source> sources) {
    Increments increments = new Increments(scope, noise, method.needsMeans());
    return new StochasticScheme(method, scope, increments, NoiseSlopes.of(method, scope, noise, sources), Optional.empty());
  }

  @Override
  public Scheme at(Value steps) {
    return new StochasticScheme(method, scope, increments, slopes, Optional.of(steps));
  }

  @Override
  public List<Value> startMemory(Builder b, Value t, List<Value> states) {
    return increments.memoryTypes().stream().map(_ -> b.constant(0.0)).toList();
  }

  @Override
  public List<String> memoryHints() {
    return increments.memoryHints();
  }

  @Override
  public List<Type> memoryTypes() {
    return increments.memoryTypes();
  }

  @Override
  public Step step(Builder b, Value t, Value h, List<Value> states, List<Value> memory) {
    List<Value> seen = states.stream().map(s -> Scope.barrier(b, s, true)).toList();
    Increments.Drawn drawn = increments.of(b, before.orElseThrow(), t, h, seen, memory);
    List<Value> dW = drawn.increments();
    Found start = found(b, t, seen, dW);
    Value whole = scope.narrow(b, h);
    List<Value> moved = moved(b, states, whole, start);
    List<Value> next = switch (method.kind()) {
      case EULER -> moved;
      case MILSTEIN -> bent(b, moved, slopes.alongNoise(b, t, seen, dW, start.noise()));
      case SRA -> ralston(b, t, h, states, seen, dW, drawn.means(), start);
      case HEUN -> mean(b, states, whole, start, found(b, b.add(t, h), moved.stream().map(s -> Scope.barrier(b, s, true)).toList(), dW));
    };
    return new Step(next, drawn.kept(), Optional.empty(), null);
  }

  /** @param seen states that have been waited for */
  private Found found(Builder b, Value t, List<Value> seen, List<Value> dW) {
    List<Value> drift = scope.rates(b, t, Optional.empty(), seen);
    return new Found(slopes.corrected(b, t, seen, drift), slopes.noise(b, t, seen, dW));
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

  /** SRA1: the second place has seen 3/2 of the mean of the path, and what multiplies noise is taken at the end of the step. */
  private List<Value> ralston(Builder b, Value t, Value h, List<Value> states, List<Value> seen, List<Value> dW, List<Value> means,
      Found start) {
    Scalar real = scope.model.real();
    Value length = scope.narrow(b, h);
    Value end = b.add(t, h);
    List<Value> meanAtEnd = slopes.noise(b, end, seen, means);
    List<Value> meanAtStart = slopes.noise(b, t, seen, means);
    List<Value> added = slopes.noise(b, end, seen, dW);
    Value part = b.mul(b.constant(real, 0.75), length);
    List<Value> place = new ArrayList<>();
    for (int i = 0; i < states.size(); i++) {
      Value drifted = b.fma(part, start.drift().get(i), states.get(i));
      Value shaken = b.apply(scope.model.states.get(i), Primitive.FMA, b.constant(real, 1.5), meanAtEnd.get(i), drifted);
      place.add(Scope.barrier(b, shaken, true));
    }
    List<Value> further = scope.rates(b, b.fma(b.constant(0.75), h, t), Optional.empty(), place);
    Value third = b.mul(b.constant(real, 1.0 / 3), length);
    List<Value> all = new ArrayList<>();
    for (int i = 0; i < states.size(); i++) {
      String name = scope.model.states.get(i);
      Value slope = b.fma(b.constant(real, 2), further.get(i), start.drift().get(i));
      Value drifted = b.apply(name, Primitive.FMA, third, slope, states.get(i));
      all.add(b.apply(name, Primitive.ADD, drifted, b.add(added.get(i), b.sub(meanAtStart.get(i), meanAtEnd.get(i)))));
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

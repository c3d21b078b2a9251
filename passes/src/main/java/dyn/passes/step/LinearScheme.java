package dyn.passes.step;

import dyn.ir.Body;
import dyn.ir.Builder;
import dyn.ir.Primitive;
import dyn.ir.Scalar;
import dyn.ir.Tangent;
import dyn.ir.Value;
import dyn.passes.Discretization.Noise;
import dyn.passes.LinearStates;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Steps in which nothing is approximate. With a the slope of its rate, a state to which noise is added has x + h m(a h) f(x) +
 * sqrt(m(2 a h)) g dW, where m is {@link Growth#mean}; one that noise multiplies has x exp(a h - h/2 sum_j s_j^2 + sum_j s_j dW_j), the sum
 * of squares over the sources of Ito.
 *
 * @param slope the tangent of the drift along all states
 * @param multiplied numbers of the states that noise multiplies
 * @param place that of the step
 */
record LinearScheme(Scope scope, Noise noise, Increments increments, NoiseSlopes slopes, Body slope, Set<Integer> multiplied,
    Optional<Place> place) implements NoisyScheme {
  static LinearScheme of(Scope scope, Noise noise, Increments increments, NoiseSlopes slopes) {
    Body drift = scope.model.rates;
    int first = drift.params().size() - scope.model.states.size();
    Set<Integer> multiplied = LinearStates.multiplied(scope.model.diffusion.orElseThrow(), scope.model.increments().size());
    Body slope = Tangent.of(drift, IntStream.range(first, drift.params().size()).boxed().toList());
    return new LinearScheme(scope, noise, increments, slopes, slope, multiplied, Optional.empty());
  }

  @Override
  public Scheme at(Place place) {
    return new LinearScheme(scope, noise, increments, slopes, slope, multiplied, Optional.of(place));
  }

  @Override
  public Step step(Builder b, Value t, Value h, List<Value> states, List<Value> memory) {
    List<Value> seen = states.stream().map(s -> Scope.barrier(b, s, true)).toList();
    Increments.Drawn drawn = increments.of(b, place.orElseThrow(), t, h, seen, memory);
    List<Value> rates = scope.rates(b, t, Optional.empty(), seen);
    List<Value> added = slopes.noise(b, t, seen, drawn.increments());
    List<Value> directions = new ArrayList<>(seen);
    directions.addAll(ones(b));
    List<Value> growth = scope.evaluate(b, slope, t, Optional.empty(), directions, true);
    List<Value> shaken = slopes.noise(b, t, ones(b), drawn.increments());
    Map<Integer, Value> squares = squares(b, t);
    Scalar real = scope.model.real();
    Value length = scope.narrow(b, h);
    List<Value> next = new ArrayList<>();
    for (int s = 0; s < states.size(); s++) {
      String name = scope.model.states.get(s);
      Value exponent = b.mul(growth.get(s), length);
      if (multiplied.contains(s)) {
        Value less = squares.containsKey(s) ? b.fma(b.mul(b.constant(real, -0.5), length), squares.get(s), exponent) : exponent;
        next.add(b.apply(name, Primitive.MUL, states.get(s), b.apply("factor", Primitive.EXP, b.add(less, shaken.get(s)))));
        continue;
      }
      Value drifted = b.apply(name, Primitive.FMA, b.mul(length, Growth.mean(b, exponent)), rates.get(s), states.get(s));
      Value spread = b.apply("spread", Primitive.SQRT, Growth.mean(b, b.mul(b.constant(real, 2), exponent)));
      next.add(b.apply(name, Primitive.FMA, spread, added.get(s), drifted));
    }
    return new Step(next, drawn.kept(), Optional.empty(), null);
  }

  private List<Value> ones(Builder b) {
    return IntStream.range(0, scope.model.states.size()).mapToObj(s -> NoiseSlopes.everywhere(b, 1, scope.model.state(s))).toList();
  }

  /** By state, the sum of the squares of what sources of Ito multiply it with, where there are such. */
  private Map<Integer, Value> squares(Builder b, Value t) {
    List<Value> increments = scope.model.increments();
    Map<Integer, Value> sums = new HashMap<>();
    for (int k = 0; k < increments.size(); k++) {
      if (noise.converted().get(k) != 0) continue;
      List<Value> alone = new ArrayList<>();
      for (int j = 0; j < increments.size(); j++) alone.add(NoiseSlopes.everywhere(b, j == k ? 1 : 0, increments.get(j)));
      List<Value> factors = slopes.noise(b, t, ones(b), alone);
      for (int s : scope.model.sources.get(k).moves()) {
        Value factor = factors.get(s);
        if (multiplied.contains(s)) sums.put(s, sums.containsKey(s) ? b.fma(factor, factor, sums.get(s)) : b.mul(factor, factor));
      }
    }
    return sums;
  }
}

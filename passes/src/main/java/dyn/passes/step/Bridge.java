package dyn.passes.step;

import dyn.ir.Axis;
import dyn.ir.Body;
import dyn.ir.Builder;
import dyn.ir.Noise.Distribution;
import dyn.ir.Noise.Draw;
import dyn.ir.Primitive;
import dyn.ir.Scalar;
import dyn.ir.Tangent;
import dyn.ir.Value;
import dyn.passes.Discretization.Noise;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Whether a noisy path went through zero within a step, at whose ends it is below: drawn with the probability exp(-2 a b / (s^2 h)) of a
 * Brownian bridge from -a to -b, where s^2 is the variance that a guard gathers in a unit of time at the start of the step (Gobet, Weak
 * approximation of killed diffusion using Euler schemes, 2000).
 *
 * @param alone for each Wiener process, what it adds by itself, in the place of its tangent
 * @param slope the tangent of the guards in the direction of all states
 */
record Bridge(Scope scope, Noise noise, List<Body> alone, Body slope) {
  static Bridge of(Scope scope, Noise noise) {
    Body diffusion = scope.model.diffusion.orElseThrow();
    List<Value> increments = scope.model.increments();
    int after = diffusion.params().size() - increments.size();
    List<Body> alone = new ArrayList<>();
    for (int s = 0; s < increments.size(); s++) {
      if (!scope.model.laws.containsKey(increments.get(s).name())) alone.add(Tangent.of(diffusion, List.of(after + s)));
    }
    Body guards = scope.model.guards.orElseThrow();
    int first = guards.params().size() - scope.model.states.size();
    return new Bridge(scope, noise, alone, Tangent.of(guards, IntStream.range(first, guards.params().size()).boxed().toList()));
  }

  /** @param held the scope of this step. @return of each guard the variance that it gathers in a unit of time */
  List<Value> variances(Builder b, Scope held, Value t, List<Value> seen) {
    List<Value> increments = scope.model.increments();
    List<Value> sums = new ArrayList<>();
    for (Body a : alone) {
      List<Value> states = new ArrayList<>(seen);
      for (Value w : increments) states.add(NoiseSlopes.everywhere(b, 0, w));
      states.add(NoiseSlopes.everywhere(b, 1, a.params().getLast()));
      List<Value> directions = new ArrayList<>(seen);
      directions.addAll(held.moving(b, held.evaluate(b, a, t, Optional.empty(), states, true)));
      List<Value> slopes = held.evaluate(b, slope, t, Optional.empty(), directions, true);
      for (int k = 0; k < slopes.size(); k++) {
        Value square = b.mul(slopes.get(k), slopes.get(k));
        if (sums.size() > k) sums.set(k, b.add(sums.get(k), square));
        else sums.add(square);
      }
    }
    return sums;
  }

  /** @param guard its number. @param from its value at the start of the step, @param to at its end */
  Value crossed(Builder b, int guard, Value step, Value h, Value variance, Value from, Value to) {
    List<Axis> cells = scope.model.guards.orElseThrow().results().get(guard).type().axes();
    int source = noise.first() + scope.model.increments().size() + guard;
    Value node = b.apply("node", Primitive.SHL, step, b.constant(1L));
    Value u = scope.narrow(b, b.emit("u", new Draw(Distribution.UNIFORM, source, scope.keys.get(0), scope.keys.get(1), node, cells)));
    Scalar real = from.type().scalar();
    Value zero = b.constant(real, 0);
    Value gathered = b.mul(variance, scope.narrow(b, h));
    Value exponent = b.div(b.mul(b.constant(real, -2), b.mul(from, to)), gathered);
    Value inside = b.apply("inside", Primitive.LT, u, b.apply("chance", Primitive.EXP, exponent));
    Value below = b.apply("below", Primitive.AND, b.apply(Primitive.LT, from, zero), b.apply(Primitive.LT, to, zero));
    return b.apply("within", Primitive.AND, below, inside);
  }
}

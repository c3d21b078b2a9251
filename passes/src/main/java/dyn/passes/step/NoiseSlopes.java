package dyn.passes.step;

import dyn.ir.Axis;
import dyn.ir.Body;
import dyn.ir.Builder;
import dyn.ir.Lanes;
import dyn.ir.Tangent;
import dyn.ir.Value;
import dyn.passes.Discretization.Noise;
import dyn.passes.NoiseStructure.Source;
import dyn.passes.methods.Stochastic;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * What noise adds in a step, and how that changes along itself. With g_j what multiplies source j, (g_k . grad) g_j is the slope of g_j
 * along g_k; that of a source along itself is what tells Ito from Stratonovich: f_Ito = f_Stratonovich + 1/2 sum_j (g_j . grad) g_j.
 *
 * @param diffusion of states and increments
 * @param along the tangent of the diffusion, in the direction of all states
 * @param sources in their order
 * @param own for each source whose slope along itself is added to the drift, half of it so many times
 */
record NoiseSlopes(Scope scope, Body diffusion, Body along, List<Source> sources, List<Own> own) {
  /**
   * @param alone what the source adds by itself, in the place of its tangent: a diffusion is linear in its increments
   * @param slope the tangent of that in the direction of all states
   */
  private record Own(int source, double factor, Body alone, Body slope) {}

  static NoiseSlopes of(Stochastic method, Scope scope, Noise noise) {
    List<Source> sources = scope.model.sources;
    Body diffusion = scope.model.diffusion.orElseThrow();
    int after = diffusion.params().size() - noise.converted().size();
    List<Integer> states = IntStream.range(after - scope.model.states.size(), after).boxed().toList();
    List<Own> own = new ArrayList<>();
    for (int s = 0; s < noise.converted().size(); s++) {
      // Milstein's step takes from its double integrals what is certain in them.
      double factor = noise.converted().get(s) - (method.rule() == Stochastic.Simple.MILSTEIN ? 1 : 0);
      if (factor == 0 || !sources.get(s).isMultiplicative()) continue;
      Body alone = Tangent.of(diffusion, List.of(after + s));
      own.add(new Own(s, factor / 2, alone, Tangent.of(alone, states)));
    }
    return new NoiseSlopes(scope, diffusion, Tangent.of(diffusion, states), sources, own);
  }

  /** Whether what is added to a state may depend on a state that the same source moves. */
  boolean bends(int state) {
    return sources.stream().anyMatch(s -> s.isMultiplicative() && s.moves().contains(state));
  }

  List<Value> noise(Builder b, Value t, List<Value> seen, List<Value> dW) {
    return evaluate(b, diffusion, t, seen, dW);
  }

  /** sum_jk (g_k . grad) g_j dW_j dW_k. @param noise what is added to each state */
  List<Value> alongNoise(Builder b, Value t, List<Value> seen, List<Value> dW, List<Value> noise) {
    List<Value> further = new ArrayList<>(dW);
    further.addAll(noise);
    return evaluate(b, along, t, seen, further);
  }

  /** Rates with what the calculus adds. */
  List<Value> drift(Builder b, Value t, List<Value> seen) {
    List<Value> rates = scope.rates(b, t, Optional.empty(), seen);
    for (Own o : own) {
      List<Value> further = new ArrayList<>();
      List<Value> increments = scope.model.increments();
      for (Value w : increments) further.add(everywhere(b, 0, w));
      further.add(everywhere(b, 1, increments.get(o.source())));
      List<Value> alone = evaluate(b, o.alone(), t, seen, further);
      further.addAll(alone);
      List<Value> slope = evaluate(b, o.slope(), t, seen, further);
      List<Value> sum = new ArrayList<>();
      for (int i = 0; i < rates.size(); i++) {
        boolean moves = sources.get(o.source()).moves().contains(i);
        sum.add(!moves ? rates.get(i) : b.fma(b.constant(scope.model.real(), o.factor()), slope.get(i), rates.get(i)));
      }
      rates = sum;
    }
    return rates;
  }

  static Value everywhere(Builder b, double x, Value like) {
    Value v = b.constant(like.type().scalar(), x);
    for (Axis a : like.type().axes()) v = b.emit(like.name(), new Lanes.Spread(v, a));
    return v;
  }

  private List<Value> evaluate(Builder b, Body body, Value t, List<Value> seen, List<Value> further) {
    List<Value> states = new ArrayList<>(seen);
    states.addAll(further);
    return scope.moving(b, scope.evaluate(b, body, t, Optional.empty(), states, true));
  }
}

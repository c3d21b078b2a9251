package dyn.passes.step;

import dyn.ir.Builder;
import dyn.ir.Primitive;
import dyn.ir.Scalar;
import dyn.ir.Type;
import dyn.ir.Value;
import dyn.passes.methods.Dense;
import dyn.passes.methods.RungeKutta;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** Stages, end value and continuous extension of an explicit Runge-Kutta method. */
final class RungeKuttaScheme implements Scheme {
  private final RungeKutta method;
  private final Scope scope;
  private final Factors factors;

  /** @param fixed whether all steps have one size */
  RungeKuttaScheme(RungeKutta method, Scope scope, boolean fixed) {
    this.method = method;
    this.scope = scope;
    // A factor that joins a step costs a product for each size.
    this.factors = fixed ? Factors.of(scope.model) : Factors.none(scope.model);
  }

  @Override
  public List<Value> startMemory(Builder b, Value t, List<Value> states) {
    return method.fsal() ? factors.rates(b, scope, t, states) : List.of();
  }

  @Override
  public List<String> memoryHints() {
    return method.fsal() ? scope.model.states.stream().map(s -> "d" + s).toList() : List.of();
  }

  @Override
  public List<Type> memoryTypes() {
    return method.fsal() ? scope.stateTypes() : List.of();
  }

  @Override
  public Step step(Builder b, Value t, Value h, List<Value> states, List<Value> memory) {
    List<List<Value>> rates = new ArrayList<>();
    List<Value> last = states;
    Value narrow = scope.narrow(b, h);
    for (int i = 0; i < method.stages(); i++) {
      if (i == 0 && method.fsal()) {
        rates.add(memory);
        continue;
      }
      last = i == 0 ? states : advance(b, narrow, states, method.a().get(i), rates);
      rates.add(factors.rates(b, scope, stageTime(b, t, h, method.c().get(i)), last));
    }
    List<Value> end = method.fsal() ? last : advance(b, narrow, states, method.b(), rates);
    List<Value> error = method.adaptive() ? error(b, narrow, rates) : List.of();
    List<Value> next = method.fsal() ? rates.getLast() : List.of();
    if (method.stages() == 1) return new Step(end, next, error, (inner, theta) -> straight(inner, theta, states, end));
    return new Step(end, next, error, (inner, theta) -> interior(inner, t, h, theta, states, rates));
  }

  private List<Value> error(Builder b, Value h, List<List<Value>> rates) {
    Combination difference = Combination.of(method.error());
    List<Value> reaches = factors.reaches(b, scope, difference.reach(b, h));
    return IntStream.range(0, reaches.size()).mapToObj(s -> b.mul(reaches.get(s), difference.sum(b, "err", column(rates, s)))).toList();
  }

  /** With one stage the rate is what leads from one end of the step to the other: nothing else has to be kept. */
  private List<Value> straight(Builder b, Value theta, List<Value> from, List<Value> to) {
    Value part = scope.narrow(b, theta);
    List<Value> result = new ArrayList<>();
    for (int s = 0; s < from.size(); s++) result.add(b.fma(part, b.sub(to.get(s), from.get(s)), from.get(s)));
    return result;
  }

  private List<Value> interior(Builder b, Value t, Value h, Value theta, List<Value> states, List<List<Value>> known) {
    Dense dense = method.dense();
    List<List<Value>> rates = new ArrayList<>(known);
    Value narrow = scope.narrow(b, h);
    for (int i = 0; i < dense.extraStages(); i++) {
      List<Value> at = advance(b, narrow, states, dense.extraA().get(i), rates);
      rates.add(factors.ratesOfMember(b, scope, stageTime(b, t, h, dense.extraC().get(i)), at));
    }
    List<Value> weights = dense.weights().stream().map(w -> polynomial(b, scope.narrow(b, theta), w)).toList();
    List<Value> reaches = factors.reaches(b, scope, narrow);
    List<Value> result = new ArrayList<>();
    for (int s = 0; s < states.size(); s++) {
      Value sum = null;
      for (int i = 0; i < weights.size(); i++) {
        if (weights.get(i) == null) continue;
        Value k = rates.get(i).get(s);
        sum = sum == null ? b.mul(weights.get(i), k) : b.fma(weights.get(i), k, sum);
      }
      result.add(b.fma(reaches.get(s), sum, states.get(s)));
    }
    return result;
  }

  /** {@code sum_m w_m theta^(m+1)} by Horner; null for a stage without weight. */
  private static Value polynomial(Builder b, Value theta, List<Double> w) {
    int top = w.size() - 1;
    while (top >= 0 && w.get(top) == 0) top--;
    if (top < 0) return null;
    Scalar real = theta.type().scalar();
    Value p = b.constant(real, w.get(top));
    for (int m = top - 1; m >= 0; m--) p = b.fma(theta, p, b.constant(real, w.get(m)));
    return b.mul(theta, p);
  }

  private List<Value> advance(Builder b, Value h, List<Value> states, List<Double> weights, List<List<Value>> rates) {
    Combination slope = Combination.of(weights);
    if (slope.isZero()) return states;
    List<Value> reaches = factors.reaches(b, scope, slope.reach(b, h));
    List<Value> moved = new ArrayList<>();
    for (int s = 0; s < states.size(); s++) {
      Value sum = slope.sum(b, "slope", column(rates, s));
      moved.add(b.apply(scope.model.states.get(s), Primitive.FMA, reaches.get(s), sum, states.get(s)));
    }
    return moved;
  }

  private static List<Value> column(List<List<Value>> rates, int state) {
    return rates.stream().map(k -> k.get(state)).toList();
  }

  private static Value stageTime(Builder b, Value t, Value h, double c) {
    if (c == 0) return t;
    return c == 1 ? b.add(t, h) : b.fma(b.constant(c), h, t);
  }
}

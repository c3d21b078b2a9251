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
import java.util.Optional;
import java.util.stream.IntStream;

/** Stages, end value and continuous extension of an explicit Runge-Kutta method. */
final class RungeKuttaScheme implements Scheme {
  /** Weights between steps may be many times 1, of both signs: their sum must not overflow where what it adds up to does not. */
  private static final double HEADROOM = 1024;

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
  public List<Value> afterJump(Builder b, Value t, List<Value> states, List<Value> memory) {
    return startMemory(b, t, states);
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
    Optional<Estimate> error = method.adaptive() ? Optional.of(error(b, h, rates)) : Optional.empty();
    List<Value> next = method.fsal() ? rates.getLast() : List.of();
    if (method.stages() == 1) return new Step(end, next, error, (inner, theta) -> straight(inner, theta, states, end));
    return new Step(end, next, error, (inner, theta) -> interior(inner, t, h, theta, states, rates));
  }

  private Estimate error(Builder b, Value h, List<List<Value>> rates) {
    Combination difference = Combination.of(method.error());
    List<Value> slopes = IntStream.range(0, rates.getFirst().size()).mapToObj(s -> difference.sum(b, "err", column(rates, s))).toList();
    return new Estimate(difference.reach(b, h), slopes);
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
    Scalar real = narrow.type().scalar();
    List<Value> reaches = factors.reaches(b, scope, b.mul(b.constant(real, HEADROOM), narrow));
    for (int i = 0; i < dense.extraStages(); i++) {
      List<Value> weights = scaled(dense.extraA().get(i)).stream().map(w -> w == 0 ? null : b.constant(real, w)).toList();
      List<Value> at = within(b, reaches, states, weights, rates);
      rates.add(factors.ratesOfMember(b, scope, stageTime(b, t, h, dense.extraC().get(i)), at));
    }
    List<Value> weights = dense.weights().stream().map(w -> polynomial(b, scope.narrow(b, theta), scaled(w))).toList();
    return within(b, reaches, states, weights, rates);
  }

  private static List<Double> scaled(List<Double> weights) {
    return weights.stream().map(w -> w / HEADROOM).toList();
  }

  /** @param weights of {@code rates}; null for none */
  private static List<Value> within(Builder b, List<Value> reaches, List<Value> states, List<Value> weights, List<List<Value>> rates) {
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
    int late = Combination.late(weights);
    List<Double> early = new ArrayList<>(weights);
    if (late >= 0) early.set(late, 0.0);
    Combination slope = Combination.of(early);
    if (slope.isZero()) return states;
    List<Value> reaches = factors.reaches(b, scope, slope.reach(b, h));
    List<Value> last = late < 0 ? List.of() : factors.reaches(b, scope, b.mul(b.constant(h.type().scalar(), weights.get(late)), h));
    List<Value> moved = new ArrayList<>();
    for (int s = 0; s < states.size(); s++) {
      String name = scope.model.states.get(s);
      Value end = b.apply(name, Primitive.FMA, reaches.get(s), slope.sum(b, "slope", column(rates, s)), states.get(s));
      // The last rate is waited for by one operation.
      moved.add(late < 0 ? end : b.apply(name, Primitive.FMA, last.get(s), rates.get(late).get(s), end));
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

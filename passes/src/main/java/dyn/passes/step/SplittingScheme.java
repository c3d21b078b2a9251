package dyn.passes.step;

import dyn.ir.Builder;
import dyn.ir.Primitive;
import dyn.ir.Scalar;
import dyn.ir.Type;
import dyn.ir.Value;
import dyn.passes.methods.Splitting;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Kick and drift steps of a separable system; the rate of the last kick is the next step's first. */
final class SplittingScheme implements Scheme {
  private final Splitting method;
  private final Scope scope;
  private final Set<Integer> positions;

  SplittingScheme(Splitting method, Scope scope) {
    this.method = method;
    this.scope = scope;
    this.positions = Separable.positions(scope.model)
        .orElseThrow(() -> new IllegalArgumentException(method.name() + " on a system that is not separable"));
  }

  @Override
  public List<Value> startMemory(Builder b, Value t, List<Value> states) {
    return momenta(scope.rates(b, t, states));
  }

  private List<Value> momenta(List<Value> all) {
    List<Value> chosen = new ArrayList<>();
    for (int s = 0; s < all.size(); s++) if (!positions.contains(s)) chosen.add(all.get(s));
    return chosen;
  }

  @Override
  public List<String> memoryHints() {
    List<String> hints = new ArrayList<>();
    for (int s = 0; s < scope.model.states.size(); s++) if (!positions.contains(s)) hints.add("d" + scope.model.states.get(s));
    return hints;
  }

  @Override
  public List<Type> memoryTypes() {
    List<Type> types = new ArrayList<>();
    for (int s = 0; s < scope.model.states.size(); s++) if (!positions.contains(s)) types.add(scope.stateType(s));
    return types;
  }

  @Override
  public Step step(Builder b, Value t, Value h, List<Value> states, List<Value> memory) {
    List<Value> y = states;
    List<Value> force = memory;
    double time = 0;
    Value narrow = scope.narrow(b, h);
    Scalar real = narrow.type().scalar();
    for (int i = 0; i < method.kick().size(); i++) {
      y = kick(b, b.mul(b.constant(real, method.kick().get(i)), narrow), y, force);
      if (i == method.drift().size()) break;
      double d = method.drift().get(i);
      y = drift(b, b.mul(b.constant(real, d), narrow), y, scope.rates(b, at(b, t, h, time), y));
      time += d;
      force = momenta(scope.rates(b, i == method.drift().size() - 1 ? b.add(t, h) : at(b, t, h, time), y));
    }
    List<Value> end = y;
    return new Step(end, force, Optional.empty(), (inner, theta) -> hermite(inner, t, h, scope.narrow(inner, theta), states, end));
  }

  private static Value at(Builder b, Value t, Value h, double fraction) {
    return fraction == 0 ? t : b.fma(b.constant(fraction), h, t);
  }

  private List<Value> kick(Builder b, Value h, List<Value> y, List<Value> force) {
    List<Value> moved = new ArrayList<>();
    int p = 0;
    for (int s = 0; s < y.size(); s++) moved.add(positions.contains(s) ? y.get(s) : move(b, s, h, force.get(p++), y.get(s)));
    return moved;
  }

  private List<Value> drift(Builder b, Value h, List<Value> y, List<Value> rates) {
    List<Value> moved = new ArrayList<>();
    for (int s = 0; s < y.size(); s++) moved.add(positions.contains(s) ? move(b, s, h, rates.get(s), y.get(s)) : y.get(s));
    return moved;
  }

  private Value move(Builder b, int state, Value h, Value rate, Value from) {
    return b.apply(scope.model.states.get(state), Primitive.FMA, h, rate, from);
  }

  /** Cubic Hermite interpolation from states and rates at both ends. */
  private List<Value> hermite(Builder b, Value t, Value h, Value theta, List<Value> from, List<Value> to) {
    List<Value> f0 = scope.ratesOfMember(b, scope.model.rates, t, from);
    List<Value> f1 = scope.ratesOfMember(b, scope.model.rates, b.add(t, h), to);
    Value narrow = scope.narrow(b, h);
    Scalar real = narrow.type().scalar();
    Value one = b.constant(real, 1.0);
    Value rest = b.sub(one, theta);
    Value bend = b.mul(theta, b.sub(theta, one));
    Value slope = b.sub(one, b.mul(b.constant(real, 2.0), theta));
    List<Value> result = new ArrayList<>();
    for (int s = 0; s < from.size(); s++) {
      Value chord = b.sub(to.get(s), from.get(s));
      Value ends = b.fma(theta, to.get(s), b.mul(rest, from.get(s)));
      Value left = b.mul(b.sub(theta, one), b.mul(narrow, f0.get(s)));
      Value right = b.mul(theta, b.mul(narrow, f1.get(s)));
      result.add(b.fma(bend, b.add(b.mul(slope, chord), b.add(left, right)), ends));
    }
    return result;
  }
}

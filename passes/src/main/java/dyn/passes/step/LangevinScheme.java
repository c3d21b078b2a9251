package dyn.passes.step;

import dyn.ir.Body;
import dyn.ir.Builder;
import dyn.ir.Primitive;
import dyn.ir.Scalar;
import dyn.ir.Tangent;
import dyn.ir.Type;
import dyn.ir.Value;
import dyn.passes.Langevin;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Half a kick, half a drift, friction and noise over the whole step, half a drift, half a kick: {@code p += h/2 F; q += h/2 v(p);
 * p = e^(a h) p + sqrt((e^(2 a h) - 1) / (2 a h)) g dW; q += h/2 v(p); p += h/2 F}, with friction -a. The force of the last kick is that of
 * the next step's first one.
 *
 * @param friction the tangent of the drift along all momenta
 * @param place that of the step
 */
record LangevinScheme(Scope scope, Set<Integer> momenta, Increments increments, NoiseSlopes slopes, Body friction, Optional<Place> place)
    implements Scheme {
  static LangevinScheme of(Scope scope, Increments increments, NoiseSlopes slopes) {
    Set<Integer> momenta = Langevin.momenta(scope.model.rates, scope.model.sources);
    Body drift = scope.model.rates;
    int first = drift.params().size() - scope.model.states.size();
    Body friction = Tangent.of(drift, momenta.stream().map(s -> first + s).toList());
    return new LangevinScheme(scope, momenta, increments, slopes, friction, Optional.empty());
  }

  @Override
  public Scheme at(Place place) {
    return new LangevinScheme(scope, momenta, increments, slopes, friction, Optional.of(place));
  }

  @Override
  public List<Value> startMemory(Builder b, Value t, List<Value> states) {
    return Stream.concat(forces(b, t, states).stream(), increments.memoryTypes().stream().map(_ -> b.constant(0.0))).toList();
  }

  @Override
  public List<Value> afterJump(Builder b, Value t, List<Value> states, List<Value> memory) {
    return Stream.concat(forces(b, t, states).stream(), memory.stream().skip(momenta.size())).toList();
  }

  @Override
  public List<String> memoryHints() {
    return Stream.concat(momenta.stream().map(s -> "d" + scope.model.states.get(s)), increments.memoryHints().stream()).toList();
  }

  @Override
  public List<Type> memoryTypes() {
    return Stream.concat(momenta.stream().map(scope::stateType), increments.memoryTypes().stream()).toList();
  }

  /** The rates of momenta at rest. */
  private List<Value> forces(Builder b, Value t, List<Value> states) {
    List<Value> still = new ArrayList<>(states);
    for (int s : momenta) still.set(s, NoiseSlopes.everywhere(b, 0, scope.model.state(s)));
    List<Value> rates = scope.rates(b, t, still);
    return momenta.stream().map(rates::get).toList();
  }

  @Override
  public Step step(Builder b, Value t, Value h, List<Value> states, List<Value> memory) {
    Scalar real = scope.model.real();
    Value half = b.mul(b.constant(real, 0.5), scope.narrow(b, h));
    Value end = b.add(t, h);
    List<Value> seen = states.stream().map(s -> Scope.barrier(b, s, true)).toList();
    Increments.Drawn drawn = increments.of(b, place.orElseThrow(), t, h, seen, memory.subList(momenta.size(), memory.size()));
    List<Value> added = slopes.noise(b, b.fma(b.constant(0.5), h, t), seen, drawn.increments());
    List<Value> factors = factors(b, t, seen);
    List<Value> y = kick(b, half, states, memory);
    y = drift(b, t, half, y);
    List<Value> damped = new ArrayList<>(y);
    for (int s : momenta) {
      Value exponent = b.mul(factors.get(s), scope.narrow(b, h));
      Value noise = b.mul(b.apply("spread", Primitive.SQRT, Growth.mean(b, b.mul(b.constant(real, 2), exponent))), added.get(s));
      damped.set(s, b.apply(scope.model.states.get(s), Primitive.FMA, b.apply("kept", Primitive.EXP, exponent), y.get(s), noise));
    }
    y = drift(b, end, half, damped);
    List<Value> forces = forces(b, end, y);
    List<Value> next = kick(b, half, y, forces);
    return new Step(next, Stream.concat(forces.stream(), drawn.kept().stream()).toList(), Optional.empty(), null);
  }

  /** How fast each momentum grows by itself, by the number of its state. */
  private List<Value> factors(Builder b, Value t, List<Value> seen) {
    List<Value> states = new ArrayList<>(seen);
    for (int s : momenta) states.add(NoiseSlopes.everywhere(b, 1, scope.model.state(s)));
    return scope.evaluate(b, friction, t, Optional.empty(), states, true);
  }

  private List<Value> kick(Builder b, Value half, List<Value> y, List<Value> forces) {
    List<Value> moved = new ArrayList<>(y);
    int k = 0;
    for (int s : momenta) moved.set(s, move(b, s, half, forces.get(k++), y.get(s)));
    return moved;
  }

  private List<Value> drift(Builder b, Value t, Value half, List<Value> y) {
    List<Value> rates = scope.rates(b, t, y);
    List<Value> moved = new ArrayList<>(y);
    for (int s = 0; s < y.size(); s++) if (!momenta.contains(s)) moved.set(s, move(b, s, half, rates.get(s), y.get(s)));
    return moved;
  }

  private Value move(Builder b, int state, Value h, Value rate, Value from) {
    return b.apply(scope.model.states.get(state), Primitive.FMA, h, rate, from);
  }
}

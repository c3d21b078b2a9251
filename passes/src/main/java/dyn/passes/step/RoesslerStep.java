package dyn.passes.step;

import dyn.ir.Axis;
import dyn.ir.Builder;
import dyn.ir.Lanes;
import dyn.ir.Primitive;
import dyn.ir.Scalar;
import dyn.ir.Value;
import dyn.passes.methods.Roessler;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/** One step of a {@link Roessler} method, in the numbers of the model. What has the factor 0 is not computed. */
final class RoesslerStep {
  /** Of a path over the step, in the order of the rows of beta. */
  private enum Integral { INCREMENT, SECOND, MEAN, THIRD }

  private final Roessler method;
  private final Scope scope;
  private final NoiseSlopes slopes;
  private final Builder b;
  private final Scalar real;
  private final Value t;
  private final Value h;
  private final Value length;
  private final List<Value> start;
  private final List<Value> seen;
  private final List<Value> dW;
  private final List<Value> means;
  private final List<List<Value>> rates = new ArrayList<>();
  /** Times and states at which g is taken. */
  private final List<Value> noiseTimes = new ArrayList<>();
  private final List<List<Value>> noisePlaces = new ArrayList<>();

  /** @param seen the states at the start, which have been waited for */
  RoesslerStep(Roessler method, Scope scope, NoiseSlopes slopes, Builder b, Value t, Value h, List<Value> start, List<Value> seen,
      List<Value> dW, List<Value> means) {
    this.method = method;
    this.scope = scope;
    this.slopes = slopes;
    this.b = b;
    this.real = scope.model.real();
    this.t = t;
    this.h = h;
    this.length = scope.narrow(b, h);
    this.start = start;
    this.seen = seen;
    this.dW = dW;
    this.means = means;
  }

  /** The states at the end of the step. */
  List<Value> end() {
    for (int i = 0; i < method.stages(); i++) stage(i);
    return added(drifted(start, method.alpha()), sum(noise(EnumSet.allOf(Integral.class))));
  }

  /** After {@link #end}: what those terms make of each state without which the step would be of order 1. */
  List<Value> error() {
    List<Double> weights = new ArrayList<>(method.alpha());
    weights.set(0, weights.getFirst() - 1);
    List<Value> noise = sum(noise(EnumSet.of(Integral.MEAN, Integral.THIRD)));
    List<Value> all = new ArrayList<>();
    for (int s = 0; s < start.size(); s++) all.add(b.fma(length, weighted(rates, weights, s), noise.get(s)));
    return all;
  }

  private void stage(int i) {
    List<Value> place = i == 0 ? seen : waited(shaken(drifted(start, method.a0().get(i)), method.b0().get(i), means));
    boolean isRead = method.alpha().get(i) != 0
        || IntStream.range(i, method.stages()).anyMatch(k -> reads(method.a0(), k, i) || reads(method.a1(), k, i));
    // Stages at the start of the step have its rate.
    boolean atStart = place == seen && method.c0().get(i) == 0;
    if (!isRead) rates.add(List.of());
    else if (atStart && i > 0) rates.add(rates.getFirst());
    else rates.add(slopes.drift(b, at(method.c0().get(i)), place));
    noiseTimes.add(at(method.c1().get(i)));
    List<Value> roots = has(method.b1().get(i)) ? roots() : List.of();
    List<Value> other = shaken(drifted(start, method.a1().get(i)), method.b1().get(i), roots);
    noisePlaces.add(waited(other));
  }

  private static boolean reads(List<List<Double>> table, int row, int column) {
    List<Double> entries = table.get(row);
    return column < entries.size() && entries.get(column) != 0;
  }

  private static boolean has(List<Double> row) {
    return row.stream().anyMatch(x -> x != 0);
  }

  private Value at(double c) {
    return c == 0 ? t : c == 1 ? b.add(t, h) : b.fma(b.constant(c), h, t);
  }

  private List<Value> waited(List<Value> states) {
    return states == start ? seen : states.stream().map(s -> Scope.barrier(b, s, true)).toList();
  }

  /** sqrt(h) for every cell of every source. */
  private List<Value> roots() {
    Value root = b.apply("root", Primitive.SQRT, length);
    List<Value> all = new ArrayList<>();
    for (Value w : scope.model.increments()) {
      Value v = root;
      for (Axis a : w.type().axes()) v = b.emit("root", new Lanes.Spread(v, a));
      all.add(v);
    }
    return all;
  }

  private List<Value> drifted(List<Value> from, List<Double> weights) {
    if (!has(weights)) return from;
    List<Value> all = new ArrayList<>();
    for (int s = 0; s < from.size(); s++) {
      all.add(b.apply(scope.model.states.get(s), Primitive.FMA, length, weighted(rates, weights, s), from.get(s)));
    }
    return all;
  }

  private Value weighted(List<List<Value>> values, List<Double> weights, int s) {
    Value sum = null;
    for (int i = 0; i < weights.size(); i++) {
      double w = weights.get(i);
      if (w == 0) continue;
      Value v = values.get(i).get(s);
      sum = sum == null ? b.mul(b.constant(real, w), v) : b.fma(b.constant(real, w), v, sum);
    }
    return sum;
  }

  /** With g of earlier stages, times {@code increments}. */
  private List<Value> shaken(List<Value> from, List<Double> weights, List<Value> increments) {
    if (!has(weights)) return from;
    List<List<Value>> added = new ArrayList<>();
    for (int j = 0; j < weights.size(); j++) added.add(weights.get(j) == 0 ? List.of() : noise(j, increments));
    List<Value> all = new ArrayList<>();
    for (int s = 0; s < from.size(); s++) all.add(b.add(from.get(s), weighted(added, weights, s)));
    return all;
  }

  private List<Value> noise(int stage, List<Value> increments) {
    return slopes.noise(b, noiseTimes.get(stage), noisePlaces.get(stage), increments);
  }

  private List<Value> added(List<Value> states, List<Value> noise) {
    List<Value> all = new ArrayList<>();
    for (int s = 0; s < states.size(); s++) all.add(b.apply(scope.model.states.get(s), Primitive.ADD, states.get(s), noise.get(s)));
    return all;
  }

  private List<Value> sum(List<List<Value>> parts) {
    List<Value> sum = parts.getFirst();
    for (List<Value> part : parts.subList(1, parts.size())) {
      List<Value> more = new ArrayList<>();
      for (int s = 0; s < part.size(); s++) more.add(b.add(sum.get(s), part.get(s)));
      sum = more;
    }
    return sum;
  }

  /** Of each stage that takes part, g times the integrals of these kinds. */
  private List<List<Value>> noise(Set<Integral> kinds) {
    List<List<Value>> all = new ArrayList<>();
    for (int i = 0; i < method.stages(); i++) {
      int stage = i;
      List<Integral> here = kinds.stream().filter(k -> factor(k, stage) != 0).toList();
      if (here.isEmpty()) continue;
      List<Value> increments = new ArrayList<>();
      for (int w = 0; w < dW.size(); w++) {
        Value sum = null;
        for (Integral k : here) {
          Value factor = b.constant(real, factor(k, stage));
          Value v = integral(k, w);
          sum = sum == null ? b.mul(factor, v) : b.fma(factor, v, sum);
        }
        increments.add(sum);
      }
      all.add(noise(stage, increments));
    }
    return all;
  }

  private double factor(Integral kind, int stage) {
    return method.beta().get(kind.ordinal()).get(stage);
  }

  private Value integral(Integral kind, int source) {
    Value w = dW.get(source);
    return switch (kind) {
      case INCREMENT -> w;
      case SECOND -> b.mul(b.sub(b.mul(w, w), length), b.div(b.constant(real, 0.5), b.apply(Primitive.SQRT, length)));
      case MEAN -> means.get(source);
      case THIRD -> b.mul(b.mul(w, b.fma(b.constant(real, -3), length, b.mul(w, w))), b.div(b.constant(real, 1.0 / 6), length));
    };
  }
}

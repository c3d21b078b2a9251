package dyn.passes.step;

import dyn.ir.Builder;
import dyn.ir.Primitive;
import dyn.ir.Value;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * {@code sum_j w_j v_j} as {@code scale * sum_j r_j v_j} with weights relative to one of them, which spares its product; values of one
 * weight are added before they are weighed. The classical method's 1/6, 1/3, 1/3, 1/6 become 1/6 of 1, 2, 2, 1, as one would write by
 * hand. Weights are relative to the first that is not 0, or to the greatest where the first is much less: the sum must not overflow where
 * its parts do not.
 */
record Combination(double scale, List<Double> relative) {
  private static final double MUCH = 4;

  static Combination of(List<Double> weights) {
    double first = weights.stream().filter(w -> w != 0).findFirst().orElse(0.0);
    double greatest = weights.stream().max(Comparator.comparingDouble(Math::abs)).orElse(0.0);
    double scale = Math.abs(greatest) > MUCH * Math.abs(first) ? greatest : first;
    return new Combination(scale, weights.stream().map(w -> w == 0 ? 0 : w / scale).toList());
  }

  /** The last value that is weighed, where that takes an operation of its own and others are weighed before it; else -1. */
  static int late(List<Double> weights) {
    Combination all = of(weights);
    int last = weights.size() - 1;
    while (last > 0 && weights.get(last) == 0) last--;
    return last > 0 && all.relative.get(last) != 1 && all.relative.indexOf(all.relative.get(last)) == last ? last : -1;
  }

  boolean isZero() {
    return scale == 0;
  }

  /** What the sum is multiplied by in a step of size {@code h}. */
  Value reach(Builder b, Value h) {
    return scale == 1 ? h : b.mul(b.constant(h.type().scalar(), scale), h);
  }

  /** The sum with relative weights; not to be asked where all are 0. A weight enters with its last value: late values wait least. */
  Value sum(Builder b, String hint, List<Value> values) {
    Value sum = values.get(relative.indexOf(1.0));
    boolean begun = false;
    for (int j = 0; j < relative.size(); j++) {
      double weight = relative.get(j);
      if (weight == 0) continue;
      if (weight == 1 && begun) sum = b.apply(hint, Primitive.ADD, sum, values.get(j));
      else if (weight == 1) begun = true;
      else if (relative.lastIndexOf(weight) == j) {
        Value v = together(b, hint, weight, values);
        sum = b.apply(hint, Primitive.FMA, b.constant(v.type().scalar(), weight), v, sum);
      }
    }
    return sum;
  }

  private Value together(Builder b, String hint, double weight, List<Value> values) {
    List<Value> equal = new ArrayList<>();
    for (int j = 0; j < relative.size(); j++) if (relative.get(j) == weight) equal.add(values.get(j));
    return equal.stream().reduce((x, y) -> b.apply(hint, Primitive.ADD, x, y)).orElseThrow();
  }
}

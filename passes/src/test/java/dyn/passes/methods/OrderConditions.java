package dyn.passes.methods;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The order conditions {@code sum_i w_i(theta) phi_i(t) = theta^|t| / density(t)} of stages {@code a}. A residual counts as
 * rounding up to 64 units in the last place of the sum of the absolute terms.
 */
record OrderConditions(double[][] a) {
  static final int HIGHEST = 8;
  static final List<List<RootedTree>> TREES = RootedTree.upTo(HIGHEST);

  /** The stages of a step, then those its dense output adds. */
  static OrderConditions of(RungeKutta method) {
    var rows = Stream.concat(method.a().stream(), method.dense().extraA().stream()).toList();
    var a = new double[rows.size()][rows.size()];
    for (int i = 0; i < a.length; i++) {
      for (int j = 0; j < i; j++) {
        a[i][j] = rows.get(i).get(j);
      }
    }
    return new OrderConditions(a);
  }

  double[] padded(List<Double> weights) {
    return Arrays.copyOf(weights.stream().mapToDouble(w -> w).toArray(), a.length);
  }

  double[] at(Dense dense, double theta) {
    return dense.weights().stream().mapToDouble(polynomial -> value(polynomial, theta)).toArray();
  }

  static double value(List<Double> polynomial, double theta) {
    double sum = 0;
    for (int m = polynomial.size() - 1; m >= 0; m--) {
      sum = theta * (sum + polynomial.get(m));
    }
    return sum;
  }

  /** The sum of the absolute terms of each weight: what its rounding error is relative to. */
  double[] size(Dense dense, double theta) {
    return dense.weights().stream().mapToDouble(polynomial -> value(polynomial.stream().map(Math::abs).toList(), theta)).toArray();
  }

  /** The largest residual of the conditions of one order, in units of what rounding explains; {@code size} bounds the weights. */
  double excess(double[] weights, double[] size, int order, double theta) {
    double[][] absolute = Arrays.stream(a).map(OrderConditions::absolute).toArray(double[][]::new);
    double worst = 0;
    for (RootedTree tree : TREES.get(order)) {
      double target = Math.pow(theta, order) / tree.density();
      double residual = RootedTree.dot(weights, tree.weights(a)) - target;
      double rounding = 64 * Math.ulp(RootedTree.dot(absolute(size), tree.weights(absolute)) + target);
      worst = Math.max(worst, Math.abs(residual) / rounding);
    }
    return worst;
  }

  double excess(double[] weights, int order) {
    return excess(weights, weights, order, 1);
  }

  /** The same stages with one coefficient changed by the given factor, for every coefficient that is not 0. */
  Map<String, OrderConditions> changed(double factor) {
    var all = new LinkedHashMap<String, OrderConditions>();
    for (int i = 0; i < a.length; i++) {
      for (int j = 0; j < i; j++) {
        if (a[i][j] != 0) {
          double[][] copy = Arrays.stream(a).map(double[]::clone).toArray(double[][]::new);
          copy[i][j] *= factor;
          all.put("a[" + i + "][" + j + "]", new OrderConditions(copy));
        }
      }
    }
    return all;
  }

  private static double[] absolute(double[] x) {
    return Arrays.stream(x).map(Math::abs).toArray();
  }
}

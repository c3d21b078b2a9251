package dyn.testkit.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.List;

/** What errors and samples say of a method. */
final class Orders {
  private Orders() {}

  /** The order of convergence, by least squares over all step sizes. */
  static double slope(List<Integer> steps, List<Double> errors) {
    double n = errors.size();
    double meanX = 0;
    double meanY = 0;
    for (int i = 0; i < n; i++) {
      meanX += -Math.log(steps.get(i)) / n;
      meanY += Math.log(Math.abs(errors.get(i))) / n;
    }
    double top = 0;
    double bottom = 0;
    for (int i = 0; i < n; i++) {
      double dx = -Math.log(steps.get(i)) - meanX;
      top += dx * (Math.log(Math.abs(errors.get(i))) - meanY);
      bottom += dx * dx;
    }
    return top / bottom;
  }

  /** That the mean is as expected, by five standard errors. */
  static void within(double expected, double[] values) {
    double mean = Arrays.stream(values).average().orElseThrow();
    double variance = Arrays.stream(values).map(a -> (a - mean) * (a - mean)).sum() / (values.length - 1);
    assertEquals(expected, mean, 5 * Math.sqrt(variance / values.length));
  }

  static double meanDistance(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) sum += Math.abs(a[i] - b[i]);
    return sum / a.length;
  }
}

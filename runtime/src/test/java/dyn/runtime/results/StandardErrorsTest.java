package dyn.runtime.results;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Random;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Test;

/** Against how much statistics of many samples differ. */
class StandardErrorsTest {
  private static final int SAMPLES = 20_000;

  /** The mean of squares of what is told, over the variance of the statistic, is 1 where the error is unbiased. */
  private static double ratio(int n, ToDoubleFunction<double[]> statistic, ToDoubleFunction<double[]> error) {
    Random random = new Random(11);
    double[] values = new double[SAMPLES];
    double squares = 0;
    for (int k = 0; k < SAMPLES; k++) {
      double[] members = new double[n];
      for (int i = 0; i < n; i++) members[i] = -Math.log(1 - random.nextDouble());
      values[k] = statistic.applyAsDouble(members);
      double e = error.applyAsDouble(members);
      squares += e * e;
    }
    return squares / SAMPLES / Statistics.variance(values);
  }

  @Test
  void ofAMean() {
    assertEquals(1, ratio(10, Statistics::mean, StandardErrors::ofMean), 0.05);
  }

  /** Heavy fourth moments of few members are underestimated, less so of more. */
  @Test
  void ofAVarianceAndItsRoot() {
    assertEquals(1, ratio(400, Statistics::variance, StandardErrors::ofVariance), 0.1);
    assertEquals(1, ratio(400, Statistics::standardDeviation, StandardErrors::ofDeviation), 0.1);
  }

  /** Of 4 members -1, -1, 1, 1: m4 = 1, s^2 = 4/3, (1 - 16/9 / 3) / 4. */
  @Test
  void ofAVarianceByHand() {
    double[] members = {-1, -1, 1, 1};
    assertEquals(Math.sqrt((1 - 16.0 / 27) / 4), StandardErrors.ofVariance(members), 1e-15);
    assertEquals(Math.sqrt((1 - 16.0 / 27) / 4) / (2 * Math.sqrt(4.0 / 3)), StandardErrors.ofDeviation(members), 1e-15);
    assertEquals(0, StandardErrors.ofDeviation(new double[] {2, 2, 2}));
  }

  @Test
  void ofQuantiles() {
    assertEquals(1, ratio(400, x -> Statistics.quantile(x, 0.5), x -> StandardErrors.ofQuantile(0.5, x)), 0.15);
    assertEquals(1, ratio(400, x -> Statistics.quantile(x, 0.95), x -> StandardErrors.ofQuantile(0.95, x)), 0.15);
  }

  /** Of 0, 0.1, ..., 1, p = 0.05: the shift is 0.0657, of which 0.05 fit below; the density is 1. */
  @Test
  void ofAQuantileAtTheEdge() {
    double[] members = {0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1};
    assertEquals(Math.sqrt(0.05 * 0.95 / 11), StandardErrors.ofQuantile(0.05, members), 1e-15);
  }
}

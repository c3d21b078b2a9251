package dyn.runtime.results;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class StatisticsTest {
  @Test
  void smallSamples() {
    double[] x = {2, 4, 4, 4, 5, 5, 7, 9};
    assertEquals(5, Statistics.mean(x));
    assertEquals(32.0 / 7, Statistics.variance(x));
    assertEquals(Math.sqrt(4.0 / 7), Statistics.standardError(x));
    assertEquals(Math.sqrt(32.0 / 7), Statistics.standardDeviation(x));
    assertTrue(Double.isNaN(Statistics.variance(new double[] {1})));
    assertTrue(Double.isNaN(Statistics.mean(new double[0])));
  }

  /** The values R gives for quantile(c(10, 1, 7, 3), c(0, .05, .25, .5, .9, 1)), whose default is type 7. */
  @Test
  void quantilesOfType7() {
    assertArrayEquals(new double[] {1, 1.3, 2.5, 5, 9.1, 10}, Statistics.quantiles(new double[] {10, 1, 7, 3}, 0, .05, .25, .5, .9, 1),
        4e-15); // two units in the last place of 10
    assertEquals(3, Statistics.quantile(new double[] {3}, 0.3));
    assertEquals(Double.POSITIVE_INFINITY,
        Statistics.quantile(new double[] {1, Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY}, 0.75));
    assertTrue(Double.isNaN(Statistics.quantile(new double[0], 0.5)));
    assertTrue(Double.isNaN(Statistics.quantile(new double[] {1, Double.NaN}, 0)));
    assertArrayEquals(new double[] {1, 2}, Statistics.present(new double[] {1, Double.NaN, 2}));
  }

  @Test
  void countsBetweenEdges() {
    double[] values = {-1, -0.0, 0, 0.5, 1, 1.5, 2, 2, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY};
    assertArrayEquals(new double[] {2, 3, 2, 3}, Statistics.counts(values, 0, 1, 2));
    assertArrayEquals(new double[] {2, 3, 2, 3}, Statistics.counts(values, -0.0, 1, 2));
    assertArrayEquals(new double[] {0, 0}, Statistics.counts(new double[0], 1));
    assertArrayEquals(new double[] {Double.NaN, Double.NaN}, Statistics.counts(new double[] {0, Double.NaN}, 1));
  }

  /** A value that absorbs small ones shows in which order they were added. */
  @Test
  void theTreeIsTheDocumentedOne() {
    double big = 0x1p53;
    double[] x = new double[33]; // one block: lanes 0 and 16 meet first, so lane 0 holds big + 1 + 1 one by one
    x[0] = big;
    x[16] = 1;
    x[32] = 1;
    assertEquals(big, Statistics.sum(x));
    x[32] = 0;
    x[8] = 1;
    x[24] = 1; // lanes 8 and 24 meet before they meet lane 0
    x[16] = 0;
    assertEquals(big + 2, Statistics.sum(x));
    double[] y = new double[32]; // one after another: every single 1 is lost
    y[0] = big;
    y[8] = 1;
    y[24] = 1;
    assertEquals(big, Statistics.sum(y));
    double[] z = new double[3 * 1024];
    z[1024] = 1;
    z[2048] = 1;
    z[0] = big;
    assertEquals(big, Statistics.sum(z));
    z[2048] = 0;
    z[1032] = 1; // the same block as 1024
    assertEquals(big + 2, Statistics.sum(z));
  }

  @Test
  void blocksDoneByManyThreadsGiveTheSameBits() {
    double[] x = new SplittableRandom(3).doubles(100_003, -1, 1).toArray();
    int blocks = (x.length + Statistics.BLOCK - 1) / Statistics.BLOCK;
    double[] partials = IntStream.range(0, blocks).parallel()
        .mapToDouble(b -> Statistics.blockSum(x, b * Statistics.BLOCK, Math.min(x.length, (b + 1) * Statistics.BLOCK))).toArray();
    assertEquals(Statistics.sum(x), Statistics.combine(partials));
    double naive = 0;
    for (double v : x) {
      naive += v;
    }
    assertNotEquals(naive, Statistics.sum(x), "the tree is not the naive sum");
    BigDecimal exact = BigDecimal.ZERO;
    for (double v : x) {
      exact = exact.add(new BigDecimal(v));
    }
    assertEquals(exact.doubleValue(), Statistics.sum(x), 1e-11);
  }

  @Test
  void theVarianceOfLargeValuesDoesNotCancel() {
    double[] x = IntStream.range(0, 10_000).mapToDouble(i -> 1e9 + i % 2).toArray();
    assertEquals(0.25 * 10_000 / 9_999, Statistics.variance(x), 1e-12);
  }
}

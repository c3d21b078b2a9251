package dyn.testkit.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** `quantiles(D)` against values computed with 40 digits by mpmath 1.3 (erfinv, tan, log). */
class QuantilesTest {
  private static final int CELLS = 10_000;
  private static final double MOST_ULPS = 4;

  private static double[] quantiles(String distribution, String before) {
    return Trial.recorded(Trial.whole(Trial.compile("""
        model Q { BEFORE
          dim n = 10_000
          param a[n] = quantiles(DISTRIBUTION)
          state x = 0
          x' = 1 }
        experiment e { time 0 .. 1; record a at 0 }
        """.replace("BEFORE", before).replace("DISTRIBUTION", distribution))), "a");
  }

  /** At the end, in a tail, and next to the middle. */
  @TestFactory
  Stream<DynamicTest> valuesAreRightToAFewUnits() {
    record Case(String distribution, double first, double tail, double middle) {}
    return Stream.of(
        new Case("normal(0, 1)", -3.890591886413094, -1.1579118773801473, -0.0003759942500538061),
        new Case("cauchy(0, 1)", -6366.197671315936, -2.4478601874845984, -0.0004712389329205333),
        new Case("exponential(1)", 5.000125004166823e-05, 0.13176153118225392, 0.6928472255509474),
        new Case("uniform(-1, 1)", -0.9999, -0.7531, -0.0003))
        .map(c -> dynamicTest(c.distribution(), () -> {
          double[] a = quantiles(c.distribution(), "");
          assertEquals(CELLS, a.length);
          assertEquals(c.first(), a[0], MOST_ULPS * Math.ulp(c.first()));
          assertEquals(c.tail(), a[1234], MOST_ULPS * Math.ulp(c.tail()));
          assertEquals(c.middle(), a[4998], MOST_ULPS * Math.ulp(c.middle()));
        }));
  }

  @TestFactory
  Stream<DynamicTest> tailsAreAlikeAndValuesIncrease() {
    return Stream.of("normal(0, 2)", "cauchy(0, 2)", "uniform(-3, 3)").map(d -> dynamicTest(d, () -> {
      double[] a = quantiles(d, "");
      for (int k = 0; k < CELLS; k++) assertEquals(-a[k], a[CELLS - 1 - k], d + ", cell " + k);
      for (int k = 1; k < CELLS; k++) assertTrue(a[k] > a[k - 1], d + ", cell " + k);
    }));
  }

  @Test
  void inSinglePrecisionTheyAreRoundedOnce() {
    double[] a = quantiles("normal(0, 1)", "real = f32");
    double[] exact = quantiles("normal(0, 1)", "");
    for (int k = 0; k < CELLS; k++) assertEquals((float) exact[k], a[k]);
  }
}

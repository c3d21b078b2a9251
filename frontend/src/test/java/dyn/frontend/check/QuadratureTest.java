package dyn.frontend.check;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dyn.frontend.check.Quadrature.Rule;
import java.util.Arrays;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Known nodes and weights, and the moments that a rule must give exactly. */
class QuadratureTest {
  private static double moment(Quadrature q, int power) {
    return IntStream.range(0, q.nodes().length).mapToDouble(i -> q.weights()[i] * Math.pow(q.nodes()[i], power)).sum();
  }

  private static void moments(Rule rule, int n, IntToDoubleFunction exact) {
    Quadrature q = Quadrature.of(rule, n);
    for (int power = 0; power < 2 * n; power++) {
      double size = IntStream.range(0, n).mapToDouble(i -> q.weights()[i]).sum() * Math.abs(exact.applyAsDouble(power + power % 2));
      assertEquals(exact.applyAsDouble(power), moment(q, power), 1e-13 * Math.max(1, size), rule + ", power " + power);
    }
  }

  private static double factorial(int n) {
    return IntStream.rangeClosed(1, n).mapToDouble(i -> i).reduce(1, (a, b) -> a * b);
  }

  @Test
  void momentsAreExact() {
    moments(Rule.HERMITE, 8, p -> p % 2 == 1 ? 0 : factorial(p) / (Math.pow(2, p / 2) * factorial(p / 2)));
    moments(Rule.LEGENDRE, 8, p -> 1.0 / (p + 1));
    moments(Rule.LAGUERRE, 8, QuadratureTest::factorial);
  }

  /** Rounded from 40 digits, so equal to the last bit. */
  @Test
  void smallRulesAreTheKnownOnes() {
    Quadrature hermite = Quadrature.of(Rule.HERMITE, 3);
    assertArrayEquals(new double[] {-Math.sqrt(3), 0, Math.sqrt(3)}, hermite.nodes());
    assertArrayEquals(new double[] {1.0 / 6, 2.0 / 3, 1.0 / 6}, hermite.weights());
    Quadrature legendre = Quadrature.of(Rule.LEGENDRE, 2);
    assertArrayEquals(new double[] {0.21132486540518711775, 0.78867513459481288225}, legendre.nodes());
    assertArrayEquals(new double[] {0.5, 0.5}, legendre.weights());
    Quadrature laguerre = Quadrature.of(Rule.LAGUERRE, 2);
    assertArrayEquals(new double[] {0.58578643762690495120, 3.4142135623730950488}, laguerre.nodes());
    assertArrayEquals(new double[] {0.85355339059327376220, 0.14644660940672623780}, laguerre.weights());
  }

  @Test
  void largeRulesAreSymmetricAndAddUpToOne() {
    for (Rule rule : Rule.values()) {
      Quadrature q = Quadrature.of(rule, 200);
      assertEquals(1, Arrays.stream(q.weights()).sum(), 1e-14, rule.toString());
      for (int i = 1; i < 200; i++) assertTrue(q.nodes()[i] > q.nodes()[i - 1], rule.toString());
      for (int i = 0; rule == Rule.HERMITE && i < 200; i++) assertEquals(-q.nodes()[i], q.nodes()[199 - i]);
    }
  }

  /** The largest rule, at its outermost node (by Newton's method with 50 digits, mpmath 1.3). */
  @Test
  void theLargestRuleIsFound() {
    Quadrature q = Quadrature.of(Rule.HERMITE, Quadrature.MOST_NODES);
    assertEquals(1, Arrays.stream(q.weights()).sum(), 1e-14);
    assertEquals(43.91238665253059, q.nodes()[Quadrature.MOST_NODES - 1]);
  }
}

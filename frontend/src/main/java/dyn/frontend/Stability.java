package dyn.frontend;

import java.math.BigDecimal;
import java.math.MathContext;

/** Why a map with stale reads is stable. */
public sealed interface Stability {
  /**
   * A step brings any two states closer, in the largest difference of a cell, by this factor: then so does any order of updates with any
   * bounded delay (Bertsekas and Tsitsiklis, Parallel and Distributed Computation, 1989, chapter 6).
   *
   * @param weighted whether cells are first divided by weights of their own (Chazan and Miranker, Chaotic relaxation, 1969)
   */
  record Contraction(double factor, boolean weighted) implements Stability {
    @Override
    public String text() {
      return "contraction " + number(factor) + " in the largest " + (weighted ? "weighted " : "") + "cell, whatever the delay";
    }
  }

  /**
   * x - M x(k steps ago), M symmetric without negative eigenvalues: no mode grows where the largest eigenvalue stays below
   * 2 sin(pi / (2 (2 k + 1))), at which a root of z^(k+1) - z^k + m reaches the unit circle (Levin and May, A note on
   * difference-delay equations, 1976).
   */
  record DelayedGradient(double fastest, int age) implements Stability {
    public static double limit(int age) {
      return 2 * Math.sin(Math.PI / (2 * (2.0 * age + 1)));
    }

    @Override
    public String text() {
      return "delayed gradient, the fastest mode goes " + number(fastest) + " in a step, less than " + number(limit(age)) + " = 2 sin(pi / "
          + 2 * (2 * age + 1) + ")";
    }
  }

  String text();

  /** Six digits. */
  static String number(double x) {
    if (Double.isInfinite(x) || Double.isNaN(x)) return "infinity";
    BigDecimal rounded = new BigDecimal(x).round(new MathContext(6)).stripTrailingZeros();
    return Math.abs(rounded.precision() - rounded.scale()) < 8 ? rounded.toPlainString() : rounded.toString().replace('E', 'e');
  }
}

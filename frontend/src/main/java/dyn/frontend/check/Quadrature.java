package dyn.frontend.check;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * The rule of Gauss with n nodes for the expectation over a standard distribution: exact for polynomials of a degree below 2 n. The nodes
 * are the zeros of the orthogonal polynomial of degree n, in rising order, and the weights add up to 1. Both are computed with 40 digits
 * and rounded once, so that they are the same on every machine.
 *
 * <p>Golub and Welsch, Calculation of Gauss quadrature rules, Math. Comp. 23 (1969) 221: the zeros are the eigenvalues of the tridiagonal
 * matrix of the recurrence P[k+1] = (x - a[k]) P[k] - b[k] P[k-1]. Here those are first enclosed by counting signs (Barth, Martin and
 * Wilkinson, Numer. Math. 9 (1967) 386).
 */
record Quadrature(double[] nodes, double[] weights) {
  static final int MOST_NODES = 500;

  /** What the rule is for, and its recurrence. */
  enum Rule {
    /** Normal, mean 0 and standard deviation 1. */
    HERMITE {
      @Override
      BigDecimal a(int k) {
        return BigDecimal.ZERO;
      }

      @Override
      BigDecimal b(int k) {
        return BigDecimal.valueOf(k);
      }
    },
    /** Uniform on [0, 1]. */
    LEGENDRE {
      @Override
      BigDecimal a(int k) {
        return new BigDecimal("0.5");
      }

      @Override
      BigDecimal b(int k) {
        BigDecimal square = BigDecimal.valueOf((long) k * k);
        BigDecimal four = BigDecimal.valueOf(4);
        return square.divide(four.multiply(four.multiply(square).subtract(BigDecimal.ONE)), DIGITS);
      }
    },
    /** Exponential, rate 1. */
    LAGUERRE {
      @Override
      BigDecimal a(int k) {
        return BigDecimal.valueOf(2L * k + 1);
      }

      @Override
      BigDecimal b(int k) {
        return BigDecimal.valueOf((long) k * k);
      }
    };

    abstract BigDecimal a(int k);

    abstract BigDecimal b(int k);

    String text() {
      return name().toLowerCase(Locale.ROOT);
    }

    static Optional<Rule> named(String name) {
      return Arrays.stream(values()).filter(r -> r.text().equals(name)).findFirst();
    }
  }

  private static final MathContext DIGITS = new MathContext(40);
  /** Of a step, after which the error is about its square. */
  private static final BigDecimal SETTLED = new BigDecimal("1e-22");
  private static final int MOST_TURNS = 8;
  /** Halvings of an interval of doubles until its ends are neighbours, or nearly so. */
  private static final int HALVINGS = 60;

  static Quadrature of(Rule rule, int n) {
    BigDecimal[] a = new BigDecimal[n];
    BigDecimal[] b = new BigDecimal[n];
    for (int k = 0; k < n; k++) {
      a[k] = rule.a(k);
      b[k] = rule.b(k);
    }
    double[] guesses = eigenvalues(doubles(a), doubles(b));
    BigDecimal above = Arrays.stream(b).skip(1).reduce(BigDecimal.ONE, (x, y) -> x.multiply(y, DIGITS));
    double[] nodes = new double[n];
    double[] weights = new double[n];
    for (int i = 0; i < n; i++) {
      BigDecimal[] node = node(a, b, above, new BigDecimal(guesses[i], DIGITS));
      nodes[i] = node[0].doubleValue();
      weights[i] = node[1].doubleValue();
    }
    return new Quadrature(nodes, weights);
  }

  private static double[] doubles(BigDecimal[] x) {
    return Arrays.stream(x).mapToDouble(BigDecimal::doubleValue).toArray();
  }

  /** By halving the interval of Gershgorin's circles, each between those that lie below it and those above. */
  private static double[] eigenvalues(double[] a, double[] b) {
    int n = a.length;
    double low = Double.POSITIVE_INFINITY;
    double high = Double.NEGATIVE_INFINITY;
    for (int k = 0; k < n; k++) {
      double radius = (k > 0 ? Math.sqrt(b[k]) : 0) + (k + 1 < n ? Math.sqrt(b[k + 1]) : 0);
      low = Math.min(low, a[k] - radius);
      high = Math.max(high, a[k] + radius);
    }
    double[] values = new double[n];
    for (int i = 0; i < n; i++) {
      double from = low;
      double to = high;
      for (int j = 0; j < HALVINGS; j++) {
        double middle = (from + to) / 2;
        if (below(middle, a, b) > i) to = middle;
        else from = middle;
      }
      values[i] = (from + to) / 2;
    }
    return values;
  }

  /** How many eigenvalues lie below x: the negative pivots of the matrix less x. */
  private static int below(double x, double[] a, double[] b) {
    int count = 0;
    double pivot = 1;
    for (int k = 0; k < a.length; k++) {
      pivot = a[k] - x - (k == 0 ? 0 : b[k] / pivot);
      if (pivot == 0) pivot = -Double.MIN_NORMAL;
      if (pivot < 0) count++;
    }
    return count;
  }

  /** P[n](x), its derivative and P[n-1](x). */
  private static BigDecimal[] polynomial(BigDecimal[] a, BigDecimal[] b, BigDecimal x) {
    BigDecimal before = BigDecimal.ZERO;
    BigDecimal slopeBefore = BigDecimal.ZERO;
    BigDecimal value = BigDecimal.ONE;
    BigDecimal slope = BigDecimal.ZERO;
    for (int k = 0; k < a.length; k++) {
      BigDecimal along = x.subtract(a[k]);
      BigDecimal next = along.multiply(value, DIGITS).subtract(b[k].multiply(before), DIGITS);
      BigDecimal slopeNext = value.add(along.multiply(slope, DIGITS)).subtract(b[k].multiply(slopeBefore), DIGITS);
      before = value;
      slopeBefore = slope;
      value = next;
      slope = slopeNext;
    }
    return new BigDecimal[] {value, slope, before};
  }

  /**
   * A zero by Newton's method, which doubles the number of right digits in each turn, and its weight
   * b[1] b[2] ... b[n-1] / (P'[n](x) P[n-1](x)), from the turn before the last.
   */
  private static BigDecimal[] node(BigDecimal[] a, BigDecimal[] b, BigDecimal above, BigDecimal guess) {
    BigDecimal x = guess;
    for (int turn = 0; turn < MOST_TURNS; turn++) {
      BigDecimal[] p = polynomial(a, b, x);
      BigDecimal step = p[0].divide(p[1], DIGITS);
      x = x.subtract(step, DIGITS);
      if (step.abs().compareTo(SETTLED) > 0) continue;
      return new BigDecimal[] {x.abs().compareTo(SETTLED) < 0 ? BigDecimal.ZERO : x, above.divide(p[1].multiply(p[2], DIGITS), DIGITS)};
    }
    throw new IllegalStateException("no zero near " + guess);
  }
}

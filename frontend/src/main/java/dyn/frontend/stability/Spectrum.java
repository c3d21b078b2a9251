package dyn.frontend.stability;

/** Between which numbers the eigenvalues of a symmetric matrix lie. */
final class Spectrum {
  /** Eigenvalues of larger ones take too long. */
  static final int LARGEST = 256;
  private static final int SWEEPS = 60;

  private Spectrum() {}

  /** @param m is overwritten */
  static Interval of(double[][] m) {
    return sums(m).isPoint() ? sums(m) : jacobi(m);
  }

  /** Gershgorin: each lies no further from a diagonal value than the sum of what is beside it. */
  private static Interval sums(double[][] m) {
    double lo = Double.POSITIVE_INFINITY;
    double hi = Double.NEGATIVE_INFINITY;
    for (int i = 0; i < m.length; i++) {
      double beside = 0;
      for (int j = 0; j < m.length; j++) if (j != i) beside += Math.abs(m[i][j]);
      lo = Math.min(lo, m[i][i] - beside);
      hi = Math.max(hi, m[i][i] + beside);
    }
    return new Interval(lo, hi);
  }

  /** Jacobi's rotations; at the end, what is left beside the diagonal bounds the error (Golub and Van Loan, Matrix Computations, 8.5). */
  private static Interval jacobi(double[][] m) {
    for (int sweep = 0; sweep < SWEEPS; sweep++) {
      boolean turned = false;
      for (int p = 0; p < m.length; p++) {
        for (int q = p + 1; q < m.length; q++) {
          if (Math.abs(m[p][q]) <= 1e-17 * (Math.abs(m[p][p]) + Math.abs(m[q][q]))) continue;
          turned = true;
          rotate(m, p, q);
        }
      }
      if (!turned) break;
    }
    return sums(m);
  }

  private static void rotate(double[][] m, int p, int q) {
    double theta = (m[q][q] - m[p][p]) / (2 * m[p][q]);
    double t = Math.copySign(1, theta) / (Math.abs(theta) + Math.hypot(theta, 1));
    double c = 1 / Math.hypot(t, 1);
    double s = t * c;
    for (int k = 0; k < m.length; k++) {
      double a = m[k][p];
      double b = m[k][q];
      m[k][p] = c * a - s * b;
      m[k][q] = s * a + c * b;
    }
    for (int k = 0; k < m.length; k++) {
      double a = m[p][k];
      double b = m[q][k];
      m[p][k] = c * a - s * b;
      m[q][k] = s * a + c * b;
    }
    m[p][q] = 0;
    m[q][p] = 0;
  }
}

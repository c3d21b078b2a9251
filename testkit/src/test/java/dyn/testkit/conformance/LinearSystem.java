package dyn.testkit.conformance;

/** Small linear systems: rows of coefficients, the right side last. */
final class LinearSystem {
  private LinearSystem() {}

  /** Gauss and Jordan without exchange of rows; the rows of normal equations need none. */
  static double[] solve(double[][] rows) {
    int n = rows.length;
    for (int q = 0; q < n; q++) {
      for (int w = n; w >= q; w--) rows[q][w] /= rows[q][q];
      for (int o = 0; o < n; o++) {
        if (o == q) continue;
        double factor = rows[o][q];
        for (int w = q; w <= n; w++) rows[o][w] -= factor * rows[q][w];
      }
    }
    double[] solution = new double[n];
    for (int q = 0; q < n; q++) solution[q] = rows[q][n];
    return solution;
  }
}

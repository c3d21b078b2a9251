package dyn.passes.methods;

/** Explicit trapezoidal rule; between steps, the parabola through both its slopes. */
final class Heun {
  static final RungeKutta METHOD = RungeKutta.of("heun", 2, 0, """
      0 |
      1 | 1
      b | 1/2 1/2
      """,
      Dense.of(2, """
          k1 | 1 -1/2
          k2 | 0  1/2
          """),
      "K. Heun, Zeitschrift fuer Mathematik und Physik 45 (1900) 23-38; C. Runge (1895)");

  private Heun() {}
}

package dyn.passes.methods;

/** Explicit midpoint rule; between steps, the parabola through both its slopes. */
final class Midpoint {
  static final RungeKutta METHOD = RungeKutta.of("midpoint", 2, 0, """
      0   |
      1/2 | 1/2
      b   | 0 1
      """,
      Dense.of(2, """
          k1 | 1 -1
          k2 | 0  1
          """),
      "C. Runge, Mathematische Annalen 46 (1895) 167-178");

  private Midpoint() {}
}

package dyn.passes.methods;

/** The classical method; between steps, its natural continuous extension, which needs no further evaluation. */
final class Rk4 {
  static final RungeKutta METHOD = RungeKutta.of("rk4", 4, 0, """
      0   |
      1/2 | 1/2
      1/2 | 0   1/2
      1   | 0   0   1
      b   | 1/6 1/3 1/3 1/6
      """,
      Dense.of(3, """
          k1 | 1 -3/2  2/3
          k2 | 0  1   -2/3
          k3 | 0  1   -2/3
          k4 | 0 -1/2  2/3
          """),
      "W. Kutta, Zeitschrift fuer Mathematik und Physik 46 (1901) 435-453; dense output: M. Zennaro,"
          + " Mathematics of Computation 46 (1986) 119-133");

  private Rk4() {}
}

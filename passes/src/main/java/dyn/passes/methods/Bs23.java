package dyn.passes.methods;

/** The 3(2) pair of Bogacki and Shampine; between steps, the cubic Hermite polynomial, whose end slope is its last stage. */
final class Bs23 {
  static final RungeKutta METHOD = RungeKutta.of("bs23", 3, 2, """
      0    |
      1/2  | 1/2
      3/4  | 0    3/4
      1    | 2/9  1/3 4/9
      b    | 2/9  1/3 4/9 0
      bHat | 7/24 1/4 1/3 1/8
      """,
      Dense.of(3, """
          k1 | 1 -4/3  5/9
          k2 | 0  1   -2/3
          k3 | 0  4/3 -8/9
          k4 | 0 -1    1
          """),
      "P. Bogacki, L. F. Shampine, A 3(2) pair of Runge-Kutta formulas, Applied Mathematics Letters 2 (1989) 321-325");

  private Bs23() {}
}

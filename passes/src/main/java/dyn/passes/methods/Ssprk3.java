package dyn.passes.methods;

/** Keeps a bound that Euler steps of the same size keep; between steps, the parabola with the slope at the start. */
final class Ssprk3 {
  static final RungeKutta METHOD = RungeKutta.of("ssprk3", 3, 0, """
      0   |
      1   | 1
      1/2 | 1/4 1/4
      b   | 1/6 1/6 2/3
      """,
      Dense.of(2, """
          k1 | 1 -5/6
          k2 | 0  1/6
          k3 | 0  2/3
          """),
      "C.-W. Shu, S. Osher, Journal of Computational Physics 77 (1988) 439-471, (2.18)");

  private Ssprk3() {}
}

package dyn.passes.methods;

/** Explicit Euler; between steps, the straight line. */
final class Euler {
  static final RungeKutta METHOD = RungeKutta.of("euler", 1, 0, """
      0 |
      b | 1
      """,
      Dense.of(1, """
          k1 | 1
          """),
      "L. Euler, Institutionum calculi integralis I (1768), sect. II ch. VII");

  private Euler() {}
}

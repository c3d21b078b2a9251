package dyn.passes.methods;

import java.util.Optional;

/** As {@link Sra1} for noise that states multiply, in the place of which differences stand for slopes. */
final class Sri1 {
  private static final Roessler TABLE = Roessler.of("""
      c0    | 0 3/4 0 0
      c1    | 0 1/4 1 1/4
      a0    |
      a0    | 3/4
      a0    | 0 0
      a0    | 0 0 0
      b0    |
      b0    | 3/2
      b0    | 0 0
      b0    | 0 0 0
      a1    |
      a1    | 1/4
      a1    | 1 0
      a1    | 0 0 1/4
      b1    |
      b1    | 1/2
      b1    | -1 0
      b1    | -5 3 1/2
      alpha | 1/3 2/3 0 0
      beta  | -1 4/3 2/3 0
      beta  | -1 4/3 -1/3 0
      beta  | 2 -4/3 -2/3 0
      beta  | -2 5/3 -2/3 1
      """);
  static final Stochastic METHOD = new Stochastic("sri1", 2, 1.5, 2, TABLE, Stochastic.Needs.COMMUTATIVE, false, Optional.of(1.5),
      "A. Roessler, SIAM Journal on Numerical Analysis 48 (2010) 922-952, table SRI1W1");

  private Sri1() {}
}

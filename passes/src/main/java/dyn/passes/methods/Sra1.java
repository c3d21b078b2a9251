package dyn.passes.methods;

import java.util.Optional;

/** Ralston's steps, with what noise does to the drift within them. */
final class Sra1 {
  private static final Roessler TABLE = Roessler.of("""
      c0    | 0 3/4
      c1    | 1 0
      a0    |
      a0    | 3/4
      b0    |
      b0    | 3/2
      a1    |
      a1    | 0
      b1    |
      b1    | 0
      alpha | 1/3 2/3
      beta  | 1 0
      beta  | 0 0
      beta  | -1 1
      beta  | 0 0
      """);
  static final Stochastic METHOD = new Stochastic("sra1", 2, 1.5, 2, TABLE, Stochastic.Needs.ADDITIVE, false, Optional.of(1.5),
      "A. Roessler, SIAM Journal on Numerical Analysis 48 (2010) 922-952");

  private Sra1() {}
}

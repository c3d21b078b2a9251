package dyn.passes.methods;

/** Ralston's steps, with what noise does to the drift within them. */
final class Sra1 {
  static final Stochastic METHOD = new Stochastic("sra1", 2, 1.5, 2, Stochastic.Kind.SRA, false,
      "A. Roessler, SIAM Journal on Numerical Analysis 48 (2010) 922-952");

  private Sra1() {}
}

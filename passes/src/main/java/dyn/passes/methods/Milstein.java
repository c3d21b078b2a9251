package dyn.passes.methods;

/** The Euler step, and the terms of noise that are as large as the step. */
final class Milstein {
  static final Stochastic METHOD = new Stochastic("milstein", 1, 1, 1, Stochastic.Kind.MILSTEIN, false,
      "G. N. Milstein, Theory of Probability and its Applications 19 (1975) 557-562");

  private Milstein() {}
}

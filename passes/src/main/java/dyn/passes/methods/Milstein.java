package dyn.passes.methods;

import java.util.Optional;

/** The Euler step, and the terms of noise that are as large as the step. */
final class Milstein {
  static final Stochastic METHOD = new Stochastic("milstein", 1, 1, 1, Stochastic.Simple.MILSTEIN, Stochastic.Needs.COMMUTATIVE,
      false, Optional.empty(),
      "G. N. Milstein, Theory of Probability and its Applications 19 (1975) 557-562");

  private Milstein() {}
}

package dyn.passes.methods;

import java.util.Optional;

/** The Euler step with an increment of noise. */
final class EulerMaruyama {
  static final Stochastic METHOD = new Stochastic("euler_maruyama", 1, 0.5, 1, Stochastic.Simple.EULER, Stochastic.Needs.ANYTHING,
      false, Optional.empty(),
      "G. Maruyama, Rendiconti del Circolo Matematico di Palermo 4 (1955) 48-90");

  private EulerMaruyama() {}
}

package dyn.passes.methods;

import java.util.Optional;

/** Heun's method, drift and noise alike; of strong order 1 where sources commute, such as a single one. */
final class StochasticHeun {
  static final Stochastic METHOD = new Stochastic("stochastic_heun", 2, 1, 1, Stochastic.Simple.HEUN, Stochastic.Needs.CONTINUOUS,
      true, Optional.of(1.0),
      "W. Ruemelin, SIAM Journal on Numerical Analysis 19 (1982) 604-613");

  private StochasticHeun() {}
}

package dyn.passes.methods;

import java.util.Optional;

/** The law of the solution itself, from one step to the next. */
final class Exact {
  static final Stochastic METHOD = new Stochastic("exact", Integer.MAX_VALUE, Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY,
      Stochastic.Apart.LINEAR, Stochastic.Needs.LINEAR, false, Optional.empty(), "D. T. Gillespie, Physical Review E 54 (1996) 2084-2091");

  private Exact() {}
}

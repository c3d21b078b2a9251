package dyn.passes.methods;

import java.util.Optional;

/** From one jump to the next, at its very time. */
final class NextReaction {
  static final Stochastic METHOD = new Stochastic("next_reaction", Integer.MAX_VALUE, Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY,
      Stochastic.Apart.JUMPS, Stochastic.Needs.JUMPS, false, Optional.empty(),
      "D. F. Anderson, Journal of Chemical Physics 127 (2007) 214107, algorithm 3");

  private NextReaction() {}
}

package dyn.passes.methods;

import java.util.Optional;

/** Kick, drift, friction with noise, drift, kick: in the end positions have nearly the right law, of a harmonic force exactly. */
final class Baoab {
  static final Stochastic METHOD = new Stochastic("baoab", 2, 1, 2, Stochastic.Apart.LANGEVIN, Stochastic.Needs.LANGEVIN, false,
      Optional.empty(), "B. Leimkuhler, C. Matthews, Applied Mathematics Research eXpress (2013) 34-56");

  private Baoab() {}
}

package dyn.passes.methods;

import java.util.Optional;

/** Kick, drift, friction with noise, drift, kick: positions are drawn from nearly the right law, for a harmonic force from the right one. */
final class Baoab {
  static final Stochastic METHOD = new Stochastic("baoab", 2, 1, 2, Stochastic.Apart.LANGEVIN, Stochastic.Needs.LANGEVIN, false,
      Optional.empty(), "B. Leimkuhler, C. Matthews, Applied Mathematics Research eXpress (2013) 34-56");

  private Baoab() {}
}

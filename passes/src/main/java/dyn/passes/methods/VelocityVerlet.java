package dyn.passes.methods;

/** Kick, drift, kick: the leapfrog with positions and velocities at the same times. */
final class VelocityVerlet {
  static final Splitting METHOD = Splitting.of("verlet", 2, "1/2 1/2", "1",
      "L. Verlet, Physical Review 159 (1967) 98-103; velocity form: W. C. Swope, H. C. Andersen, P. H. Berens, K. R. Wilson,"
          + " Journal of Chemical Physics 76 (1982) 637-649");

  private VelocityVerlet() {}
}

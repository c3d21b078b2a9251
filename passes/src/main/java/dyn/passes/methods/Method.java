package dyn.passes.methods;

/** A one-step method: a name as modellers type it, its order of convergence, and whose coefficients they are. */
public sealed interface Method permits RungeKutta, Splitting, Corrected, Stochastic {
  String name();

  int order();

  String citation();

  /** Whether it does not do the same to all states, but to positions and momenta, or to each by its equation. */
  default boolean tellsStatesApart() {
    return false;
  }
}

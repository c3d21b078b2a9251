package dyn.passes.methods;

/**
 * A method for dx = f dt + g dW, in steps of one size.
 *
 * @param order of convergence without noise
 * @param strong order of convergence of single paths, where noise is multiplied by a state
 * @param weak order of convergence of means over paths
 * @param stratonovich whether it integrates in the sense of Stratonovich, else in that of Ito
 */
public record Stochastic(String name, int order, double strong, double weak, Kind kind, boolean stratonovich, String citation)
    implements Method {
  public enum Kind {
    /** f and g at the start of a step. */
    EULER,
    /** As Euler, with the slope of g along itself: for sources whose order does not matter. */
    MILSTEIN,
    /** Their means over both ends of a step, the far one by an Euler step. */
    HEUN,
    /** f at two places, the second of which has seen the mean of the path over the step: for g without states. */
    SRA
  }

  /** Whether it needs the mean of a path over a step beside what it adds. */
  public boolean needsMeans() {
    return kind == Kind.SRA;
  }
}

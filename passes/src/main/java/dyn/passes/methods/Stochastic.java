package dyn.passes.methods;

import java.util.Optional;

/**
 * A method for dx = f dt + g dW.
 *
 * @param order of convergence without noise
 * @param strong order of convergence of single paths, where noise is multiplied by a state
 * @param weak order of convergence of means over paths
 * @param needs what it asks of the noise
 * @param stratonovich whether it integrates in the sense of Stratonovich, else in that of Ito
 * @param errorOrder in which power of a step the error goes that it estimates; empty where it estimates none, and takes steps of one size
 */
public record Stochastic(String name, int order, double strong, double weak, Rule rule, Needs needs, boolean stratonovich,
    Optional<Double> errorOrder, String citation) implements Method {
  /** What a step computes. */
  public sealed interface Rule permits Simple, Roessler, Apart {}

  public enum Simple implements Rule {
    /** f and g at the start of a step. */
    EULER,
    /** As Euler, with the slope of g along itself. */
    MILSTEIN,
    /** Means of f and g over both ends of a step, the far one by an Euler step. */
    HEUN
  }

  /** Rules for equations of a form. */
  public enum Apart implements Rule {
    /** Kicks and drifts about an exact step of friction and noise. */
    LANGEVIN,
    /** The solution of each equation by itself. */
    LINEAR,
    /** Nothing until the next jump, and then that. */
    JUMPS
  }

  /** What noise a method is for. */
  public enum Needs {
    /** Any, jumps included. */
    ANYTHING,
    /** Any without jumps. */
    CONTINUOUS,
    /** Sources whose order does not matter. */
    COMMUTATIVE,
    /** What multiplies noise depends on no state. */
    ADDITIVE,
    /** Noise and friction of momenta. */
    LANGEVIN,
    /** Equations of which each is linear by itself. */
    LINEAR,
    /** Jumps one by one, and nothing between them. */
    JUMPS
  }

  @Override
  public boolean tellsStatesApart() {
    return rule == Apart.LANGEVIN || rule == Apart.LINEAR;
  }

  public boolean adaptive() {
    return errorOrder.isPresent();
  }

  /** Whether a step goes as far as chance says, so that there is none to choose. */
  public boolean goesByJumps() {
    return rule == Apart.JUMPS;
  }

  /** Whether it needs the mean of a path over a step beside what it adds. */
  public boolean needsMeans() {
    return rule instanceof Roessler;
  }
}

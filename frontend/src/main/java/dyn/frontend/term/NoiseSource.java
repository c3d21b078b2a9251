package dyn.frontend.term;

import dyn.ir.diagnostics.Span;
import java.util.Optional;

/**
 * A source of noise of a model.
 *
 * @param increment the symbol `dW`: what it adds in a step, independent in each cell
 */
public record NoiseSource(String name, Symbol increment, Calculus calculus, Law law, Span at) {
  /** How it moves. */
  public sealed interface Law {
    /** Numbers of variance h in a step of length h. */
    record Wiener() implements Law {}

    /**
     * What it adds in a step of length h is a value, drawn in each step and cell, times h to a power.
     *
     * @param lean times h log h it is added as well: a process of index 1 that leans drifts by the width of what it is seen through
     */
    record Stable(Defined value, Defined power, Optional<Defined> lean) implements Law {}

    /**
     * Jumps that come one by one, as often as a rate says, which may depend on states.
     *
     * @param source the number under which it draws
     * @param mark what a jump adds, drawn for each; else it adds 1
     */
    record Poisson(Defined rate, int source, Optional<Defined> mark) implements Law {}

    default boolean jumps() {
      return !(this instanceof Wiener);
    }
  }

  /** What an integral by a Wiener process means: with its integrand from the start of a step, or from its middle. */
  public enum Calculus { ITO, STRATONOVICH }
}

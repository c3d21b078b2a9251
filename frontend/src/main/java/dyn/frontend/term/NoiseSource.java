package dyn.frontend.term;

import dyn.ir.diagnostics.Span;
import java.util.Optional;

/**
 * A source of noise of a model.
 *
 * @param increment the symbol `dW`: what it adds in a step, independent in each cell
 * @param stable of a stable process; empty of a Wiener process
 */
public record NoiseSource(String name, Symbol increment, Calculus calculus, Optional<Stable> stable, Span at) {
  /**
   * What it adds in a step of length h is a value, drawn in each step and cell, times h to a power.
   *
   * @param lean times h log h it is added as well: a process of index 1 that leans drifts by the width of what it is seen through
   */
  public record Stable(Defined value, Defined power, Optional<Defined> lean) {}

  /** What an integral by a Wiener process means: with its integrand from the start of a step, or from its middle. */
  public enum Calculus { ITO, STRATONOVICH }
}

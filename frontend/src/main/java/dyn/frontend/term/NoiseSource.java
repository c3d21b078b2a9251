package dyn.frontend.term;

import dyn.ir.diagnostics.Span;

/**
 * A source of noise of a model.
 *
 * @param increment the symbol `dW`: what it adds in a step, independent in each cell
 */
public record NoiseSource(String name, Symbol increment, Calculus calculus, Span at) {
  /** What an integral by a Wiener process means: with its integrand from the start of a step, or from its middle. */
  public enum Calculus { ITO, STRATONOVICH }
}

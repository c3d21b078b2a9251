package dyn.frontend.term;

import dyn.frontend.syntax.Ident;
import java.util.List;

/**
 * What is looked at of a state is scaled to a norm: the square root of the sum of the squares of its parts, over the dimensions that the
 * norm lacks.
 *
 * @param target the state
 * @param parts one, or two of a complex state
 * @param norm known before the run
 */
public record Normalization(Ident target, List<Symbol> parts, Symbol norm) {
  public Normalization {
    parts = List.copyOf(parts);
  }
}

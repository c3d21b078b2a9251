package dyn.frontend.term;

import dyn.ir.diagnostics.Span;
import java.util.List;
import java.util.Optional;

/**
 * What happens at the end of a step in which a guard goes through zero.
 *
 * @param up from below or at zero to above it, else the other way
 * @param guard one number, or an array: then each of its cells by itself
 * @param becomes new values, by the parts of states; all of them read what was there before
 * @param holds how long parts of states stay as they are from then on, whatever moves them
 * @param stop a state that is 1 from then on, and all that moves has come to its end
 */
public record Event(boolean up, Defined guard, List<Defined> becomes, List<Defined> holds, Optional<Symbol> stop, Span at) {
  public Event {
    becomes = List.copyOf(becomes);
    holds = List.copyOf(holds);
  }
}

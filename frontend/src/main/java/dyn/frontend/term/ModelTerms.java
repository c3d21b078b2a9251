package dyn.frontend.term;

import dyn.ir.Scalar;
import java.util.List;
import java.util.stream.Stream;

/**
 * A checked model.
 *
 * @param real in what numbers it computes, where the experiment does not say otherwise
 * @param map true where `next` gives the states of the next step, false where equations give rates
 * @param draws whether a step of the map draws numbers
 * @param remembers whether it has memories of two times, and so reads how many steps lie behind
 * @param values `let`s, outputs and rates, each after those it reads
 * @param rates one per state, in the order of the states; of those in turns the state itself
 * @param noises sources of noise, in the order of the model; `diffusions` what they add to the states in a step, one for each state, or
 *     none where no equation has noise
 * @param normalizations of states, where they are looked at
 * @param turns states whose cells change one at a time
 * @param registers of stale reads; what one reads comes before it
 * @param events in the order in which they happen where several do
 */
public record ModelTerms(String name, Scalar real, boolean map, boolean draws, boolean remembers, List<Symbol> params, List<Symbol> states,
    List<Symbol> inputs, List<Symbol> outputs, List<Defined> values, List<Defined> rates, List<NoiseSource> noises,
    List<Defined> diffusions, List<Normalization> normalizations,
    List<Turns> turns, List<Register> registers, List<Event> events) {
  public boolean isNoisy() {
    return !diffusions.isEmpty();
  }

  /** Those that are declared, then those of registers. */
  public List<Symbol> allStates() {
    return Stream.concat(states.stream(), registers.stream().flatMap(r -> r.places().stream())).toList();
  }

  /** One for each of {@link #allStates}. */
  public List<Defined> allRates() {
    return Stream.concat(rates.stream(), registers.stream().flatMap(r -> r.next().stream())).toList();
  }
}

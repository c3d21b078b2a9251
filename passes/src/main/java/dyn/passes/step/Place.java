package dyn.passes.step;

import dyn.ir.Value;
import dyn.passes.Discretization.Noise;
import java.util.Optional;

/**
 * Where a step lies on the grid over which noise is drawn.
 *
 * @param behind how many parts of the grid lie behind: the steps themselves, where all are of one size
 * @param chosen where each member chooses its steps
 */
record Place(Value behind, Optional<Chosen> chosen) {
  /**
   * @param parts of the grid that the step takes, a power of two that divides those behind
   * @param cell the length of a cell, which has 2^{@link Noise#MOST_HALVINGS} parts
   */
  record Chosen(Value parts, Value cell) {}

  static Place of(Value steps) {
    return new Place(steps, Optional.empty());
  }
}

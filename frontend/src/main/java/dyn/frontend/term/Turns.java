package dyn.frontend.term;

import java.util.List;
import java.util.Optional;

/**
 * A state whose cells change one at a time, in any order.
 *
 * @param values what a cell becomes, one for each part of the state; it reads what the others are at that moment
 * @param colouring where cells read each other along lists that are data; else passes find one
 */
public record Turns(Symbol state, List<Defined> values, Optional<Colouring> colouring) {
  /**
   * A number for each cell, from 0 to before {@code count}; none reads another of its own number.
   *
   * @param table what a program is given of it
   */
  public record Colouring(EdgeSet.Data table, int count) {}

  public Turns {
    values = List.copyOf(values);
  }
}

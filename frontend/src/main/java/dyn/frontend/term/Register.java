package dyn.frontend.term;

import dyn.ir.Registers;
import dyn.ir.diagnostics.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * What `stale(k) e` reads: states that no model declares, the first of which takes the value of `e` in each step, and each further one
 * that of the one before it. At the start all hold the value of `e` there.
 *
 * @param value of `e`; {@code reads} what it reads
 * @param places the states, by the age of what they hold, from 1
 * @param at where it is read
 */
public record Register(Term value, Set<Symbol> reads, List<Symbol> places, Span at) {
  public Register {
    places = List.copyOf(places);
  }

  public static Register of(int number, int age, Term value, Span at) {
    List<Symbol> places = new ArrayList<>();
    TermUses uses = TermUses.of(value);
    for (int a = 1; a <= age; a++) {
      places.add(new Symbol(Symbol.Kind.STATE, Registers.name(number, a), at, uses.axes(), Stage.STATE));
    }
    return new Register(value, uses.reads(), places, at);
  }

  public int age() {
    return places.size();
  }

  public Symbol oldest() {
    return places.getLast();
  }

  /** As the user wrote it, on one line. */
  public String text() {
    return at.text().strip().replaceAll("\\s+", " ");
  }

  /** The next value of each place. */
  public List<Defined> next() {
    List<Defined> all = new ArrayList<>();
    for (int i = 0; i < places.size(); i++) {
      Symbol target = places.get(i);
      Symbol rate = new Symbol(Symbol.Kind.RATE, "next " + target.name(), at, target.shape(), Stage.STATE);
      Symbol before = i == 0 ? null : places.get(i - 1);
      all.add(i == 0 ? new Defined(rate, value, reads)
          : new Defined(rate, new Term.Read(before, Typing.number(before.shape())), Set.of(before)));
    }
    return all;
  }
}

package dyn.frontend.term;

import java.util.List;
import java.util.Set;

/** A symbol, its value, and the symbols that value reads directly. */
public record Defined(Symbol symbol, Term value, Set<Symbol> reads) {
  /** One for each symbol that a program has in place of this one. */
  public List<Defined> parts() {
    if (!symbol.complex()) return List.of(this);
    Term.Complex z = (Term.Complex) value;
    List<Symbol> parts = symbol.parts();
    return List.of(new Defined(parts.get(0), z.re(), reads), new Defined(parts.get(1), z.im(), reads));
  }
}

package dyn.frontend.term;

import java.util.Set;

/** A symbol, its value, and the symbols that value reads directly. */
public record Defined(Symbol symbol, Term value, Set<Symbol> reads) {}

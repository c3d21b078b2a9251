package dyn.frontend.syntax;

import dyn.ir.diagnostics.Span;

/** A name where it is declared or referred to outside an expression, with its primes. */
public record Ident(Span span, String name, int primes) {
  public String full() {
    return name + "'".repeat(primes);
  }
}

package dyn.frontend.term;

import dyn.ir.diagnostics.Span;
import java.util.List;

/** A declared name that has a value. A rate `x'` is one, where `x` has a first-order equation; so is the second state of `x''`. */
public record Symbol(Kind kind, String name, Span at, List<IndexRange> shape, Stage stage) {
  public enum Kind {
    PARAM("a parameter"), STATE("a state"), LET("a `let`"), INPUT("an input"), OUTPUT("an output"), RATE("a rate");

    private final String text;

    Kind(String text) {
      this.text = text;
    }

    public String text() {
      return text;
    }
  }

  public Symbol {
    shape = List.copyOf(shape);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Symbol s && name.equals(s.name) && kind == s.kind;
  }

  @Override
  public int hashCode() {
    return name.hashCode();
  }
}

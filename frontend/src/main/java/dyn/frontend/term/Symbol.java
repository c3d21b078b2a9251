package dyn.frontend.term;

import dyn.ir.diagnostics.Span;
import java.util.List;

/**
 * A declared name that has a value. A rate `x'` is one, where `x` has a first-order equation; so is the second state of `x''`.
 *
 * @param complex true where it stands for two symbols of a program, its parts
 */
public record Symbol(Kind kind, String name, Span at, List<IndexRange> shape, Stage stage, boolean complex) {
  public enum Kind {
    PARAM("a parameter"), STATE("a state"), LET("a `let`"), INPUT("an input"), OUTPUT("an output"), RATE("a rate"), EDGES("edges"),
    DIFFERENTIAL("a differential");

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

  public Symbol(Kind kind, String name, Span at, List<IndexRange> shape, Stage stage) {
    this(kind, name, at, shape, stage, false);
  }

  /** A part under a name of its own: programs allow dots in names, models do not. */
  public Symbol part(String part) {
    return new Symbol(kind, name + "." + part, at, shape, stage);
  }

  /** What a program has in its place: itself, or its real and imaginary part. */
  public List<Symbol> parts() {
    return complex ? List.of(part("re"), part("im")) : List.of(this);
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

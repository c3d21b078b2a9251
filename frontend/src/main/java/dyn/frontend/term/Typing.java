package dyn.frontend.term;

import java.util.List;
import java.util.Set;

/**
 * What is known of an expression.
 *
 * @param shape its axes as a whole array, in order; empty for a number
 * @param free the bound indices it depends on, by axis name
 */
public record Typing(Kind kind, List<IndexRange> shape, Set<String> free) {
  public enum Kind { NUMBER, COMPLEX, CONDITION, FAILED }

  public static final Typing NUMBER = new Typing(Kind.NUMBER, List.of(), Set.of());
  public static final Typing FAILED = new Typing(Kind.FAILED, List.of(), Set.of());

  public static Typing number(List<IndexRange> shape) {
    return new Typing(Kind.NUMBER, shape, Set.of());
  }

  public Typing shaped(List<IndexRange> other) {
    return new Typing(kind, other, free);
  }

  public Typing of(Kind other) {
    return new Typing(other, shape, free);
  }

  public boolean isArray() {
    return !shape.isEmpty();
  }

  public String shapeText() {
    if (shape.isEmpty()) return kind == Kind.COMPLEX ? "a complex number" : "a number";
    return "[" + String.join(", ", shape.stream().map(IndexRange::text).toList()) + "]";
  }
}

package dyn.frontend.term;

import dyn.ir.Axis;

/**
 * An axis and the dimension it runs over: `index m in n` gives two axes over one dimension. A literal's axes have an empty dimension and
 * match any of their size.
 */
public record IndexRange(String axisName, String dim, long size) {
  public Axis axis() {
    return new Axis(axisName, size);
  }

  public boolean isAnonymous() {
    return dim.isEmpty();
  }

  public boolean matches(IndexRange other) {
    return size == other.size && (dim.equals(other.dim) || isAnonymous() || other.isAnonymous());
  }

  public String text() {
    return isAnonymous() ? Long.toString(size) : dim + " = " + size;
  }
}

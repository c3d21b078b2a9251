package dyn.ir;

/**
 * A named array axis. Operands align by name, so index notation needs no transposes and no silent outer product.
 *
 * @param size number of cells, or {@link #DYNAMIC} where it is bound when the program runs (members, records, table rows)
 */
public record Axis(String name, long size) {
  public static final long DYNAMIC = -1;
  /** The ensemble axis: one lane per member. */
  public static final String MEMBER = "member";
  /** Members that placed code computes side by side, of constant number: a value along this axis alone is held in registers. */
  public static final String LANE = "lane";

  public Axis {
    if (name.isEmpty()) throw new IllegalArgumentException("an axis needs a name");
    if (size < DYNAMIC) throw new IllegalArgumentException("axis " + name + " has size " + size);
  }

  public static Axis dynamic(String name) {
    return new Axis(name, DYNAMIC);
  }

  public boolean isDynamic() {
    return size == DYNAMIC;
  }

  public String text() {
    return name + "=" + (isDynamic() ? "*" : Long.toString(size));
  }
}

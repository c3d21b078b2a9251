package dyn.runtime.ensemble;

/** The records of a run do not fit; known before it starts. */
public final class TooLarge extends RuntimeException {
  private static final long serialVersionUID = 1;
  private final String output;
  private final double cells;

  TooLarge(String output, double cells) {
    super(output + " needs " + cells + " cells");
    this.output = output;
    this.cells = cells;
  }

  public String output() {
    return output;
  }

  public double cells() {
    return cells;
  }
}

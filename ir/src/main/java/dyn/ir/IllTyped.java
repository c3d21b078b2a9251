package dyn.ir;

/** An operation was built from operands it does not accept: a fault of the pass or text that built it. */
public final class IllTyped extends RuntimeException {
  private static final long serialVersionUID = 1;

  public IllTyped(String message) {
    super(message);
  }
}

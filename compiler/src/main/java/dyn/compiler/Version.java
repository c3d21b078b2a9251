package dyn.compiler;

/** Of the compiler; every manifest holds it. */
public final class Version {
  public static final String TEXT = "0.1.0";

  private Version() {}
}

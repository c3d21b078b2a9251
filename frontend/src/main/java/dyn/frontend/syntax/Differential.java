package dyn.frontend.syntax;

/** Names of differentials: `dx` of `x`, and `cell.dx` of the `cell.x` of an instance. */
public final class Differential {
  public static final String OF_TIME = "dt";

  private Differential() {}

  public static String name(String of) {
    int from = of.lastIndexOf('.') + 1;
    return of.substring(0, from) + "d" + of.substring(from);
  }

  /** What a differential is one of; {@code name} has the form of one. */
  public static String of(String name) {
    int from = name.lastIndexOf('.') + 1;
    return name.substring(0, from) + name.substring(from + 1);
  }

  /** Whether a name has the form of one. */
  public static boolean is(String name) {
    int from = name.lastIndexOf('.') + 1;
    return name.length() > from + 1 && name.charAt(from) == 'd';
  }
}

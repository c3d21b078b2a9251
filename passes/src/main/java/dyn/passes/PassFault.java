package dyn.passes;

import dyn.ir.Program;
import dyn.ir.Text;

/** A pass failed or made a program that does not verify. Ours to repair; {@link #reproduction} is the input that shows it. */
public final class PassFault extends RuntimeException {
  private static final long serialVersionUID = 1;
  private final String pass;
  private final transient Program before;

  PassFault(Pass pass, Program before, String message, Throwable cause) {
    super("pass " + pass.name() + ": " + message, cause);
    this.pass = pass.name();
    this.before = before;
  }

  public String pass() {
    return pass;
  }

  /** The program that the pass was given, as text. */
  public String reproduction() {
    return Text.print(before);
  }

  /** Suffix of the file that holds it, as {@code .step.ir}. */
  public String suffix() {
    return "." + before.level().text() + ".ir";
  }
}

package dyn.ir.diagnostics;

/** An error forbids the run; a warning does not. */
public enum Severity {
  ERROR("error"), WARNING("warning");

  private final String text;

  Severity(String text) {
    this.text = text;
  }

  public String text() {
    return text;
  }
}

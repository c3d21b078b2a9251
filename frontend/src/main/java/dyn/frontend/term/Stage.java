package dyn.frontend.term;

/** When a value is known: at once, with the parameters, at a time, with the states, or in a step. Later stages may read earlier ones. */
public enum Stage {
  CONSTANT("a constant"), PARAMETER("the parameters"), TIME("time"), STATE("the states"),
  /** What a step adds and draws. */
  STEP("what a step adds or draws");

  private final String text;

  Stage(String text) {
    this.text = text;
  }

  public String text() {
    return text;
  }

  public Stage later(Stage other) {
    return compareTo(other) >= 0 ? this : other;
  }
}

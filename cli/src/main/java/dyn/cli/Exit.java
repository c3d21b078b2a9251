package dyn.cli;

/** Exit codes of every command. */
final class Exit {
  static final int OK = 0;
  /** The model, its data or the command line has a mistake, shown with a code. */
  static final int MISTAKE = 1;
  /** Unknown command or option. */
  static final int USAGE = 2;
  /** An `expect` does not hold, or backends differ. */
  static final int EXPECTATION = 3;
  /** A member failed while running; what it recorded is kept. */
  static final int RUN_FAILED = 4;
  static final int FAULT = 70;
  static final int INTERRUPTED = 130;

  private Exit() {}
}

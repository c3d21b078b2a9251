package dyn.passes.step;

/** Labels of what a kernel hands out beside the records, and the result codes. */
public final class Results {
  public static final String CODE = "run.code";
  /** Where a member failed or stopped. */
  public static final String TIME = "run.time";
  /** Number of the state that failed, in declaration order; -1 if none did. */
  public static final String VARIABLE = "run.variable";
  /** Number of the cell of that state, row-major; 0 for a number. */
  public static final String CELL = "run.cell";
  public static final String ACCEPTED = "run.accepted";
  public static final String REJECTED = "run.rejected";

  public static final long OK = 0;
  public static final long STEP_TOO_SMALL = 1;
  public static final long NOT_FINITE = 2;
  public static final long TOO_MANY_STEPS = 3;
  public static final long STOPPED = 4;

  private Results() {}

  public static String end(String state) {
    return "end." + state;
  }

  /** Size of the step to try next, binary logarithm of the error of the last one accepted, not 0 after a rejected one. */
  public static final String NEXT_STEP = "run.h";
  public static final String ERROR_BEFORE = "run.error";
  public static final String AFTER_REJECT = "run.rejects";

  /** What a step hands to the next beside the states. */
  public static String memory(String hint) {
    return "memory." + hint;
  }

  /** Of a model in which members stop: the time at the end of the last step that one has taken without having stopped before. */
  public static final String REACHED = memory("reached");

  /** Not 0 for the members whose parameters break constraint k. */
  public static String broken(int k) {
    return "require." + k;
  }

  /** Records of track k written in this segment before the member ended. */
  public static String recorded(int k) {
    return Inputs.track(k) + ".done";
  }
}

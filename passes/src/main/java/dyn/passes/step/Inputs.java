package dyn.passes.step;

/**
 * Names of a kernel's inputs that the runtime supplies; user names have no dot. A run may go in segments of time, one kernel run
 * each: what a segment's loop carried at its end is among its outputs, and an input of the next, {@link dyn.ir.Signature#carry}.
 */
public final class Inputs {
  public static final String START = "run.start";
  /** Whether this is the first segment, which begins with the initial values and not with carries. */
  public static final String FRESH = "run.fresh";
  /**
   * End of this segment. Fixed steps: how many are done by then. Adaptive: a time; the step that would reach it is left to the next
   * segment, but what it has to record before that time is recorded.
   */
  public static final String UNTIL = "run.until";
  /** Fixed steps: how many are done before this segment. */
  public static final String DONE = "run.done";
  /** Fixed steps: their size, the size of the last one, their number. */
  public static final String DT = "run.dt";
  public static final String LAST_DT = "run.lastdt";
  public static final String STEPS = "run.steps";
  /** Adaptive steps: end of time, tolerances, first step (0 chooses), largest step, largest number of attempts. */
  public static final String END = "run.end";
  public static final String RTOL = "run.rtol";
  public static final String ATOL = "run.atol";
  public static final String FIRST_STEP = "run.h0";
  public static final String MAX_STEP = "run.hmax";
  public static final String MAX_STEPS = "run.maxsteps";

  private Inputs() {}

  public static String track(int k) {
    return "track" + k;
  }

  /** Number of records of a track in this segment. */
  public static String count(int k) {
    return track(k) + ".count";
  }

  /** Times of the records. */
  public static String time(int k) {
    return track(k) + ".time";
  }

  /** Fixed steps: the step into which a record falls, and where in it, from 0 to 1. */
  public static String step(int k) {
    return track(k) + ".step";
  }

  public static String theta(int k) {
    return track(k) + ".theta";
  }
}

package dyn.passes.step;

/** Names of a kernel's inputs that the runtime supplies; user names have no dot. */
public final class Inputs {
  public static final String START = "run.start";
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

  /** Number of records of a track. */
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

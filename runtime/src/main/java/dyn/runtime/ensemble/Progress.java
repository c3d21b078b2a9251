package dyn.runtime.ensemble;

/** Hears how far a run has come and may end it. Called from any thread. */
public interface Progress {
  /** Nobody hears, and nobody ends the run: no run is cut into segments so that it may be ended between them. */
  Progress NONE = new Progress() {};

  /** What follows is the part of the run from one share of its time to another. */
  default void part(double from, double to) {}

  default void members(int done, int all) {}

  /** A single trajectory has reached {@code time} after {@code step} steps. */
  default void time(long step, double time) {}

  /** True asks the run to end with what it has. */
  default boolean stopRequested() {
    return false;
  }
}

package dyn.passes;

import dyn.passes.methods.Method;
import java.util.Optional;

/**
 * How an experiment advances time.
 *
 * @param method empty for a discrete map
 * @param adaptive steps chosen by error control, else a fixed dt
 * @param shortLastStep the time span is no multiple of dt, so the last step is shorter
 * @param schedule of a map whose cells are not updated together
 * @param firstNoise number of the first source of noise; the others follow
 */
public record Discretization(Optional<Method> method, boolean adaptive, boolean shortLastStep, Optional<Schedule> schedule,
    int firstNoise) {
  /**
   * @param probability that a cell is updated in a step
   * @param delay how many steps old what it reads of others may be
   * @param gap from one update of a cell to its next are so many steps at most
   * @param source number of the first of its draws
   */
  public record Schedule(double probability, int delay, int gap, int source) {}

  public static Discretization map() {
    return new Discretization(Optional.empty(), false, false, Optional.empty(), 0);
  }

  public static Discretization asynchronous(Schedule schedule) {
    return new Discretization(Optional.empty(), false, false, Optional.of(schedule), 0);
  }

  public static Discretization fixed(Method method, boolean shortLastStep) {
    return new Discretization(Optional.of(method), false, shortLastStep, Optional.empty(), 0);
  }

  public static Discretization noisy(Method method, int firstNoise) {
    return new Discretization(Optional.of(method), false, false, Optional.empty(), firstNoise);
  }

  public static Discretization adaptive(Method method) {
    return new Discretization(Optional.of(method), true, false, Optional.empty(), 0);
  }
}

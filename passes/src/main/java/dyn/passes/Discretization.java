package dyn.passes;

import dyn.passes.methods.Method;
import java.util.Optional;

/**
 * How an experiment advances time.
 *
 * @param method empty for a discrete map
 * @param adaptive steps chosen by error control, else a fixed dt
 * @param shortLastStep the time span is no multiple of dt, so the last step is shorter
 */
public record Discretization(Optional<Method> method, boolean adaptive, boolean shortLastStep) {
  public static Discretization map() {
    return new Discretization(Optional.empty(), false, false);
  }

  public static Discretization fixed(Method method, boolean shortLastStep) {
    return new Discretization(Optional.of(method), false, shortLastStep);
  }

  public static Discretization adaptive(Method method) {
    return new Discretization(Optional.of(method), true, false);
  }
}

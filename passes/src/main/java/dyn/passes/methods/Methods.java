package dyn.passes.methods;

import java.util.List;
import java.util.Optional;

/** Every method, one line each. A line here is all that a method's tests, its name in a model and its lowering need. */
public final class Methods {
  private static final List<Method> ALL = List.of(
      Euler.METHOD,
      Midpoint.METHOD,
      Heun.METHOD,
      Ssprk3.METHOD,
      Rk4.METHOD,
      Bs23.METHOD,
      Dopri5.METHOD,
      Tsit5.METHOD,
      Vern7.METHOD,
      VelocityVerlet.METHOD,
      Yoshida4.METHOD,
      Volterra.METHOD,
      EulerMaruyama.METHOD,
      Milstein.METHOD,
      StochasticHeun.METHOD,
      Sra1.METHOD,
      Sri1.METHOD,
      Baoab.METHOD,
      Exact.METHOD,
      NextReaction.METHOD);

  private Methods() {}

  public static List<Method> all() {
    return ALL;
  }

  public static Optional<Method> find(String name) {
    return ALL.stream().filter(method -> method.name().equals(name)).findFirst();
  }
}

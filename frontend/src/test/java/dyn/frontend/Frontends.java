package dyn.frontend;

import java.util.List;

/** Frontends that know some methods, as a compiler tells them. */
final class Frontends {
  private static final List<MethodSignature> METHODS = List.of(fixed("euler"), fixed("midpoint"), fixed("heun"), fixed("rk4"),
      adaptive("bs23"), adaptive("dopri5"), adaptive("tsit5"), adaptive("vern7"), fixed("verlet"), fixed("yoshida4"),
      new MethodSignature("volterra", false, true));

  private Frontends() {}

  static Frontend standard() {
    return reading(Sources.NONE);
  }

  static Frontend reading(Sources sources) {
    return new Frontend(METHODS, sources);
  }

  private static MethodSignature fixed(String name) {
    return new MethodSignature(name, false);
  }

  private static MethodSignature adaptive(String name) {
    return new MethodSignature(name, true);
  }
}

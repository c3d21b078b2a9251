package dyn.frontend;

import dyn.frontend.term.NoiseSource.Calculus;
import java.util.List;
import java.util.Optional;

/** Frontends that know some methods, as a compiler tells them. */
final class Frontends {
  private static final List<MethodSignature> METHODS = List.of(fixed("euler"), fixed("midpoint"), fixed("heun"), fixed("rk4"),
      adaptive("bs23"), adaptive("dopri5"), adaptive("tsit5"), adaptive("vern7"), fixed("verlet"), fixed("yoshida4"),
      new MethodSignature("volterra", false, true, Optional.empty()),
      new MethodSignature("euler_maruyama", false, false, Optional.of(Calculus.ITO)),
      new MethodSignature("stochastic_heun", true, false, Optional.of(Calculus.STRATONOVICH)),
      new MethodSignature("sra1", true, false, Optional.of(Calculus.ITO)),
      new MethodSignature("sri1", true, false, Optional.of(Calculus.ITO)),
      new MethodSignature("milstein", false, false, Optional.of(Calculus.ITO)),
      new MethodSignature("baoab", false, false, Optional.of(Calculus.ITO)),
      new MethodSignature("exact", false, false, Optional.of(Calculus.ITO)));

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

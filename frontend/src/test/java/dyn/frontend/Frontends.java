package dyn.frontend;

import dyn.frontend.MethodSignature.Steps;
import dyn.frontend.term.NoiseSource.Calculus;
import java.util.List;
import java.util.Optional;

/** Frontends that know some methods, as a compiler tells them. */
final class Frontends {
  private static final List<MethodSignature> METHODS = List.of(fixed("euler"), fixed("midpoint"), fixed("heun"), fixed("rk4"),
      adaptive("bs23"), adaptive("dopri5"), adaptive("tsit5"), adaptive("vern7"), fixed("verlet"), fixed("yoshida4"),
      new MethodSignature("volterra", Steps.GIVEN, true, Optional.empty()),
      new MethodSignature("euler_maruyama", Steps.GIVEN, false, Optional.of(Calculus.ITO)),
      new MethodSignature("stochastic_heun", Steps.CHOSEN, false, Optional.of(Calculus.STRATONOVICH)),
      new MethodSignature("sra1", Steps.CHOSEN, false, Optional.of(Calculus.ITO)),
      new MethodSignature("sri1", Steps.CHOSEN, false, Optional.of(Calculus.ITO)),
      new MethodSignature("milstein", Steps.GIVEN, false, Optional.of(Calculus.ITO)),
      new MethodSignature("baoab", Steps.GIVEN, false, Optional.of(Calculus.ITO)),
      new MethodSignature("exact", Steps.GIVEN, false, Optional.of(Calculus.ITO)),
      new MethodSignature("next_reaction", Steps.DRAWN, false, Optional.of(Calculus.ITO)));

  private Frontends() {}

  static Frontend standard() {
    return reading(Sources.NONE);
  }

  static Frontend reading(Sources sources) {
    return new Frontend(METHODS, sources);
  }

  private static MethodSignature fixed(String name) {
    return new MethodSignature(name, Steps.GIVEN);
  }

  private static MethodSignature adaptive(String name) {
    return new MethodSignature(name, Steps.CHOSEN);
  }
}

package dyn.frontend;

import java.util.List;

/** What may be written of a method: its name, whether it chooses its own steps, and so its options. */
public record MethodSignature(String name, boolean adaptive) {
  public static final List<MethodSignature> STANDARD = List.of(fixed("euler"), fixed("midpoint"), fixed("heun"), fixed("rk4"),
      adaptive("bs23"),
      adaptive("dopri5"), adaptive("tsit5"), adaptive("vern7"), fixed("verlet"), fixed("yoshida4"));

  private static MethodSignature fixed(String name) {
    return new MethodSignature(name, false);
  }

  private static MethodSignature adaptive(String name) {
    return new MethodSignature(name, true);
  }

  public List<String> options() {
    return adaptive ? List.of("rtol", "atol", "h0", "hmin", "hmax", "max_steps") : List.of("dt", "max_steps");
  }
}

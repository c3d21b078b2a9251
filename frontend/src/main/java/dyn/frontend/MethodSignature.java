package dyn.frontend;

import java.util.List;

/** What may be written of a method: its name, whether it chooses its own steps, and so its options. */
public record MethodSignature(String name, boolean adaptive) {
  public static final String FIXED_STEP = "dt";
  public static final List<MethodSignature> STANDARD = List.of(fixed("euler"), fixed("midpoint"), fixed("heun"), fixed("rk4"),
      adaptive("bs23"),
      adaptive("dopri5"), adaptive("tsit5"), adaptive("vern7"), fixed("verlet"), fixed("yoshida4"));

  private static MethodSignature fixed(String name) {
    return new MethodSignature(name, false);
  }

  private static MethodSignature adaptive(String name) {
    return new MethodSignature(name, true);
  }

  /** A method that can choose its own steps takes fixed ones where `dt` is given. */
  public List<String> options() {
    return adaptive ? List.of("rtol", "atol", "h0", "hmax", "max_steps", FIXED_STEP) : List.of(FIXED_STEP);
  }
}

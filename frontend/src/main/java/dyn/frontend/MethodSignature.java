package dyn.frontend;

import dyn.frontend.term.NoiseSource.Calculus;
import java.util.List;
import java.util.Optional;

/**
 * What may be written of a method: its name, who says how long steps are, and so its options.
 *
 * @param memory whether it is for memories of two times, which no other is
 * @param noise of which calculus the noise is that it integrates; empty for those of flows without noise
 */
public record MethodSignature(String name, Steps steps, boolean memory, Optional<Calculus> noise) {
  public enum Steps {
    /** `dt`, which must be given. */
    GIVEN,
    /** The method, by its errors, where `dt` is not given. */
    CHOSEN,
    /** Chance: from one jump to the next. */
    DRAWN
  }

  public MethodSignature(String name, Steps steps) {
    this(name, steps, false, Optional.empty());
  }

  public static final String FIXED_STEP = "dt";
  /** The cells on which paths of noise are drawn, which shorter steps divide. */
  public static final String NOISE_GRID = "grid";

  public List<String> options() {
    return switch (steps) {
      case GIVEN -> noise.isPresent() ? List.of(FIXED_STEP, NOISE_GRID) : List.of(FIXED_STEP);
      case CHOSEN -> noise.isPresent() ? List.of("rtol", "atol", "h0", "max_steps", NOISE_GRID, FIXED_STEP)
          : List.of("rtol", "atol", "h0", "hmax", "max_steps", FIXED_STEP);
      case DRAWN -> List.of("max_steps");
    };
  }
}

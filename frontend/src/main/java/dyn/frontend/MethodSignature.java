package dyn.frontend;

import dyn.frontend.term.NoiseSource.Calculus;
import java.util.List;
import java.util.Optional;

/**
 * What may be written of a method: its name, whether it chooses its own steps, and so its options.
 *
 * @param memory whether it is for memories of two times, which no other is
 * @param noise of which calculus the noise is that it integrates; empty for those of flows without noise
 */
public record MethodSignature(String name, boolean adaptive, boolean memory, Optional<Calculus> noise) {
  public MethodSignature(String name, boolean adaptive) {
    this(name, adaptive, false, Optional.empty());
  }

  public static final String FIXED_STEP = "dt";
  /** The cells on which paths of noise are drawn, which shorter steps divide. */
  public static final String NOISE_GRID = "grid";

  /** A method that can choose its own steps takes fixed ones where `dt` is given. */
  public List<String> options() {
    if (noise.isPresent()) {
      return adaptive ? List.of("rtol", "atol", "h0", "max_steps", NOISE_GRID, FIXED_STEP) : List.of(FIXED_STEP, NOISE_GRID);
    }
    return adaptive ? List.of("rtol", "atol", "h0", "hmax", "max_steps", FIXED_STEP) : List.of(FIXED_STEP);
  }
}

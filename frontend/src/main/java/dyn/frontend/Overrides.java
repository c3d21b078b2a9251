package dyn.frontend;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** What the command line says in place of the experiment; texts as typed, `sigma=5` and `rk4(dt=1e-3)`. */
public record Overrides(List<String> set, Optional<String> method, OptionalLong members, OptionalLong seed) {
  public static final Overrides NONE = new Overrides(List.of(), Optional.empty(), OptionalLong.empty(), OptionalLong.empty());
}

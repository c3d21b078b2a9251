package dyn.passes;

import dyn.ir.Level;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Every pass by name. */
public final class Passes {
  private Passes() {}

  public static List<Pass> all() {
    Map<String, Pass> byName = new LinkedHashMap<>();
    for (Pass p : Pipelines.to(Level.PLACED)) byName.putIfAbsent(p.name(), p);
    for (Pass p : Pipelines.vector(8)) byName.putIfAbsent(p.name(), p);
    return List.copyOf(byName.values());
  }

  /** The pass of that name that takes programs at {@code level}. */
  public static Optional<Pass> find(String name, Level level) {
    if (name.equals("simplify")) return Optional.of(new Simplify(level));
    return all().stream().filter(p -> p.name().equals(name)).findFirst();
  }
}

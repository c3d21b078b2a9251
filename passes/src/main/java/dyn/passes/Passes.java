package dyn.passes;

import dyn.ir.Level;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Every pass by name. */
public final class Passes {
  /** Of those that take several steps or lanes at a time. */
  private static final int STEPS = 2;
  private static final int LANES = 8;

  private Passes() {}

  public static List<Pass> all() {
    Map<String, Pass> byName = new LinkedHashMap<>();
    Stream.of(Pipelines.MODEL, Pipelines.STEP, Pipelines.local(STEPS), Pipelines.PLACED, Pipelines.placed(true),
        Pipelines.vector(LANES, false), Pipelines.vector(LANES, true), Pipelines.cells(LANES, true))
        .flatMap(List::stream).forEach(p -> byName.putIfAbsent(p.name(), p));
    return List.copyOf(byName.values());
  }

  /** The pass of that name that takes programs at {@code level}. */
  public static Optional<Pass> find(String name, Level level) {
    if (name.equals("simplify")) return Optional.of(new Simplify(level));
    return all().stream().filter(p -> p.name().equals(name)).findFirst();
  }
}

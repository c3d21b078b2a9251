package dyn.compiler;

import dyn.backend.Backend;
import dyn.ir.Program;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;

/** The backends at hand, in the order of their names. */
public final class Backends {
  private Backends() {}

  public static List<Backend> all() {
    return ServiceLoader.load(Backend.class).stream().map(ServiceLoader.Provider::get).sorted(Comparator.comparing(Backend::name)).toList();
  }

  /** The one that suits so much work, in additions: of those that run here and pay for it, the one that starts last. */
  static Backend suiting(double work, Program placed) {
    return all().stream().filter(b -> b.pays(placed) <= work && b.isAvailable())
        .max(Comparator.comparingDouble(b -> b.pays(placed))).orElseThrow();
  }

  /** {@code name}, or {@code name:processor} for one that makes code for that processor. */
  public static Optional<Backend> find(String name) {
    String[] parts = name.split(":", 2);
    Optional<Backend> found = all().stream().filter(b -> b.name().equals(parts[0])).findFirst();
    return parts.length == 1 ? found : found.flatMap(b -> b.on(parts[1]));
  }
}

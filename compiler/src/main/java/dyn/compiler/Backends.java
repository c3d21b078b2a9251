package dyn.compiler;

import dyn.backend.Backend;
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

  public static Optional<Backend> find(String name) {
    return all().stream().filter(b -> b.name().equals(name)).findFirst();
  }
}

package dyn.backend;

import dyn.ir.Program;
import java.util.List;
import java.util.Optional;

/** Turns programs that are legal for its {@link Target} into artifacts. Found by {@link java.util.ServiceLoader}. */
public interface Backend {
  /** The word for {@code --backend}. */
  String name();

  /** One line for {@code dyn targets}. */
  String summary();

  Target target();

  /** Prints the program. Pure, and needs no device. */
  Artifact emit(Program program);

  /** Empty where this backend only emits. */
  Optional<Loader> loader();

  /** Predicted work, in additions, from which on it is better than a backend that starts sooner; infinity where it never is. */
  default double pays(Program program) {
    return Double.POSITIVE_INFINITY;
  }

  /** Whether it can run programs here: what it needs is installed. */
  default boolean isAvailable() {
    return loader().isPresent();
  }

  /** Names of processors that {@link #on} knows. */
  default List<String> processors() {
    return List.of();
  }

  /** The same for a processor, which need not be this machine's; empty where that is unknown. */
  default Optional<Backend> on(String processor) {
    return Optional.empty();
  }

  /** Empty where nothing can be made that runs without the compiler. */
  default Optional<Packager> packager() {
    return Optional.empty();
  }
}

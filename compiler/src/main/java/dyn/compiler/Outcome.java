package dyn.compiler;

import dyn.ir.diagnostics.Diagnostic;
import java.util.List;
import java.util.Optional;

/** A value, or the mistakes that stand in its way; warnings may stand beside a value. */
public record Outcome<T>(Optional<T> value, List<Diagnostic> diagnostics) {
  public Outcome {
    diagnostics = List.copyOf(diagnostics);
  }

  public static <T> Outcome<T> of(T value, List<Diagnostic> diagnostics) {
    return new Outcome<>(Optional.of(value), diagnostics);
  }

  public static <T> Outcome<T> failed(List<Diagnostic> diagnostics) {
    return new Outcome<>(Optional.empty(), diagnostics);
  }
}

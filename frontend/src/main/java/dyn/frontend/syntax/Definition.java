package dyn.frontend.syntax;

import dyn.ir.diagnostics.Span;
import java.util.List;
import java.util.Optional;

/** What stands in a file. */
public sealed interface Definition {
  Span span();

  record Model(Span span, Ident name, String doc, List<ModelItem> items) implements Definition {}

  /** Without `of`, the only model of the file is meant. */
  record Experiment(Span span, Ident name, Optional<Ident> model, String doc, List<ExperimentItem> items) implements Definition {}

  /** A `const` or `fn` that every model of the file sees. */
  record Shared(Span span, ModelItem item) implements Definition {}
}

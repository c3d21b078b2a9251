package dyn.frontend.syntax;

import dyn.ir.diagnostics.Span;
import java.util.List;
import java.util.Optional;

/** What stands in a file. */
public sealed interface Definition {
  Span span();

  /** The instances are known when its `use` sentences have been replaced by what they stand for. */
  record Model(Span span, Ident name, String doc, List<ModelItem> items, List<Instance> instances) implements Definition {}

  /** A model that another uses under a name; the span is that of the `use`. */
  record Instance(Span span, String name, Model model) {}

  /** Without `of`, the only model of the file is meant. */
  record Experiment(Span span, Ident name, Optional<Ident> model, String doc, List<ExperimentItem> items) implements Definition {}

  /** A `const` or `fn` that every model of the file sees. */
  record Shared(Span span, ModelItem item) implements Definition {}

  /** A `unit` sentence that holds for every model of the file. */
  record Units(Span span, ModelItem.Units item) implements Definition {}

  /** `import "a.dyn"`, `import "a.dyn" as a`, `import x, y from "a.dyn"`; without names, all of the file. */
  record Import(Span span, Span pathSpan, String path, Optional<Ident> as, List<Ident> names) implements Definition {}

  /** A model of another file, under the name it has here. */
  record Imported(Span span, String name, Model model) implements Definition {}

  /** An experiment that binds inputs to outputs of other models, and the model that holds them all. */
  record Joined(Span span, Experiment experiment, Model model) implements Definition {}
}

package dyn.frontend.syntax;

import dyn.ir.diagnostics.SourceFile;
import java.util.List;

/** One file: models, experiments, and what they share. */
public record ModelFile(SourceFile source, List<Definition> definitions) {
  public ModelFile {
    definitions = List.copyOf(definitions);
  }

  public List<Definition.Model> models() {
    return definitions.stream().filter(Definition.Model.class::isInstance).map(Definition.Model.class::cast).toList();
  }

  public List<Definition.Experiment> experiments() {
    return definitions.stream().filter(Definition.Experiment.class::isInstance).map(Definition.Experiment.class::cast).toList();
  }

  public List<ModelItem> shared() {
    return definitions.stream().filter(Definition.Shared.class::isInstance).map(d -> ((Definition.Shared) d).item()).toList();
  }
}

package dyn.frontend.syntax;

import dyn.ir.diagnostics.SourceFile;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One file: models, experiments, and what they share.
 *
 * @param imported the files it imports, and those they import
 */
public record ModelFile(SourceFile source, List<Definition> definitions, List<SourceFile> imported) {
  public ModelFile {
    definitions = List.copyOf(definitions);
    imported = List.copyOf(imported);
  }

  public ModelFile(SourceFile source, List<Definition> definitions) {
    this(source, definitions, List.of());
  }

  private <T extends Definition> List<T> all(Class<T> type) {
    return definitions.stream().filter(type::isInstance).map(type::cast).toList();
  }

  public List<Definition.Model> models() {
    return all(Definition.Model.class);
  }

  /** The models of the file and those it imports, by their names here. */
  public Map<String, Definition.Model> visible() {
    Map<String, Definition.Model> models = new LinkedHashMap<>();
    models().forEach(m -> models.putIfAbsent(m.name().name(), m));
    all(Definition.Imported.class).forEach(i -> models.putIfAbsent(i.name(), i.model()));
    return models;
  }

  public List<Definition.Experiment> experiments() {
    return all(Definition.Experiment.class);
  }

  public List<Definition.Import> imports() {
    return all(Definition.Import.class);
  }

  /** Experiments that run several models joined. */
  public List<Definition.Joined> joined() {
    return all(Definition.Joined.class);
  }

  public List<ModelItem.Units> units() {
    return all(Definition.Units.class).stream().map(Definition.Units::item).toList();
  }

  public List<ModelItem> shared() {
    return all(Definition.Shared.class).stream().map(Definition.Shared::item).toList();
  }
}

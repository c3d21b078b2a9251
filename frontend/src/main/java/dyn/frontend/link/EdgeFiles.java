package dyn.frontend.link;

import dyn.frontend.Sources;
import dyn.frontend.syntax.Definition;
import dyn.frontend.syntax.ModelFile;
import dyn.frontend.syntax.ModelItem;
import dyn.frontend.syntax.ModelItem.EdgeSource;
import dyn.ir.diagnostics.Diagnostics;
import java.util.List;
import java.util.Optional;

/** Reads the files of edges of one model file: how many edges there are shapes the program. */
final class EdgeFiles {
  private EdgeFiles() {}

  static ModelFile read(ModelFile file, Sources sources, Diagnostics diagnostics) {
    if (file.models().stream().noneMatch(m -> m.items().stream().anyMatch(EdgeFiles::isRead))) return file;
    List<Definition> definitions = file.definitions().stream()
        .map(d -> d instanceof Definition.Model m ? model(m, file, sources, diagnostics) : d).toList();
    return new ModelFile(file.source(), definitions, file.imported());
  }

  private static boolean isRead(ModelItem item) {
    return item instanceof ModelItem.Edges e && e.from() instanceof EdgeSource.File;
  }

  private static Definition model(Definition.Model m, ModelFile file, Sources sources, Diagnostics diagnostics) {
    List<ModelItem> items = m.items().stream()
        .map(i -> isRead(i) ? edges((ModelItem.Edges) i, file, sources, diagnostics) : i).toList();
    return new Definition.Model(m.span(), m.name(), m.doc(), items, m.instances());
  }

  private static ModelItem edges(ModelItem.Edges e, ModelFile file, Sources sources, Diagnostics diagnostics) {
    EdgeSource.File from = (EdgeSource.File) e.from();
    Sources.Columns read = sources.columns(file.source(), from.path(), from.columns(), from.at());
    read.diagnostics().forEach(diagnostics::add);
    Optional<ModelItem.EdgeTable> table = read.columns().map(ModelItem.EdgeTable::new);
    EdgeSource known = new EdgeSource.File(from.at(), from.path(), from.columns(), table);
    return new ModelItem.Edges(e.span(), e.name(), e.source(), e.target(), known, e.seed(), e.where());
  }
}

package dyn.compiler;

import dyn.frontend.Sources;
import dyn.ir.diagnostics.Code;
import dyn.ir.diagnostics.Diagnostic;
import dyn.ir.diagnostics.SourceFile;
import dyn.ir.diagnostics.Span;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The texts that a manifest holds, by the names under which they were read.
 *
 * @param folder where relative paths of data start
 */
record KnownSources(Map<String, String> texts, Path folder) implements Sources {
  @Override
  public Columns columns(SourceFile importer, String path, List<String> names, Span asked) {
    return FileSources.columns(folder.resolve(path), names, asked);
  }

  @Override
  public Answer find(SourceFile importer, String path, Span asked) {
    String name = Path.of(importer.name()).resolveSibling(path).normalize().toString();
    String text = texts.get(name);
    if (text != null) return new Answer(Optional.of(new Text(new SourceFile(name, text), name)), List.of());
    return new Answer(Optional.empty(), List.of(Diagnostic.of(Code.E0114, asked, "the manifest holds no text of `" + name + "`")));
  }

  @Override
  public String key(SourceFile source) {
    return source.name();
  }
}

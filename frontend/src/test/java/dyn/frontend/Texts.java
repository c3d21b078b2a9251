package dyn.frontend;

import dyn.ir.diagnostics.Code;
import dyn.ir.diagnostics.Diagnostic;
import dyn.ir.diagnostics.SourceFile;
import dyn.ir.diagnostics.Span;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Files that are texts of a test, by name. */
record Texts(Map<String, String> files) implements Sources {
  @Override
  public Answer find(SourceFile importer, String path, Span asked) {
    String text = files.get(path);
    if (text != null) return new Answer(Optional.of(new Text(new SourceFile(path, text), path)), List.of());
    return new Answer(Optional.empty(),
        List.of(Diagnostic.of(Code.E0114, asked, "there is no file `" + path + "`").because("asked for here")));
  }

  @Override
  public String key(SourceFile source) {
    return source.name();
  }
}

package dyn.frontend;

import dyn.ir.diagnostics.Code;
import dyn.ir.diagnostics.Diagnostic;
import dyn.ir.diagnostics.SourceFile;
import dyn.ir.diagnostics.Span;
import java.util.List;
import java.util.Optional;

/** Where the text of an imported file comes from: the front reads no files itself. */
public interface Sources {
  /** @param key equal for two paths of one file */
  record Text(SourceFile source, String key) {}

  /** A text, or why there is none. */
  record Answer(Optional<Text> text, List<Diagnostic> diagnostics) {}

  /** @param asked the path, as it stands in the importing file */
  Answer find(SourceFile importer, String path, Span asked);

  /** Columns of numbers, or why there are none. */
  record Columns(Optional<double[][]> columns, List<Diagnostic> diagnostics) {}

  /**
   * Columns of a data file.
   *
   * @param path as it stands in the file `importer`
   * @param names their headings; the first two columns where there are none
   */
  default Columns columns(SourceFile importer, String path, List<String> names, Span asked) {
    Diagnostic d = Diagnostic.of(Code.E0801, asked, "`" + path + "` cannot be read here").because("a text without files beside it");
    return new Columns(Optional.empty(), List.of(d));
  }

  /** The key under which the file itself would be found. */
  String key(SourceFile source);

  /** Knows no other file. */
  Sources NONE = new Sources() {
    @Override
    public Answer find(SourceFile importer, String path, Span asked) {
      Diagnostic d = Diagnostic.of(Code.E0114, asked, "`" + path + "` cannot be read here").because("a text without files beside it");
      return new Answer(Optional.empty(), List.of(d));
    }

    @Override
    public String key(SourceFile source) {
      return source.name();
    }
  };
}

package dyn.frontend.link;

import dyn.frontend.syntax.Definition;
import dyn.frontend.syntax.Ident;
import dyn.frontend.syntax.ModelFile;
import dyn.frontend.syntax.ModelItem;
import dyn.ir.diagnostics.Code;
import dyn.ir.diagnostics.Diagnostic;
import dyn.ir.diagnostics.Diagnostics;
import dyn.ir.diagnostics.Nearest;
import dyn.ir.diagnostics.Span;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a file sees by name: its own models, constants and functions, and those it imports. */
final class FileScope {
  /** A model and the file whose names its text means. */
  record Known(FileScope home, Definition.Model model) {}

  final ModelFile file;
  final Map<String, Known> models = new LinkedHashMap<>();
  final Map<String, ModelItem> shared = new LinkedHashMap<>();
  private final Map<String, Span> places = new LinkedHashMap<>();
  private final Diagnostics diagnostics;

  FileScope(ModelFile file, Diagnostics diagnostics) {
    this.file = file;
    this.diagnostics = diagnostics;
    for (Definition.Model m : file.models()) {
      plain(m.name());
      models.putIfAbsent(m.name().name(), new Known(this, m));
      places.putIfAbsent(m.name().name(), m.name().span());
    }
    for (ModelItem s : file.shared()) {
      plain(Declared.ident(s));
      shared.putIfAbsent(Declared.name(s), s);
      places.putIfAbsent(Declared.name(s), Declared.ident(s).span());
    }
  }

  /** Only instances and imports put names behind a dot. */
  void plain(Ident name) {
    if (!name.name().contains(".")) return;
    String last = name.name().substring(name.name().lastIndexOf('.') + 1);
    diagnostics.add(Diagnostic.of(Code.E0212, name.span(), "a name that is declared has no dot").because("declared here")
        .help("write `" + last + "`; a dot leads into an instance or an import"));
  }

  /** Own names only: what a file imports stays its own affair. */
  void bring(FileScope from, Definition.Import i) {
    if (!i.names().isEmpty()) {
      i.names().forEach(n -> selected(from, n));
      return;
    }
    i.as().ifPresent(this::plain);
    String prefix = i.as().map(a -> a.name() + ".").orElse("");
    for (Definition.Model m : from.file.models()) put(prefix + m.name().name(), new Known(from, m), null, i.span());
    for (ModelItem s : from.file.shared()) put(prefix + Declared.name(s), null, s, i.span());
  }

  private void selected(FileScope from, Ident name) {
    Known model = from.models.get(name.name());
    boolean own = model != null && model.home() == from;
    ModelItem item = from.file.shared().stream().filter(s -> Declared.name(s).equals(name.name())).findFirst().orElse(null);
    if (own) put(name.name(), model, null, name.span());
    if (item != null) put(name.name(), null, item, name.span());
    if (own || item != null) return;
    List<String> known = new ArrayList<>(from.file.models().stream().map(m -> m.name().name()).toList());
    from.file.shared().forEach(s -> known.add(Declared.name(s)));
    boolean experiment = from.file.experiments().stream().anyMatch(e -> e.name().name().equals(name.name()));
    Diagnostic d = Diagnostic.of(Code.E0214, name.span(), "`" + from.file.source().name() + "` has no `" + name.name() + "` to import")
        .because(experiment ? "an experiment, which stays in its file" : "declared nowhere in that file");
    diagnostics.add(Nearest.to(name.name(), known).map(n -> d.help("there is `" + n + "`"))
        .orElse(d.help(known.isEmpty() ? "the file declares no model, const or fn" : (known.size() == 1 ? "there is " : "there are ")
        + String.join(", ", known))));
  }

  private void put(String name, Known model, ModelItem item, Span at) {
    Span first = places.putIfAbsent(name, at);
    if (first == null) {
      if (model != null) models.put(name, model);
      if (item != null) shared.put(name, item);
      return;
    }
    String path = (model != null ? model.home().file.source() : Declared.ident(item).span().source()).name();
    String stem = stem(path);
    diagnostics.add(Diagnostic.of(Code.E0215, at, "the import brings a second `" + name + "`").because("imported here")
        .label(first, "the first is here")
        .help("write `import \"" + stem + ".dyn\" as " + stem + "` and `" + stem + "." + name + "`, or import only the names you need"));
  }

  /** `lib` of `folder/lib.dyn`. */
  static String stem(String path) {
    String file = path.substring(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1);
    return file.endsWith(".dyn") ? file.substring(0, file.length() - 4) : file;
  }
}

package dyn.frontend.link;

import dyn.frontend.ParsedFile;
import dyn.frontend.Sources;
import dyn.frontend.parse.SyntaxParser;
import dyn.frontend.syntax.Definition;
import dyn.frontend.syntax.Ident;
import dyn.frontend.syntax.ModelFile;
import dyn.frontend.syntax.ModelItem;
import dyn.ir.diagnostics.Code;
import dyn.ir.diagnostics.Diagnostic;
import dyn.ir.diagnostics.Diagnostics;
import dyn.ir.diagnostics.SourceFile;
import dyn.ir.diagnostics.Span;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Follows imports, each file once, and joins what a file names into one flat file. */
public final class Linker {
  private static final int MOST_FILES = 256;

  private final Sources sources;
  private final Diagnostics diagnostics = new Diagnostics();
  /** By key, in the order in which they were first imported. */
  private final Map<String, FileScope> files = new LinkedHashMap<>();
  private final List<String> open = new ArrayList<>();

  private Linker(Sources sources) {
    this.sources = sources;
  }

  /** The file as if it were written in one piece, without `use`; a file with mistakes is returned as it is, with them. */
  public static ParsedFile link(ParsedFile parsed, Sources sources) {
    if (parsed.hasErrors()) return parsed;
    Linker linker = new Linker(sources);
    linker.diagnostics.addAll(parsed.diagnostics());
    FileScope root = linker.load(parsed.file(), sources.key(parsed.source()));
    ModelFile linked = linker.diagnostics.hasErrors() ? parsed.file() : linker.joined(root);
    return new ParsedFile(linker.diagnostics.hasErrors() ? parsed.file() : linked, linker.diagnostics.list());
  }

  // ---- files

  private FileScope load(ModelFile file, String key) {
    FileScope scope = new FileScope(EdgeFiles.read(file, sources, diagnostics), diagnostics);
    files.put(key, scope);
    open.add(key);
    Map<String, Span> seen = new LinkedHashMap<>();
    for (Definition.Import i : file.imports()) follow(i, scope, seen);
    open.removeLast();
    return scope;
  }

  private void follow(Definition.Import i, FileScope scope, Map<String, Span> seen) {
    SourceFile importer = scope.file.source();
    Sources.Answer answer = sources.find(importer, i.path(), i.pathSpan());
    answer.diagnostics().forEach(d -> diagnostics.add(d.at().source() == importer ? d : d.label(i.span(), "imported here")));
    if (answer.text().isEmpty()) return;
    Sources.Text text = answer.text().get();
    if (open.contains(text.key())) {
      circle(i, text.key());
      return;
    }
    Span first = seen.putIfAbsent(text.key(), i.span());
    if (first != null) {
      diagnostics.add(Diagnostic.of(Code.E0216, i.span(), "`" + i.path() + "` is imported twice").because("again here")
          .label(first, "first here").help("one `import` brings all that is needed: `import a, b from \"" + i.path() + "\"`"));
      return;
    }
    FileScope child = files.get(text.key());
    if (child == null) {
      if (files.size() == MOST_FILES) {
        diagnostics.add(Diagnostic.of(Code.E0219, i.span(), "more than " + MOST_FILES + " files are imported").because("by this import"));
        return;
      }
      ParsedFile parsed = SyntaxParser.parse(text.source());
      parsed.diagnostics().forEach(d -> diagnostics.add(d.label(i.span(), "imported here")));
      child = load(parsed.file(), text.key());
      if (parsed.hasErrors()) return;
    }
    scope.bring(child, i);
  }

  private void circle(Definition.Import i, String key) {
    List<String> path = new ArrayList<>(open.subList(open.indexOf(key), open.size()));
    path.add(key);
    String names = path.stream().map(k -> files.get(k).file.source().name()).collect(Collectors.joining(" -> "));
    diagnostics.add(Diagnostic.of(Code.E0213, i.span(), path.size() == 2 ? "a file cannot import itself"
        : "imports form a circle: " + names).because("this import closes it")
        .help(path.size() == 2 ? "remove the import" : "move what both need into a file of its own, and import that"));
  }

  // ---- names

  private ModelFile joined(FileScope root) {
    Map<FileScope, Renaming> canonical = new IdentityHashMap<>();
    Map<ModelItem, String> names = canonicalNames(root);
    for (FileScope f : files.values()) {
      Map<String, String> map = new LinkedHashMap<>();
      f.shared.forEach((visible, item) -> {
        if (!names.get(item).equals(visible)) map.put(visible, names.get(item));
      });
      canonical.put(f, Renaming.of(map));
    }
    Flattener flattener = new Flattener(canonical, diagnostics);
    List<Definition> definitions = new ArrayList<>();
    for (Definition d : root.file.definitions()) {
      if (d instanceof Definition.Model m) definitions.add(flattener.flat(new FileScope.Known(root, m)));
      else if (!(d instanceof Definition.Shared)) definitions.add(d);
    }
    root.models.forEach((name, known) -> {
      if (known.home() != root) definitions.add(new Definition.Imported(known.model().span(), name, flattener.flat(known)));
    });
    for (FileScope f : files.values()) {
      f.file.shared().forEach(s -> definitions.add(new Definition.Shared(s.span(), named(canonical.get(f).item(s), names.get(s)))));
    }
    Set<Definition.Experiment> experiments = new LinkedHashSet<>(root.file.experiments());
    ModelFile all = new ModelFile(root.file.source(), definitions, imported(root));
    Cascade cascade = new Cascade(all, diagnostics);
    experiments.forEach(e -> cascade.joined(e).ifPresent(definitions::add));
    return new ModelFile(root.file.source(), definitions, all.imported());
  }

  private List<SourceFile> imported(FileScope root) {
    return files.values().stream().filter(f -> f != root).map(f -> f.file.source()).toList();
  }

  /** What the root file sees keeps its name there; the rest is told apart by its file. */
  private Map<ModelItem, String> canonicalNames(FileScope root) {
    Map<ModelItem, String> names = new IdentityHashMap<>();
    Set<String> taken = new LinkedHashSet<>();
    root.shared.forEach((visible, item) -> {
      names.put(item, visible);
      taken.add(visible);
    });
    for (FileScope f : files.values()) {
      for (ModelItem item : f.file.shared()) {
        if (names.containsKey(item)) continue;
        String name = FileScope.stem(f.file.source().name()) + ":" + Declared.name(item);
        while (!taken.add(name)) name = name + ":";
        names.put(item, name);
      }
    }
    root.file.shared().forEach(s -> names.put(s, Declared.name(s)));
    return names;
  }

  private static ModelItem named(ModelItem item, String name) {
    return switch (item) {
      case ModelItem.Let l -> new ModelItem.Let(l.span(), at(l.name(), name), l.dims(), l.value(), l.constant(), l.doc());
      case ModelItem.Function f -> new ModelItem.Function(f.span(), at(f.name(), name), f.params(), f.body(), f.doc());
      case ModelItem.Param _, ModelItem.State _, ModelItem.Input _, ModelItem.Output _, ModelItem.Dim _, ModelItem.SecondIndex _,
          ModelItem.Equation _, ModelItem.Use _, ModelItem.Wire _, ModelItem.MethodHint _, ModelItem.Units _, ModelItem.UnitOf _,
          ModelItem.Grid _, ModelItem.Boundary _, ModelItem.Normalize _, ModelItem.Edges _, ModelItem.Noise _, ModelItem.Event _ ->
          throw new IllegalArgumentException("not shared: " + item.span());
    };
  }

  private static Ident at(Ident ident, String name) {
    return new Ident(ident.span(), name, ident.primes());
  }
}

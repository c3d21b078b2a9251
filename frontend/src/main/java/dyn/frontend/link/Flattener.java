package dyn.frontend.link;

import dyn.frontend.syntax.Definition;
import dyn.frontend.syntax.ModelItem;
import dyn.ir.diagnostics.Code;
import dyn.ir.diagnostics.Diagnostic;
import dyn.ir.diagnostics.Diagnostics;
import dyn.ir.diagnostics.Nearest;
import dyn.ir.diagnostics.Span;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Models without `use`: each model once, those it uses first. */
final class Flattener {
  private static final int MOST_ITEMS = 20_000;
  private static final int DEEPEST = 200;

  private final Map<FileScope, Renaming> canonical;
  private final Diagnostics diagnostics;
  private final Map<Definition.Model, Definition.Model> done = new IdentityHashMap<>();
  private final List<Definition.Model> open = new ArrayList<>();

  /** @param canonical names of constants and functions of each file, as the joined file knows them */
  Flattener(Map<FileScope, Renaming> canonical, Diagnostics diagnostics) {
    this.canonical = canonical;
    this.diagnostics = diagnostics;
  }

  Definition.Model flat(FileScope.Known known) {
    Definition.Model model = known.model();
    Definition.Model ready = done.get(model);
    if (ready != null) return ready;
    open.add(model);
    List<ModelItem> items = new ArrayList<>(known.home().file.units());
    List<Definition.Instance> instances = new ArrayList<>();
    Renaming names = canonical.get(known.home());
    Set<String> constants = constants(model, known.home());
    Map<String, Span> used = new LinkedHashMap<>();
    for (ModelItem raw : model.items()) {
      declared(raw, known.home());
      ModelItem item = names.names().isEmpty() ? raw : names.item(raw);
      if (!(item instanceof ModelItem.Use u)) items.add(item);
      else if (distinct(u, model, used)) use(u, known.home(), constants, items, instances);
    }
    open.removeLast();
    Definition.Model flat = new Definition.Model(model.span(), model.name(), model.doc(), items, instances);
    done.put(model, flat);
    return flat;
  }

  private static Set<String> constants(Definition.Model model, FileScope home) {
    Set<String> names = new LinkedHashSet<>(home.shared.keySet());
    model.items().stream().filter(i -> i instanceof ModelItem.Let l && l.constant()).forEach(i -> names.add(Declared.name(i)));
    return names;
  }

  private void declared(ModelItem item, FileScope home) {
    if (Declared.ident(item) == null) return;
    home.plain(Declared.ident(item));
    ModelItem other = home.shared.get(Declared.name(item));
    if (other == null) return;
    diagnostics.add(Diagnostic.of(Code.E0202, Declared.ident(item).span(), "`" + Declared.name(item) + "` is declared twice")
        .because("declared again here").label(Declared.ident(other).span(), "first declared here").help("rename or remove one of them"));
  }

  /** Names of instances and of values share one space: `a.x` is never two things. */
  private boolean distinct(ModelItem.Use use, Definition.Model model, Map<String, Span> used) {
    String name = use.name().name();
    Span first = used.putIfAbsent(name, use.name().span());
    if (first == null) {
      first = model.items().stream().filter(i -> !(i instanceof ModelItem.Use) && Declared.ident(i) != null
          && Declared.name(i).equals(name)).map(i -> Declared.ident(i).span()).findFirst().orElse(null);
    }
    if (first == null) return true;
    diagnostics.add(Diagnostic.of(Code.E0202, use.name().span(), "`" + name + "` is declared twice").because("declared again here")
        .label(first, "first declared here").help("rename or remove one of them"));
    return false;
  }

  private void use(ModelItem.Use use, FileScope home, Set<String> constants, List<ModelItem> items, List<Definition.Instance> instances) {
    FileScope.Known target = known(use, home);
    if (target == null || circle(use, target.model()) || tooDeep(use)) return;
    Definition.Model model = flat(target);
    if (items.size() + model.items().size() > MOST_ITEMS) {
      diagnostics.add(Diagnostic.of(Code.E0513, use.span(), "the model grows to more than " + MOST_ITEMS + " declarations")
          .because("with this instance").help("an array of instances is one declaration for all: `use " + use.model().name() + " as "
          + use.name().name() + "[n]`"));
      return;
    }
    items.addAll(new Instantiation(use, model, constants, diagnostics).items(true));
    instances.add(new Definition.Instance(use.span(), use.name().name(), model));
  }

  private boolean tooDeep(ModelItem.Use use) {
    if (open.size() < DEEPEST) return false;
    diagnostics.add(Diagnostic.of(Code.E0104, use.span(), "models use each other more than " + DEEPEST + " deep").because("too deep here"));
    return true;
  }

  private FileScope.Known known(ModelItem.Use use, FileScope home) {
    FileScope.Known target = home.models.get(use.model().name());
    if (target != null) return target;
    List<String> names = new ArrayList<>(home.models.keySet());
    Diagnostic d = Diagnostic.of(Code.E0207, use.model().span(), "unknown model `" + use.model().name() + "`")
        .because("neither in this file nor imported");
    diagnostics.add(Nearest.to(use.model().name(), names).map(n -> d.help("there is `" + n + "`"))
        .orElse(d.help((names.size() == 1 ? "there is " : "there are ") + String.join(", ", names))));
    return null;
  }

  private boolean circle(ModelItem.Use use, Definition.Model model) {
    int from = -1;
    for (int i = 0; i < open.size(); i++) if (open.get(i) == model) from = i;
    if (from < 0) return false;
    String path = Stream.concat(open.subList(from, open.size()).stream(), Stream.of(model)).map(m -> m.name().name())
        .collect(Collectors.joining(" -> "));
    diagnostics.add(Diagnostic.of(Code.E0217, use.model().span(), "a model cannot contain itself: " + path).because("used here")
        .label(model.name().span(), "the model that would hold itself").help("many of one kind are an array: `use Cell as cells[n]`"));
    return true;
  }
}

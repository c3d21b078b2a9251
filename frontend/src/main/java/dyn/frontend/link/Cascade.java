package dyn.frontend.link;

import dyn.frontend.syntax.Definition;
import dyn.frontend.syntax.ExperimentItem;
import dyn.frontend.syntax.Expr;
import dyn.frontend.syntax.Ident;
import dyn.frontend.syntax.ModelFile;
import dyn.frontend.syntax.ModelItem;
import dyn.ir.diagnostics.Code;
import dyn.ir.diagnostics.Diagnostic;
import dyn.ir.diagnostics.Diagnostics;
import dyn.ir.diagnostics.Span;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** `input u = Other.y`: the model of the experiment and those that drive it run as one, each of the others an instance under its name. */
final class Cascade {
  private final Map<String, Definition.Model> models;
  private final int count;
  private final Diagnostics diagnostics;

  Cascade(ModelFile file, Diagnostics diagnostics) {
    this.models = file.visible();
    this.count = file.models().size();
    this.diagnostics = diagnostics;
  }

  Optional<Definition.Joined> joined(Definition.Experiment e) {
    String name = e.model().map(Ident::name).orElseGet(() -> count == 1 ? models.keySet().iterator().next() : "");
    Definition.Model model = models.get(name);
    if (model == null) return Optional.empty();
    Set<String> own = new LinkedHashSet<>();
    model.items().stream().filter(i -> Declared.ident(i) != null).forEach(i -> own.add(Declared.name(i)));
    Map<String, ExperimentItem.Bind> wires = new LinkedHashMap<>();
    Map<String, Span> drivers = new LinkedHashMap<>();
    for (ExperimentItem item : e.items()) if (item instanceof ExperimentItem.Bind b) bind(b, own, wires, drivers);
    if (drivers.isEmpty()) return Optional.empty();
    if (drivers.containsKey(name)) {
      diagnostics.add(Diagnostic.of(Code.E0621, drivers.get(name), "an experiment cannot feed `" + name + "` with its own output")
          .because("an output of the model that the experiment runs").help("close the loop in a model: `use " + name
          + " as a { u = a.y }`"));
      return Optional.empty();
    }
    return Optional.of(joined(e, model, wires, drivers));
  }

  private void bind(ExperimentItem.Bind b, Set<String> own, Map<String, ExperimentItem.Bind> wires, Map<String, Span> drivers) {
    for (Expr.Name n : Mentions.of(b.value())) {
      if (own.contains(n.name())) continue;
      int dot = n.name().lastIndexOf('.');
      while (dot > 0 && !models.containsKey(n.name().substring(0, dot))) dot = n.name().lastIndexOf('.', dot - 1);
      if (dot < 0) continue;
      drivers.putIfAbsent(n.name().substring(0, dot), n.span());
      wires.putIfAbsent(b.input().full(), b);
    }
  }

  private Definition.Joined joined(Definition.Experiment e, Definition.Model model, Map<String, ExperimentItem.Bind> wires,
      Map<String, Span> drivers) {
    List<ModelItem> items = new ArrayList<>();
    for (ModelItem i : model.items()) {
      ExperimentItem.Bind b = i instanceof ModelItem.Input in ? wires.get(in.name().full()) : null;
      items.add(b == null ? i : wire((ModelItem.Input) i, b));
    }
    List<Definition.Instance> instances = new ArrayList<>(model.instances());
    drivers.forEach((name, at) -> {
      Ident ident = new Ident(at, name, 0);
      ModelItem.Use use = new ModelItem.Use(at, ident, ident, List.of(), List.of());
      items.addAll(new Instantiation(use, models.get(name), Set.of(), diagnostics).items(false));
      instances.add(new Definition.Instance(at, name, models.get(name)));
    });
    Set<String> inputs = new LinkedHashSet<>();
    model.items().forEach(i -> {
      if (i instanceof ModelItem.Input in) inputs.add(in.name().full());
    });
    List<ExperimentItem> rest = e.items().stream().filter(i -> !(i instanceof ExperimentItem.Bind b && wires.get(b.input().full()) == b
        && inputs.contains(b.input().full()))).toList();
    Definition.Experiment kept = new Definition.Experiment(e.span(), e.name(), e.model(), e.doc(), rest);
    return new Definition.Joined(e.span(), kept, new Definition.Model(model.span(), model.name(), model.doc(), items, instances));
  }

  private static ModelItem wire(ModelItem.Input i, ExperimentItem.Bind b) {
    return new ModelItem.Wire(b.span(), i.name(), i.dims(), b.value(), i.doc());
  }
}

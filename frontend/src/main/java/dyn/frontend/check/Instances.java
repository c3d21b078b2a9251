package dyn.frontend.check;

import dyn.frontend.QuantityUnits;
import dyn.frontend.syntax.Definition;
import dyn.frontend.syntax.Expr;
import dyn.frontend.syntax.Ident;
import dyn.frontend.syntax.ModelFile;
import dyn.frontend.syntax.ModelItem;
import dyn.frontend.units.Units;
import dyn.ir.diagnostics.Code;
import dyn.ir.diagnostics.Diagnostic;
import dyn.ir.diagnostics.Diagnostics;
import dyn.ir.diagnostics.Span;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Mistakes in models that others use. A model is checked by itself first, so that what is wrong in it is told once and in its own words;
 * what only shows where it is used is told at its text, with the instance that asked for it.
 */
final class Instances {
  private final List<ModelItem> shared;
  private final Map<Definition.Model, List<Diagnostic>> known = new IdentityHashMap<>();

  Instances(List<ModelItem> shared) {
    this.shared = shared;
  }

  /** What is wrong in the models of the instances, at any depth, with the instance that shows it. */
  List<Diagnostic> within(Definition.Model model) {
    List<Diagnostic> all = new ArrayList<>();
    for (Definition.Instance i : model.instances()) {
      for (Diagnostic d : alone(i.model(), List.of(Code.E0506))) all.add(label(d, i));
    }
    return all;
  }

  /** What is wrong with a model that no experiment runs; a block of inputs and outputs needs no state. */
  List<Diagnostic> alone(Definition.Model model, List<Code> allowed) {
    List<Diagnostic> all = known.get(model);
    if (all == null) {
      all = within(model);
      if (all.isEmpty()) {
        Diagnostics own = new Diagnostics();
        check(model, own);
        all = placed(model, own.list());
      }
      known.put(model, all);
    }
    boolean block = model.items().stream().anyMatch(i -> i instanceof ModelItem.Input || i instanceof ModelItem.Output);
    return all.stream().filter(d -> !allowed.contains(d.code()) && !(block && d.code() == Code.E0506)).toList();
  }

  /** A model by itself; what its quantities are in, where it has units. */
  Optional<QuantityUnits> check(Definition.Model syntax, Diagnostics own) {
    Units units = new Units(syntax, shared, own);
    CheckedModel model = new ModelChecker(units.model(), Map.of(), Set.of(), TimeGrid.Said.NOTHING, own).check(units.shared());
    boolean derived = !own.hasErrors() && units.used();
    return derived ? Optional.of(units.quantities(model.terms().map()).ofModel()) : Optional.empty();
  }

  /** What is wrong with the constants and functions of a file without models. */
  List<Diagnostic> shared(ModelFile file) {
    Span at = file.source().span(0, 0);
    Ident x = new Ident(at, ":", 0);
    Expr zero = new Expr.Num(at, "0");
    ModelItem state = new ModelItem.State(at, x, List.of(), Optional.of(new ModelItem.Origin(zero, false)), "");
    ModelItem rate = new ModelItem.Equation(at, new Ident(at, ":", 1), List.of(), ModelItem.Left.RATE, zero, Optional.empty());
    return alone(new Definition.Model(at, x, "", List.of(state, rate), List.of()), List.of());
  }

  /** With the instance in which each was found; the same mistake in several instances is kept once. */
  static List<Diagnostic> placed(Definition.Model model, List<Diagnostic> found) {
    if (model.instances().isEmpty()) return found;
    List<Diagnostic> all = new ArrayList<>();
    for (Diagnostic d : found) {
      Optional<Definition.Instance> instance = holds(model.span(), d.at()) ? Optional.empty() : instance(model, d);
      boolean again = instance.isPresent() && all.stream().anyMatch(o -> o.code() == d.code() && o.at().equals(d.at()));
      if (!again) all.add(instance.map(i -> label(d, i)).orElse(d));
    }
    return all;
  }

  private static Optional<Definition.Instance> instance(Definition.Model model, Diagnostic d) {
    List<Definition.Instance> candidates = model.instances().stream().filter(i -> contains(i.model(), d.at())).toList();
    return candidates.stream().filter(i -> d.message().contains("`" + i.name() + ".")).findFirst()
        .or(() -> candidates.stream().findFirst());
  }

  private static boolean contains(Definition.Model model, Span at) {
    return holds(model.span(), at) || model.instances().stream().anyMatch(i -> contains(i.model(), at));
  }

  private static boolean holds(Span whole, Span part) {
    return whole.source() == part.source() && whole.start() <= part.start() && part.end() <= whole.end();
  }

  private static Diagnostic label(Diagnostic d, Definition.Instance i) {
    return d.labels().stream().anyMatch(l -> l.at().equals(i.span())) ? d : d.label(i.span(), "in the instance `" + i.name() + "`");
  }
}

package dyn.frontend.check;

import dyn.frontend.CheckedExperiment;
import dyn.frontend.MethodSignature;
import dyn.frontend.Overrides;
import dyn.frontend.QuantityUnits;
import dyn.frontend.parse.SyntaxParser;
import dyn.frontend.syntax.Definition;
import dyn.frontend.syntax.Expr;
import dyn.frontend.syntax.ExperimentItem;
import dyn.frontend.syntax.Ident;
import dyn.frontend.syntax.MethodCall;
import dyn.frontend.syntax.ModelFile;
import dyn.frontend.syntax.ModelItem;
import dyn.frontend.term.ExperimentTerms;
import dyn.frontend.term.ModelTerms;
import dyn.frontend.units.Units;
import dyn.ir.diagnostics.Code;
import dyn.ir.diagnostics.Diagnostic;
import dyn.ir.diagnostics.Diagnostics;
import dyn.ir.diagnostics.Nearest;
import dyn.ir.diagnostics.SourceFile;
import dyn.ir.diagnostics.Span;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/** Finds the model and experiment that are meant, and checks them. */
public final class FileChecker {
  /** All that lowering needs. */
  public record Result(ModelTerms model, ExperimentTerms terms, CheckedExperiment experiment) {}

  private final ModelFile file;
  private final List<MethodSignature> methods;
  private final Diagnostics diagnostics;
  private final Instances instances;

  public FileChecker(ModelFile file, List<MethodSignature> methods, Diagnostics diagnostics) {
    this.file = file;
    this.methods = methods;
    this.diagnostics = diagnostics;
    this.instances = new Instances(file.shared());
    distinct();
  }

  private void distinct() {
    Map<String, Span> models = new LinkedHashMap<>();
    file.models().forEach(m -> distinct(m.name(), "model", models));
    Map<String, Span> experiments = new LinkedHashMap<>();
    file.experiments().forEach(e -> distinct(e.name(), "experiment", experiments));
    if (file.visible().isEmpty() && (file.shared().isEmpty() || !file.experiments().isEmpty())) {
      Span at = file.source().span(0, Math.min(1, file.source().text().length()));
      diagnostics.add(Diagnostic.of(Code.E0108, at, "there is no model in this file").because("nothing to run")
          .help("write `model Decay { param k = 1  state x = 1  x' = -k * x }`"));
    }
  }

  private void distinct(Ident name, String what, Map<String, Span> seen) {
    Span first = seen.putIfAbsent(name.name(), name.span());
    if (first == null) return;
    diagnostics.add(Diagnostic.of(Code.E0202, name.span(), "the " + what + " `" + name.name() + "` is declared twice")
        .because("declared again here")
        .label(first, "first declared here").help("rename or remove one of them"));
  }

  /** Every model, and every experiment. */
  public void checkAll() {
    for (Definition.Model m : file.models()) {
      boolean used = file.experiments().stream().anyMatch(e -> isOf(e, m));
      if (!used) diagnostics.addAll(instances.alone(m, List.of()));
    }
    if (file.models().isEmpty()) diagnostics.addAll(instances.shared(file));
    ExperimentChecker.Given none = new ExperimentChecker.Given(List.of(), Optional.empty(), OptionalLong.empty(), OptionalLong.empty());
    for (Definition.Experiment e : file.experiments()) model(e).ifPresent(m -> check(m, e, none));
  }

  /** Of the models that have units and no errors. */
  public Map<String, QuantityUnits> units() {
    Map<String, QuantityUnits> all = new LinkedHashMap<>();
    for (Definition.Model m : file.models()) {
      Diagnostics own = new Diagnostics();
      Optional<QuantityUnits> units = instances.check(m, own);
      if (!own.hasErrors()) units.ifPresent(u -> all.put(m.name().name(), u));
    }
    return all;
  }

  private boolean isOf(Definition.Experiment e, Definition.Model m) {
    return e.model().isPresent() ? e.model().get().name().equals(m.name().name()) : file.models().size() == 1;
  }

  /** The experiment named, else the first; empty after errors. */
  public Optional<Result> check(String wanted, Overrides overrides) {
    if (diagnostics.hasErrors()) return Optional.empty();
    Optional<Definition.Experiment> experiment = experiment(wanted);
    ExperimentChecker.Given given = given(overrides);
    if (experiment.isEmpty() || diagnostics.hasErrors()) return Optional.empty();
    return model(experiment.get()).flatMap(m -> check(m, experiment.get(), given));
  }

  private Optional<Result> check(Definition.Model m, Definition.Experiment e, ExperimentChecker.Given given) {
    Optional<Definition.Joined> joined = file.joined().stream().filter(j -> j.experiment().name().equals(e.name())).findFirst();
    return joined.isPresent() ? checkJoined(joined.get().model(), joined.get().experiment(), given) : checkJoined(m, e, given);
  }

  private Optional<Result> checkJoined(Definition.Model m, Definition.Experiment e, ExperimentChecker.Given given) {
    List<Diagnostic> within = instances.within(m);
    diagnostics.addAll(within);
    if (within.stream().anyMatch(Diagnostic::isError)) return Optional.empty();
    Diagnostics own = new Diagnostics();
    Units units = new Units(m, file.shared(), own);
    Definition.Experiment scaled = units.scaled(e);
    units.refuse(given.sets(), given.method());
    ExperimentChecker.Given also = new ExperimentChecker.Given(given.sets().stream().map(units::scaled).toList(),
        given.method().map(units::scaled), given.members(), given.seed());
    CheckedModel model = new ModelChecker(units.model(), dimensions(m, scaled, also.sets()), replaced(scaled, also.sets()),
        steps(scaled, also.method()), own)
        .check(units.shared());
    List<String> others = file.experiments().stream().map(o -> o.name().name()).filter(n -> !n.equals(e.name().name())).toList();
    Optional<ExperimentChecker.Result> result = new ExperimentChecker(model, scaled, also, methods, own).check(others, units);
    diagnostics.addAll(Instances.placed(m, own.list()));
    return own.hasErrors() ? Optional.empty() : result.map(r -> new Result(model.terms(), r.terms(), r.experiment()));
  }

  /** `set n = 20` of a dimension shapes the model. */
  private static Map<String, Expr> dimensions(Definition.Model m, Definition.Experiment e, List<ExperimentItem.Set> overrides) {
    Map<String, Expr> sizes = new LinkedHashMap<>();
    List<ExperimentItem.Set> sets = new ArrayList<>();
    e.items().forEach(i -> {
      if (i instanceof ExperimentItem.Set s) sets.add(s);
    });
    sets.addAll(overrides);
    List<String> dims = m.items().stream().filter(ModelItem.Dim.class::isInstance).map(i -> ((ModelItem.Dim) i).name().name()).toList();
    sets.forEach(s -> {
      if (dims.contains(s.target().full())) sizes.put(s.target().full(), s.value());
    });
    return sizes;
  }

  private static TimeGrid.Said steps(Definition.Experiment e, Optional<MethodCall> given) {
    Optional<ExperimentItem.Time> time = Optional.empty();
    Optional<MethodCall> method = given;
    for (ExperimentItem i : e.items()) {
      if (time.isEmpty() && i instanceof ExperimentItem.Time t) time = Optional.of(t);
      if (method.isEmpty() && i instanceof ExperimentItem.Method m) method = Optional.of(m.method());
    }
    return new TimeGrid.Said(time, method);
  }

  private static Set<String> replaced(Definition.Experiment e, List<ExperimentItem.Set> overrides) {
    Set<String> names = new LinkedHashSet<>();
    overrides.forEach(s -> names.add(s.target().full()));
    for (ExperimentItem i : e.items()) {
      if (i instanceof ExperimentItem.Set s) names.add(s.target().full());
      if (i instanceof ExperimentItem.Vary v) names.add(v.target().full());
    }
    return names;
  }

  private Optional<Definition.Experiment> experiment(String wanted) {
    List<Definition.Experiment> all = file.experiments();
    List<String> names = all.stream().map(e -> e.name().name()).toList();
    if (wanted == null) {
      if (all.isEmpty()) {
        List<Definition.Model> models = file.models();
        Span at = models.isEmpty() ? file.source().span(0, Math.min(1, file.source().text().length())) : models.getFirst().name().span();
        diagnostics.add(Diagnostic.of(Code.E0208, at, "there is no experiment in this file")
            .because("the model alone says not how long to run")
            .help("write `experiment e of " + (models.isEmpty() ? "Model" : models.getFirst().name().name()) + " { time 0 .. 10 }`"));
      }
      return all.stream().findFirst();
    }
    Optional<Definition.Experiment> found = all.stream().filter(e -> e.name().name().equals(wanted)).findFirst();
    if (found.isEmpty()) {
      SourceFile typed = new SourceFile("command line", wanted);
      Diagnostic d = Diagnostic.of(Code.E0208, typed.span(0, wanted.length()), "unknown experiment `" + wanted + "`")
          .because("not in the file");
      diagnostics.add(Nearest.to(wanted, names).map(n -> d.help("there is `" + n + "`")).orElse(d
          .help("there are " + String.join(", ", names))));
    }
    return found;
  }

  private Optional<Definition.Model> model(Definition.Experiment e) {
    List<Definition.Model> models = file.models();
    if (e.model().isEmpty() && models.size() == 1) return Optional.of(models.getFirst());
    if (e.model().isEmpty()) {
      if (!file.visible().isEmpty()) {
        diagnostics.add(Diagnostic.of(Code.E0207, e.name().span(), "which model `" + e.name().name() + "` runs is not said")
            .because(models.isEmpty() ? "the models are imported" : "the file has several models")
            .help("write `experiment " + e.name().name() + " of " + file.visible().keySet().iterator().next() + "`"));
      }
      return Optional.empty();
    }
    Ident name = e.model().get();
    Map<String, Definition.Model> visible = file.visible();
    Definition.Model found = visible.get(name.name());
    if (found == null && !visible.isEmpty()) {
      Diagnostic d = Diagnostic.of(Code.E0207, name.span(), "unknown model `" + name.name() + "`").because("not in this file");
      diagnostics.add(Nearest.to(name.name(), visible.keySet()).map(n -> d.help("there is `" + n + "`")).orElse(d
          .help("there is " + String.join(", ", visible.keySet()))));
    }
    return Optional.ofNullable(found);
  }

  private ExperimentChecker.Given given(Overrides o) {
    List<ExperimentItem.Set> sets = new ArrayList<>();
    for (String text : o.set()) SyntaxParser.assignment(new SourceFile("command line", text), diagnostics).ifPresent(sets::add);
    Optional<MethodCall> method = o.method().flatMap(m -> SyntaxParser.method(new SourceFile("command line", m), diagnostics));
    if (o.members().isPresent() && o.members().getAsLong() < 1) {
      String text = "--members " + o.members().getAsLong();
      diagnostics.add(Diagnostic.of(Code.E0607, new SourceFile("command line", text).span(0, text.length()),
          "an ensemble has at least one member")
          .because("this is " + o.members().getAsLong()));
    }
    return new ExperimentChecker.Given(sets, method, o.members(), o.seed());
  }
}

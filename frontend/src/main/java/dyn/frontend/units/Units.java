package dyn.frontend.units;

import dyn.frontend.InputTable;
import dyn.frontend.syntax.Definition;
import dyn.frontend.syntax.ExperimentItem;
import dyn.frontend.syntax.Expr;
import dyn.frontend.syntax.Ident;
import dyn.frontend.syntax.MethodCall;
import dyn.frontend.syntax.ModelItem;
import dyn.frontend.syntax.ModelItem.UnitItem;
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
import java.util.stream.Stream;

/**
 * The units of one model. It gives back the model, and experiments of it, with every literal in working units, so that what follows never
 * sees a unit; once names and shapes are right, {@link Quantities} says what everything is in.
 *
 * <p>A model that uses no unit has none: nothing of it changes and nothing is checked.
 */
public final class Units {
  private final Definition.Model model;
  private final List<ModelItem> shared;
  private final boolean used;
  private final Diagnostics diagnostics;
  private final UnitNames names;
  private final UnitSystem system = new UnitSystem();
  private final Literals literals;
  private final Map<String, Span> declared = new LinkedHashMap<>();

  public Units(Definition.Model syntax, List<ModelItem> sharedSyntax, Diagnostics diagnostics) {
    this.diagnostics = diagnostics;
    this.used = Usage.of(syntax, sharedSyntax);
    List<ModelItem.Units> sentences = syntax.items().stream().filter(ModelItem.Units.class::isInstance)
        .map(ModelItem.Units.class::cast).distinct().toList();
    this.names = new UnitNames(sentences, diagnostics);
    this.literals = new Literals(names, system, declared, diagnostics);
    if (!used) {
      this.model = syntax;
      this.shared = sharedSyntax;
      return;
    }
    Stream.concat(sharedSyntax.stream(), syntax.items().stream()).forEach(this::declare);
    working(sentences, syntax);
    this.model = new Definition.Model(syntax.span(), syntax.name(), syntax.doc(), syntax.items().stream().map(this::scaled).toList(),
        syntax.instances());
    this.shared = sharedSyntax.stream().map(this::scaled).toList();
  }

  /** Whether the model has units. */
  public boolean used() {
    return used;
  }

  public Definition.Model model() {
    return model;
  }

  public List<ModelItem> shared() {
    return shared;
  }

  /** What the quantities of the model are in. @param map whether its time counts steps */
  public Quantities quantities(boolean map) {
    return new Quantities(model, shared, map, literals, system, diagnostics);
  }

  // ---- names and working units

  private void declare(ModelItem item) {
    Ident name = switch (item) {
      case ModelItem.Param p -> p.name();
      case ModelItem.State s -> s.name();
      case ModelItem.Let l -> l.name();
      case ModelItem.Function f -> f.name();
      case ModelItem.Input i -> i.name();
      case ModelItem.Output o -> o.name();
      case ModelItem.Dim d -> d.name();
      case ModelItem.SecondIndex i -> i.name();
      case ModelItem.Wire w -> w.name();
      case ModelItem.Grid g -> g.name();
      case ModelItem.Edges e -> e.name();
      case ModelItem.Noise n -> n.increment();
      case ModelItem.Equation _, ModelItem.MethodHint _, ModelItem.Units _, ModelItem.UnitOf _, ModelItem.Use _,
          ModelItem.Boundary _, ModelItem.Normalize _, ModelItem.Event _ -> null;
    };
    if (name != null) declared.putIfAbsent(name.name(), name.span());
    if (item instanceof ModelItem.State s) s.secondTime().ifPresent(t -> declared.putIfAbsent(t.name(), t.span()));
  }

  private void working(List<ModelItem.Units> sentences, Definition.Model syntax) {
    for (ModelItem.Units s : sentences) {
      for (UnitItem item : s.items()) if (item instanceof UnitItem.Working w) working(w);
    }
    if (!system.complete(names.bases())) {
      diagnostics.add(Diagnostic.of(Code.E0708, syntax.name().span(), "the working units of `" + syntax.name().name()
          + "` fix only powers of a unit").because("declared in this model")
          .help("name the unit itself: `unit cm` in place of `unit cm^2`"));
    }
    for (ModelItem item : syntax.items()) {
      if (item instanceof ModelItem.UnitOf u)
        literals.unit(u.unit()).ifPresent(x -> system.prefer(u.unit().text(), x.dimension(), x.scale()));
    }
  }

  private void working(UnitItem.Working w) {
    Optional<Unit> unit = literals.unit(w.unit());
    if (unit.isEmpty()) return;
    w.unit().factors().forEach(f -> literals.shadow(f, Set.of()));
    Diagnostic wrong = Diagnostic.of(Code.E0708, w.span(), "`" + w.unit().text() + "` cannot be a working unit here");
    if (unit.get().dimension().isPlain()) {
      diagnostics.add(wrong.because("a plain number has no unit to choose"));
      return;
    }
    switch (system.add(w.unit(), unit.get().dimension(), unit.get().scale())) {
      case NEW, FOLLOWS -> { }
      case CONTRADICTS -> diagnostics.add(wrong.because("from those before it follows " + system.text(unit.get().dimension()))
          .help("working units are coherent, so that equations need no factors: leave it out, or write "
          + system.text(unit.get().dimension())));
      case FRACTIONAL -> diagnostics.add(wrong.because("it fixes only a power of a unit")
          .help("name the unit itself: `unit cm` in place of `unit cm^2`"));
    }
  }

  // ---- literals

  private Expr scaled(Expr e) {
    return literals.scaled(e, Set.of());
  }

  private Optional<Expr> scaled(Optional<Expr> e) {
    return e.map(this::scaled);
  }

  private Optional<ModelItem.Origin> origin(Optional<ModelItem.Origin> o) {
    return o.map(x -> new ModelItem.Origin(scaled(x.value()), x.random()));
  }

  private ModelItem scaled(ModelItem item) {
    return switch (item) {
      case ModelItem.Param p -> new ModelItem.Param(p.span(), p.name(), p.dims(), origin(p.origin()), scaled(p.constraint()), p.doc());
      case ModelItem.State s -> new ModelItem.State(s.span(), s.name(), s.dims(), origin(s.origin()), s.memory(), s.doc());
      case ModelItem.Let l -> new ModelItem.Let(l.span(), l.name(), l.dims(), scaled(l.value()), l.constant(), l.doc());
      case ModelItem.Function f -> new ModelItem.Function(f.span(), f.name(), f.params(),
          literals.scaled(f.body(), Literals.with(Set.of(), f.params().stream().map(Ident::name).toList())), f.doc());
      case ModelItem.Input i -> new ModelItem.Input(i.span(), i.name(), i.dims(), scaled(i.value()), i.doc());
      case ModelItem.Output o -> new ModelItem.Output(o.span(), o.name(), o.dims(), scaled(o.value()), o.doc());
      case ModelItem.Equation e -> new ModelItem.Equation(e.span(), e.target(), e.indices(), e.left(),
          literals.scaled(e.value(), indices(e)), e.order());
      case ModelItem.MethodHint m -> new ModelItem.MethodHint(m.span(), scaled(m.method()));
      case ModelItem.Noise n -> new ModelItem.Noise(n.span(), n.increment(), n.dims(), new Expr.Call(n.law().span(), n.law().nameSpan(),
          n.law().name(), Trees.args(n.law().args(), this::scaled)), n.calculus(), n.doc());
      case ModelItem.Dim d -> new ModelItem.Dim(d.span(), d.name(), scaled(d.size()), d.doc());
      case ModelItem.Wire w -> new ModelItem.Wire(w.span(), w.name(), w.dims(), scaled(w.value()), w.doc());
      case ModelItem.SecondIndex _, ModelItem.Units _, ModelItem.UnitOf _, ModelItem.Use _, ModelItem.Grid _, ModelItem.Boundary _,
          ModelItem.Normalize _, ModelItem.Edges _, ModelItem.Event _ -> item;
    };
  }

  static Set<String> indices(ModelItem.Equation e) {
    Set<String> names = new LinkedHashSet<>();
    for (Expr i : e.indices()) if (i instanceof Expr.Name n) names.add(n.name());
    return names;
  }

  /** A method with its options in working units. */
  public MethodCall scaled(MethodCall m) {
    return used ? new MethodCall(m.span(), m.name(), Trees.args(m.options(), this::scaled)) : m;
  }

  /** A setting of the command line. */
  public ExperimentItem.Set scaled(ExperimentItem.Set s) {
    return used ? new ExperimentItem.Set(s.span(), s.target(), scaled(s.value())) : s;
  }

  /** What turns the numbers of a column into working units. */
  public InputTable.Conversion conversion(ExperimentItem.Option option) {
    Optional<Unit> unit = used ? literals.unit(option.unit().orElseThrow()) : Optional.empty();
    if (!used) noUnits(option.span());
    return unit.map(u -> u.scale().over(system.scale(u.dimension())).conversion()).orElse(InputTable.Conversion.NONE);
  }

  /** An experiment of the model. */
  public Definition.Experiment scaled(Definition.Experiment e) {
    if (used) {
      List<ExperimentItem> items = e.items().stream().map(this::scaled).toList();
      return new Definition.Experiment(e.span(), e.name(), e.model(), e.doc(), items);
    }
    List<Expr.Num> found = new ArrayList<>();
    e.items().forEach(i -> Usage.literals(i, found));
    found.stream().findFirst().ifPresent(n -> noUnits(n.span()));
    return e;
  }

  /** Nothing in the command line may have a unit either. */
  public void refuse(List<ExperimentItem.Set> sets, Optional<MethodCall> method) {
    if (used) return;
    List<Expr.Num> found = new ArrayList<>();
    sets.forEach(s -> Usage.literals(s, found));
    method.ifPresent(m -> m.options().forEach(a -> Usage.literals(a.value(), found)));
    found.stream().findFirst().ifPresent(n -> noUnits(n.span()));
  }

  private void noUnits(Span at) {
    diagnostics.add(Diagnostic.of(Code.E0710, at, "the model `" + model.name().name() + "` has no units").because("a unit")
        .label(model.name().span(), "no number of this model has one")
        .help("leave the unit out, or give the model units: `unit ms`, `param tau = 20 ms`"));
  }

  private ExperimentItem scaled(ExperimentItem item) {
    return switch (item) {
      case ExperimentItem.Time t -> time(t);
      case ExperimentItem.Method m -> new ExperimentItem.Method(m.span(), scaled(m.method()));
      case ExperimentItem.Ensemble e -> new ExperimentItem.Ensemble(e.span(), scaled(e.members()));
      case ExperimentItem.Set s -> scaled(s);
      case ExperimentItem.Vary v -> new ExperimentItem.Vary(v.span(), v.target(), v.random(), scaled(v.values()));
      case ExperimentItem.Record r -> new ExperimentItem.Record(r.span(), all(r.items()), r.when().map(this::scaled), r.file());
      case ExperimentItem.Bind b -> new ExperimentItem.Bind(b.span(), b.input(), scaled(b.value()));
      case ExperimentItem.BindFile _, ExperimentItem.Locate _ -> item;
      case ExperimentItem.Seed s -> new ExperimentItem.Seed(s.span(), scaled(s.value()));
      case ExperimentItem.Updates u -> new ExperimentItem.Updates(u.span(), u.kind(), Trees.args(u.options(), this::scaled));
      case ExperimentItem.Plot p -> new ExperimentItem.Plot(p.span(), all(p.items()), scaled(p.over()), p.when().map(this::scaled),
          p.axes());
      case ExperimentItem.Expect e -> new ExperimentItem.Expect(e.span(), scaled(e.subject()), e.when().map(this::scaled), e.relation(),
          e.relationSpan(), scaled(e.value()), scaled(e.within()), e.unit(), e.unitSpan());
    };
  }

  private List<Expr> all(List<Expr> items) {
    return items.stream().map(this::scaled).toList();
  }

  /** `0 .. 10 ms`: both are in ms. */
  private ExperimentItem time(ExperimentItem.Time t) {
    Expr start = t.start();
    if (t.end() instanceof Expr.Num end && end.unit().isPresent()) {
      if (start instanceof Expr.Num n && n.unit().isEmpty()) start = new Expr.Num(n.span(), n.text(), end.unit());
      if (start instanceof Expr.Negate m && m.operand() instanceof Expr.Num n && n.unit().isEmpty()) {
        start = new Expr.Negate(m.span(), new Expr.Num(n.span(), n.text(), end.unit()));
      }
    }
    return new ExperimentItem.Time(t.span(), scaled(start), scaled(t.end()));
  }

  private ExperimentItem.When scaled(ExperimentItem.When when) {
    return switch (when) {
      case ExperimentItem.When.Every e -> new ExperimentItem.When.Every(e.span(), scaled(e.interval()), scaled(e.from()), scaled(e.to()));
      case ExperimentItem.When.At a -> new ExperimentItem.When.At(a.span(), scaled(a.times()));
      case ExperimentItem.When.Throughout _ -> when;
    };
  }
}

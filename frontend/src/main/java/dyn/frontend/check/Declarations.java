package dyn.frontend.check;

import dyn.frontend.syntax.Expr;
import dyn.frontend.syntax.Ident;
import dyn.frontend.syntax.MethodCall;
import dyn.frontend.syntax.ModelItem;
import dyn.ir.Scalar;
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

/** What a model declares, by kind and name. A name that is declared twice is told, and counts as it was first. */
final class Declarations {
  final Map<String, ModelItem.Param> params = new LinkedHashMap<>();
  final Map<String, ModelItem.State> states = new LinkedHashMap<>();
  final Map<String, ModelItem.Input> inputs = new LinkedHashMap<>();
  /** `const`, `let` and `output`, by name. */
  final Map<String, ModelItem> values = new LinkedHashMap<>();
  final Map<String, Expr> dims = new LinkedHashMap<>();
  final Map<String, ModelItem.Grid> grids = new LinkedHashMap<>();
  final Map<String, ModelItem.Edges> edges = new LinkedHashMap<>();
  final List<ModelItem.Boundary> boundaries = new ArrayList<>();
  final List<ModelItem.Normalize> normalizations = new ArrayList<>();
  final List<ModelItem.Event> events = new ArrayList<>();
  final List<ModelItem.Equation> equations = new ArrayList<>();
  final List<ModelItem.Noise> noises = new ArrayList<>();
  /** Outputs that show what is declared elsewhere. */
  final List<Ident> shown = new ArrayList<>();
  private final Names names;
  private final Map<String, Expr> dimOverrides;
  private final Diagnostics diagnostics;
  /** Names of functions that the model declares, which hide those of the language. */
  private final Set<String> functions = new LinkedHashSet<>();
  private Scalar real = Scalar.F64;
  private Optional<ModelItem.Equation> saysReal = Optional.empty();
  private Optional<MethodCall> hint = Optional.empty();

  /** @param dimOverrides sizes that an experiment gives */
  Declarations(Names names, Map<String, Expr> dimOverrides, Diagnostics diagnostics) {
    this.names = names;
    this.dimOverrides = dimOverrides;
    this.diagnostics = diagnostics;
  }

  /** What its reals are. */
  Scalar real() {
    return real;
  }

  /** The method that it asks for. */
  Optional<MethodCall> hint() {
    return hint;
  }

  void all(List<ModelItem> items) {
    for (ModelItem i : items) if (i instanceof ModelItem.Function f) functions.add(f.name().name());
    items.forEach(this::declare);
  }

  /** What decides whether a declaration is complex. */
  Map<String, Expr> givenValues() {
    Map<String, Expr> given = new LinkedHashMap<>();
    params.forEach((name, p) -> p.origin().filter(o -> !o.random()).ifPresent(o -> given.put(name, o.value())));
    states.forEach((name, s) -> s.origin().filter(o -> !o.random()).ifPresent(o -> given.put(name, o.value())));
    inputs.forEach((name, i) -> i.value().ifPresent(v -> given.put(name, v)));
    values.forEach((name, v) -> given.put(name, value(v)));
    return given;
  }

  private void declare(ModelItem item) {
    switch (item) {
      case ModelItem.Param p -> parameter(p);
      case ModelItem.State s -> put(s.name(), s, states);
      case ModelItem.Input i -> put(i.name(), i, inputs);
      case ModelItem.Let l -> put(l.name(), l, values);
      case ModelItem.Output o -> output(o);
      case ModelItem.Function f -> put(f.name(), f, names.functions);
      case ModelItem.Dim d -> put(d.name(), dimOverrides.getOrDefault(d.name().name(), d.size()), dims);
      case ModelItem.SecondIndex i -> names.declare(i.name().name(), i.name().span());
      case ModelItem.Equation e when Precision.isChosenBy(e) -> precision(e);
      case ModelItem.Equation e -> equations.add(e);
      case ModelItem.Wire w -> put(w.name(), w, values);
      case ModelItem.Use u -> throw new IllegalStateException("not flat: " + u.span());
      case ModelItem.Grid g -> put(g.name(), g, grids);
      case ModelItem.Edges e -> put(e.name(), e, edges);
      case ModelItem.Noise n -> noise(n);
      case ModelItem.Boundary b -> boundaries.add(b);
      case ModelItem.Normalize n -> normalizations.add(n);
      case ModelItem.Event e -> events.add(e);
      case ModelItem.MethodHint m -> hint = Optional.of(m.method());
      case ModelItem.Units _, ModelItem.UnitOf _ -> { }
    }
  }

  /** Its name and that of its increment. */
  private void noise(ModelItem.Noise n) {
    boolean own = names.declare(n.name(), n.increment().span());
    if (own && names.declare(n.increment().name(), n.increment().span())) noises.add(n);
    else names.broken.add(n.increment().name());
  }

  private void precision(ModelItem.Equation e) {
    if (saysReal.isPresent()) {
      diagnostics.add(Diagnostic.of(Code.E0202, e.target().span(), "`real` is chosen twice").because("again here")
          .label(saysReal.get().span(), "first here"));
    }
    saysReal = Optional.of(e);
    real = Precision.of(e.value(), diagnostics).orElse(real);
  }

  /** One that is declared by structure is computed from others: what it is made of can be set, it cannot. */
  private void parameter(ModelItem.Param p) {
    boolean structured = p.constraint().isEmpty() && p.origin().filter(o -> !o.random() && Matrices.declares(o.value(), functions))
        .isPresent();
    if (!structured) put(p.name(), p, params);
    else put(p.name(), new ModelItem.Let(p.span(), p.name(), p.dims(), p.origin().get().value(), false, p.doc()), values);
    if (structured) names.matrices.add(p.name().name());
  }

  private <T> void put(Ident name, T item, Map<String, ? super T> into) {
    if (names.declare(name.full(), name.span())) into.put(name.full(), item);
  }

  /** `output x` shows a state or `let` that exists; `output r = ...` also defines it. */
  private void output(ModelItem.Output o) {
    if (o.value().isPresent()) put(o.name(), o, values);
    else shown.add(o.name());
  }

  static Span span(ModelItem item) {
    return switch (item) {
      case ModelItem.Let l -> l.name().span();
      case ModelItem.Output o -> o.name().span();
      case ModelItem.Wire w -> w.span();
      case ModelItem.Param _, ModelItem.State _, ModelItem.Input _, ModelItem.Function _, ModelItem.Dim _, ModelItem.SecondIndex _,
          ModelItem.Equation _, ModelItem.Use _, ModelItem.MethodHint _, ModelItem.Units _, ModelItem.UnitOf _, ModelItem.Grid _,
          ModelItem.Boundary _, ModelItem.Normalize _, ModelItem.Edges _, ModelItem.Noise _, ModelItem.Event _ -> item.span();
    };
  }

  static Expr value(ModelItem item) {
    return switch (item) {
      case ModelItem.Let l -> l.value();
      case ModelItem.Output o -> o.value().orElseThrow();
      case ModelItem.Wire w -> w.value();
      case ModelItem.Param _, ModelItem.State _, ModelItem.Input _, ModelItem.Function _, ModelItem.Dim _, ModelItem.SecondIndex _,
          ModelItem.Equation _, ModelItem.Use _, ModelItem.MethodHint _, ModelItem.Units _, ModelItem.UnitOf _, ModelItem.Grid _,
          ModelItem.Boundary _, ModelItem.Normalize _, ModelItem.Edges _, ModelItem.Noise _, ModelItem.Event _ ->
          throw new IllegalArgumentException("no value: " + item.span());
    };
  }

  static List<Expr> over(ModelItem item) {
    if (item instanceof ModelItem.Wire w) return w.dims();
    return item instanceof ModelItem.Let l ? l.dims() : ((ModelItem.Output) item).dims();
  }
}

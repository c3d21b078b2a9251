package dyn.frontend.check;

import dyn.frontend.syntax.Definition;
import dyn.frontend.syntax.Differential;
import dyn.frontend.syntax.Expr;
import dyn.frontend.syntax.Ident;
import dyn.frontend.syntax.MethodCall;
import dyn.frontend.syntax.ModelItem;
import dyn.frontend.term.Defined;
import dyn.frontend.term.IndexRange;
import dyn.frontend.term.ModelTerms;
import dyn.frontend.term.Register;
import dyn.frontend.term.Stage;
import dyn.frontend.term.Symbol;
import dyn.frontend.term.Term;
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
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** One model: its names first, in any order, then its values in the order in which they depend on each other. */
final class ModelChecker {
  private final Definition.Model model;
  private final Map<String, Expr> dimOverrides;
  private final Set<String> replaced;
  private final TimeGrid.Said steps;
  private final Diagnostics diagnostics;
  private final Names names;
  private final Constants constants = new Constants();
  private final Dimensions dimensions;
  private final ExprChecker checker;
  private final Conform conform;
  private final Map<String, ModelItem.Param> params = new LinkedHashMap<>();
  private final Map<String, ModelItem.State> states = new LinkedHashMap<>();
  private final Map<String, ModelItem.Input> inputs = new LinkedHashMap<>();
  /** `const`, `let` and `output`, by name. */
  private final Map<String, ModelItem> values = new LinkedHashMap<>();
  private final Map<String, Expr> dims = new LinkedHashMap<>();
  private final Map<String, ModelItem.Grid> grids = new LinkedHashMap<>();
  private final Map<String, ModelItem.Edges> edges = new LinkedHashMap<>();
  private final List<ModelItem.Boundary> boundaries = new ArrayList<>();
  private final List<ModelItem.Normalize> normalizations = new ArrayList<>();
  private final List<ModelItem.Event> events = new ArrayList<>();
  private final List<ModelItem.Equation> equations = new ArrayList<>();
  private final List<ModelItem.Noise> noises = new ArrayList<>();
  private final List<Ident> shown = new ArrayList<>();
  private Scalar real = Scalar.F64;
  private Optional<ModelItem.Equation> saysReal = Optional.empty();
  private Optional<MethodCall> hint = Optional.empty();
  private References references;
  /** Names of functions that the model declares, which hide those of the language. */
  private final Set<String> functions = new LinkedHashSet<>();
  private Set<String> complex = Set.of();
  private boolean map;

  /**
   * @param dimOverrides sizes that an experiment gives
   * @param replaced parameters and states to which it gives values
   * @param steps what it says of them
   */
  ModelChecker(Definition.Model model, Map<String, Expr> dimOverrides, Set<String> replaced, TimeGrid.Said steps, Diagnostics diagnostics) {
    this.model = model;
    this.dimOverrides = dimOverrides;
    this.replaced = replaced;
    this.steps = steps;
    this.diagnostics = diagnostics;
    this.names = new Names(diagnostics);
    this.dimensions = new Dimensions(names, constants, diagnostics);
    this.checker = new ExprChecker(names, constants, diagnostics);
    this.conform = new Conform(checker);
  }

  CheckedModel check(List<ModelItem> shared) {
    Stream.concat(shared.stream(), model.items().stream()).forEach(i -> {
      if (i instanceof ModelItem.Function f) functions.add(f.name().name());
    });
    shared.forEach(this::declare);
    model.items().forEach(this::declare);
    references = new References(names.functions);
    functionCycles();
    constantsAndDims();
    names.grid = steps.grid(hint, constants);
    states.values().forEach(dimensions::memory);
    grids.forEach(dimensions::grid);
    model.items().forEach(dimensions::secondIndex);
    edges.values().forEach(new EdgeSets(names, constants, diagnostics)::declare);
    complex = Kinds.complex(givenValues(), references, names.functions);
    params.values().forEach(p -> symbol(Symbol.Kind.PARAM, p.name(), p.dims(), Stage.PARAMETER));
    inputs.values().forEach(i -> symbol(Symbol.Kind.INPUT, i.name(), i.dims(), Stage.TIME));
    states.values().forEach(this::state);
    boundaries.forEach(b -> dimensions.boundary(b, values.containsKey(b.target().name())));
    Noises noise = new Noises(names, dimensions, diagnostics);
    noises.forEach(noise::declare);
    differentialOfTime();
    Equations sorted = new Equations(names, states, diagnostics);
    sorted.sort(equations, model);
    map = sorted.isMap();
    checker.stale.inMap(map);
    List<Defined> defined = values(sorted);
    names.functions.values().forEach(this::body);
    initialValues();
    List<Defined> rates = rates(sorted, defined);
    List<Symbol> outputs = values.values().stream().filter(ModelItem.Output.class::isInstance)
        .map(o -> names.symbols.get(((ModelItem.Output) o).name().full())).filter(Objects::nonNull)
        .flatMap(s -> s.parts().stream()).toList();
    checker.stale.close();
    List<Register> registers = checker.stale.used(defined, rates, sorted.turns());
    ModelTerms terms = new ModelTerms(model.name().name(), real, map, checker.draws.any(), !names.memories.isEmpty(),
        kind(Symbol.Kind.PARAM), kind(Symbol.Kind.STATE), kind(Symbol.Kind.INPUT), outputs, defined, rates,
        noise.sources(checker), sorted.diffusions(names.ofKind(Symbol.Kind.STATE)),
        new Normalizations(names, diagnostics).of(normalizations), sorted.turns(), registers, new Events(names, checker).of(events, map));
    return new CheckedModel(model, terms, checker, params, states, inputs, hint);
  }

  /** `dt` has a meaning where an equation is one of differentials, and must then have no other. */
  private void differentialOfTime() {
    if (equations.stream().noneMatch(ModelItem.Equation::differential)) return;
    Symbol other = names.symbols.get(Differential.OF_TIME);
    boolean taken = names.isDeclared(Differential.OF_TIME);
    ModelItem.Equation first = equations.stream().filter(ModelItem.Equation::differential).findFirst().orElseThrow();
    if (taken) {
      Diagnostic d = Diagnostic.of(Code.E0204, other == null ? first.target().span() : other.at(), "`dt` is the differential of time here")
          .because("a name of its own is needed");
      diagnostics.add(d.label(first.target().span(), "an equation of differentials").help("choose another name"));
    }
    names.symbols.put(Differential.OF_TIME, Differentials.ofTime(first.target().span()));
  }

  private List<Symbol> kind(Symbol.Kind kind) {
    return names.ofKind(kind).stream().flatMap(s -> s.parts().stream()).toList();
  }

  /** What decides whether a declaration is complex. */
  private Map<String, Expr> givenValues() {
    Map<String, Expr> given = new LinkedHashMap<>();
    params.forEach((name, p) -> p.origin().filter(o -> !o.random()).ifPresent(o -> given.put(name, o.value())));
    states.forEach((name, s) -> s.origin().filter(o -> !o.random()).ifPresent(o -> given.put(name, o.value())));
    inputs.forEach((name, i) -> i.value().ifPresent(v -> given.put(name, v)));
    values.forEach((name, v) -> given.put(name, value(v)));
    return given;
  }

  // ---- names

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

  private void functionCycles() {
    Map<String, Set<String>> calls = new LinkedHashMap<>();
    names.functions.forEach((name, f) -> calls.put(name, references.calls(f.body())));
    Order order = Order.of(calls);
    for (List<String> cycle : order.cycles()) {
      cycle(cycle, "functions call each other in a circle", name -> names.functions.get(name).name().span());
      cycle.forEach(names.functions::remove);
      names.broken.addAll(cycle);
    }
    references.prepare(order.sorted());
  }

  /** With arguments of which nothing is said, so that a function nobody calls is checked too. */
  private void body(ModelItem.Function f) {
    Map<String, Term> arguments = new LinkedHashMap<>();
    f.params().forEach(p -> arguments.put(p.name(), new Term.Failed()));
    checker.check(f.body(), Scope.of("`" + f.name().name() + "`", Stage.STATE).over(List.of()).calling(arguments));
  }

  private void cycle(List<String> cycle, String message, Function<String, Span> at) {
    String path = String.join(" -> ", cycle) + " -> " + cycle.getFirst();
    Diagnostic d = Diagnostic.of(Code.E0205, at.apply(cycle.getFirst()), message + ": " + path)
        .because("`" + cycle.getFirst() + "` needs `" + cycle.get(1 % cycle.size()) + "`");
    for (int i = 1; i < Math.min(cycle.size(), 6); i++) {
      d = d.label(at.apply(cycle.get(i)), "`" + cycle.get(i) + "` needs `" + cycle.get((i + 1) % cycle.size()) + "`");
    }
    diagnostics.add(d.help("break the circle; a value that must remember its past is a `state`"));
  }

  private void constantsAndDims() {
    Map<String, Set<String>> mentions = new LinkedHashMap<>();
    dims.forEach((name, e) -> mentions.put(name, references.of(e)));
    values.forEach((name, v) -> {
      if (v instanceof ModelItem.Let l && l.constant()) mentions.put(name, references.of(l.value()));
    });
    Order order = Order.of(mentions);
    for (List<String> cycle : order.cycles()) {
      if (cycle.stream().noneMatch(dims::containsKey)) continue;
      cycle(cycle, "dimensions depend on themselves", n -> dims.containsKey(n) ? dims.get(n).span() : span(values.get(n)));
      names.broken.addAll(cycle);
      cycle.forEach(values::remove);
    }
    for (String name : order.sorted()) {
      if (dims.containsKey(name)) dimensions.dim(name, dims.get(name));
      else if (values.get(name) instanceof ModelItem.Let l && l.dims().isEmpty()) constants.define(name, l.value());
    }
  }

  private static Span span(ModelItem item) {
    return switch (item) {
      case ModelItem.Let l -> l.name().span();
      case ModelItem.Output o -> o.name().span();
      case ModelItem.Wire w -> w.span();
      case ModelItem.Param _, ModelItem.State _, ModelItem.Input _, ModelItem.Function _, ModelItem.Dim _, ModelItem.SecondIndex _,
          ModelItem.Equation _, ModelItem.Use _, ModelItem.MethodHint _, ModelItem.Units _, ModelItem.UnitOf _, ModelItem.Grid _,
          ModelItem.Boundary _, ModelItem.Normalize _, ModelItem.Edges _, ModelItem.Noise _, ModelItem.Event _ -> item.span();
    };
  }

  private void state(ModelItem.State s) {
    Optional<List<IndexRange>> memory = dimensions.times(s);
    if (s.memory().isEmpty()) symbol(Symbol.Kind.STATE, s.name(), s.dims(), Stage.STATE);
    else if (memory.isEmpty()) names.broken.add(s.name().full());
    else names.symbols.put(s.name().full(), new Symbol(Symbol.Kind.STATE, s.name().full(), s.name().span(), memory.get(), Stage.STATE));
  }

  private void symbol(Symbol.Kind kind, Ident name, List<Expr> over, Stage stage) {
    Optional<List<IndexRange>> shape = dimensions.shape(over);
    if (shape.isEmpty()) names.broken.add(name.full());
    else names.symbols.put(name.full(), new Symbol(kind, name.full(), name.span(), shape.get(), stage, complex.contains(name.full())));
  }

  // ---- values

  private List<Defined> values(Equations sorted) {
    Map<String, Set<String>> mentions = new LinkedHashMap<>();
    values.forEach((name, v) -> mentions.put(name, dimensions.reads(references.of(value(v)))));
    Map<String, ModelItem.Equation> equations = sorted.readable();
    Map<String, ModelItem.Equation> differentials = sorted.differentials();
    Set<String> early = new LinkedHashSet<>(differentials.keySet());
    Stream.of(equations, differentials).forEach(all -> all.forEach((name, e) ->
        mentions.put(name, dimensions.reads(references.of(e.value())))));
    early.retainAll(mentions.values().stream().flatMap(Set::stream).collect(Collectors.toSet()));
    equations.forEach((name, e) -> names.symbols.putIfAbsent(name, sorted.rateSymbol(name, e)));
    Order order = Order.of(mentions);
    for (List<String> cycle : order.cycles()) {
      cycle(cycle, "definitions form a cycle", n -> values.containsKey(n) ? span(values.get(n))
          : Optional.ofNullable(equations.get(n)).orElse(differentials.get(n)).target().span());
      for (String name : cycle) {
        names.broken.add(name);
        if (values.remove(name) == null) names.symbols.remove(name);
      }
    }
    List<Defined> defined = new ArrayList<>();
    for (String name : order.sorted()) {
      if (values.containsKey(name)) value(name, values.get(name)).forEach(d -> defined.addAll(d.parts()));
      else if (early.contains(name)) sorted.early(differentials.get(name), checker, defined);
      else if (equations.containsKey(name)) sorted.rate(name, equations.get(name), checker).ifPresent(d -> defined.addAll(d.parts()));
    }
    for (Ident i : shown) checker.check(new Expr.Name(i.span(), i.name(), i.primes()), Scope.of("an output", Stage.STATE));
    return defined;
  }

  private static Expr value(ModelItem item) {
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

  private static List<Expr> over(ModelItem item) {
    if (item instanceof ModelItem.Wire w) return w.dims();
    return item instanceof ModelItem.Let l ? l.dims() : ((ModelItem.Output) item).dims();
  }

  private List<Defined> value(String name, ModelItem item) {
    boolean output = item instanceof ModelItem.Output;
    boolean constant = item instanceof ModelItem.Let l && l.constant();
    List<Expr> over = over(item);
    Stage last = map && !output ? Stage.STEP : Stage.STATE;
    Scope scope = Scope.of("`" + name + "`", constant ? Stage.CONSTANT : names.matrices.contains(name) ? Stage.PARAMETER : last);
    Optional<List<IndexRange>> shape = dimensions.shape(over);
    if (shape.isEmpty()) {
      names.broken.add(name);
      return List.of();
    }
    Symbol.Kind kind = output ? Symbol.Kind.OUTPUT : Symbol.Kind.LET;
    Symbol target = new Symbol(kind, name, span(item), shape.get(), Stage.STATE);
    boolean inferred = over.isEmpty() && !(item instanceof ModelItem.Wire);
    Term matrix = inferred ? checker.requireNumber(checker.matrix(value(item), scope)) : conform.matrix(target, value(item), scope);
    if (matrix.failed()) {
      names.broken.add(name);
      return List.of();
    }
    if (matrix instanceof Term.Structured s && s.structure().pays() && !output) return Matrices.define(target, s, scope, names);
    Term term = Structures.plain(matrix);
    List<IndexRange> actual = inferred ? term.typing().shape() : shape.get();
    Symbol symbol = new Symbol(kind, name, target.at(), actual, scope.stage(), Complexes.is(term));
    names.symbols.put(name, symbol);
    Defined defined = new Defined(symbol, term, scope.reads());
    defined.parts().forEach(d -> names.definitions.put(d.symbol().name(), d.value()));
    return List.of(defined);
  }

  private List<Defined> rates(Equations sorted, List<Defined> defined) {
    List<Defined> rates = new ArrayList<>();
    for (Symbol state : names.ofKind(Symbol.Kind.STATE)) sorted.rateOf(state, checker, defined).ifPresent(d -> rates.addAll(d.parts()));
    return rates;
  }

  /**
   * Defaults are checked here once; an experiment may put others in their place. One that is replaced in a model of other size need not
   * fit: `[1, 2, 3]` beside `set n = 4, x = [1, 2, 3, 4]`.
   */
  private void initialValues() {
    params.forEach((name, p) -> p.origin().ifPresent(o -> origin(name, o, "a parameter")));
    states.forEach((name, s) -> s.origin().ifPresent(o -> origin(name, o, "an initial value")));
    inputs.forEach((name, i) -> i.value().ifPresent(v -> {
      Symbol symbol = names.symbols.get(name);
      if (symbol != null) conform.declared(symbol, v, Scope.of("an input", Stage.TIME));
    }));
    params.values().forEach(p -> p.constraint().ifPresent(c -> checker.requireCondition(
        checker.typed(c, Scope.of("a constraint", Stage.PARAMETER)), "`where`")));
  }

  private void origin(String name, ModelItem.Origin origin, String what) {
    Symbol symbol = names.symbols.get(name);
    if (symbol == null || !dimOverrides.isEmpty() && replaced.contains(name)) return;
    Scope scope = Scope.of(what, Stage.PARAMETER);
    if (origin.random()) new Distributions(checker).draw(origin.value(), symbol, 0, scope);
    else conform.declared(names.memories.containsKey(name) ? Memories.diagonal(symbol) : symbol, origin.value(), scope);
  }
}

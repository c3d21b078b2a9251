package dyn.frontend.check;

import dyn.frontend.syntax.Definition;
import dyn.frontend.syntax.Differential;
import dyn.frontend.syntax.Expr;
import dyn.frontend.syntax.Ident;
import dyn.frontend.syntax.ModelItem;
import dyn.frontend.term.Defined;
import dyn.frontend.term.IndexRange;
import dyn.frontend.term.ModelTerms;
import dyn.frontend.term.Register;
import dyn.frontend.term.Stage;
import dyn.frontend.term.Symbol;
import dyn.frontend.term.Term;
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
  private final Declarations declared;
  private References references;
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
    this.declared = new Declarations(names, dimOverrides, diagnostics);
    this.dimensions = new Dimensions(names, constants, diagnostics);
    this.checker = new ExprChecker(names, constants, diagnostics);
    this.conform = new Conform(checker);
  }

  CheckedModel check(List<ModelItem> shared) {
    declared.all(Stream.concat(shared.stream(), model.items().stream()).toList());
    references = new References(names.functions);
    functionCycles();
    constantsAndDims();
    names.grid = steps.grid(declared.hint(), constants);
    declared.states.values().forEach(dimensions::memory);
    declared.grids.forEach(dimensions::grid);
    model.items().forEach(dimensions::secondIndex);
    declared.edges.values().forEach(new EdgeSets(names, constants, diagnostics)::declare);
    complex = Kinds.complex(declared.givenValues(), references, names.functions);
    declared.params.values().forEach(p -> symbol(Symbol.Kind.PARAM, p.name(), p.dims(), Stage.PARAMETER));
    declared.inputs.values().forEach(i -> symbol(Symbol.Kind.INPUT, i.name(), i.dims(), Stage.TIME));
    declared.states.values().forEach(this::state);
    declared.boundaries.forEach(b -> dimensions.boundary(b, declared.values.containsKey(b.target().name())));
    Noises noise = new Noises(names, dimensions, diagnostics);
    declared.noises.forEach(noise::declare);
    differentialOfTime();
    Equations sorted = new Equations(names, declared.states, diagnostics);
    sorted.sort(declared.equations, model);
    map = sorted.isMap();
    checker.stale.inMap(map);
    List<Defined> defined = values(sorted);
    names.functions.values().forEach(this::body);
    initialValues();
    List<Defined> rates = rates(sorted, defined);
    List<Symbol> outputs = declared.values.values().stream().filter(ModelItem.Output.class::isInstance)
        .map(o -> names.symbols.get(((ModelItem.Output) o).name().full())).filter(Objects::nonNull)
        .flatMap(s -> s.parts().stream()).toList();
    checker.stale.close();
    List<Register> registers = checker.stale.used(defined, rates, sorted.turns());
    ModelTerms terms = new ModelTerms(model.name().name(), declared.real(), map, checker.draws.any(), !names.memories.isEmpty(),
        kind(Symbol.Kind.PARAM), kind(Symbol.Kind.STATE), kind(Symbol.Kind.INPUT), outputs, defined, rates,
        noise.sources(checker), sorted.diffusions(names.ofKind(Symbol.Kind.STATE)),
        new Normalizations(names, diagnostics).of(declared.normalizations), sorted.turns(), registers,
        new Events(names, checker).of(declared.events, map));
    return new CheckedModel(model, terms, checker, declared.params, declared.states, declared.inputs, declared.hint());
  }

  /** `dt` has a meaning where an equation is one of differentials, and must then have no other. */
  private void differentialOfTime() {
    if (declared.equations.stream().noneMatch(ModelItem.Equation::differential)) return;
    Symbol other = names.symbols.get(Differential.OF_TIME);
    boolean taken = names.isDeclared(Differential.OF_TIME);
    ModelItem.Equation first = declared.equations.stream().filter(ModelItem.Equation::differential).findFirst().orElseThrow();
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
    declared.dims.forEach((name, e) -> mentions.put(name, references.of(e)));
    declared.values.forEach((name, v) -> {
      if (v instanceof ModelItem.Let l && l.constant()) mentions.put(name, references.of(l.value()));
    });
    Order order = Order.of(mentions);
    for (List<String> cycle : order.cycles()) {
      if (cycle.stream().noneMatch(declared.dims::containsKey)) continue;
      cycle(cycle, "dimensions depend on themselves", n -> declared.dims.containsKey(n) ? declared.dims.get(n).span()
          : Declarations.span(declared.values.get(n)));
      names.broken.addAll(cycle);
      cycle.forEach(declared.values::remove);
    }
    for (String name : order.sorted()) {
      if (declared.dims.containsKey(name)) dimensions.dim(name, declared.dims.get(name));
      else if (declared.values.get(name) instanceof ModelItem.Let l && l.dims().isEmpty()) constants.define(name, l.value());
    }
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

  private List<Defined> values(Equations sorted) {
    Map<String, Set<String>> mentions = new LinkedHashMap<>();
    declared.values.forEach((name, v) -> mentions.put(name, dimensions.reads(references.of(Declarations.value(v)))));
    Map<String, ModelItem.Equation> equations = sorted.readable();
    Map<String, ModelItem.Equation> differentials = sorted.differentials();
    Set<String> early = new LinkedHashSet<>(differentials.keySet());
    Stream.of(equations, differentials).forEach(all -> all.forEach((name, e) ->
        mentions.put(name, dimensions.reads(references.of(e.value())))));
    early.retainAll(mentions.values().stream().flatMap(Set::stream).collect(Collectors.toSet()));
    equations.forEach((name, e) -> names.symbols.putIfAbsent(name, sorted.rateSymbol(name, e)));
    Order order = Order.of(mentions);
    for (List<String> cycle : order.cycles()) {
      cycle(cycle, "definitions form a cycle", n -> declared.values.containsKey(n) ? Declarations.span(declared.values.get(n))
          : Optional.ofNullable(equations.get(n)).orElse(differentials.get(n)).target().span());
      for (String name : cycle) {
        names.broken.add(name);
        if (declared.values.remove(name) == null) names.symbols.remove(name);
      }
    }
    List<Defined> defined = new ArrayList<>();
    for (String name : order.sorted()) {
      if (declared.values.containsKey(name)) value(name, declared.values.get(name)).forEach(d -> defined.addAll(d.parts()));
      else if (early.contains(name)) sorted.early(differentials.get(name), checker, defined);
      else if (equations.containsKey(name)) sorted.rate(name, equations.get(name), checker).ifPresent(d -> defined.addAll(d.parts()));
    }
    for (Ident i : declared.shown) checker.check(new Expr.Name(i.span(), i.name(), i.primes()), Scope.of("an output", Stage.STATE));
    return defined;
  }

  private List<Defined> value(String name, ModelItem item) {
    boolean output = item instanceof ModelItem.Output;
    boolean constant = item instanceof ModelItem.Let l && l.constant();
    List<Expr> over = Declarations.over(item);
    Stage last = map && !output ? Stage.STEP : Stage.STATE;
    Scope scope = Scope.of("`" + name + "`", constant ? Stage.CONSTANT : names.matrices.contains(name) ? Stage.PARAMETER : last);
    Optional<List<IndexRange>> shape = dimensions.shape(over);
    if (shape.isEmpty()) {
      names.broken.add(name);
      return List.of();
    }
    Symbol.Kind kind = output ? Symbol.Kind.OUTPUT : Symbol.Kind.LET;
    Symbol target = new Symbol(kind, name, Declarations.span(item), shape.get(), Stage.STATE);
    boolean inferred = over.isEmpty() && !(item instanceof ModelItem.Wire);
    Expr given = Declarations.value(item);
    Term matrix = inferred ? checker.requireNumber(checker.matrix(given, scope)) : conform.matrix(target, given, scope);
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
    declared.params.forEach((name, p) -> p.origin().ifPresent(o -> origin(name, o, "a parameter")));
    declared.states.forEach((name, s) -> s.origin().ifPresent(o -> origin(name, o, "an initial value")));
    declared.inputs.forEach((name, i) -> i.value().ifPresent(v -> {
      Symbol symbol = names.symbols.get(name);
      if (symbol != null) conform.declared(symbol, v, Scope.of("an input", Stage.TIME));
    }));
    declared.params.values().forEach(p -> p.constraint().ifPresent(c -> checker.requireCondition(
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

package dyn.frontend.check;

import dyn.frontend.CheckedExperiment;
import dyn.frontend.CheckedExperiment.Variation;
import dyn.frontend.check.ExprChecker.Typed;
import dyn.frontend.syntax.Expr;
import dyn.frontend.syntax.ExperimentItem;
import dyn.frontend.syntax.Ident;
import dyn.frontend.syntax.ModelItem;
import dyn.frontend.term.Defined;
import dyn.frontend.term.IndexRange;
import dyn.frontend.term.Stage;
import dyn.frontend.term.Symbol;
import dyn.frontend.term.Term;
import dyn.frontend.term.Typing;
import dyn.ir.Scalar;
import dyn.ir.diagnostics.Code;
import dyn.ir.diagnostics.Diagnostic;
import dyn.ir.diagnostics.Diagnostics;
import dyn.ir.diagnostics.Nearest;
import dyn.ir.diagnostics.Span;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Where each parameter and each initial value comes from: its default, `set`, or `vary`. */
final class Settings {
  private static final int MOST_SOURCES = 1 << 16;

  private final CheckedModel model;
  private final ExprChecker checker;
  private final Diagnostics diagnostics;
  private final Conform conform;
  private final Map<String, ExperimentItem.Set> sets = new LinkedHashMap<>();
  private final Map<String, ExperimentItem.Vary> varies = new LinkedHashMap<>();
  private Sweep sweep;
  final Map<String, NumberArray> bases = new LinkedHashMap<>();
  final List<Symbol> baseSymbols = new ArrayList<>();
  final List<Defined> setup = new ArrayList<>();
  final List<Defined> initial = new ArrayList<>();
  final List<Defined> requirements = new ArrayList<>();
  private Scalar real;
  final List<CheckedExperiment.Constraint> constraints = new ArrayList<>();

  Settings(CheckedModel model, Diagnostics diagnostics) {
    this.model = model;
    this.checker = model.checker();
    this.diagnostics = diagnostics;
    this.conform = new Conform(checker);
    this.real = model.terms().real();
  }

  /** In what numbers the model computes. */
  Scalar real() {
    return real;
  }

  void check(List<ExperimentItem> items, List<ExperimentItem.Set> overrides) {
    for (ExperimentItem item : items) {
      if (item instanceof ExperimentItem.Set s && !precision(s) && target(s.target()) && !twice(s.target(), item))
        sets.put(s.target().full(), s);
      if (item instanceof ExperimentItem.Vary v && target(v.target()) && !twice(v.target(), item)) varies.put(v.target().full(), v);
    }
    overrides.forEach(this::override);
    sweep = new Sweep(checker, diagnostics, new ArrayList<>(varies.values()));
    parameters();
    List<Symbol> states = model.names().ofKind(Symbol.Kind.STATE);
    int params = model.names().ofKind(Symbol.Kind.PARAM).size();
    for (int i = 0; i < states.size(); i++) initial(states.get(i), params + i);
    requirements();
  }

  long points() {
    return sweep.points();
  }

  List<Variation> variations() {
    List<Variation> all = new ArrayList<>();
    varies.forEach((name, v) -> all.add(new Variation(name, (v.random() ? "from " : "over ") + v.values().span().text().strip(),
        sweep.count(name), v.target().span())));
    return all;
  }

  /** Whether this is {@code set real = ...}, which chooses the kind of numbers. */
  private boolean precision(ExperimentItem.Set set) {
    boolean chosen = Precision.isSetBy(set.target()) && !model.names().symbols.containsKey(set.target().full());
    if (chosen) real = Precision.of(set.value(), diagnostics).orElse(real);
    return chosen;
  }

  private boolean target(Ident target) {
    Symbol symbol = model.names().symbols.get(target.full());
    boolean settable = symbol != null && (symbol.kind() == Symbol.Kind.PARAM || symbol.kind() == Symbol.Kind.STATE);
    boolean times = model.names().timeAxes().contains(target.full());
    boolean dimension = model.names().dims.containsKey(target.full()) && !model.names().edges.containsKey(target.full()) && !times;
    if (settable || dimension || model.names().broken.contains(target.full())) return true;
    List<String> known = new ArrayList<>();
    model.names().ofKind(Symbol.Kind.PARAM).forEach(p -> known.add(p.name()));
    model.names().ofKind(Symbol.Kind.STATE).forEach(s -> known.add(s.name()));
    known.addAll(model.names().dims.keySet());
    Diagnostic d = Diagnostic.of(Code.E0606, target.span(), "`" + target.full() + "` cannot be set");
    if (model.names().matrices.contains(target.full())) {
      diagnostics.add(d.because("it is a matrix with structure").label(symbol.at(), "declared here")
          .help("set what it is made of: in `param A[n, m] = diag(d)`, the parameter `d`"));
      return false;
    }
    if (times) {
      diagnostics.add(d.because("it is the second time of a memory").help("the method gives it its steps: `method volterra(dt = 1/40)`"));
      return false;
    }
    if (model.names().edges.containsKey(target.full())) {
      diagnostics.add(d.because("it is a set of edges").help("set the size of a dimension that it joins, or what it is made of"));
      return false;
    }
    if (symbol != null) d = d.because("it is " + symbol.kind().text()).label(symbol.at(), "declared here");
    else d = d.because("no parameter, state or dimension of `" + model.terms().name() + "` has this name");
    Diagnostic said = d;
    diagnostics.add(Nearest.to(target.full(), known).map(n -> said.help("there is `" + n + "`")).orElse(said));
    return false;
  }

  private boolean twice(Ident target, ExperimentItem item) {
    if (item instanceof ExperimentItem.Vary v && model.names().dims.containsKey(target.full())) {
      diagnostics.add(Diagnostic.of(Code.E0606, target.span(), "a dimension cannot be varied").because("it shapes the program")
          .help("write an experiment for each size, with `set " + target.full() + " = ...`"));
      return true;
    }
    Span before = sets.containsKey(target.full()) ? sets.get(target.full()).span()
        : varies.containsKey(target.full()) ? varies.get(target.full()).target().span() : null;
    if (before == null) return false;
    diagnostics.add(Diagnostic.of(Code.E0611, target.span(), "`" + target.full() + "` gets its value twice").because("again here")
        .label(before, "first here"));
    return true;
  }

  private void override(ExperimentItem.Set set) {
    if (precision(set) || !target(set.target())) return;
    ExperimentItem.Vary vary = varies.get(set.target().full());
    if (vary != null) {
      diagnostics.add(Diagnostic.of(Code.E0611, set.target().span(), "`" + set.target().full() + "` is varied by the experiment")
          .because("it cannot be set as well")
              .label(vary.target().span(), "varied here").help("choose another experiment, or remove the `vary`"));
    }
    sets.put(set.target().full(), set);
  }

  // ---- parameters

  private void parameters() {
    Map<String, Defined> defined = new LinkedHashMap<>();
    List<Symbol> params = model.names().ofKind(Symbol.Kind.PARAM);
    for (int i = 0; i < params.size(); i++) {
      parameter(params.get(i), i).ifPresent(p -> p.parts().forEach(d -> defined.put(d.symbol().name(), d)));
    }
    Map<String, Set<String>> reads = new LinkedHashMap<>();
    defined.forEach((name, d) -> reads.put(name, names(d.reads())));
    for (Defined d : model.terms().values()) {
      if (d.symbol().stage().compareTo(Stage.PARAMETER) > 0 || d.symbol().kind() == Symbol.Kind.RATE) continue;
      defined.put(d.symbol().name(), d);
      reads.put(d.symbol().name(), names(d.reads()));
    }
    Order order = Order.of(reads);
    order.cycles().forEach(c -> cycle(c, defined));
    order.sorted().forEach(n -> setup.add(defined.get(n)));
  }

  private static Set<String> names(Set<Symbol> symbols) {
    Set<String> names = new LinkedHashSet<>();
    symbols.forEach(s -> names.add(s.name()));
    return names;
  }

  private void cycle(List<String> cycle, Map<String, Defined> defined) {
    String path = String.join(" -> ", cycle) + " -> " + cycle.getFirst();
    Diagnostic d = Diagnostic.of(Code.E0205, defined.get(cycle.getFirst()).symbol().at(), "parameters form a cycle: " + path)
        .because("`" + cycle.getFirst() + "` needs `" + cycle.get(1 % cycle.size()) + "`");
    diagnostics.add(d.help("give one of them a number"));
  }

  private Optional<Defined> parameter(Symbol p, int source) {
    ModelItem.Param syntax = model.params().get(p.name());
    if (syntax == null) return Optional.empty();
    if (!sets.containsKey(p.name()) && !varies.containsKey(p.name()) && syntax.origin().isEmpty()) {
      diagnostics.add(Diagnostic.of(Code.E0508, p.at(), "the parameter `" + p.name() + "` has no value").because("declared here")
          .help((p.name().contains(".") ? "bind it where the instance is made" : "write `param " + p.name() + " = ...`") + ", or `set "
          + p.name() + " = ...` in the experiment"));
      return Optional.empty();
    }
    return value(p, source, syntax.origin(), "a parameter");
  }

  private Optional<Defined> value(Symbol target, int source, Optional<ModelItem.Origin> origin, String what) {
    Scope scope = Scope.of(what, Stage.PARAMETER);
    ExperimentItem.Vary vary = varies.get(target.name());
    ExperimentItem.Set set = sets.get(target.name());
    Term term;
    if (vary != null) {
      term = vary.random() ? draw(vary.values(), target, source, scope)
          : conform.fit(target, new Typed(sweep.value(vary, scope), vary.values().span()));
    } else if (set == null && origin.orElseThrow().random()) {
      term = draw(origin.get().value(), target, source, scope);
    } else {
      term = given(target, set == null ? origin.orElseThrow().value() : set.value(), scope);
    }
    return term.failed() ? Optional.empty() : Optional.of(new Defined(target, term, scope.reads()));
  }

  private Term draw(Expr e, Symbol target, int source, Scope scope) {
    if (source < MOST_SOURCES) return new Distributions(checker).draw(e, target, source, scope);
    return checker.fail(Diagnostic.of(Code.E0513, e.span(), "more than " + MOST_SOURCES + " declarations before one that draws")
        .because("draws are numbered by declaration").help("declare it earlier"));
  }

  /** Constants come from outside, so that changing them compiles nothing; everything else is computed by the setup. */
  private Term given(Symbol target, Expr e, Scope scope) {
    Term term = conform.declared(target, e, scope);
    if (target.complex()) return target.kind() == Symbol.Kind.PARAM ? complex(target, term) : term;
    Optional<NumberArray> constant = target.kind() == Symbol.Kind.PARAM ? checker.constants.array(e) : Optional.empty();
    if (term.failed() || constant.isEmpty()) return term;
    return base(target, constant.get());
  }

  private Term base(Symbol target, NumberArray constant) {
    bases.put(target.name(), constant);
    List<IndexRange> shape = constant.isNumber() ? List.of() : target.shape();
    baseSymbols.add(new Symbol(Symbol.Kind.PARAM, target.name(), target.at(), shape, Stage.CONSTANT));
    return new Term.Base(target.name(), Typing.number(shape));
  }

  private Term complex(Symbol target, Term term) {
    Optional<NumberArray> re = ConstantTerms.value(Complexes.re(term));
    Optional<NumberArray> im = ConstantTerms.value(Complexes.im(term));
    if (term.failed() || re.isEmpty() || im.isEmpty()) return term;
    return Complexes.of(base(target.parts().get(0), re.get()), base(target.parts().get(1), im.get()), Typing.number(target.shape()));
  }

  private void initial(Symbol state, int source) {
    ModelItem.State syntax = model.states().get(state.name());
    Optional<ModelItem.Origin> origin = syntax == null ? Optional.empty() : syntax.origin();
    if (origin.isEmpty() && !sets.containsKey(state.name()) && !varies.containsKey(state.name())) {
      String base = state.name().replace("'", "");
      boolean velocity = !base.equals(state.name());
      diagnostics.add(Diagnostic.of(Code.E0501, state.at(), "the state `" + state.name() + "` has no initial value")
          .because(velocity ? "`" + base + "''` needs the initial value of `" + state.name() + "` too" : "declared here")
          .help((state.name().contains(".") ? "bind it where the instance is made" : "write `state " + (velocity ? base + " = ..., " : "")
              + state.name() + " = 0`") + ", or `set " + state.name() + " = 0` in the experiment"));
      return;
    }
    boolean memory = model.names().memories.containsKey(state.name());
    value(memory ? Memories.diagonal(state) : state, source, origin, "an initial value").ifPresent(d -> initial.addAll(memory
        ? List.of(new Defined(state, Memories.initial(state, d.value()), d.reads())) : d.parts()));
  }

  // ---- constraints

  private void requirements() {
    Constants known = checker.constants.with(bases);
    for (ModelItem.Param p : model.params().values()) {
      if (p.constraint().isEmpty()) continue;
      Expr constraint = p.constraint().get();
      String name = p.name().name();
      Optional<Boolean> holds = known.holds(constraint);
      if (holds.isPresent() && !holds.get()) broken(p, name, constraint);
      if (holds.isPresent()) continue;
      Scope scope = Scope.of("a constraint", Stage.PARAMETER);
      Term term = checker.check(constraint, scope);
      if (term.failed()) continue;
      requirements.add(new Defined(model.names().symbols.get(name), term, scope.reads()));
      constraints.add(new CheckedExperiment.Constraint(name, constraint.span().text().strip(), constraint.span()));
    }
  }

  private void broken(ModelItem.Param p, String name, Expr constraint) {
    Span at = sets.containsKey(name) ? sets.get(name).value().span() : p.origin().map(o -> o.value().span()).orElse(p.name().span());
    diagnostics.add(Diagnostic.of(Code.E0509, at, "`" + name + "` breaks its constraint `" + constraint.span().text().strip() + "`")
        .because("this value").label(constraint.span(), "required here"));
  }

}

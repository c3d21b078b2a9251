package dyn.frontend.check;

import dyn.frontend.syntax.Definition;
import dyn.frontend.syntax.Differential;
import dyn.frontend.syntax.Expr;
import dyn.frontend.syntax.ModelItem;
import dyn.frontend.syntax.Operator;
import dyn.frontend.term.Defined;
import dyn.frontend.term.Stage;
import dyn.frontend.term.Symbol;
import dyn.frontend.term.Term;
import dyn.frontend.term.Turns;
import dyn.frontend.term.Typing;
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
import java.util.stream.Stream;

/** Which equation belongs to which state: `x'`, `x''` with its second state, `next x`, and `next x ... in any order`. */
final class Equations {
  private final Names names;
  private final Map<String, ModelItem.State> states;
  private final Diagnostics diagnostics;
  private final Map<String, ModelItem.Equation> first = new LinkedHashMap<>();
  private final Map<String, ModelItem.Equation> second = new LinkedHashMap<>();
  private final Map<String, ModelItem.Equation> next = new LinkedHashMap<>();
  private final Map<String, ModelItem.Equation> differentials = new LinkedHashMap<>();

  private final Map<String, Defined> rates = new LinkedHashMap<>();
  /** Rates that equations of differentials give, those that failed as well. */
  private final Map<String, Optional<Defined>> drifts = new LinkedHashMap<>();
  private final List<Turns> turns = new ArrayList<>();
  /** States that events change. */
  private final Set<String> jumping = new LinkedHashSet<>();
  /** What noise adds to a state, by its name; nothing of those without. */
  private final Map<String, Defined> diffusions = new LinkedHashMap<>();

  Equations(Names names, Map<String, ModelItem.State> states, Diagnostics diagnostics) {
    this.names = names;
    this.states = states;
    this.diagnostics = diagnostics;
  }

  boolean isMap() {
    return !next.isEmpty();
  }

  /** States whose cells change one at a time, in the order of the states. */
  List<Turns> turns() {
    return List.copyOf(turns);
  }

  /** Equations of rates, by the name under which others read them: `x'`, or `x''` where that is the rate of the second state. */
  Map<String, ModelItem.Equation> readable() {
    Map<String, ModelItem.Equation> all = new LinkedHashMap<>();
    first.forEach((name, e) -> all.put(name + "'", e));
    second.forEach((name, e) -> all.put(name + "''", e));
    return all;
  }

  void sort(List<ModelItem.Equation> equations, Definition.Model model) {
    Map<String, ModelItem.Equation> seen = new LinkedHashMap<>();
    for (ModelItem.Equation written : equations) {
      if (!accept(written)) continue;
      ModelItem.Equation e = Orders.checked(written, names.symbols.get(written.target().name()), diagnostics);
      ModelItem.Equation before = seen.putIfAbsent(e.target().name(), e);
      if (before != null) {
        diagnostics.add(Diagnostic.of(Code.E0504, e.target().span(), "`" + e.target().name() + "` has two equations")
            .because("a second equation")
            .label(before.target().span(), "the first is here"));
      } else {
        of(e).put(e.target().name(), e);
      }
    }
    mixed();
    names.stepped.addAll(next.keySet());
    second.keySet().forEach(this::secondState);
    complete(model);
  }

  private Map<String, ModelItem.Equation> of(ModelItem.Equation e) {
    return switch (e.left()) {
      case NEXT -> next;
      case DIFFERENTIAL -> differentials;
      case RATE -> e.target().primes() == 2 ? second : first;
    };
  }

  private boolean accept(ModelItem.Equation e) {
    String name = e.target().name();
    Symbol symbol = names.symbols.get(name);
    if (e.next() && e.target().primes() > 0 || e.target().primes() > 2) {
      diagnostics.add(Diagnostic.of(Code.E0511, e.target().span(), "`" + e.target().full() + "` is not supported")
          .because("at most two primes")
          .help("name the second derivative as a state of its own: `state a = 0`, `" + name + "'' = a`, `a' = ...`"));
      return false;
    }
    if (e.left() == ModelItem.Left.RATE && e.target().primes() == 0) return noPrime(e, symbol);
    if (symbol != null && names.memories.containsKey(name)) return ofMemory(e, symbol);
    if (symbol != null && symbol.kind() == Symbol.Kind.STATE) return true;
    if (names.broken.contains(name)) return false;
    Diagnostic d = Diagnostic.of(Code.E0503, e.target().span(), "`" + name + "` has an equation but is not a state");
    if (symbol != null) d = d.because("it is " + symbol.kind().text()).label(symbol.at(), "declared here");
    else d = d.because("declared nowhere");
    Optional<String> near = Nearest.to(name, states.keySet());
    diagnostics.add(near.isPresent() && symbol == null ? d.help("there is a state `" + near.get() + "`")
        : d.help("declare it with an initial value: `state " + name + " = 0`"));
    return false;
  }

  /** A memory of two times moves along the first of them. */
  private boolean ofMemory(ModelItem.Equation e, Symbol memory) {
    boolean rate = e.left() == ModelItem.Left.RATE && e.target().primes() == 1;
    boolean times = e.indices().size() == 2 && e.indices().getFirst() instanceof Expr.Name n && n.full().equals(Memories.ROWS);
    if (rate && times) return true;
    diagnostics.add(Diagnostic.of(Code.E0520, e.target().span(), "a memory has a rate along its first time, for each second one")
        .because(rate ? "its times are not named" : "not a rate").label(memory.at(), "a memory of two times")
        .help("write `" + moving(memory.name()) + "' = ...`"));
    return false;
  }

  private String moving(String memory) {
    return memory + "[" + Memories.ROWS + ", " + states.get(memory).secondTime().orElseThrow().name() + "]";
  }

  private boolean noPrime(ModelItem.Equation e, Symbol symbol) {
    String name = e.target().name();
    boolean state = symbol != null && symbol.kind() == Symbol.Kind.STATE;
    Diagnostic d = Diagnostic.of(Code.E0510, e.target().span(), "`" + name + " = ...` is neither an equation nor a declaration");
    diagnostics.add(state ? d.because("a state changes by its rate")
        .help("write `" + name + "' = ...` for its rate, or `next " + name + " = ...` in a map")
        : d.because("no prime and no `let`").help("write `let " + name + " = ...`"));
    return false;
  }

  private void mixed() {
    if (next.isEmpty() || first.isEmpty() && second.isEmpty() && differentials.isEmpty()) return;
    ModelItem.Equation rate = Stream.of(first, second, differentials).flatMap(m -> m.values().stream()).findFirst().orElseThrow();
    ModelItem.Equation step = next.values().iterator().next();
    diagnostics.add(Diagnostic.of(Code.E0505, step.target().span(), "the model mixes rates and `next`").because("a map")
        .label(rate.target().span(), "a rate").help("a model is either a flow (`x' = ...`) or a map (`next x = ...`)"));
  }

  private void secondState(String name) {
    Symbol x = names.symbols.get(name);
    names.symbols.putIfAbsent(name + "'", new Symbol(Symbol.Kind.STATE, name + "'", x.at(), x.shape(), Stage.STATE, x.complex()));
    Symbol v = names.symbols.get(name + "'");
    if (Shapes.match(x.shape(), v.shape())) return;
    diagnostics.add(Diagnostic.of(Code.E0405, v.at(), "`" + name + "'` must have the shape of `" + name + "`")
        .because("this is " + Typing.number(v.shape()).shapeText())
            .label(x.at(), "`" + name + "` is " + Typing.number(x.shape()).shapeText()));
  }

  /** Every declared state has an equation, or changes by events alone. */
  private void complete(Definition.Model model) {
    for (ModelItem i : model.items()) {
      if (!(i instanceof ModelItem.Event e)) continue;
      e.becomes().forEach(b -> jumping.add(b.target().full()));
      e.stop().ifPresent(s -> jumping.add(s.full()));
    }
    for (ModelItem.State s : states.values()) {
      String name = s.name().name();
      boolean velocity = s.name().primes() == 1;
      boolean has = velocity ? second.containsKey(name) : first.containsKey(name) || second.containsKey(name)
          || next.containsKey(name) || differentials.containsKey(name) || jumping.contains(name);
      if (has || names.broken.contains(s.name().full()) || diagnostics.list().stream().anyMatch(d -> aboutEquationOf(d, name))) continue;
      Diagnostic d = Diagnostic.of(Code.E0502, s.name().span(), "the state `" + s.name().full() + "` has no equation")
          .because("declared here");
      if (velocity) d = d.help("write `" + name + "'' = ...`; the initial value of a first-order rate is not needed");
      else d = d.help(isMap() ? "write `next " + name + " = ...`"
          : "write `" + (s.memory().isPresent() ? moving(name) : name) + "' = ...`, or make it a `param` if it never changes");
      diagnostics.add(d);
    }
    if (states.isEmpty() && names.broken.isEmpty() && !diagnostics.hasErrors()) {
      diagnostics.add(Diagnostic.of(Code.E0506, model.name().span(), "the model `" + model.name().name() + "` has no state")
          .because("nothing moves").help("declare one: `state x = 1` and `x' = -x`"));
    }
  }

  private static boolean aboutEquationOf(Diagnostic d, String name) {
    boolean equation = d.code() == Code.E0511 || d.code() == Code.E0520 || d.code() == Code.E0510;
    String text = d.at().text();
    return equation && (text.startsWith(name) || text.equals("d" + name));
  }

  Symbol rateSymbol(String name, ModelItem.Equation e) {
    Symbol state = names.symbols.get(name.substring(0, name.length() - 1));
    return new Symbol(Symbol.Kind.RATE, name, e.target().span(), names.moving(state), Stage.STATE, state.complex());
  }

  /** The rate `x'` or `x''`, as a value that others may read. */
  Optional<Defined> rate(String name, ModelItem.Equation e, ExprChecker checker) {
    Symbol symbol = names.symbols.get(name);
    Optional<Defined> rate = symbol == null ? Optional.empty() : new RightSides(names, checker).defined(symbol, e, Complexes.ZERO);
    rate.ifPresent(r -> rates.put(name, r));
    rate.ifPresent(r -> r.parts().forEach(p -> names.rates.put(p.symbol().name(), p)));
    return rate;
  }

  /** Equations of differentials, by what they are called among the definitions. */
  Map<String, ModelItem.Equation> differentials() {
    Map<String, ModelItem.Equation> all = new LinkedHashMap<>();
    differentials.forEach((name, e) -> all.put(Names.drift(name), e));
    return all;
  }

  /** Before the rates of all are asked for, where others read how it moves. */
  void early(ModelItem.Equation differential, ExprChecker checker, List<Defined> defined) {
    rateOf(names.symbols.get(differential.target().name()), checker, defined);
  }

  /** What moves a state; adds to `defined` what is not there yet. */
  Optional<Defined> rateOf(Symbol state, ExprChecker checker, List<Defined> defined) {
    String name = state.name();
    if (differentials.containsKey(name)) return differential(state, differentials.get(name), checker, defined);
    if (next.containsKey(name)) return next(state, next.get(name), checker, defined);
    if (!second.containsKey(name) && !rates.containsKey(name + "'") && jumping.contains(name)) {
      Term none = state.complex() ? Complexes.promoted(Complexes.ZERO) : Complexes.ZERO;
      return Optional.of(new Defined(moving(state, Names.drift(name), state.at(), Stage.STATE), none, Set.of()));
    }
    if (!second.containsKey(name)) return Optional.ofNullable(rates.get(name + "'"));
    Symbol velocity = names.symbols.get(name + "'");
    Symbol rate = moving(state, Names.drift(name), state.at(), Stage.STATE);
    Term moving = checker.stencils.held(Shapes.as(Complexes.read(velocity), state.shape()), state.shape(), Complexes.ZERO);
    Defined d = new Defined(rate, moving, new LinkedHashSet<>(velocity.parts()));
    defined.addAll(d.parts());
    return Optional.of(d);
  }

  private Optional<Defined> next(Symbol state, ModelItem.Equation e, ExprChecker checker, List<Defined> defined) {
    Symbol symbol = new Symbol(Symbol.Kind.RATE, "next " + state.name(), e.target().span(), state.shape(), Stage.STATE, state.complex());
    Optional<Defined> d = new RightSides(names, checker).defined(symbol, e, Complexes.read(state));
    if (d.isPresent() && e.order().isPresent()) {
      Orders.turns(e, state, d.get().parts(), names, diagnostics).ifPresent(turns::add);
      return Optional.of(new Defined(symbol, Complexes.read(state), new LinkedHashSet<>(state.parts())));
    }
    d.ifPresent(x -> defined.addAll(x.parts()));
    return d;
  }

  /** The drift of a state, and what noise adds to it. */
  private Optional<Defined> differential(Symbol state, ModelItem.Equation e, ExprChecker checker, List<Defined> defined) {
    Optional<Defined> early = drifts.get(state.name());
    if (early != null) return early;
    Optional<Defined> drift = split(state, e, checker, defined);
    drifts.put(state.name(), drift);
    return drift;
  }

  private Optional<Defined> split(Symbol state, ModelItem.Equation e, ExprChecker checker, List<Defined> defined) {
    Symbol right = moving(state, Differential.name(state.name()), e.target().span(), Stage.STEP);
    Optional<Defined> whole = new RightSides(names, checker).defined(right, e, Complexes.ZERO);
    if (whole.isEmpty()) return Optional.empty();
    Optional<Differentials.Parts> parts = new Differentials().split(whole.get().value());
    if (parts.isEmpty()) {
      diagnostics.add(Diagnostic.of(Code.E0540, wrongTerm(e, right, checker),
          "`" + right.name() + "` is not a sum of terms with one differential each")
          .because("each term has `dt`, or the `dW` of a noise, as a factor")
          .help("write `" + right.name() + " = f * dt + g * dW`, where f and g may depend on the states; without noise, `" + state.name()
              + "' = f`"));
      return Optional.empty();
    }
    Set<Symbol> reads = new LinkedHashSet<>(whole.get().reads());
    reads.removeIf(s -> s.kind() == Symbol.Kind.DIFFERENTIAL);
    parts.get().noise().ifPresent(n -> diffusions.put(state.name(),
        new Defined(moving(state, "noise of " + state.name(), right.at(), Stage.STEP), n, reads)));
    Defined drift = new Defined(moving(state, Names.drift(state.name()), right.at(), Stage.STATE), parts.get().drift(), reads);
    defined.addAll(drift.parts());
    drift.parts().forEach(p -> names.rates.put(p.symbol().name(), p));
    return Optional.of(drift);
  }

  /** The first term of a sum that is no product with one differential. */
  private Span wrongTerm(ModelItem.Equation e, Symbol right, ExprChecker checker) {
    ExprChecker silent = checker.silent();
    Optional<Scope> scope = new RightSides(names, silent).bind(e, right, Scope.of("a term", Stage.STEP));
    List<Expr> terms = e.value() instanceof Expr.Chain c && c.rest().getFirst().operator().level() == Operator.ADD.level()
        ? Stream.concat(Stream.of(c.first()), c.rest().stream().map(Expr.Link::operand)).toList() : List.of();
    return terms.stream().filter(t -> scope.isPresent() && new Differentials().split(silent.check(t, scope.get())).isEmpty()).findFirst()
        .orElse(e.value()).span();
  }

  private static Symbol moving(Symbol state, String name, Span at, Stage stage) {
    return new Symbol(Symbol.Kind.RATE, name, at, state.shape(), stage, state.complex());
  }

  /** What noise adds to each of the states in a step: for those without, -0, which added to a number leaves it as it is. */
  List<Defined> diffusions(List<Symbol> states) {
    if (diffusions.isEmpty()) return List.of();
    List<Defined> all = new ArrayList<>();
    for (Symbol s : states) {
      Symbol none = new Symbol(Symbol.Kind.RATE, "noise of " + s.name(), s.at(), s.shape(), Stage.STEP);
      if (diffusions.containsKey(s.name())) all.addAll(diffusions.get(s.name()).parts());
      else s.parts().forEach(p -> all.add(new Defined(none, new Term.Constant(-0.0), Set.of())));
    }
    return all;
  }
}

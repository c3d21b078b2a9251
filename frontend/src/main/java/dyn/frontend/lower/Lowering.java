package dyn.frontend.lower;

import dyn.frontend.InputTable;
import dyn.frontend.term.Defined;
import dyn.frontend.term.EdgeSet;
import dyn.frontend.term.ExperimentTerms;
import dyn.frontend.term.IndexRange;
import dyn.frontend.term.ModelTerms;
import dyn.frontend.term.Normalization;
import dyn.frontend.term.Register;
import dyn.frontend.term.Stage;
import dyn.frontend.term.Symbol;
import dyn.frontend.term.Turns;
import dyn.ir.Axis;
import dyn.ir.Body;
import dyn.ir.Builder;
import dyn.ir.Lanes;
import dyn.ir.Level;
import dyn.ir.Primitive;
import dyn.ir.Program;
import dyn.ir.Reach;
import dyn.ir.Scalar;
import dyn.ir.Signature;
import dyn.ir.Type;
import dyn.ir.Value;
import dyn.ir.diagnostics.Span;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * The program of a model and an experiment: `@setup`, `@initial`, `@drift` or `@next`, `@diffusion` where there is noise, `@increment.dL`
 * of a stable process, `@rate.dN` and `@mark.dN` where it jumps one by one, `@next.x` where the cells of x take turns, `@guards`,
 * `@event.0`... and `@stopped` where there are events, `@observe0`..., and `@require` where constraints remain to be checked in the run.
 */
public final class Lowering {
  /** Of the first draw of a step, where a body draws in each. */
  static final String NODE = Signature.NODE;
  private static final String NEXT = "next";

  private final ModelTerms model;
  private final ExperimentTerms experiment;
  private final Map<Symbol, Defined> values = new HashMap<>();

  Lowering(ModelTerms model, ExperimentTerms experiment) {
    this.model = model;
    this.experiment = experiment;
    model.values().forEach(d -> values.put(d.symbol(), d));
  }

  public static Program lower(ModelTerms model, ExperimentTerms experiment) {
    return new Lowering(model, experiment).program();
  }

  private Program program() {
    List<Body> bodies = new ArrayList<>();
    bodies.add(setup());
    bodies.add(initial());
    bodies.add(running(model.map() ? NEXT : "drift", model.allRates(), _ -> {}, (_, v) -> v));
    if (model.isNoisy()) {
      bodies.add(diffusion());
      model.noises().forEach(n -> new NoiseBodies(this, n).add(bodies));
    }
    for (Turns t : model.turns()) bodies.add(turns(t));
    if (!model.events().isEmpty()) new EventBodies(this, model).add(bodies);
    for (int i = 0; i < experiment.observes().size(); i++) {
      bodies.add(running("observe" + i, experiment.observes().get(i), this::normalize, Terms::wide));
    }
    if (!experiment.requirements().isEmpty()) bodies.add(require());
    return new Program(Level.MODEL, model.name(), bodies);
  }

  // ---- bodies

  Body setup() {
    Terms terms = new Terms(new Builder(), experiment.real());
    List<Value> params = keys(terms);
    for (Symbol base : experiment.bases()) {
      Value v = terms.builder().param(base.name(), Terms.f64(base.shape()));
      params.add(v);
      terms.base(base.name(), v);
    }
    List<Value> edges = new ArrayList<>();
    for (EdgeSet.Data d : experiment.edges()) {
      Value v = terms.builder().param(d.symbol().name(), edgeType(d, Scalar.F64));
      params.add(v);
      edges.add(d.index() ? v : terms.narrow(v));
      terms.define(d.symbol(), edges.getLast());
    }
    tables(terms, params);
    Set<Symbol> needed = reachable(paramDefinitions(), d -> setupDefinition(d));
    for (Defined d : experiment.setup()) {
      boolean param = d.symbol().kind() == Symbol.Kind.PARAM;
      if (!param && !needed.contains(d.symbol())) continue;
      Value v = value(terms, d);
      terms.define(d.symbol(), param ? terms.shaped(v, d.symbol().shape()) : v);
    }
    List<Value> results = new ArrayList<>(model.params().stream().map(terms::symbol).toList());
    results.addAll(edges);
    return terms.builder().finish("setup", params, results);
  }

  private List<Defined> paramDefinitions() {
    return experiment.setup().stream().filter(d -> d.symbol().kind() == Symbol.Kind.PARAM).toList();
  }

  private Defined setupDefinition(Symbol s) {
    return s.kind() == Symbol.Kind.PARAM ? null : values.get(s);
  }

  private Body initial() {
    Terms terms = new Terms(new Builder(), experiment.real());
    List<Value> params = keys(terms);
    params(terms, params);
    lets(terms, experiment.initial());
    List<Value> results = results(terms, experiment.initial());
    registers(terms, results);
    return terms.builder().finish("initial", params, results);
  }

  /** At the start a register holds what it would read there. */
  private void registers(Terms terms, List<Value> results) {
    if (model.registers().isEmpty()) return;
    for (int i = 0; i < results.size(); i++) terms.define(model.states().get(i), results.get(i));
    terms.key("t", terms.builder().constant(experiment.start()));
    for (Register r : model.registers()) {
      Defined first = r.next().getFirst();
      lets(terms, List.of(first));
      Value v = terms.shaped(value(terms, first), first.symbol().shape());
      for (Symbol place : r.places()) {
        terms.define(place, v);
        results.add(v);
      }
    }
  }

  private Body require() {
    Terms terms = new Terms(new Builder(), experiment.real());
    List<Value> params = new ArrayList<>();
    params(terms, params);
    lets(terms, experiment.requirements());
    List<Value> broken = new ArrayList<>();
    for (Defined d : experiment.requirements()) {
      Value v = terms.builder().apply(Primitive.NOT, value(terms, d));
      for (Axis axis : v.type().axes().reversed()) v = terms.builder().emit("any", new Lanes.Reduce(Lanes.Combine.ANY, v, axis.name()));
      broken.add(v);
    }
    return terms.builder().finish("require", params, broken);
  }

  /**
   * What a cell becomes in its turn, the number of its turn, and how many there are: one for each cell, in the order of the index. Where
   * the cells read each other along lists, these have a colouring, which follows: a number for each cell, and how many.
   */
  private Body turns(Turns t) {
    return running(NEXT + "." + t.state().name(), t.values(), (_, _) -> {}, _ -> {}, terms -> {
      Builder b = terms.builder();
      List<Value> order = new ArrayList<>(results(terms, t.values()));
      order.add(terms.number(t.state().shape()));
      order.add(b.constant(t.state().shape().stream().mapToLong(IndexRange::size).reduce(1, Math::multiplyExact)));
      t.colouring().ifPresent(c -> {
        order.add(terms.symbol(c.table().symbol()));
        order.add(b.constant((long) c.count()));
      });
      return order;
    });
  }

  /** What noise adds to each state in a step: linear in the increments of its sources, which come after the states. */
  private Body diffusion() {
    return running("diffusion", model.diffusions(),
        (terms, params) -> model.noises().forEach(n -> params.add(declared(terms, n.increment()))), _ -> {},
        terms -> results(terms, model.diffusions()));
  }

  private Body running(String name, List<Defined> results, Consumer<Terms> seen, BiFunction<Terms, Value, Value> leaving) {
    return running(name, results, (_, _) -> {}, seen,
        terms -> results(terms, results).stream().map(v -> leaving.apply(terms, v)).toList());
  }

  /**
   * A body that may read time, parameters, tables and states.
   *
   * @param roots what its results are made of
   * @param beside adds the parameters for what it may read as well, after the states
   * @param seen what is read in place of states
   */
  Body running(String name, List<Defined> roots, BiConsumer<Terms, List<Value>> beside, Consumer<Terms> seen,
      Function<Terms, List<Value>> results) {
    Terms terms = new Terms(new Builder(), experiment.real());
    List<Value> params = new ArrayList<>();
    Value t = terms.builder().param("t", Type.F64);
    params.add(t);
    terms.key("t", t);
    if (model.remembers()) {
      params.add(terms.builder().param(Signature.ROW, Type.I64));
      terms.key(Signature.ROW, params.getLast());
    }
    params(terms, params);
    Map<String, Table> tables = tables(terms, params);
    if (model.draws() && name.startsWith(NEXT)) draws(terms, params);
    for (Symbol s : model.allStates()) params.add(declared(terms, s));
    beside.accept(terms, params);
    seen.accept(terms);
    lets(terms, roots, tables);
    return terms.builder().finish(name, params, results.apply(terms));
  }

  private void normalize(Terms terms) {
    for (Normalization n : model.normalizations()) {
      Defined norm = values.get(n.norm());
      lets(terms, List.of(norm));
      new Norm(terms, n).scale(value(terms, norm));
    }
  }

  // ---- parameters of bodies

  private static List<Value> keys(Terms terms) {
    List<Value> params = new ArrayList<>();
    for (String key : List.of("seed", "member")) {
      Value v = terms.builder().param(key, Type.I64);
      params.add(v);
      terms.key(key, v);
    }
    return params;
  }

  static void draws(Terms terms, List<Value> params) {
    params.addAll(keys(terms));
    params.add(terms.builder().param(NODE, Type.I64));
    terms.key(NODE, params.getLast());
  }

  void params(Terms terms, List<Value> out) {
    for (Symbol p : model.params()) out.add(declared(terms, p));
    for (EdgeSet.Data d : experiment.edges()) {
      Value v = terms.builder().param(d.symbol().name(), edgeType(d, experiment.real()));
      terms.define(d.symbol(), v);
      out.add(v);
    }
  }

  private static Type edgeType(EdgeSet.Data d, Scalar real) {
    return Type.of(d.index() ? Scalar.I64 : real, d.symbol().shape().stream().map(IndexRange::axis).toList(), Reach.ALL);
  }

  static Value declared(Terms terms, Symbol s) {
    Value v = terms.builder().param(s.name(), terms.real(s.shape()));
    terms.define(s, v);
    return v;
  }

  private Map<String, Table> tables(Terms terms, List<Value> out) {
    Map<String, Table> tables = new HashMap<>();
    for (InputTable t : experiment.tables()) {
      Axis row = Axis.dynamic(t.input() + ".row");
      Type column = Type.of(Scalar.F64, List.of(row), Reach.ALL);
      Value time = terms.builder().param(t.input() + ".time", column);
      Value value = terms.builder().param(t.input() + ".value", column);
      out.add(time);
      out.add(value);
      tables.put(t.input(), new Table(time, value, row.name(), t.interpolation()));
    }
    return tables;
  }

  // ---- values

  void lets(Terms terms, List<Defined> roots) {
    lets(terms, roots, Map.of());
  }

  /** Everything the roots need: first what needs no input, then inputs, then the rest; each group in the order of the model. */
  private void lets(Terms terms, List<Defined> roots, Map<String, Table> tables) {
    Set<Symbol> needed = reachable(roots, this::definition);
    for (Defined d : model.values()) {
      if (needed.contains(d.symbol()) && d.symbol().stage().compareTo(Stage.PARAMETER) <= 0) terms.define(d.symbol(), value(terms, d));
    }
    for (Symbol input : model.inputs()) {
      if (!needed.contains(input) || terms.isDefined(input)) continue;
      Defined bound = experiment.inputs().get(input);
      terms.define(input, bound != null ? value(terms, bound)
          : terms.narrow(tables.get(input.name()).at(terms.key("t"), input.name(), terms.builder())));
    }
    for (Defined d : model.values()) {
      boolean done = terms.isDefined(d.symbol()) || !needed.contains(d.symbol());
      if (!done) terms.define(d.symbol(), value(terms, d));
    }
  }

  /** All that the value of {@code d} reads, directly or not. */
  Set<Symbol> needs(Defined d) {
    return reachable(List.of(d), this::definition);
  }

  private Defined definition(Symbol s) {
    return s.kind() == Symbol.Kind.INPUT ? experiment.inputs().get(s) : values.get(s);
  }

  /** Symbols that the roots read, directly or not; without recursion. */
  private static Set<Symbol> reachable(List<Defined> roots, Function<Symbol, Defined> definition) {
    Set<Symbol> seen = new LinkedHashSet<>();
    Deque<Symbol> todo = new ArrayDeque<>();
    roots.forEach(d -> todo.addAll(d.reads()));
    while (!todo.isEmpty()) {
      Symbol s = todo.pop();
      if (!seen.add(s)) continue;
      Defined d = definition.apply(s);
      if (d != null) todo.addAll(d.reads());
    }
    return seen;
  }

  static Value value(Terms terms, Defined d) {
    Span at = d.symbol().at();
    String file = at.source().name();
    terms.builder().at(file.substring(Math.max(file.lastIndexOf('/'), file.lastIndexOf('\\')) + 1) + ":" + at.line());
    return terms.lower(d.value(), name(d.symbol()));
  }

  /** A legal name in the text form; records are labelled by expressions. */
  private static String name(Symbol s) {
    boolean plain = !Character.isDigit(s.name().charAt(0)) && s.name().chars()
        .allMatch(c -> Character.isLetterOrDigit(c) || c == '_' || c == '\'' || c == '.');
    return plain ? s.name() : s.kind() == Symbol.Kind.RATE ? s.name().replace("next ", "next.").replace(" of ", ".") : "item";
  }

  private List<Value> results(Terms terms, List<Defined> roots) {
    List<Value> results = new ArrayList<>();
    for (Defined d : roots) results.add(terms.shaped(value(terms, d), d.symbol().shape()));
    return results;
  }
}

package dyn.frontend.units;

import dyn.frontend.QuantityUnits;
import dyn.frontend.syntax.Definition;
import dyn.frontend.syntax.Differential;
import dyn.frontend.syntax.ExperimentItem;
import dyn.frontend.syntax.Expr;
import dyn.frontend.syntax.Ident;
import dyn.frontend.syntax.MethodCall;
import dyn.frontend.syntax.ModelItem;
import dyn.frontend.units.Inference.Local;
import dyn.ir.diagnostics.Diagnostics;
import dyn.ir.diagnostics.Span;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.Stream;

/** What every name of a model is in: stated by `in`, given by its value, or derived; each after those it reads. */
public final class Quantities {
  private final Literals literals;
  private final UnitSystem system;
  private final Mismatch mismatch;
  private final Inference inference;
  private final Dimension time;
  private final boolean map;
  private final Map<String, ModelItem> items = new LinkedHashMap<>();
  private final Map<String, ModelItem.UnitOf> stated = new LinkedHashMap<>();
  private final Map<String, ModelItem.Function> functions = new LinkedHashMap<>();
  private final Map<String, Expr> constants = new LinkedHashMap<>();
  private final Map<String, Set<String>> ofFunction = new LinkedHashMap<>();
  private final Set<String> memories = new LinkedHashSet<>();
  private final Map<String, Dimension> known = new LinkedHashMap<>();
  private final List<ModelItem.Equation> equations = new ArrayList<>();
  private final List<ModelItem.Noise> noises = new ArrayList<>();
  private final List<ModelItem.Grid> grids = new ArrayList<>();
  private final List<ModelItem.Boundary> boundaries = new ArrayList<>();
  private final List<ModelItem.Normalize> normalizations = new ArrayList<>();
  private final List<ModelItem.Becomes> becomes = new ArrayList<>();
  private final List<ModelItem.Becomes> holds = new ArrayList<>();
  private final Map<Dimension, String> factors = new LinkedHashMap<>();

  Quantities(Definition.Model model, List<ModelItem> shared, boolean map, Literals literals, UnitSystem system, Diagnostics diagnostics) {
    this.literals = literals;
    this.system = system;
    this.map = map;
    this.time = map ? Dimension.PLAIN : Dimension.base("s");
    this.mismatch = new Mismatch(system, diagnostics, d -> Optional.ofNullable(factors.get(d)));
    this.inference = new Inference(this::name, memories, functions, constants, this::spacing, literals, mismatch);
    Stream.concat(shared.stream(), model.items().stream()).forEach(this::declare);
    noises.stream().filter(n -> !counts(n)).forEach(n -> known.put(n.increment().name(), increment(n)));
    List.copyOf(items.keySet()).forEach(this::visit);
    noises.stream().filter(Quantities::counts).forEach(n -> known.put(n.increment().name(), jump(n)));
    constraints();
    equations.forEach(this::equation);
    boundaries.forEach(this::boundary);
    normalizations.forEach(this::norm);
    becomes.forEach(this::event);
    holds.forEach(h -> require("`" + h.target().full() + "` is held for a time", time, value(items.get(h.value().name()))));
    methods(model);
  }

  private void declare(ModelItem item) {
    switch (item) {
      case ModelItem.Param p -> items.put(p.name().full(), p);
      case ModelItem.State s -> {
        items.put(s.name().full(), s);
        s.secondTime().ifPresent(second -> {
          memories.add(s.name().full());
          known.put(second.name(), time);
        });
      }
      case ModelItem.Input i -> items.put(i.name().full(), i);
      case ModelItem.Output o -> {
        if (o.value().isPresent()) items.put(o.name().full(), o);
      }
      case ModelItem.Wire w -> items.put(w.name().full(), w);
      case ModelItem.Let l -> {
        items.put(l.name().full(), l);
        if (l.constant()) constants.put(l.name().full(), l.value());
      }
      case ModelItem.Function f -> functions.put(f.name().name(), f);
      case ModelItem.UnitOf u -> stated.put(u.name().full(), u);
      case ModelItem.Equation e -> equations.add(e);
      case ModelItem.Noise n -> noises.add(n);
      case ModelItem.Grid g -> grids.add(g);
      case ModelItem.Boundary b -> boundaries.add(b);
      case ModelItem.Normalize n -> normalizations.add(n);
      case ModelItem.Event e -> {
        becomes.addAll(e.becomes());
        holds.addAll(e.holds());
      }
      case ModelItem.Dim _, ModelItem.SecondIndex _, ModelItem.MethodHint _, ModelItem.Units _, ModelItem.Use _, ModelItem.Edges _ -> { }
    }
  }

  // ---- names

  private Dimension name(Expr.Name n) {
    if (n.full().equals("t") || isDifferentialOfTime(n)) return time;
    Dimension own = known.get(n.full());
    if (own != null) return own;
    if (n.primes() == 0) return items.containsKey(n.name()) ? Dimension.UNKNOWN : Dimension.PLAIN; // the index of a dimension
    Dimension base = known.getOrDefault(n.name(), Dimension.UNKNOWN);
    return base.isUnknown() ? base : base.combine(time, Ratio.of(-n.primes()));
  }

  /** Of a Wiener process the root of time, of a stable one its root of order alpha. */
  private Dimension increment(ModelItem.Noise n) {
    if (n.law().args().isEmpty()) return time.to(new Ratio(1, 2));
    Expr alpha = n.law().args().getFirst().value();
    OptionalDouble index = inference.constant(alpha);
    Ratio root = index.isPresent() && index.getAsDouble() > 0 ? Ratio.near(1 / index.getAsDouble()) : null;
    if (root != null) return time.to(root);
    mismatch.power(alpha, time, "has an exponent that is computed");
    return Dimension.UNKNOWN;
  }

  private static boolean counts(ModelItem.Noise n) {
    return n.law().name().equals("poisson") && !n.law().args().isEmpty();
  }

  /** Jumps are counted, or add what their marks are in; how many there are in a time is asked for. */
  private Dimension jump(ModelItem.Noise n) {
    Expr rate = n.law().args().getFirst().value();
    require("the rate of `" + n.name() + "` is", Dimension.PLAIN.over(time), rate);
    return n.law().args().size() == 1 ? Dimension.PLAIN : distribution(n.law().args().get(1).value());
  }

  private boolean isDifferentialOfTime(Expr.Name n) {
    return n.full().equals(Differential.OF_TIME) && !items.containsKey(n.full());
  }

  /** Without recursion: a chain of `let`s may be long. */
  private void visit(String start) {
    Deque<String> todo = new ArrayDeque<>(List.of(start));
    Set<String> open = new LinkedHashSet<>();
    while (!todo.isEmpty()) {
      String name = todo.peek();
      if (known.containsKey(name)) {
        todo.pop();
      } else if (open.add(name)) {
        for (Expr e : Usage.expressions(items.get(name))) {
          for (String m : mentions(e)) if (items.containsKey(m) && !known.containsKey(m) && !open.contains(m)) todo.push(m);
        }
        if (name.endsWith("'") && items.containsKey(name.replace("'", "")) && !known.containsKey(name.replace("'", ""))) {
          todo.push(name.replace("'", ""));
        }
      } else {
        todo.pop();
        known.put(name, define(name, items.get(name)));
        // What a grid holds for itself has a name that nobody can write.
        boolean factor = !known.get(name).isPlain() && !known.get(name).isUnknown() && !name.contains(":");
        if (factor) factors.putIfAbsent(known.get(name), name);
      }
    }
  }

  private Set<String> mentions(Expr e) {
    Set<String> all = new LinkedHashSet<>();
    for (String name : Usage.mentions(e)) {
      all.add(name);
      all.add(name.replace("'", ""));
      if (functions.containsKey(name)) all.addAll(function(name));
    }
    return all;
  }

  private Set<String> function(String name) {
    Set<String> before = ofFunction.putIfAbsent(name, Set.of());
    if (before != null) return before;
    Set<String> all = mentions(functions.get(name).body());
    ofFunction.put(name, all);
    return all;
  }

  private Dimension define(String name, ModelItem item) {
    Optional<Dimension> value = switch (item) {
      case ModelItem.Param p -> p.origin().map(o -> origin(o, name));
      case ModelItem.State s -> s.origin().map(o -> origin(o, name));
      case ModelItem.Input i -> i.value().map(this::of);
      case ModelItem.Output o -> o.value().map(this::of);
      case ModelItem.Let l -> Optional.of(of(l.value()));
      case ModelItem.Wire w -> Optional.of(of(w.value()));
      case ModelItem.Function _, ModelItem.Dim _, ModelItem.SecondIndex _, ModelItem.Equation _, ModelItem.MethodHint _, ModelItem.Units _,
          ModelItem.UnitOf _, ModelItem.Use _, ModelItem.Grid _, ModelItem.Boundary _, ModelItem.Normalize _, ModelItem.Edges _,
          ModelItem.Noise _, ModelItem.Event _ ->
          throw new IllegalArgumentException("no value: " + item.span());
    };
    Optional<Dimension> wanted = wanted(name);
    if (wanted.isEmpty()) return value.orElse(Dimension.PLAIN);
    Span place = stated.containsKey(name) ? stated.get(name).unit().span() : null;
    value.ifPresent(v -> require("`" + name + "` is", wanted.get(), value(item), v, place, "stated here"));
    return wanted.get();
  }

  /** Stated, or that of a velocity. */
  private Optional<Dimension> wanted(String name) {
    if (stated.containsKey(name))
      return literals.unit(stated.get(name).unit()).map(Unit::dimension).or(() -> Optional.of(Dimension.UNKNOWN));
    Dimension base = name.endsWith("'") ? known.get(name.replace("'", "")) : null;
    if (base == null) return Optional.empty();
    long primes = name.chars().filter(c -> c == '\'').count();
    return Optional.of(base.isUnknown() ? base : base.combine(time, Ratio.of(-primes)));
  }

  private static Expr value(ModelItem item) {
    return Usage.expressions(item).getFirst();
  }

  private Dimension origin(ModelItem.Origin o, String name) {
    return o.random() ? distribution(o.value()) : of(o.value());
  }

  Dimension of(Expr e) {
    return inference.of(e, Local.NONE);
  }

  /** What a draw is in. */
  Dimension distribution(Expr e) {
    return inference.distribution(e, Local.NONE);
  }

  // ---- checks

  void require(String what, Dimension wanted, Expr value, Dimension actual, Span place, String reason) {
    if (wanted.isUnknown() || actual.isUnknown() || wanted.equals(actual)) return;
    mismatch.expected(what, wanted, value, actual, place, reason, this::of);
  }

  /** As {@link #require}, of an expression. */
  void require(String what, Dimension wanted, Expr value) {
    require(what, wanted, value, of(value), null, "");
  }

  private void constraints() {
    for (ModelItem item : items.values()) if (item instanceof ModelItem.Param p) p.constraint().ifPresent(this::of);
  }

  private void equation(ModelItem.Equation e) {
    Ident target = e.target();
    Dimension state = known.getOrDefault(target.name(), Dimension.UNKNOWN);
    boolean memory = memories.contains(target.name()) && e.indices().size() == 2 && e.indices().getLast() instanceof Expr.Name;
    Local local = memory ? Local.NONE.with(((Expr.Name) e.indices().getLast()).name(), time) : new Local(Map.of(), Units.indices(e));
    Dimension actual = inference.of(e.value(), local);
    if (state.isUnknown() || actual.isUnknown()) return;
    Dimension wanted = e.next() ? state : state.combine(time, Ratio.of(-target.primes()));
    if (wanted.equals(actual)) return;
    String what = e.next() ? "the next `" + target.name() + "` is"
        : e.differential() ? "`" + Differential.name(target.name()) + "` is" : target.primes() == 2 ? "`" + target.full() + "` is"
        : "the rate of `" + target.name() + "` is";
    String reason = "`" + target.name() + "` is " + (state.isPlain() ? "a plain number" : "in " + system.text(state));
    mismatch.expected(what, wanted, e.value(), actual, target.span(), reason, p -> inference.of(p, local));
  }

  /** What a neighbour holds is in what the field is in. */
  private void boundary(ModelItem.Boundary b) {
    Dimension field = known.getOrDefault(b.target().name(), Dimension.UNKNOWN);
    require("beyond this side, `" + b.target().name() + "` is", field, value(items.get(b.value().name())));
  }

  /** A state becomes what is in its unit. */
  private void event(ModelItem.Becomes b) {
    Expr value = value(items.get(b.value().name()));
    String target = b.target().full();
    require("`" + target + "` is", name(new Expr.Name(b.target().span(), b.target().name(), b.target().primes())), value);
  }

  /** A norm is in what its cells are in. */
  private void norm(ModelItem.Normalize n) {
    Dimension state = known.getOrDefault(n.target().name(), Dimension.UNKNOWN);
    require("the norm of `" + n.target().name() + "` is", state, value(items.get(n.norm().name())));
  }

  /** Of the grid over which something in {@code e} is declared, along its dimension number {@code axis}; the only grid, if there is one. */
  private Dimension spacing(Expr e, int axis) {
    Set<String> mentioned = Usage.mentions(e);
    for (ModelItem.Grid g : grids) {
      boolean reads = grids.size() == 1 || mentioned.stream().map(items::get).filter(Objects::nonNull)
          .anyMatch(i -> dims(i).stream().anyMatch(d -> d.equals(g.name().name()) || d.equals(g.axes().getFirst().dim().name())));
      if (!reads || axis >= g.axes().size()) continue;
      String let = g.axes().get(axis).spacing().name();
      if (!known.containsKey(let)) visit(let);
      return known.getOrDefault(let, Dimension.UNKNOWN);
    }
    return Dimension.UNKNOWN;
  }

  private static List<String> dims(ModelItem item) {
    List<Expr> dims = switch (item) {
      case ModelItem.Param p -> p.dims();
      case ModelItem.State s -> s.dims();
      case ModelItem.Let l -> l.dims();
      case ModelItem.Input i -> i.dims();
      case ModelItem.Output o -> o.dims();
      case ModelItem.Wire w -> w.dims();
      case ModelItem.Function _, ModelItem.Dim _, ModelItem.SecondIndex _, ModelItem.Equation _, ModelItem.MethodHint _, ModelItem.Units _,
          ModelItem.UnitOf _, ModelItem.Use _, ModelItem.Grid _, ModelItem.Boundary _, ModelItem.Normalize _,
          ModelItem.Edges _, ModelItem.Noise _, ModelItem.Event _ -> List.of();
    };
    return dims.stream().filter(Expr.Name.class::isInstance).map(d -> ((Expr.Name) d).name()).toList();
  }

  private void methods(Definition.Model model) {
    for (ModelItem item : model.items()) if (item instanceof ModelItem.MethodHint m) method(m.method());
  }

  /** Steps are times; tolerances are plain, `atol` in the working unit of each state. */
  void method(MethodCall m) {
    for (Expr.Arg a : m.options()) {
      if (List.of("dt", "h0", "hmax", "grid").contains(a.name())) require("`" + a.name() + "` is", time, a.value());
      else inference.plain("`" + a.name() + "`", a.value(), Local.NONE);
    }
  }

  // ---- results

  /** Checks an experiment with what the command line adds. */
  public QuantityUnits check(Definition.Experiment e, List<ExperimentItem.Set> sets, Optional<MethodCall> method) {
    ExperimentUnits checker = new ExperimentUnits(this, known, time, literals);
    e.items().forEach(checker::check);
    sets.forEach(checker::check);
    method.ifPresent(this::method);
    Map<String, String> labels = new LinkedHashMap<>();
    checker.items().forEach((label, d) -> labels.put(label, text(d)));
    return new QuantityUnits(true, system.text(time), texts(), labels);
  }

  /** Of the model alone. */
  public QuantityUnits ofModel() {
    return new QuantityUnits(true, system.text(time), texts(), Map.of());
  }

  private Map<String, String> texts() {
    Map<String, String> all = new LinkedHashMap<>();
    known.forEach((name, d) -> {
      if (!name.contains(":")) all.put(name, text(d));
    });
    return all;
  }

  private String text(Dimension d) {
    return d.isUnknown() ? "" : system.text(d);
  }

  Diagnostics diagnostics() {
    return mismatch.diagnostics();
  }

  boolean isFunction(String name) {
    return functions.containsKey(name);
  }

  String words(Dimension d) {
    return mismatch.words(d);
  }

  boolean isMap() {
    return map;
  }
}

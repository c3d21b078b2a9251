package dyn.frontend.link;

import dyn.frontend.syntax.Definition;
import dyn.frontend.syntax.Expr;
import dyn.frontend.syntax.Ident;
import dyn.frontend.syntax.ModelItem;
import dyn.ir.diagnostics.Code;
import dyn.ir.diagnostics.Diagnostic;
import dyn.ir.diagnostics.Diagnostics;
import dyn.ir.diagnostics.Nearest;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The declarations that one `use` stands for: those of the model, each name behind that of the instance. In an array of instances every
 * value gets the dimensions of the array in front of its own, and what is written in the model means one of them.
 */
final class Instantiation {
  private final ModelItem.Use use;
  private final List<ModelItem> items;
  private final Set<String> constants;
  private final Diagnostics diagnostics;
  private final Map<String, ModelItem.Given> given = new LinkedHashMap<>();
  private final Renaming renaming;
  private final String prefix;

  /**
   * @param model flat
   * @param constants names of the model around that are no dimensions, though they may size one
   */
  Instantiation(ModelItem.Use use, Definition.Model model, Set<String> constants, Diagnostics diagnostics) {
    this.use = use;
    this.items = model.items();
    this.constants = constants;
    this.diagnostics = diagnostics;
    this.prefix = use.name().name() + ".";
    use.given().forEach(this::give);
    this.renaming = renaming();
  }

  private void give(ModelItem.Given g) {
    Optional<ModelItem> target = items.stream().filter(i -> isOpen(i) && Declared.ident(i).full().equals(g.name().full())).findFirst();
    if (target.isEmpty()) unknown(g);
    ModelItem.Given first = given.putIfAbsent(g.name().full(), g);
    if (first != null) {
      diagnostics.add(Diagnostic.of(Code.E0611, g.name().span(), "`" + g.name().full() + "` is bound twice").because("again here")
          .label(first.name().span(), "first here"));
    }
    boolean port = target.isPresent() && (target.get() instanceof ModelItem.Input || target.get() instanceof ModelItem.Dim);
    if (port && g.origin().random()) {
      diagnostics.add(Diagnostic.of(Code.E0218, g.origin().value().span(), "only parameters and initial values are drawn")
          .because("`" + g.name().full() + "` is " + (target.get() instanceof ModelItem.Dim ? "a dimension" : "an input"))
          .help("write `" + g.name().full() + " = ...`"));
    }
  }

  private static boolean isOpen(ModelItem item) {
    return item instanceof ModelItem.Param || item instanceof ModelItem.State || item instanceof ModelItem.Input
        || item instanceof ModelItem.Dim;
  }

  private void unknown(ModelItem.Given g) {
    String name = g.name().full();
    boolean closed = items.stream().anyMatch(i -> !isOpen(i) && Declared.ident(i) != null && Declared.ident(i).full().equals(name));
    List<String> known = items.stream().filter(Instantiation::isOpen).map(i -> Declared.ident(i).full()).toList();
    Diagnostic d = Diagnostic.of(Code.E0218, g.name().span(), "`" + name + "` of `" + use.model().name() + "` cannot be bound")
        .because(closed ? "the model computes it itself" : "the model has no parameter, input, state or dimension of this name");
    diagnostics.add(Nearest.to(name, known).filter(_ -> !closed).map(n -> d.help("there is `" + n + "`"))
        .orElse(known.isEmpty() ? d : d.help((known.size() == 1 ? "there is " : "there are ") + String.join(", ", known))));
  }

  private Renaming renaming() {
    Set<String> names = new LinkedHashSet<>();
    Set<String> own = new LinkedHashSet<>();
    for (ModelItem i : items) {
      if (Declared.ident(i) == null) continue;
      names.add(Declared.name(i));
      if (i instanceof ModelItem.State s) s.secondTime().ifPresent(t -> names.add(t.name()));
      if (i instanceof ModelItem.Edges e) names.addAll(List.of(e.source().name().name(), e.target().name().name()));
      boolean constant = i instanceof ModelItem.Let l && l.constant();
      boolean value = !constant && !(i instanceof ModelItem.Dim || i instanceof ModelItem.SecondIndex || i instanceof ModelItem.Function
          || i instanceof ModelItem.Grid || i instanceof ModelItem.Edges);
      if (value && isArray()) own.add(Declared.name(i));
    }
    Map<String, String> map = Renaming.prefixed(names, prefix);
    for (ModelItem i : items) {
      if (i instanceof ModelItem.Function f && isArray()) map.put(f.name().name(), use.name().name() + ":" + f.name().name());
      if (i instanceof ModelItem.Dim d) alias(d).ifPresent(a -> map.put(d.name().name(), a));
    }
    return new Renaming(map, prefix, own, use.dims().size(), Set.of(), Set.of());
  }

  private boolean isArray() {
    return !use.dims().isEmpty();
  }

  /** A dimension bound to a dimension is that dimension. */
  private Optional<String> alias(ModelItem.Dim d) {
    ModelItem.Given g = given.get(d.name().name());
    return g != null && g.origin().value() instanceof Expr.Name n && n.primes() == 0 && !constants.contains(n.name())
        ? Optional.of(n.name()) : Optional.empty();
  }

  /** @param closed whether every input must be bound here; those of instances within have been looked at there */
  List<ModelItem> items(boolean closed) {
    List<ModelItem> out = new ArrayList<>();
    for (ModelItem i : items) item(i, closed).ifPresent(out::add);
    return out;
  }

  private Optional<ModelItem> item(ModelItem item, boolean closed) {
    return switch (item) {
      case ModelItem.Param p -> Optional.of(new ModelItem.Param(p.span(), ident(p.name()), dims(p.dims()),
          origin(p.name(), p.dims(), p.origin()), p.constraint().map(c -> each(c, true)), p.doc()));
      case ModelItem.State s -> Optional.of(new ModelItem.State(s.span(), ident(s.name()), dims(s.dims()),
          origin(s.name(), s.dims(), s.origin()), s.memory(), s.doc()));
      case ModelItem.Let l -> Optional.of(let(l));
      case ModelItem.Function f -> Optional.of(new ModelItem.Function(f.span(), ident(f.name()), f.params(),
          renaming.calling(f.params()).of(f.body()), f.doc()));
      case ModelItem.Input i -> Optional.of(input(i, closed));
      case ModelItem.Output o -> o.value().map(v -> new ModelItem.Output(o.span(), ident(o.name()), shown(o.dims()),
          Optional.of(each(v, o.dims().isEmpty())), o.doc()));
      case ModelItem.Wire w -> Optional.of(new ModelItem.Wire(w.span(), ident(w.name()), dims(w.dims()),
          each(w.value(), w.dims().isEmpty()), w.doc()));
      case ModelItem.Dim d -> dim(d);
      case ModelItem.SecondIndex i -> Optional.of(new ModelItem.SecondIndex(i.span(), ident(i.name()), ident(i.dim())));
      case ModelItem.Equation e -> Optional.of(equation(e));
      case ModelItem.Grid g -> Optional.of(grid(g));
      case ModelItem.Edges e -> Optional.of(edges(e));
      case ModelItem.Boundary b ->
          Optional.of(new ModelItem.Boundary(b.span(), ident(b.target()), ident(b.dim()), b.high(), ident(b.value())));
      case ModelItem.Normalize n -> Optional.of(new ModelItem.Normalize(n.span(), ident(n.target()), ident(n.norm())));
      case ModelItem.Event e -> Optional.of(new ModelItem.Event(e.span(), e.up(), ident(e.guard()), becomes(e.becomes()),
          becomes(e.holds()), e.stop().map(this::ident)));
      case ModelItem.Noise n ->
          Optional.of(new ModelItem.Noise(n.span(), ident(n.increment()), dims(n.dims()), law(n.law()), n.calculus(), n.doc()));
      case ModelItem.MethodHint _ -> Optional.empty();
      case ModelItem.Units u -> units(u);
      case ModelItem.UnitOf u -> Optional.of(new ModelItem.UnitOf(u.span(), ident(u.name()), u.unit()));
      case ModelItem.Use u -> throw new IllegalStateException("not flat: " + u.span());
    };
  }

  private ModelItem edges(ModelItem.Edges e) {
    ModelItem.Edges inner = renaming.edges(e);
    return new ModelItem.Edges(e.span(), ident(e.name()), end(e.source()), end(e.target()), inner.from(), inner.seed(), inner.where());
  }

  private ModelItem.EdgeEnd end(ModelItem.EdgeEnd e) {
    return new ModelItem.EdgeEnd(ident(e.name()), ident(e.nodes()));
  }

  private ModelItem grid(ModelItem.Grid g) {
    return new ModelItem.Grid(g.span(), ident(g.name()), g.axes().stream()
        .map(a -> new ModelItem.GridAxis(ident(a.dim()), side(a.low()), side(a.high()), ident(a.spacing()))).toList(), g.doc());
  }

  private ModelItem.Side side(ModelItem.Side s) {
    return new ModelItem.Side(s.span(), s.beyond(), s.value().map(this::ident));
  }

  private Ident ident(Ident i) {
    return renaming.ident(i);
  }

  private List<Expr> dims(List<Expr> inner) {
    List<Expr> all = new ArrayList<>(use.dims());
    all.addAll(renaming.all(inner));
    return all;
  }

  /** Where a definition says no dimensions, it has those of its value. */
  private List<Expr> shown(List<Expr> inner) {
    return inner.isEmpty() ? List.of() : dims(inner);
  }

  private Expr each(Expr e, boolean whole) {
    Expr body = renaming.of(e);
    if (!isArray()) return body;
    List<Expr.Name> names = use.dims().stream().filter(Expr.Name.class::isInstance).map(Expr.Name.class::cast).toList();
    return new Expr.Each(e.span(), names, body, whole);
  }

  private Expr.Call law(Expr.Call law) {
    return new Expr.Call(law.span(), law.nameSpan(), law.name(),
        law.args().stream().map(a -> new Expr.Arg(a.span(), a.name(), each(a.value(), false))).toList());
  }

  private Optional<ModelItem.Origin> origin(Ident name, List<Expr> dims, Optional<ModelItem.Origin> own) {
    ModelItem.Given g = given.get(name.full());
    if (g != null) return Optional.of(g.origin());
    return own.map(o -> new ModelItem.Origin(o.random() ? renaming.of(o.value()) : each(o.value(), dims.isEmpty()), o.random()));
  }

  private ModelItem let(ModelItem.Let l) {
    if (l.constant()) {
      return new ModelItem.Let(l.span(), ident(l.name()), renaming.all(l.dims()), renaming.of(l.value()), true, l.doc());
    }
    return new ModelItem.Let(l.span(), ident(l.name()), shown(l.dims()), each(l.value(), l.dims().isEmpty()), false, l.doc());
  }

  private ModelItem input(ModelItem.Input i, boolean closed) {
    ModelItem.Given g = given.get(i.name().full());
    if (g != null) return new ModelItem.Wire(g.span(), ident(i.name()), dims(i.dims()), g.origin().value(), i.doc());
    String name = i.name().name();
    if (i.value().isEmpty() && closed && !name.contains(".")) {
      diagnostics.add(Diagnostic.of(Code.E0512, use.name().span(), "the input `" + name + "` of `" + use.name().name() + "` is not bound")
          .because("this instance").label(i.name().span(), "the input is declared here")
          .help("bind it: `use " + use.model().name() + " as " + use.name().name() + " { " + name + " = ... }`")
          .help("to leave it to the experiment, declare `input " + name + "` in this model too and write `" + name + " = " + name + "`"));
    }
    return new ModelItem.Input(i.span(), ident(i.name()), dims(i.dims()), i.value().map(v -> each(v, i.dims().isEmpty())), i.doc());
  }

  private List<ModelItem.Becomes> becomes(List<ModelItem.Becomes> all) {
    return all.stream().map(b -> new ModelItem.Becomes(ident(b.target()), ident(b.value()))).toList();
  }

  private Optional<ModelItem> dim(ModelItem.Dim d) {
    if (alias(d).isPresent()) return Optional.empty();
    ModelItem.Given g = given.get(d.name().name());
    return Optional.of(new ModelItem.Dim(d.span(), ident(d.name()), g == null ? renaming.of(d.size()) : g.origin().value(), d.doc()));
  }

  /** What it works in is up to the model around; the units that it declares are needed there too. */
  private static Optional<ModelItem> units(ModelItem.Units u) {
    List<ModelItem.UnitItem> own = u.items().stream().filter(i -> !(i instanceof ModelItem.UnitItem.Working)).toList();
    return own.isEmpty() ? Optional.empty() : Optional.of(new ModelItem.Units(u.span(), own));
  }

  private ModelItem equation(ModelItem.Equation e) {
    ModelItem.Equation inner = (ModelItem.Equation) renaming.item(e);
    boolean indexed = !e.indices().isEmpty();
    List<Expr> indices = new ArrayList<>(indexed ? use.dims() : List.of());
    indices.addAll(inner.indices());
    Expr value = indexed || !isArray() ? inner.value() : each(e.value(), false);
    return new ModelItem.Equation(e.span(), ident(e.target()), indices, e.left(), value, e.order());
  }
}

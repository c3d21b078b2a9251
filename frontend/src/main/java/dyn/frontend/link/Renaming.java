package dyn.frontend.link;

import dyn.frontend.syntax.Expr;
import dyn.frontend.syntax.Ident;
import dyn.frontend.syntax.ModelItem;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Expressions under other names.
 *
 * @param names new names by old ones
 * @param prefix what indices bound within get in front, so that they meet no name outside
 * @param own names that are arrays over instances
 * @param axes how many dimensions count instances
 * @param locals parameters of the function whose body this is: they keep their names
 */
record Renaming(Map<String, String> names, String prefix, Set<String> own, int axes, Set<String> bound, Set<String> locals) {
  static Renaming of(Map<String, String> names) {
    return new Renaming(names, "", Set.of(), 0, Set.of(), Set.of());
  }

  private Renaming binding(List<String> indices) {
    Set<String> more = new LinkedHashSet<>(bound);
    more.addAll(indices);
    return new Renaming(names, prefix, own, axes, more, locals);
  }

  Renaming calling(List<Ident> params) {
    Set<String> more = new LinkedHashSet<>(locals);
    params.forEach(p -> more.add(p.name()));
    return new Renaming(names, prefix, own, axes, bound, more);
  }

  String name(String old) {
    if (locals.contains(old)) return old;
    String known = names.get(old);
    return known != null ? known : bound.contains(old) ? prefix + old : old;
  }

  Ident ident(Ident i) {
    return new Ident(i.span(), name(i.name()), i.primes());
  }

  List<Expr> all(List<Expr> list) {
    return list.stream().map(this::of).toList();
  }

  Optional<Expr> of(Optional<Expr> e) {
    return e.map(this::of);
  }

  Expr of(Expr e) {
    return switch (e) {
      case Expr.Num n -> n;
      case Expr.Name n -> own.contains(n.name()) && !locals.contains(n.name()) ? new Expr.Own(n.span(), plain(n), axes) : plain(n);
      case Expr.Own o -> new Expr.Own(o.span(), plain(o.name()), o.axes() + axes);
      case Expr.Each x -> new Expr.Each(x.span(), x.dims().stream().map(this::plain).toList(), of(x.body()), x.whole());
      case Expr.Call c -> new Expr.Call(c.span(), c.nameSpan(), name(c.name()), c.args().stream().map(this::arg).toList());
      case Expr.Index i -> new Expr.Index(i.span(), of(i.base()), all(i.at()));
      case Expr.Negate n -> new Expr.Negate(n.span(), of(n.operand()));
      case Expr.Not n -> new Expr.Not(n.span(), of(n.operand()));
      case Expr.Chain c -> new Expr.Chain(c.span(), of(c.first()),
          c.rest().stream().map(l -> new Expr.Link(l.operator(), l.at(), of(l.operand()))).toList());
      case Expr.Reduce r -> reduce(r);
      case Expr.Expectation x -> expectation(x);
      case Expr.Integral i -> integral(i);
      case Expr.Stale s -> new Expr.Stale(s.span(), s.nameSpan(), of(s.age()), of(s.body()));
      case Expr.At a -> new Expr.At(a.span(), of(a.value()), of(a.time()));
      case Expr.Literal l -> new Expr.Literal(l.span(), all(l.items()));
    };
  }

  private Expr.Name plain(Expr.Name n) {
    return new Expr.Name(n.span(), name(n.name()), n.primes());
  }

  Expr.Arg arg(Expr.Arg a) {
    return new Expr.Arg(a.span(), a.name(), of(a.value()));
  }

  private Expr reduce(Expr.Reduce r) {
    Renaming inner = binding(r.binders().stream().map(Expr.Binder::index).toList());
    List<Expr.Binder> binders = r.binders().stream()
        .map(b -> new Expr.Binder(b.span(), inner.name(b.index()), name(b.dimension()), b.dimensionSpan())).toList();
    return new Expr.Reduce(r.span(), r.nameSpan(), r.kind(), binders, r.meeting().map(this::meeting), inner.of(r.body()));
  }

  private Expr.Meeting meeting(Expr.Meeting m) {
    return new Expr.Meeting(m.into(), m.nodes().stream().map(this::plain).toList());
  }

  private Expr expectation(Expr.Expectation x) {
    Renaming inner = binding(List.of(x.variable().name()));
    return new Expr.Expectation(x.span(), x.nameSpan(), inner.ident(x.variable()), of(x.distribution()), of(x.rule()), inner.of(x.body()));
  }

  private Expr integral(Expr.Integral i) {
    Renaming inner = binding(List.of(i.variable().name()));
    return new Expr.Integral(i.span(), i.nameSpan(), inner.ident(i.variable()), of(i.low()), of(i.high()), inner.of(i.body()));
  }

  Optional<ModelItem.Origin> origin(Optional<ModelItem.Origin> o) {
    return o.map(x -> new ModelItem.Origin(of(x.value()), x.random()));
  }

  /** The names of a sentence's own, as they are; what it reads, under other names. */
  ModelItem item(ModelItem item) {
    return switch (item) {
      case ModelItem.Param p -> new ModelItem.Param(p.span(), p.name(), all(p.dims()), origin(p.origin()), of(p.constraint()), p.doc());
      case ModelItem.State s -> new ModelItem.State(s.span(), s.name(), all(s.dims()), origin(s.origin()), s.memory(), s.doc());
      case ModelItem.Let l -> new ModelItem.Let(l.span(), l.name(), all(l.dims()), of(l.value()), l.constant(), l.doc());
      case ModelItem.Function f -> new ModelItem.Function(f.span(), f.name(), f.params(), calling(f.params()).of(f.body()), f.doc());
      case ModelItem.Input i -> new ModelItem.Input(i.span(), i.name(), all(i.dims()), of(i.value()), i.doc());
      case ModelItem.Output o -> new ModelItem.Output(o.span(), o.name(), all(o.dims()), of(o.value()), o.doc());
      case ModelItem.Wire w -> new ModelItem.Wire(w.span(), w.name(), all(w.dims()), of(w.value()), w.doc());
      case ModelItem.Dim d -> new ModelItem.Dim(d.span(), d.name(), of(d.size()), d.doc());
      case ModelItem.SecondIndex i -> i;
      case ModelItem.Grid _, ModelItem.Boundary _, ModelItem.Normalize _, ModelItem.Event _ -> item;
      case ModelItem.Noise n -> new ModelItem.Noise(n.span(), n.increment(), all(n.dims()), law(n.law()), n.calculus(), n.doc());
      case ModelItem.Edges e -> edges(e);
      case ModelItem.Equation e -> equation(e);
      case ModelItem.Use u -> new ModelItem.Use(u.span(), u.model(), u.name(), u.dims(), u.given().stream()
          .map(g -> new ModelItem.Given(g.span(), g.name(), new ModelItem.Origin(of(g.origin().value()), g.origin().random()))).toList());
      case ModelItem.MethodHint _, ModelItem.Units _, ModelItem.UnitOf _ -> item;
    };
  }

  /** A law keeps its name. */
  Expr.Call law(Expr.Call law) {
    return new Expr.Call(law.span(), law.nameSpan(), law.name(), law.args().stream().map(this::arg).toList());
  }

  ModelItem.Edges edges(ModelItem.Edges e) {
    ModelItem.EdgeSource from = e.from() instanceof ModelItem.EdgeSource.Drawn d
        ? new ModelItem.EdgeSource.Drawn(d.kind(), of(d.value())) : e.from();
    Renaming ends = binding(List.of(e.source().name().name(), e.target().name().name()));
    return new ModelItem.Edges(e.span(), e.name(), e.source(), e.target(), from, of(e.seed()), ends.of(e.where()));
  }

  private ModelItem.Equation equation(ModelItem.Equation e) {
    List<String> indices = e.indices().stream().filter(Expr.Name.class::isInstance).map(i -> ((Expr.Name) i).name())
        .filter(n -> !n.equals("t")).toList(); // time is the same everywhere
    Renaming inner = binding(indices);
    return new ModelItem.Equation(e.span(), e.target(), inner.all(e.indices()), e.left(), inner.of(e.value()), e.order());
  }

  static Map<String, String> prefixed(Iterable<String> names, String prefix) {
    Map<String, String> map = new LinkedHashMap<>();
    names.forEach(n -> map.put(n, prefix + n));
    return map;
  }
}

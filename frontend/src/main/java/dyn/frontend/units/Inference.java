package dyn.frontend.units;

import dyn.frontend.syntax.Expr;
import dyn.frontend.syntax.ModelItem;
import dyn.frontend.syntax.Operator;
import dyn.ir.diagnostics.Span;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.IntStream;

/** The dimension of an expression whose names and shapes are right. */
final class Inference {
  /** @param values parameters of the function being applied */
  record Local(Map<String, Dimension> values, Set<String> indices) {
    static final Local NONE = new Local(Map.of(), Set.of());

    Local binding(List<String> more) {
      Set<String> all = new LinkedHashSet<>(indices);
      all.addAll(more);
      return new Local(values, all);
    }

    Local with(String name, Dimension value) {
      Map<String, Dimension> all = new LinkedHashMap<>(values);
      all.put(name, value);
      return new Local(all, indices);
    }
  }

  /** The dimension of the distance between neighbours on the grid of an expression. */
  @FunctionalInterface
  interface Spacing {
    Dimension along(Expr e, int axis);
  }

  /** Functions of names: what they give is plain. */
  private static final Set<String> COUNTS = Set.of("size", "identity", "in_degree", "out_degree", ":column");

  private record Application(String function, List<Dimension> arguments) {}

  private final Function<Expr.Name, Dimension> names;
  private final Set<String> memories;
  private final Map<String, ModelItem.Function> functions;
  private final Map<String, Expr> constants;
  private final Spacing spacing;
  private final Literals literals;
  private final Mismatch mismatch;
  private final Map<Application, Dimension> applied = new LinkedHashMap<>();

  /**
   * @param memories those of two times
   * @param constants values of `const`s, which may be exponents
   */
  Inference(Function<Expr.Name, Dimension> names, Set<String> memories, Map<String, ModelItem.Function> functions,
      Map<String, Expr> constants, Spacing spacing, Literals literals, Mismatch mismatch) {
    this.names = names;
    this.memories = memories;
    this.functions = functions;
    this.constants = constants;
    this.spacing = spacing;
    this.literals = literals;
    this.mismatch = mismatch;
  }

  Dimension of(Expr e, Local local) {
    return switch (e) {
      case Expr.Num n -> n.unit().isEmpty() ? Dimension.PLAIN : literals.unit(n).map(Unit::dimension).orElse(Dimension.UNKNOWN);
      case Expr.Name n -> name(n, local);
      case Expr.Call c -> call(c, local);
      case Expr.Index i -> {
        boolean memory = i.base() instanceof Expr.Name n && memories.contains(n.name());
        for (Expr at : i.at()) if (memory) time(at, local); else plain("an index", at, local);
        yield of(i.base(), local);
      }
      case Expr.Negate n -> of(n.operand(), local);
      case Expr.Not n -> {
        of(n.operand(), local);
        yield Dimension.PLAIN;
      }
      case Expr.Chain c -> chain(c, local);
      case Expr.Reduce r -> of(r.body(), local.binding(r.binders().stream().map(Expr.Binder::index).toList()));
      case Expr.Expectation x -> {
        x.rule().ifPresent(r -> plain("a quadrature", r, local));
        yield of(x.body(), local.with(x.variable().name(), distribution(x.distribution(), local)));
      }
      case Expr.Integral i -> integral(i, local);
      case Expr.Stale s -> {
        plain("how old a value is", s.age(), local);
        yield of(s.body(), local);
      }
      case Expr.At a -> of(a.value(), local);
      case Expr.Literal l -> equal("a list", l.items(), local);
      case Expr.Own o -> name(o.name(), local);
      case Expr.Each x -> of(x.body(), local.binding(x.dims().stream().map(Expr.Name::name).toList()));
    };
  }

  /** A sum over times, each of the length of a step. */
  private Dimension integral(Expr.Integral i, Local local) {
    List.of(i.low(), i.high()).forEach(at -> time(at, local));
    Dimension time = timeUnit();
    return product(i, of(i.body(), local.with(i.variable().name(), time)), time, false);
  }

  private Dimension timeUnit() {
    return names.apply(new Expr.Name(null, "t", 0));
  }

  /** Reported where it is no time; 0 is one in any unit. */
  private void time(Expr e, Local local) {
    boolean zero = e instanceof Expr.Num n && n.unit().isEmpty() && n.value() == 0;
    boolean end = e instanceof Expr.Name n && n.full().equals("end");
    Dimension actual = zero || end ? Dimension.UNKNOWN : of(e, local);
    Dimension wanted = timeUnit();
    if (!actual.isUnknown() && !actual.equals(wanted)) mismatch.expected("a time is", wanted, e, actual, null, "", p -> of(p, local));
  }

  private Dimension name(Expr.Name n, Local local) {
    if (n.primes() == 0) {
      if (local.values().containsKey(n.name())) return local.values().get(n.name());
      if (local.indices().contains(n.name()) || n.name().equals("pi")) return Dimension.PLAIN;
    }
    return names.apply(n);
  }

  // ---- operators

  private Dimension chain(Expr.Chain c, Local local) {
    Dimension left = of(c.first(), local);
    Span at = c.first().span();
    Expr before = c.first();
    for (Expr.Link link : c.rest()) {
      Dimension right = of(link.operand(), local);
      left = combine(c, link, at, before, left, right, local);
      at = at.to(link.operand().span());
      before = c;
    }
    return left;
  }

  private Dimension combine(Expr.Chain whole, Expr.Link link, Span at, Expr before, Dimension left, Dimension right, Local local) {
    String word = "`" + link.operator().text() + "`";
    return switch (link.operator()) {
      case ADD, SUB -> same(word, at, before, left, link.operand(), right);
      case LT, LE, GT, GE, EQ, NE -> {
        same(word, at, before, left, link.operand(), right);
        yield Dimension.PLAIN;
      }
      case AND, OR -> Dimension.PLAIN;
      case MUL, CONTRACT -> product(whole, left, right, false);
      case DIV -> product(whole, left, right, true);
      case POW -> power(whole, before, left, link.operand(), right, local);
    };
  }

  private Dimension product(Expr e, Dimension left, Dimension right, boolean over) {
    if (left.isUnknown() || right.isUnknown()) return Dimension.UNKNOWN;
    return reasonable(e, over ? left.over(right) : left.times(right));
  }

  private Dimension reasonable(Expr e, Dimension d) {
    return mismatch.tooLarge(e, d) ? Dimension.UNKNOWN : d;
  }

  /** A number without a unit is at fault wherever it stands. */
  private Dimension same(String who, Span at, Expr before, Dimension left, Expr right, Dimension actual) {
    if (left.isUnknown()) return actual;
    if (actual.isUnknown() || left.equals(actual)) return left;
    boolean bareLeft = left.isPlain() && (before instanceof Expr.Num || before instanceof Expr.Negate);
    if (bareLeft) mismatch.between(who, right.span(), actual, before, left);
    else mismatch.between(who, at, left, right, actual);
    return Dimension.UNKNOWN;
  }

  private Dimension power(Expr.Chain whole, Expr base, Dimension left, Expr exponent, Dimension right, Local local) {
    if (!right.isPlain() && !right.isUnknown()) mismatch.plain("an exponent", exponent, right);
    if (left.isPlain() || left.isUnknown()) return left;
    boolean ofUnit = base instanceof Expr.Num && !base.span().text().startsWith("(");
    if (ofUnit) {
      mismatch.power(exponent, left, "takes parentheses: `(" + base.span().text() + ")^...`");
      return Dimension.UNKNOWN;
    }
    return power(whole, left, exponent, local);
  }

  private Dimension power(Expr whole, Dimension base, Expr exponent, Local local) {
    OptionalDouble n = number(exponent, local);
    Ratio ratio = n.isEmpty() ? null : Ratio.near(n.getAsDouble());
    if (ratio != null) return reasonable(whole, base.to(ratio));
    mismatch.power(exponent, base, n.isEmpty() ? "has an exponent that is computed" : "has an exponent that is no fraction");
    return Dimension.UNKNOWN;
  }

  /** A number that is known before the run. */
  OptionalDouble constant(Expr e) {
    return number(e, Local.NONE);
  }

  /** Enough of the constants for exponents. */
  private OptionalDouble number(Expr e, Local local) {
    return switch (e) {
      case Expr.Num n -> OptionalDouble.of(n.value());
      case Expr.Negate n -> {
        OptionalDouble v = number(n.operand(), local);
        yield v.isPresent() ? OptionalDouble.of(-v.getAsDouble()) : v;
      }
      case Expr.Name n when constants.containsKey(n.full()) && !local.values().containsKey(n.name()) ->
          number(constants.get(n.full()), Local.NONE);
      case Expr.Chain c -> number(c, local);
      case Expr.Name _, Expr.Call _, Expr.Index _, Expr.Not _, Expr.Reduce _, Expr.Expectation _, Expr.At _, Expr.Literal _, Expr.Own _,
          Expr.Each _, Expr.Integral _, Expr.Stale _ -> OptionalDouble.empty();
    };
  }

  private OptionalDouble number(Expr.Chain c, Local local) {
    OptionalDouble result = number(c.first(), local);
    for (Expr.Link link : c.rest()) {
      OptionalDouble right = number(link.operand(), local);
      if (result.isEmpty() || right.isEmpty()) return OptionalDouble.empty();
      double x = result.getAsDouble();
      double y = right.getAsDouble();
      Operator op = link.operator();
      if (op.level() != Operator.ADD.level() && op.level() != Operator.MUL.level()) return OptionalDouble.empty();
      result = OptionalDouble.of(op == Operator.ADD ? x + y : op == Operator.SUB ? x - y : op == Operator.MUL ? x * y : x / y);
    }
    return result;
  }

  // ---- functions

  private Dimension call(Expr.Call c, Local local) {
    List<Expr> args = c.args().stream().map(Expr.Arg::value).toList();
    ModelItem.Function own = functions.get(c.name());
    if (own != null) return apply(own, args, local);
    if (COUNTS.contains(c.name())) return Dimension.PLAIN;
    if (c.name().equals("where")) return where(args, local);
    Expr x = args.getFirst();
    String who = "`" + c.name() + "`";
    return switch (c.name()) {
      case "abs", "relu", "sum", "mean", "transpose", "trace", "diag", "conj", "re", "im" -> of(x, local);
      case "min", "max", "hypot", "clamp", "mod", "complex", "tridiagonal" -> equal(who, args, local);
      case "banded" -> equal(who, IntStream.range(0, args.size()).filter(i -> i % 2 == 1).mapToObj(args::get).toList(), local);
      case "laplacian" -> derivative(c, x, 0, 2, local);
      case "ddx", "ddy", "ddz" -> derivative(c, x, c.name().charAt(2) - 'x', 1, local);
      case "d2dx2", "d2dy2", "d2dz2" -> derivative(c, x, c.name().charAt(3) - 'x', 2, local);
      case "grad" -> derivative(c, x, 0, 1, local);
      case "div" -> {
        List<Dimension> parts = IntStream.range(0, args.size()).mapToObj(i -> derivative(c, args.get(i), i, 1, local)).toList();
        Expr first = args.getFirst();
        for (int i = 1; i < parts.size(); i++) same(who, first.span(), first, parts.getFirst(), args.get(i), parts.get(i));
        yield parts.getFirst();
      }
      case "conv" -> product(c, of(x, local), equal(who, cells(args.getLast()), local), false);
      case "sparse" -> args.size() == 1 ? Dimension.PLAIN : of(args.getLast(), local);
      case "lowrank", "dot" -> product(c, of(x, local), of(args.getLast(), local), false);
      case "atan2" -> {
        equal(who, args, local);
        yield Dimension.PLAIN;
      }
      case "sign", "step", "arg" -> {
        of(x, local);
        yield Dimension.PLAIN;
      }
      case "quantiles", "draw" -> distribution(x, local);
      case "divergence" -> {
        args.forEach(a -> of(a, local));
        yield product(c, Dimension.PLAIN, timeUnit(), true);
      }
      case "sqrt", "cholesky" -> root(c, of(x, local), 2);
      case "cbrt" -> root(c, of(x, local), 3);
      case "inverse" -> product(c, Dimension.PLAIN, of(x, local), true);
      case "solve" -> product(c, of(args.getLast(), local), of(x, local), true);
      case "pow" -> {
        Dimension base = of(x, local);
        plain("an exponent", args.getLast(), local);
        yield base.isPlain() || base.isUnknown() ? base : power(c, base, args.getLast(), local);
      }
      default -> {
        args.forEach(a -> plain(who, a, local));
        yield Dimension.PLAIN;
      }
    };
  }

  private Dimension derivative(Expr.Call c, Expr of, int axis, int order, Local local) {
    Dimension d = of(of, local);
    Dimension h = spacing.along(of, axis);
    return d.isUnknown() || h.isUnknown() ? Dimension.UNKNOWN : reasonable(c, d.combine(h, Ratio.of(-order)));
  }

  private static List<Expr> cells(Expr kernel) {
    return kernel instanceof Expr.Literal l ? l.items().stream().flatMap(i -> cells(i).stream()).toList() : List.of(kernel);
  }

  /** What a value drawn from it is in. */
  Dimension distribution(Expr e, Local local) {
    if (!(e instanceof Expr.Call c)) return of(e, local);
    List<Expr> args = c.args().stream().map(Expr.Arg::value).toList();
    if (c.name().equals("exponential")) {
      Dimension rate = of(args.getFirst(), local);
      return rate.isUnknown() ? rate : Dimension.PLAIN.over(rate);
    }
    // Numbers that give its form come first, then, in equal units, where it lies and how wide it is.
    int form = switch (c.name()) {
      case "uniform", "normal", "cauchy", "laplace", "logistic" -> 0;
      case "weibull", "student", "gamma" -> 1;
      case "stable" -> 2;
      default -> args.size();
    };
    String who = "`" + c.name() + "`";
    // A scale that is left out is the plain number 1, and so is then a location before it; a location that is left out is 0 in any unit.
    boolean scaleFirst = c.name().equals("weibull") || c.name().equals("stable") || c.name().equals("gamma");
    boolean scaled = args.size() >= form + (scaleFirst ? 1 : 2);
    args.stream().limit(scaled ? form : args.size()).forEach(a -> plain(who, a, local));
    return scaled ? equal(who, args.subList(form, args.size()), local) : Dimension.PLAIN;
  }

  private Dimension root(Expr.Call c, Dimension d, int n) {
    return d.isUnknown() ? d : reasonable(c, d.to(new Ratio(1, n)));
  }

  /** Reported where it is not; what follows takes it for one. */
  void plain(String who, Expr e, Local local) {
    Dimension d = of(e, local);
    if (!d.isPlain() && !d.isUnknown()) mismatch.plain(who, e, d);
  }

  /** The one dimension of all. */
  Dimension equal(String who, List<Expr> items, Local local) {
    Dimension result = Dimension.UNKNOWN;
    Expr first = null;
    for (Expr e : items) {
      Dimension d = of(e, local);
      if (first == null || result.isUnknown()) {
        result = d;
        first = e;
      } else {
        same(who, first.span(), first, result, e, d);
      }
    }
    return result;
  }

  private Dimension where(List<Expr> args, Local local) {
    List<Expr> values = new ArrayList<>();
    for (int i = 0; i < args.size(); i++) {
      if (i % 2 == 0 && i < args.size() - 1) of(args.get(i), local);
      else values.add(args.get(i));
    }
    return equal("`where`", values, local);
  }

  /** Once for each list of units it is called with. */
  private Dimension apply(ModelItem.Function f, List<Expr> args, Local local) {
    List<Dimension> arguments = args.stream().map(a -> of(a, local)).toList();
    Application call = new Application(f.name().name(), arguments);
    Dimension known = applied.get(call);
    if (known != null) return known;
    Map<String, Dimension> values = new LinkedHashMap<>();
    for (int i = 0; i < arguments.size(); i++) values.put(f.params().get(i).name(), arguments.get(i));
    Dimension result = of(f.body(), new Local(values, Set.of()));
    applied.put(call, result);
    return result;
  }
}

package dyn.frontend.check;

import dyn.frontend.check.ExprChecker.Typed;
import dyn.frontend.syntax.Expr;
import dyn.frontend.syntax.Ident;
import dyn.frontend.syntax.ModelItem.Beyond;
import dyn.frontend.syntax.ModelItem.GridAxis;
import dyn.frontend.term.IndexRange;
import dyn.frontend.term.Term;
import dyn.frontend.term.Typing;
import dyn.ir.Primitive;
import dyn.ir.diagnostics.Code;
import dyn.ir.diagnostics.Diagnostic;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Spatial derivatives of fields over grids, and cells that a side holds. */
final class Stencils {
  static final Set<String> FUNCTIONS = Set.of("laplacian", "ddx", "ddy", "ddz", "d2dx2", "d2dy2", "d2dz2", "grad", "div", "conv");

  private final ExprChecker checker;
  private final Neighbours neighbours;

  Stencils(ExprChecker checker, Neighbours neighbours) {
    this.checker = checker;
    this.neighbours = neighbours;
  }

  /** The rate, or next value, of a state over a grid: where a side is fixed, its cells do not change. */
  Term held(Term rate, List<IndexRange> shape, Term still) {
    Term result = rate;
    for (IndexRange axis : shape) {
      GridAxis g = checker.names.gridAxes.get(axis.dim());
      if (g == null || result.failed()) continue;
      for (int by : new int[] {-1, 1}) {
        if ((by < 0 ? g.low() : g.high()).beyond() != Beyond.FIXED) continue;
        Typing typing = Typing.number(shape);
        Term edge = Neighbours.outside(axis, by, typing);
        Term before = result;
        result = Complexes.is(result) ? Complexes.of(hold(edge, Complexes.re(still), Complexes.re(before), typing),
            hold(edge, Complexes.im(still), Complexes.im(before), typing), typing) : hold(edge, still, before, typing);
      }
    }
    return result;
  }

  private static Term hold(Term edge, Term still, Term moving, Typing typing) {
    return new Term.Apply(Primitive.SELECT, List.of(edge, still, moving), typing);
  }

  // ---- derivatives

  Term derivative(Expr.Call c, List<Typed> args, Scope scope) {
    Neighbours.Reader reader = new Neighbours.Reader(scope, c.span());
    Typed field = args.getFirst();
    if (args.stream().anyMatch(a -> a.term().failed())) return new Term.Failed();
    return switch (c.name()) {
      case "laplacian" -> fieldAxes(c, field).map(axes -> laplacian(field.term(), axes, reader)).orElse(new Term.Failed());
      case "grad" -> grad(c, field, reader);
      case "div" -> divergence(c, args, reader);
      default -> {
        boolean second = c.name().startsWith("d2");
        int number = c.name().charAt(second ? 3 : 2) - 'x';
        yield axis(c, field, number).map(a -> second ? second(field.term(), a, reader) : slope(field.term(), a, reader))
            .orElse(new Term.Failed());
      }
    };
  }

  /** The axes of the field that belong to its grid, in the order of the grid. */
  private Optional<List<IndexRange>> fieldAxes(Expr.Call c, Typed field) {
    List<IndexRange> axes = field.term().typing().shape().stream().filter(r -> checker.names.gridAxes.containsKey(r.dim())).toList();
    if (!axes.isEmpty() && field.term().typing().free().isEmpty()) return Optional.of(axes);
    checker.fail(Diagnostic.of(Code.E0416, field.at(), "`" + c.name() + "` needs a field over a grid").because("this is "
        + field.term().typing().shapeText()).help("declare `grid cell[i = 64] periodic` and `state u[cell]`; of cells with indices write "
        + "their neighbours: `u[i-1] - 2 * u[i] + u[i+1]`"));
    return Optional.empty();
  }

  private Optional<IndexRange> axis(Expr.Call c, Typed field, int number) {
    Optional<List<IndexRange>> axes = fieldAxes(c, field);
    if (axes.isEmpty() || number < axes.get().size()) return axes.map(a -> a.get(number));
    checker.fail(Diagnostic.of(Code.E0416, c.span(), "the grid of this field has no direction " + "xyz".charAt(number))
        .because("it has " + axes.get().size() + (axes.get().size() == 1 ? " dimension" : " dimensions")));
    return Optional.empty();
  }

  private Term number(double x) {
    return new Term.Constant(x);
  }

  private Term spacing(IndexRange axis, Neighbours.Reader reader) {
    Ident let = checker.names.gridAxes.get(axis.dim()).spacing();
    return checker.check(new Expr.Name(reader.at(), let.name(), 0), reader.scope());
  }

  private static Term times(Term a, Term b, Typing like) {
    return Complexes.is(a) ? Complexes.each(a, t -> Complexes.apply(Primitive.MUL, t, b)) : Complexes.apply(Primitive.MUL, a, b);
  }

  private static Term plus(Term a, Term b) {
    return Complexes.plus(a, b, a.typing());
  }

  private static Term minus(Term a, Term b) {
    if (!Complexes.is(a)) return Complexes.sub(a, b);
    return Complexes.of(Complexes.sub(Complexes.re(a), Complexes.re(b)), Complexes.sub(Complexes.im(a), Complexes.im(b)), a.typing());
  }

  /** Second differences of second order, added up over the axes; equal spacings are divided by once. */
  private Term laplacian(Term u, List<IndexRange> axes, Neighbours.Reader reader) {
    List<String> lets = axes.stream().map(a -> checker.names.gridAxes.get(a.dim()).spacing().name()).distinct().toList();
    if (lets.size() > 1) {
      Term sum = null;
      for (IndexRange a : axes) {
        Term part = second(u, a, reader);
        if (part.failed()) return part;
        sum = sum == null ? part : plus(sum, part);
      }
      return sum;
    }
    Term around = null;
    for (IndexRange a : axes) {
      Term pair = pair(u, a, reader);
      if (pair.failed()) return pair;
      around = around == null ? pair : plus(around, pair);
    }
    return overSquare(minus(around, times(u, number(2 * axes.size()), u.typing())), spacing(axes.getFirst(), reader));
  }

  private Term pair(Term u, IndexRange axis, Neighbours.Reader reader) {
    Term low = neighbours.of(u, axis, -1, reader);
    Term high = neighbours.of(u, axis, 1, reader);
    return low.failed() || high.failed() ? new Term.Failed() : plus(low, high);
  }

  private Term second(Term u, IndexRange axis, Neighbours.Reader reader) {
    Term pair = pair(u, axis, reader);
    return pair.failed() ? pair : overSquare(minus(pair, times(u, number(2), u.typing())), spacing(axis, reader));
  }

  private Term overSquare(Term difference, Term h) {
    if (h.failed()) return h;
    return times(difference, Complexes.apply(Primitive.DIV, number(1), Complexes.apply(Primitive.MUL, h, h)), difference.typing());
  }

  /** Central difference of second order. */
  private Term slope(Term u, IndexRange axis, Neighbours.Reader reader) {
    Term low = neighbours.of(u, axis, -1, reader);
    Term high = neighbours.of(u, axis, 1, reader);
    Term h = spacing(axis, reader);
    if (low.failed() || high.failed() || h.failed()) return new Term.Failed();
    return times(minus(high, low), Complexes.apply(Primitive.DIV, number(0.5), h), u.typing());
  }

  private Term grad(Expr.Call c, Typed field, Neighbours.Reader reader) {
    Optional<List<IndexRange>> axes = fieldAxes(c, field);
    if (axes.isEmpty()) return new Term.Failed();
    if (axes.get().size() == 1) return slope(field.term(), axes.get().getFirst(), reader);
    return checker.fail(Diagnostic.of(Code.E0416, c.span(), "`grad` has " + axes.get().size() + " parts here")
        .because("a vector in each cell").help("write `div(D * grad(u))` for a flux, or `ddx(u)`, `ddy(u)` for its parts"));
  }

  private Term divergence(Expr.Call c, List<Typed> args, Neighbours.Reader reader) {
    Optional<List<IndexRange>> axes = fieldAxes(c, args.getFirst());
    if (axes.isEmpty()) return new Term.Failed();
    if (axes.get().size() != args.size()) {
      return checker.fail(Diagnostic.of(Code.E0416, c.span(), "`div` needs a part for each direction of the grid, which are "
          + axes.get().size()).because(args.size() + " given").help("or write the flux as one: `div(D * grad(u))`"));
    }
    Term sum = null;
    for (int i = 0; i < args.size(); i++) {
      Optional<IndexRange> axis = axis(c, args.get(i), i);
      Term part = axis.isEmpty() ? new Term.Failed() : slope(args.get(i).term(), axis.get(), reader);
      if (part.failed()) return part;
      sum = sum == null ? part : plus(sum, part);
    }
    return sum;
  }

  /** Whether the one argument of a `div` is a flux down a gradient. */
  static Optional<Expr.Call> gradient(Expr.Call div) {
    if (!div.name().equals("div") || div.args().size() != 1) return Optional.empty();
    Expr e = div.args().getFirst().value();
    if (e instanceof Expr.Negate n) e = n.operand();
    if (isGrad(e)) return Optional.of((Expr.Call) e);
    if (!(e instanceof Expr.Chain chain)) return Optional.empty();
    if (isGrad(chain.first())) return Optional.of((Expr.Call) chain.first());
    return chain.rest().stream().map(Expr.Link::operand).filter(Stencils::isGrad).map(Expr.Call.class::cast).findFirst();
  }

  private static boolean isGrad(Expr e) {
    return e instanceof Expr.Call c && c.name().equals("grad") && c.args().size() == 1;
  }

  /** `div(D grad(u))` with D in the middle between cells: what leaves a cell enters its neighbour. */
  Term flux(Expr.Call div, Expr.Call grad, Scope scope) {
    Neighbours.Reader reader = new Neighbours.Reader(scope, div.span());
    Typed field = checker.typed(grad.args().getFirst().value(), scope);
    Typed d = checker.typed(coefficient(div.args().getFirst().value(), grad), scope);
    Term u = checker.requireNumber(field);
    Term k = checker.requireReal(d, "the coefficient of a gradient");
    if (u.failed() || k.failed()) return new Term.Failed();
    Optional<List<IndexRange>> axes = fieldAxes(grad, new Typed(u, field.at()));
    if (axes.isEmpty()) return new Term.Failed();
    if (!k.typing().isArray()) return times(laplacian(u, axes.get(), reader), k, u.typing());
    if (!Shapes.match(u.typing().shape(), k.typing().shape())) {
      return checker.apply(Primitive.MUL, "`*`", new Typed(u, field.at()), new Typed(k, d.at()));
    }
    Term sum = null;
    for (IndexRange a : axes.get()) {
      Term part = flux(u, Shapes.as(k, u.typing().shape()), a, reader);
      if (part.failed()) return part;
      sum = sum == null ? part : plus(sum, part);
    }
    return sum;
  }

  private Term flux(Term u, Term k, IndexRange axis, Neighbours.Reader reader) {
    Term[] through = new Term[2];
    for (int s = 0; s < 2; s++) {
      Term next = neighbours.of(u, axis, s == 0 ? -1 : 1, reader);
      Term nextK = neighbours.of(k, axis, s == 0 ? -1 : 1, reader);
      if (next.failed() || nextK.failed()) return new Term.Failed();
      Term middle = Complexes.apply(Primitive.MUL, number(0.5), plus(k, nextK));
      through[s] = times(s == 0 ? minus(u, next) : minus(next, u), middle, u.typing());
    }
    return overSquare(minus(through[1], through[0]), spacing(axis, reader));
  }

  /** The product with 1 in the place of the gradient. */
  private static Expr coefficient(Expr e, Expr.Call grad) {
    if (e == grad) return new Expr.Num(grad.span(), "1");
    return switch (e) {
      case Expr.Negate n -> new Expr.Negate(n.span(), coefficient(n.operand(), grad));
      case Expr.Chain c -> new Expr.Chain(c.span(), coefficient(c.first(), grad),
          c.rest().stream().map(l -> new Expr.Link(l.operator(), l.at(), coefficient(l.operand(), grad))).toList());
      case Expr.Num _, Expr.Name _, Expr.Call _, Expr.Index _, Expr.Not _, Expr.Reduce _, Expr.Expectation _, Expr.Own _, Expr.Each _,
          Expr.At _, Expr.Integral _, Expr.Stale _, Expr.Literal _ -> e;
    };
  }

  /** A kernel of constants, its middle on the cell itself: `sum K[a, b] u[i + a - m, j + b - m]`. */
  Term convolution(Expr.Call c, Scope scope) {
    Typed field = checker.typed(c.args().getFirst().value(), scope);
    Term u = checker.requireNumber(field);
    if (u.failed()) return u;
    Optional<List<IndexRange>> axes = fieldAxes(c, new Typed(u, field.at()));
    Expr kernel = c.args().getLast().value();
    Optional<NumberArray> cells = checker.constants.array(kernel);
    if (axes.isEmpty()) return new Term.Failed();
    boolean fits = cells.isPresent() && cells.get().dims().size() == axes.get().size()
        && cells.get().dims().stream().allMatch(s -> s % 2 == 1);
    if (!fits) {
      return checker.fail(Diagnostic.of(Code.E0416, kernel.span(), "a kernel is a list of constants, odd in every direction of the grid")
          .because("not such a list").help("in two dimensions: `conv(u, [[0, 1, 0], [1, -4, 1], [0, 1, 0]])`"));
    }
    Neighbours.Reader reader = new Neighbours.Reader(scope, c.span());
    Term sum = null;
    double[] values = cells.get().values();
    for (int k = 0; k < values.length; k++) {
      if (values[k] == 0) continue;
      Term cell = u;
      int rest = k;
      for (int a = axes.get().size() - 1; a >= 0; a--) {
        int size = cells.get().dims().get(a);
        cell = neighbours.of(cell, axes.get().get(a), rest % size - size / 2, reader);
        rest /= size;
      }
      if (cell.failed()) return cell;
      Term part = times(cell, number(values[k]), u.typing());
      sum = sum == null ? part : plus(sum, part);
    }
    return sum == null ? times(u, number(0), u.typing()) : sum;
  }
}

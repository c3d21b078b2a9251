package dyn.frontend.check;

import dyn.frontend.syntax.Expr;
import dyn.frontend.syntax.Ident;
import dyn.frontend.syntax.ModelItem.Beyond;
import dyn.frontend.syntax.ModelItem.GridAxis;
import dyn.frontend.syntax.ModelItem.Side;
import dyn.frontend.term.IndexRange;
import dyn.frontend.term.Symbol;
import dyn.frontend.term.Term;
import dyn.frontend.term.Typing;
import dyn.ir.Lanes;
import dyn.ir.Primitive;
import dyn.ir.diagnostics.Code;
import dyn.ir.diagnostics.Diagnostic;
import dyn.ir.diagnostics.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Cells beside a cell of a grid. Beyond a periodic side is the other one; beyond one without flux the grid as in a mirror that stands
 * between cells; beyond a fixed one nothing is asked, as its cells do not change; beyond one of given value that value.
 *
 * <p>A given value is one of the states: what is computed of them is computed of it, whether it has a name or not, and what is not, as a
 * coefficient that differs from cell to cell, goes on as in a mirror.
 */
final class Neighbours {
  private final ExprChecker checker;

  Neighbours(ExprChecker checker) {
    this.checker = checker;
  }

  /** Who reads: what it may see, and where it stands. */
  record Reader(Scope scope, Span at) {}

  /** The array {@code whole} as each cell sees it {@code by} cells further along {@code axis}, one of its own. */
  Term of(Term whole, IndexRange axis, int by, Reader reader) {
    if (by == 0 || whole.failed() || !has(whole, axis)) return whole;
    GridAxis g = checker.names.gridAxes.get(axis.dim());
    if (g == null) {
      return checker.fail(Diagnostic.of(Code.E0415, reader.at(), "a neighbour along `" + axis.dim() + "`, which is no grid")
          .because("what lies beyond its ends?")
          .help("declare a grid in place of `dim " + axis.dim() + "`: `grid cells[" + axis.dim() + " = " + axis.size() + "] periodic`"));
    }
    if (whole instanceof Term.Complex) return Complexes.each(whole, t -> of(t, axis, by, reader));
    Side side = by < 0 ? g.low() : g.high();
    if (side.beyond() == Beyond.PERIODIC) return new Term.Shift(whole, axis, by, Lanes.Edge.WRAP, whole.typing());
    if (Math.abs(by) > axis.size()) return tooFar(axis, by, reader);
    boolean given = side.beyond() == Beyond.VALUE || !checker.names.boundaries.isEmpty() && mentions(whole, axis, by);
    return given ? given(whole, side, axis, by, reader) : mirrored(whole, side, axis, by);
  }

  /** A mirror image of a mirror image is told by no side. */
  private Term tooFar(IndexRange axis, int by, Reader reader) {
    return checker.fail(Diagnostic.of(Code.E0407, reader.at(), "a neighbour " + Math.abs(by) + " cells away, on a grid of " + axis.size())
        .because("beyond the whole grid").help("only along a `periodic` index can it be so far"));
  }

  private static boolean has(Term t, IndexRange axis) {
    return t.typing().shape().stream().anyMatch(r -> r.axisName().equals(axis.axisName()));
  }

  /** Whether some field that is read has a value of its own beyond the side. */
  private boolean mentions(Term t, IndexRange axis, int by) {
    return switch (t) {
      case Term.Read r -> boundary(r.symbol(), axis, by).isPresent() || definition(r).filter(d -> mentions(d, axis, by)).isPresent();
      case Term.Apply a -> a.args().stream().anyMatch(x -> mentions(x, axis, by));
      case Term.Retyped r -> mentions(r.operand(), axis, by);
      case Term.Shift s -> mentions(s.operand(), axis, by);
      case Term.Pick p -> mentions(p.operand(), axis, by);
      case Term.At a -> mentions(a.operand(), axis, by);
      case Term.Rename _, Term.Position _, Term.Meet _,
          Term.Structured _, Term.Follow _, Term.Iota _, Term.Reduce _, Term.Contract _,
          Term.Stack _, Term.Draw _, Term.Quantiles _, Term.Divergence _,
          Term.Base _, Term.Point _, Term.Complex _, Term.Constant _, Term.Time _, Term.Row _,
          Term.Failed _ -> false;
    };
  }

  private Optional<Ident> boundary(Symbol s, IndexRange axis, int by) {
    return Optional.ofNullable(checker.names.boundaries.get(Names.side(whole(s), axis.dim(), by > 0)));
  }

  /** The name of the field: of a part, that of the complex field. */
  private String whole(Symbol s) {
    return part(s).map(p -> s.name().substring(0, s.name().length() - p.length() - 1)).orElse(s.name());
  }

  /** `re` or `im` where the symbol is a part of a complex one. */
  private Optional<String> part(Symbol s) {
    for (String part : List.of("re", "im")) {
      if (!s.name().endsWith("." + part)) continue;
      Symbol field = checker.names.symbols.get(s.name().substring(0, s.name().length() - 3));
      if (field != null && field.complex()) return Optional.of(part);
    }
    return Optional.empty();
  }

  /** What a `let` stands for. */
  private Optional<Term> definition(Term.Read r) {
    return Optional.ofNullable(checker.names.definitions.get(r.symbol().name()));
  }

  private Term given(Term t, Side side, IndexRange axis, int by, Reader reader) {
    return switch (t) {
      case Term.Apply a -> {
        List<Term> args = new ArrayList<>();
        for (Term x : a.args()) args.add(of(x, axis, by, reader));
        yield args.stream().anyMatch(Term::failed) ? new Term.Failed() : new Term.Apply(a.primitive(), args, a.typing());
      }
      case Term.Retyped r -> retyped(of(r.operand(), axis, by, reader), r.typing());
      case Term.Read r -> field(r, side, axis, by, reader);
      // A neighbour's neighbour; what lies between the two is no cell that could be asked.
      case Term.Shift s when s.axis().axisName().equals(axis.axisName()) ->
          retyped(of(s.operand(), axis, (int) s.by() + by, reader), s.typing());
      case Term.Shift s -> {
        Term beside = of(s.operand(), axis, by, reader);
        yield beside.failed() ? beside : new Term.Shift(beside, s.axis(), s.by(), s.edge(), s.typing());
      }
      case Term.Pick p -> {
        Term beside = of(p.operand(), axis, by, reader);
        yield beside.failed() ? beside : new Term.Pick(beside, p.axis(), p.position(), p.typing());
      }
      case Term.At a -> {
        Term beside = of(a.operand(), axis, by, reader);
        yield beside.failed() ? beside : new Term.At(beside, a.axis(), a.index(), a.typing());
      }
      case Term.Iota i when i.index().axisName().equals(axis.axisName()) ->
          new Term.Apply(Primitive.ADD, List.of(t, new Term.Constant(by)), t.typing());
      case Term.Iota _ -> t;
      case Term.Rename _, Term.Position _, Term.Meet _, Term.Structured _, Term.Follow _, Term.Reduce _, Term.Contract _,
          Term.Stack _, Term.Draw _, Term.Quantiles _, Term.Divergence _,
          Term.Base _, Term.Point _, Term.Complex _, Term.Constant _, Term.Time _, Term.Row _, Term.Failed _ ->
          mirrored(t, side, axis, by);
    };
  }

  private static Term retyped(Term t, Typing typing) {
    return t.failed() ? t : new Term.Retyped(t, typing);
  }

  private Term field(Term.Read r, Side side, IndexRange axis, int by, Reader reader) {
    Optional<Ident> own = boundary(r.symbol(), axis, by);
    if (own.isPresent()) return beyond(r, own.get(), axis, by, reader);
    Optional<Term> definition = definition(r);
    if (definition.isPresent()) return retyped(of(definition.get(), axis, by, reader), r.typing());
    boolean state = r.symbol().kind() == Symbol.Kind.STATE;
    return state && side.value().isPresent() ? beyond(r, side.value().get(), axis, by, reader) : mirrored(r, side, axis, by);
  }

  private Term beyond(Term.Read field, Ident value, IndexRange axis, int by, Reader reader) {
    Term given = checker.check(new Expr.Name(reader.at(), value.name(), value.primes()), reader.scope());
    if (given.failed()) return given;
    Optional<String> part = part(field.symbol());
    if (part.isEmpty() && Complexes.is(given)) {
      return checker.fail(Diagnostic.of(Code.E0305, value.span(), "what lies beyond a side of `" + field.symbol().name()
          + "` is complex, and it is real").because("a complex number").label(field.symbol().at(), "a real field")
          .help("declare a complex field, `state z[cell] = complex(0, 0)`, or give the real part: `re(...)`"));
    }
    Term cell = part.filter("im"::equals).isPresent() ? Complexes.im(given) : Complexes.re(given);
    Typing typing = field.typing();
    Term shifted = new Term.Shift(field, axis, by, Lanes.Edge.CLAMP, typing);
    return new Term.Apply(Primitive.SELECT, List.of(outside(axis, by, typing), new Term.Retyped(cell, typing), shifted), typing);
  }

  /** Cells that look beyond the side. */
  static Term outside(IndexRange axis, int by, Typing typing) {
    Term index = new Term.Iota(axis, typing);
    return by < 0 ? new Term.Apply(Primitive.LT, List.of(index, new Term.Constant(-by)), typing.of(Typing.Kind.CONDITION))
        : new Term.Apply(Primitive.GE, List.of(index, new Term.Constant(axis.size() - by)), typing.of(Typing.Kind.CONDITION));
  }

  private static Term mirrored(Term t, Side side, IndexRange axis, int by) {
    Term result = new Term.Shift(t, axis, by, Lanes.Edge.CLAMP, t.typing());
    if (side.beyond() == Beyond.FIXED) return result;
    // The cell at distance d from the side looks at the mirror image: d + by = -1 - d' in the counting from that side.
    for (int d = 0; d < Math.abs(by) - 1; d++) {
      int image = Math.abs(by) - 1 - 2 * d;
      Term at = new Term.Shift(t, axis, by < 0 ? image : -image, Lanes.Edge.CLAMP, t.typing());
      Term cell = new Term.Constant(by < 0 ? d : axis.size() - 1 - d);
      Term here = new Term.Apply(Primitive.EQ, List.of(new Term.Iota(axis, t.typing()), cell), t.typing().of(Typing.Kind.CONDITION));
      result = new Term.Apply(Primitive.SELECT, List.of(here, image == 0 ? t : at, result), t.typing());
    }
    return result;
  }
}

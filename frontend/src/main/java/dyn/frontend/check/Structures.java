package dyn.frontend.check;

import dyn.frontend.term.IndexRange;
import dyn.frontend.term.Structure;
import dyn.frontend.term.Structure.Band;
import dyn.frontend.term.Structure.LowRank;
import dyn.frontend.term.Structure.Part;
import dyn.frontend.term.Structure.Sparse;
import dyn.frontend.term.Term;
import dyn.frontend.term.Typing;
import dyn.ir.Lanes;
import dyn.ir.Primitive;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/** Products, sums and transposes of structured matrices, which stay structured, and their cells where those are asked for. */
final class Structures {
  /** Diagonals times diagonals, beyond which a product is computed by its cells. */
  private static final int MOST_PRODUCTS = 256;

  private Structures() {}

  static Term.Structured of(List<Part> parts, IndexRange rows, IndexRange cols) {
    boolean complex = parts.stream().anyMatch(p -> Complexes.any(p.terms()));
    Typing typing = Typing.number(List.of(rows, cols));
    return new Term.Structured(new Structure(parts, rows, cols), complex ? typing.of(Typing.Kind.COMPLEX) : typing);
  }

  /** The same matrix with its cells, for whoever knows no structure. */
  static Term plain(Term t) {
    return t instanceof Term.Structured s ? dense(s.structure()) : t;
  }

  private static Term dense(Structure s) {
    List<IndexRange> shape = List.of(s.rows(), s.cols());
    Typing typing = Typing.number(shape);
    Term cells = null;
    for (Band b : s.bands()) {
      Term column = Complexes.apply(Primitive.ADD, new Term.Iota(s.rows(), typing), new Term.Constant(b.offset()));
      Term here = Complexes.apply(Primitive.EQ, new Term.Iota(s.cols(), typing), column);
      Term otherwise = cells == null ? Complexes.ZERO : cells;
      Term values = spread(b.values(), shape);
      cells = Complexes.choose(here, values, otherwise, typing);
    }
    for (LowRank l : s.lowRanks()) {
      Term product = Shapes.as(Shapes.contract(l.left(), transposed(l.right())), shape);
      cells = cells == null ? product : Complexes.plus(cells, product, typing);
    }
    for (Sparse p : s.sparse()) {
      Term values = SparseParts.dense(s, p, typing);
      cells = cells == null ? values : Complexes.plus(cells, values, typing);
    }
    return cells;
  }

  private static Term spread(Term t, List<IndexRange> shape) {
    return Complexes.each(t, x -> x.typing().shape().equals(shape) ? x : new Term.Retyped(x, x.typing().shaped(shape)));
  }

  static Term transposed(Term t) {
    return Complexes.each(t, x -> new Term.Retyped(x, x.typing().shaped(x.typing().shape().reversed())));
  }

  /** Under other names of its axes. */
  static Term.Structured as(Structure s, IndexRange rows, IndexRange cols) {
    List<Part> parts = new ArrayList<>();
    for (Part p : s.parts()) {
      parts.add(switch (p) {
        case Band b -> new Band(b.offset(), Shapes.as(b.values(), List.of(rows)));
        case LowRank l -> {
          IndexRange rank = Shapes.fresh(l.rank(), Set.of(rows.axisName(), cols.axisName()));
          yield new LowRank(Shapes.as(l.left(), List.of(rows, rank)), Shapes.as(l.right(), List.of(cols, rank)));
        }
        case Sparse e -> e;
      });
    }
    return of(parts, rows, cols);
  }

  /** A function that is linear, or acts on each number alone and keeps products, on all parts. */
  static Term.Structured map(Structure s, UnaryOperator<Term> f) {
    return of(s.parts().stream().map(p -> p.map((_, t) -> f.apply(t))).toList(), s.rows(), s.cols());
  }

  static Term.Structured scaled(Structure s, UnaryOperator<Term> times) {
    return of(s.parts().stream().map(p -> p.map((k, t) -> k == 0 ? times.apply(t) : t)).toList(), s.rows(), s.cols());
  }

  static Term.Structured transpose(Structure s) {
    List<Part> parts = new ArrayList<>();
    for (Part p : s.parts()) {
      parts.add(switch (p) {
        case Band b -> new Band(-b.offset(), Shapes.as(shift(b.values(), 0, -b.offset()), List.of(s.cols())));
        case LowRank l -> new LowRank(l.right(), l.left());
        case Sparse e -> new Sparse(e.set(), !e.into(), e.values());
      });
    }
    return of(parts, s.cols(), s.rows());
  }

  /** Of matrices over the same dimensions; those of `b` take the names of `a`. */
  static Term.Structured sum(Structure a, Structure b) {
    List<Part> parts = new ArrayList<>(a.parts());
    as(b, a.rows(), a.cols()).structure().parts().forEach(p -> add(parts, p));
    return of(parts, a.rows(), a.cols());
  }

  private static void add(List<Part> parts, Part p) {
    for (int i = 0; i < parts.size(); i++) {
      if (!(p instanceof Band x && parts.get(i) instanceof Band y && x.offset() == y.offset())) continue;
      parts.set(i, new Band(x.offset(), Complexes.plus(y.values(), x.values(), y.values().typing())));
      return;
    }
    parts.add(p);
  }

  /** a @ x over the first axis of x. */
  static Term times(Structure a, Term x) {
    Term result = null;
    for (Part p : a.parts()) {
      Term part = switch (p) {
        case Band b -> along(a, b, x, 0);
        case LowRank l -> Shapes.contract(l.left(), Shapes.contract(transposed(l.right()), x));
        case Sparse e -> SparseParts.times(a, e, x, 0);
      };
      result = result == null ? part : Complexes.plus(result, Shapes.as(part, result.typing().shape()), result.typing());
    }
    return result;
  }

  /** x @ a over the last axis of x. */
  static Term timesLeft(Term x, Structure a) {
    int last = x.typing().shape().size() - 1;
    Structure t = transpose(a).structure();
    Term result = null;
    for (int i = 0; i < a.parts().size(); i++) {
      Term part = switch (a.parts().get(i)) {
        case Band _ -> along(t, (Band) t.parts().get(i), x, last);
        case LowRank l -> Shapes.contract(Shapes.contract(x, l.left()), transposed(l.right()));
        case Sparse _ -> SparseParts.times(t, (Sparse) t.parts().get(i), x, last);
      };
      result = result == null ? part : Complexes.plus(result, Shapes.as(part, result.typing().shape()), result.typing());
    }
    return result;
  }

  /** One band on one axis of x: its values times the cells that lie `offset` further, nothing beyond the end. */
  private static Term along(Structure a, Band b, Term x, int axis) {
    List<IndexRange> shape = new ArrayList<>(x.typing().shape());
    List<IndexRange> others = new ArrayList<>(shape);
    others.remove(axis);
    boolean first = axis == 0;
    IndexRange mine = first ? a.rows() : Shapes.fresh(a.rows(), Shapes.axisNames(others));
    shape.set(axis, mine);
    Set<String> taken = Shapes.axisNames(List.of(mine));
    for (int i = 0; first && i < shape.size(); i++) {
      if (i == axis) continue;
      shape.set(i, Shapes.fresh(shape.get(i), taken));
      taken.add(shape.get(i).axisName());
    }
    Term values = spread(Shapes.as(inside(b, a.rows()), List.of(mine)), shape);
    Term cells = shift(Shapes.as(x, shape), axis, b.offset());
    return spread(Complexes.times(values, cells, Typing.number(shape)), shape);
  }

  /** The values of a band, zero where there is no such column. */
  private static Term inside(Band b, IndexRange rows) {
    if (b.offset() == 0) return b.values();
    Typing typing = Typing.number(List.of(rows));
    Term row = new Term.Iota(rows, typing);
    Term here = b.offset() > 0 ? Complexes.apply(Primitive.LT, row, new Term.Constant(rows.size() - b.offset()))
        : Complexes.apply(Primitive.GE, row, new Term.Constant(-b.offset()));
    return Complexes.choose(here, b.values(), Complexes.ZERO, typing);
  }

  private static Term shift(Term x, int axis, long by) {
    return by == 0 ? x : Complexes.each(x, t -> new Term.Shift(t, t.typing().shape().get(axis), by, Lanes.Edge.CLAMP, t.typing()));
  }

  /** Empty where the product has so many diagonals that its cells are cheaper. */
  static Optional<Term> product(Structure a, Structure b) {
    if (a.bands().size() * b.bands().size() > MOST_PRODUCTS) return Optional.empty();
    if (!a.sparse().isEmpty() || !b.sparse().isEmpty()) return Optional.empty();
    IndexRange cols = Shapes.fresh(b.cols(), Set.of(a.rows().axisName()));
    List<Part> parts = new ArrayList<>();
    for (Band x : a.bands()) for (Band y : b.bands()) add(parts, product(a, x, y));
    Structure bands = new Structure(List.copyOf(a.bands()), a.rows(), a.cols());
    for (LowRank y : b.lowRanks()) {
      if (!bands.parts().isEmpty()) parts.add(lowRank(times(bands, y.left()), y.right(), a.rows(), cols));
    }
    Structure back = transpose(b).structure();
    for (LowRank x : a.lowRanks()) parts.add(lowRank(x.left(), times(back, x.right()), a.rows(), cols));
    return Optional.of(of(parts, a.rows(), cols));
  }

  private static Band product(Structure a, Band x, Band y) {
    Term right = shift(Shapes.as(y.values(), List.of(a.rows())), 0, x.offset());
    return new Band(x.offset() + y.offset(), Complexes.times(inside(x, a.rows()), right, Typing.number(List.of(a.rows()))));
  }

  private static LowRank lowRank(Term left, Term right, IndexRange rows, IndexRange cols) {
    IndexRange rank = Shapes.fresh(left.typing().shape().getLast(), Set.of(rows.axisName(), cols.axisName()));
    return new LowRank(Shapes.as(left, List.of(rows, rank)), Shapes.as(right, List.of(cols, rank)));
  }

  static Term trace(Structure s) {
    Typing number = Typing.NUMBER;
    Term result = Complexes.ZERO;
    for (Part p : s.parts()) {
      Term part = switch (p) {
        case Band b -> b.offset() != 0 ? Complexes.ZERO
            : Complexes.each(b.values(), v -> Reductions.sum(v, List.of(s.rows()), number));
        case LowRank l -> {
          List<IndexRange> shape = l.left().typing().shape();
          Term cells = Complexes.times(l.left(), Shapes.as(l.right(), shape), Typing.number(shape));
          yield Complexes.each(cells, v -> Reductions.sum(v, shape, number));
        }
        case Sparse e -> SparseParts.trace(e);
      };
      result = Complexes.plus(result, part, number);
    }
    return result;
  }
}

package dyn.frontend.check;

import dyn.frontend.term.EdgeSet;
import dyn.frontend.term.IndexRange;
import dyn.frontend.term.Structure;
import dyn.frontend.term.Structure.Sparse;
import dyn.frontend.term.Term;
import dyn.frontend.term.Typing;
import dyn.ir.Lanes;
import dyn.ir.Primitive;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Matrices whose cells are the values of edges: a row is a node and its edges, a column the node at their other end. */
final class SparseParts {
  private SparseParts() {}

  /** On one axis of x, that of the columns: the values of the edges of each row times the cells at their other ends, added up. */
  static Term times(Structure a, Sparse p, Term x, int axis) {
    List<IndexRange> shape = new ArrayList<>(x.typing().shape());
    IndexRange edge = Shapes.fresh(p.set().edge(), Shapes.axisNames(shape));
    List<IndexRange> others = new ArrayList<>(shape);
    others.remove(axis);
    IndexRange rows = axis == 0 ? a.rows() : Shapes.fresh(a.rows(), Shapes.axisNames(others));
    Set<String> taken = Shapes.axisNames(List.of(rows, edge));
    for (int i = 0; axis == 0 && i < shape.size(); i++) {
      shape.set(i, Shapes.fresh(shape.get(i), taken));
      taken.add(shape.get(i).axisName());
    }
    IndexRange cols = shape.get(axis);
    Term index = end(p, false, edge);
    Term cells = Complexes.each(Shapes.as(x, shape), t -> new Term.At(t, cols, index, t.typing()));
    shape.set(axis, edge);
    Typing along = Typing.number(shape);
    Term values = spread(Shapes.as(p.values(), List.of(edge)), along);
    Term flows = Complexes.times(values, spread(cells, along), along);
    shape.set(axis, rows);
    return rowSums(p, flows, rows, edge, Typing.number(shape));
  }

  private static Term spread(Term t, Typing typing) {
    return Complexes.each(t, x -> new Term.Retyped(x, x.typing().shaped(typing.shape())));
  }

  private static Term rowSums(Sparse p, Term flows, IndexRange rows, IndexRange edge, Typing typing) {
    Map<String, IndexRange> names = Map.of(p.set().end(!p.into()).ranges().getFirst().axisName(), rows);
    Term first = read(p.set().first(p.into()), names);
    Term last = read(p.set().last(p.into()), names);
    Term order = read(p.set().order(), Map.of(p.set().edge().axisName(), edge));
    return Complexes.each(flows, f -> {
      Term sorted = p.into() ? f : new Term.At(f, edge, order, f.typing());
      return new Term.Meet(Lanes.Combine.SUM, false, sorted, first, last, edge, typing);
    });
  }

  /** The number of the node at an end of each edge: of the row, or of the column. */
  private static Term end(Sparse p, boolean row, IndexRange edge) {
    boolean source = row != p.into();
    return read(p.set().ends(source, 0), Map.of(p.set().edge().axisName(), edge));
  }

  static Term read(EdgeSet.Data data, Map<String, IndexRange> names) {
    Term read = new Term.Read(data.symbol(), Typing.number(data.symbol().shape()));
    Map<String, IndexRange> renamed = new LinkedHashMap<>(names);
    renamed.entrySet().removeIf(n -> n.getKey().equals(n.getValue().axisName()));
    return renamed.isEmpty() ? read : new Term.Rename(read, renamed, read.typing());
  }

  /** All cells, most of them zero: for each the edges of its row are asked whether they end in its column. */
  static Term dense(Structure s, Sparse p, Typing typing) {
    IndexRange edge = Shapes.fresh(p.set().edge(), Shapes.axisNames(typing.shape()));
    Typing along = Typing.number(List.of(edge, s.cols()));
    Term column = new Term.Position(end(p, false, edge), along);
    Term here = Complexes.apply(Primitive.EQ, new Term.Iota(s.cols(), along), column);
    Term cells = Complexes.choose(here, spread(Shapes.as(p.values(), List.of(edge)), along), Complexes.ZERO, along);
    return rowSums(p, cells, s.rows(), edge, typing);
  }

  /** The values of edges from a node to itself. */
  static Term trace(Sparse p) {
    IndexRange edge = p.set().edge();
    Typing along = Typing.number(List.of(edge));
    Term here = Complexes.apply(Primitive.EQ, new Term.Position(end(p, true, edge), along), new Term.Position(end(p, false, edge), along));
    return Complexes.each(Complexes.choose(here, p.values(), Complexes.ZERO, along), v -> Reductions.sum(v, List.of(edge), Typing.NUMBER));
  }
}

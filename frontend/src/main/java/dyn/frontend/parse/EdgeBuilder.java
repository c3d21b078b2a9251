package dyn.frontend.parse;

import dyn.frontend.syntax.Expr;
import dyn.frontend.syntax.Ident;
import dyn.frontend.syntax.ModelItem;
import dyn.frontend.syntax.ModelItem.EdgeSource;
import dyn.frontend.syntax.Operator;
import dyn.frontend.syntax.UnitText;
import dyn.grammar.DynParser.EdgeColumnContext;
import dyn.grammar.DynParser.EdgeEndContext;
import dyn.grammar.DynParser.EdgeSourceContext;
import dyn.grammar.DynParser.EdgesContext;
import dyn.ir.diagnostics.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Sets of edges. A further column of a file becomes a parameter over the edges, so that units, instances and settings treat it as they
 * treat every parameter.
 */
final class EdgeBuilder {
  /** Reads a column of the file of a set of edges, under a name that no text can say: the set, and the number of the column. */
  static final String COLUMN = ":column";

  private final TreeBuilder trees;

  EdgeBuilder(TreeBuilder trees) {
    this.trees = trees;
  }

  void edges(EdgesContext c, List<ModelItem> out) {
    Ident name = trees.ident(c.NAME());
    Optional<Expr> seed = Optional.ofNullable(c.arithmetic()).map(trees.expressions()::of);
    Optional<Expr> where = Optional.ofNullable(c.expression()).map(trees.expressions()::of);
    EdgeSource from = c.edgeSource() == null ? new EdgeSource.Pairs() : source(c.edgeSource());
    out.add(new ModelItem.Edges(trees.span(c), name, end(c.edgeEnd(0)), end(c.edgeEnd(1)), from, seed, where));
    if (c.edgeSource() == null) return;
    for (int k = 0; k < c.edgeSource().edgeColumn().size(); k++) column(c.edgeSource().edgeColumn(k), k, name, out);
  }

  private ModelItem.EdgeEnd end(EdgeEndContext c) {
    return new ModelItem.EdgeEnd(trees.ident(c.NAME(0)), trees.ident(c.NAME(1)));
  }

  private EdgeSource source(EdgeSourceContext c) {
    if (c.WITH() != null) return new EdgeSource.Drawn(trees.ident(c.NAME()), trees.expressions().of(c.arithmetic()));
    if (c.NEIGHBOURS() != null) return new EdgeSource.Neighbours(trees.span(c));
    List<String> columns = new ArrayList<>();
    for (int k = 1; k < c.STRING().size(); k++) columns.add(TreeBuilder.text(c.STRING(k)));
    for (EdgeColumnContext e : c.edgeColumn()) columns.add(e.STRING() == null ? e.NAME().getText() : TreeBuilder.text(e.STRING()));
    return new EdgeSource.File(trees.span(c), TreeBuilder.text(c.STRING(0)), columns, Optional.empty());
  }

  /** The numbers of a column are in the unit that is stated of it. */
  private void column(EdgeColumnContext c, int k, Ident edges, List<ModelItem> out) {
    Ident name = trees.ident(c.NAME());
    Span at = trees.span(c);
    Expr set = new Expr.Name(edges.span(), edges.name(), 0);
    Expr value = new Expr.Call(at, name.span(), COLUMN, List.of(new Expr.Arg(at, "", set),
        new Expr.Arg(at, "", new Expr.Num(at, Integer.toString(k)))));
    if (c.unitOf() != null) {
      UnitText unit = trees.expressions().units().unit(c.unitOf().unit());
      Expr one = new Expr.Num(at, "1", Optional.of(unit));
      value = new Expr.Chain(at, value, List.of(new Expr.Link(Operator.MUL, at, one)));
    }
    out.add(new ModelItem.Param(at, name, List.of(set), Optional.of(new ModelItem.Origin(value, false)), Optional.empty(), ""));
    trees.stated(name, c.unitOf(), out);
  }
}

package dyn.frontend.parse;

import dyn.frontend.syntax.Expr;
import dyn.frontend.syntax.Ident;
import dyn.frontend.syntax.ModelItem;
import dyn.frontend.syntax.ModelItem.Beyond;
import dyn.frontend.syntax.ModelItem.Side;
import dyn.grammar.DynParser.BoundaryContext;
import dyn.grammar.DynParser.GridAxisContext;
import dyn.grammar.DynParser.GridClauseContext;
import dyn.grammar.DynParser.GridContext;
import dyn.ir.diagnostics.Code;
import dyn.ir.diagnostics.Diagnostic;
import dyn.ir.diagnostics.Diagnostics;
import dyn.ir.diagnostics.Span;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Grids and boundaries. Sizes become dimensions; spacings and given values become `let`s under names that no text can say, so that units,
 * instances and dependencies treat them as they treat every value.
 */
final class GridBuilder {
  private final TreeBuilder trees;
  private final ExprBuilder expressions;
  private final Diagnostics diagnostics;
  private final Map<String, List<Ident>> axes = new LinkedHashMap<>();
  private final List<BoundaryContext> boundaries = new ArrayList<>();

  GridBuilder(TreeBuilder trees, Diagnostics diagnostics) {
    this.trees = trees;
    this.expressions = trees.expressions();
    this.diagnostics = diagnostics;
  }

  void grid(GridContext c, List<ModelItem> out) {
    Ident name = trees.ident(c.NAME());
    List<Ident> dims = new ArrayList<>();
    for (GridAxisContext a : c.gridAxis()) {
      Ident dim = trees.ident(a.NAME());
      dims.add(dim);
      out.add(new ModelItem.Dim(trees.span(a), dim, expressions.of(a.expression()), ""));
    }
    dims.forEach(d -> axes.put(d.name(), dims));
    Side[][] sides = new Side[dims.size()][2];
    Ident[] spacing = new Ident[dims.size()];
    for (GridClauseContext clause : c.gridClause()) clause(name, clause, dims, sides, spacing, out);
    Ident unit = null;
    List<ModelItem.GridAxis> made = new ArrayList<>();
    for (int i = 0; i < dims.size(); i++) {
      if (spacing[i] == null) {
        if (unit == null) unit = value(name, ":spacing", List.of(), new Expr.Num(name.span(), "1"), out);
        spacing[i] = unit;
      }
      for (int k = 0; k < 2; k++) if (sides[i][k] == null) sides[i][k] = unsaid(name, dims.get(i), k, trees.span(c));
      made.add(new ModelItem.GridAxis(dims.get(i), sides[i][0], sides[i][1], spacing[i]));
      if ((sides[i][0].beyond() == Beyond.PERIODIC) != (sides[i][1].beyond() == Beyond.PERIODIC)) oneSided(dims.get(i), sides[i]);
    }
    out.add(new ModelItem.Grid(trees.span(c), name, made, TreeBuilder.doc(c.STRING())));
  }

  private void clause(Ident grid, GridClauseContext c, List<Ident> dims, Side[][] sides, Ident[] spacing, List<ModelItem> out) {
    int only = c.NAME() == null ? -1 : index(trees.ident(c.NAME()), dims);
    if (c.NAME() != null && only < 0) return;
    if (c.SPACING() != null) {
      String name = only < 0 ? ":spacing" : ":" + dims.get(only).name() + ":spacing";
      Ident shared = value(grid, name, List.of(), expressions.of(c.expression()), out);
      for (int i = 0; i < dims.size(); i++) {
        if (only >= 0 && i != only) continue;
        if (spacing[i] != null) twice("the spacing along `" + dims.get(i).name() + "`", trees.span(c), spacing[i].span());
        spacing[i] = shared;
      }
      return;
    }
    for (int i = 0; i < dims.size(); i++) {
      for (int k = 0; k < 2 && (only < 0 || i == only); k++) {
        if (c.SIDE() != null && !c.SIDE().getText().equals(side(k))) continue;
        if (sides[i][k] != null) {
          twice("side `" + dims.get(i).name() + ":" + side(k) + "`", trees.span(c), sides[i][k].span());
          continue;
        }
        Optional<Ident> value = c.GIVEN() == null ? Optional.empty()
            : Optional.of(value(grid, ":" + dims.get(i).name() + ":" + side(k), others(dims, i), expressions.of(c.expression()), out));
        Beyond beyond = value.isPresent() ? Beyond.VALUE : switch (c.EDGE().getText()) {
          case "periodic" -> Beyond.PERIODIC;
          case "zero_flux" -> Beyond.ZERO_FLUX;
          default -> Beyond.FIXED;
        };
        sides[i][k] = new Side(trees.span(c), beyond, value);
      }
    }
  }

  private static String side(int k) {
    return k == 0 ? "low" : "high";
  }

  private int index(Ident name, List<Ident> dims) {
    for (int i = 0; i < dims.size(); i++) if (dims.get(i).name().equals(name.name())) return i;
    String known = String.join(", ", dims.stream().map(Ident::name).toList());
    diagnostics.add(Diagnostic.of(Code.E0210, name.span(), "this grid has no index `" + name.name() + "`").because("declared nowhere in it")
        .help((dims.size() == 1 ? "it has " : "it has ") + known));
    return -1;
  }

  private Side unsaid(Ident grid, Ident dim, int k, Span at) {
    diagnostics.add(Diagnostic.of(Code.E0414, grid.span(), "nothing is said of what lies beyond side `" + dim.name() + " " + side(k) + "`")
        .because("this grid").help("write `periodic`, `zero_flux`, `fixed` or `value 0` for all sides, or for one: `" + dim.name() + " "
        + side(k) + " value 0`"));
    return new Side(at, Beyond.ZERO_FLUX, Optional.empty());
  }

  private void oneSided(Ident dim, Side[] sides) {
    Side other = sides[0].beyond() == Beyond.PERIODIC ? sides[1] : sides[0];
    Side ring = sides[0].beyond() == Beyond.PERIODIC ? sides[0] : sides[1];
    diagnostics.add(Diagnostic.of(Code.E0414, ring.span(), "`" + dim.name() + "` cannot be periodic on one side only")
        .because("this side goes on at the other").label(other.span(), "which is something else"));
  }

  private void twice(String what, Span at, Span before) {
    diagnostics.add(Diagnostic.of(Code.E0414, at, what + " is told twice").because("again here").label(before, "first here"));
  }

  private static List<Expr> others(List<Ident> dims, int without) {
    List<Expr> rest = new ArrayList<>();
    for (int i = 0; i < dims.size(); i++) if (i != without) rest.add(new Expr.Name(dims.get(i).span(), dims.get(i).name(), 0));
    return rest;
  }

  private static Ident value(Ident grid, String name, List<Expr> dims, Expr value, List<ModelItem> out) {
    Ident ident = new Ident(value.span(), grid.name() + name, 0);
    boolean known = out.stream().anyMatch(i -> i instanceof ModelItem.Let l && l.name().name().equals(ident.name()));
    if (!known) out.add(new ModelItem.Let(value.span(), ident, dims, value, false, ""));
    return ident;
  }

  /** Boundaries may stand before their grid. */
  void boundary(BoundaryContext c) {
    boundaries.add(c);
  }

  void finish(List<ModelItem> out) {
    for (BoundaryContext c : boundaries) {
      Ident target = trees.ident(c.NAME(0));
      Optional<Ident> dim = c.NAME().size() > 1 ? Optional.of(trees.ident(c.NAME(1))) : only(target);
      if (dim.isEmpty()) continue;
      List<Ident> dims = axes.get(dim.get().name());
      if (dims == null) {
        diagnostics.add(Diagnostic.of(Code.E0210, dim.get().span(), "no grid has an index `" + dim.get().name() + "`")
            .because("declared nowhere in this model"));
        continue;
      }
      int i = index(dim.get(), dims);
      String name = ":" + dims.get(i).name() + ":" + c.SIDE().getText();
      Ident value = value(target, name, others(dims, i), expressions.of(c.expression()), out);
      out.add(new ModelItem.Boundary(trees.span(c), target, dim.get(), c.SIDE().getText().equals("high"), value));
    }
    boundaries.clear();
    axes.clear();
  }

  /** The index of a grid of one dimension need not be said. */
  private Optional<Ident> only(Ident target) {
    if (axes.size() == 1) return Optional.of(axes.values().iterator().next().getFirst());
    diagnostics.add(Diagnostic.of(Code.E0414, target.span(), "the index of the side is missing").because("this boundary")
        .help("write `boundary " + target.name() + " i low = ...`"));
    return Optional.empty();
  }
}

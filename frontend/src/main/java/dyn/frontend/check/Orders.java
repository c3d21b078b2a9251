package dyn.frontend.check;

import dyn.frontend.syntax.ModelItem;
import dyn.frontend.term.CellGraph;
import dyn.frontend.term.Defined;
import dyn.frontend.term.EdgeSet;
import dyn.frontend.term.Stage;
import dyn.frontend.term.Symbol;
import dyn.frontend.term.Term;
import dyn.frontend.term.Turns;
import dyn.ir.diagnostics.Code;
import dyn.ir.diagnostics.Diagnostic;
import dyn.ir.diagnostics.Diagnostics;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Equations whose cells change one at a time: `next x[i] = ... in any order`. */
final class Orders {
  private Orders() {}

  /** Without the order where there are no cells to put in one, which is reported. */
  static ModelItem.Equation checked(ModelItem.Equation e, Symbol state, Diagnostics diagnostics) {
    if (e.order().isEmpty() || e.next() && !state.shape().isEmpty()) return e;
    String name = e.target().name();
    if (!e.next()) {
      diagnostics.add(Diagnostic.of(Code.E0523, e.order().get(), "a rate has no order: all cells of `" + name + "` move at the same time")
          .because("for the equations of a map").help("leave it out, or make a map: `next " + name + " = ... in any order`"));
    } else {
      diagnostics.add(Diagnostic.of(Code.E0523, e.order().get(), "`" + name + "` has no cells to put in an order")
          .because("it is a single number").label(state.at(), "declared here").help("leave `in any order` out"));
    }
    return new ModelItem.Equation(e.span(), e.target(), e.indices(), e.left(), e.value(), Optional.empty());
  }

  /** What a cell becomes, and where passes cannot see which cells it reads, which ones may change at once. */
  static Optional<Turns> turns(ModelItem.Equation e, Symbol state, List<Defined> values, Names names, Diagnostics diagnostics) {
    List<Term> terms = values.stream().map(Defined::value).toList();
    OwnReads reads = new OwnReads(names, state);
    if (terms.stream().anyMatch(reads::areAll)) {
      diagnostics.add(Diagnostic.of(Code.E0524, e.order().orElseThrow(), "each cell of `" + state.name() + "` reads all others, so that no "
          + "two can change at once").because("a wait for each cell").label(e.value().span(), "what it reads")
          .help("leave `in any order` out: all change at once, from what was there before the step; or read cells nearby only"));
      return Optional.empty();
    }
    if (terms.stream().allMatch(reads::areNear)) return Optional.of(new Turns(state, values, Optional.empty()));
    Optional<CellGraph> graph = ReadCells.of(names, state, terms);
    if (graph.isEmpty()) {
      diagnostics.add(Diagnostic.of(Code.E0524, e.order().orElseThrow(), "the cells of `" + state.name() + "` read too many others")
          .because("more than can be listed").label(e.value().span(), "what they read").help("leave `in any order` out, or read fewer"));
      return Optional.empty();
    }
    return Optional.of(new Turns(state, values, Optional.of(colouring(state, graph.get(), names))));
  }

  private static Turns.Colouring colouring(Symbol state, CellGraph graph, Names names) {
    int[] colours = graph.firstFit();
    Symbol symbol = new Symbol(Symbol.Kind.EDGES, state.name() + ".colour", state.at(), state.shape(), Stage.PARAMETER);
    EdgeSet.Data table = new EdgeSet.Data(symbol, true, () -> Arrays.stream(colours).asLongStream().toArray());
    names.edgeData.put(symbol, table);
    return new Turns.Colouring(table, Arrays.stream(colours).max().orElse(0) + 1);
  }
}

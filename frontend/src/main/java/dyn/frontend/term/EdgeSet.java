package dyn.frontend.term;

import dyn.ir.diagnostics.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * A declared set of edges.
 *
 * @param edge the dimension of its edges
 * @param columns what a file gives of each edge, in the order of edges
 * @param how in words
 */
public record EdgeSet(String name, Span at, IndexRange edge, End source, End target, EdgeLists lists, List<double[]> columns, String how) {
  /** @param name of the node at this end, in expressions; {@code nodes} the dimension or grid */
  public record End(String name, String nodes, List<IndexRange> ranges) {}

  /**
   * One array that a program reads of a set of edges.
   *
   * @param index whether it holds numbers of nodes or edges, else real numbers
   */
  public record Data(Symbol symbol, boolean index, Supplier<Object> cells) {}

  public EdgeSet {
    columns = List.copyOf(columns);
  }

  public End end(boolean source) {
    return source ? this.source : target;
  }

  /** For each edge the index of its end along one dimension of the nodes. */
  public Data ends(boolean source, int part) {
    End end = end(source);
    String dim = end.ranges().size() == 1 ? "" : "." + part;
    return data((source ? "source" : "target") + dim, List.of(edge), true, () -> lists.ends(source, end.ranges(), part));
  }

  /** For each node its first edge, of those that come in or go out. */
  public Data first(boolean into) {
    return data(into ? "in.first" : "out.first", end(!into).ranges(), true, () -> lists.firsts(into));
  }

  /** For each node one past its last edge. */
  public Data last(boolean into) {
    return data(into ? "in.last" : "out.last", end(!into).ranges(), true, () -> lists.lasts(into));
  }

  /** Edges sorted by source. */
  public Data order() {
    return data("out.order", List.of(edge), true, lists::order);
  }

  public Data column(int k) {
    return data("column." + k, List.of(edge), false, () -> columns.get(k));
  }

  private Data data(String what, List<IndexRange> shape, boolean index, Supplier<Object> cells) {
    Symbol symbol = new Symbol(Symbol.Kind.EDGES, name + "." + what, at, new ArrayList<>(shape), Stage.PARAMETER);
    return new Data(symbol, index, cells);
  }
}

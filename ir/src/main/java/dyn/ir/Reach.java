package dyn.ir;

import java.util.Collection;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * How far from its own cell a lane may read a value along one axis. Computing gives the meet of the operands; only
 * {@link Sync} operations grant more, so a missing wait is a type error.
 */
public sealed interface Reach {
  Reach OWN = new Own();
  Reach ALL = new All();

  /** Only the lane's own cell. */
  record Own() implements Reach {}

  /** Cells up to {@code width} away, across a periodic end as well. */
  record Halo(int width) implements Reach {
    public Halo {
      if (width < 1) throw new IllTyped("a halo of " + width);
    }
  }

  /** Cells of nodes that an edge of one of {@code graphs} joins to its own, whichever way it points. */
  record Coupled(List<String> graphs) implements Reach {
    public Coupled {
      graphs = List.copyOf(new TreeSet<>(graphs));
      if (graphs.isEmpty()) throw new IllTyped("coupled along no edges");
    }
  }

  /**
   * Of an array over the edges of {@code graph}: the lanes of the nodes at the two ends of an edge may read its cell, and no other lane
   * has it. The numbers of these nodes lie along {@code axes}.
   *
   * @param sorted whether the edges come in the order of their sources, else of their targets
   */
  record Ends(String graph, boolean sorted, List<String> axes) implements Reach {
    public Ends {
      axes = List.copyOf(new TreeSet<>(axes));
    }

    boolean isSameList(Ends other) {
      return graph.equals(other.graph) && sorted == other.sorted;
    }
  }

  /** Every cell: constants, parameters, and values behind a barrier. */
  record All() implements Reach {}

  /** Own for 0. */
  static Reach halo(int width) {
    return width == 0 ? OWN : new Halo(width);
  }

  default Reach meet(Reach other) {
    if (covers(other)) return other;
    if (other.covers(this)) return this;
    if (this instanceof Coupled a && other instanceof Coupled b) {
      List<String> both = a.graphs.stream().filter(b.graphs::contains).toList();
      return both.isEmpty() ? OWN : new Coupled(both);
    }
    if (this instanceof Ends a && other instanceof Ends b && a.isSameList(b)) return new Ends(a.graph, a.sorted, union(a.axes, b.axes));
    return OWN;
  }

  /** The least that covers both. */
  default Reach join(Reach other) {
    if (covers(other)) return this;
    if (other.covers(this)) return other;
    return this instanceof Coupled a && other instanceof Coupled b ? new Coupled(union(a.graphs, b.graphs)) : ALL;
  }

  private static List<String> union(Collection<String> a, Collection<String> b) {
    return Stream.concat(a.stream(), b.stream()).distinct().toList();
  }

  default boolean covers(Reach needed) {
    return switch (this) {
      case All _ -> true;
      case Halo h -> needed instanceof Own || needed instanceof Halo n && n.width <= h.width;
      case Coupled c -> needed instanceof Own || needed instanceof Coupled n && c.graphs.containsAll(n.graphs);
      case Ends e -> needed instanceof Ends n && e.isSameList(n) && n.axes.containsAll(e.axes);
      case Own _ -> needed instanceof Own;
    };
  }

  /** Cells away from its own that a lane may read in any case; all of them give {@link Integer#MAX_VALUE}. */
  default int width() {
    return switch (this) {
      case All _ -> Integer.MAX_VALUE;
      case Halo h -> h.width;
      case Own _, Coupled _, Ends _ -> 0;
    };
  }

  default String text() {
    return switch (this) {
      case Own _ -> "own";
      case Halo h -> "halo(" + h.width + ")";
      case Coupled c -> "coupled(" + String.join(", ", c.graphs) + ")";
      case Ends e -> "ends(" + e.graph + (e.sorted ? EdgeList.OUT : "") + ", " + String.join(", ", e.axes) + ")";
      case All _ -> "all";
    };
  }
}

package dyn.frontend.term;

import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.function.IntUnaryOperator;
import java.util.stream.Stream;

/**
 * The edges of a set, each between the number of a node at its source and one at its target, sorted by target; edges of one target stay in
 * the order in which they were given. Of a grid the nodes are its cells, row-major.
 */
public final class EdgeLists {
  private final int[] sources;
  private final int[] targets;
  /** Which of the edges, as they were given, each one is. */
  private final int[] given;
  private final int[] intoStarts;
  private final int sourceCount;

  private EdgeLists(int[] sources, int[] targets, int[] given, int[] intoStarts, int sourceCount) {
    this.sources = sources;
    this.targets = targets;
    this.given = given;
    this.intoStarts = intoStarts;
    this.sourceCount = sourceCount;
  }

  /** @param sources and {@code targets} of each edge; how many nodes there are at each end */
  public static EdgeLists of(int[] sources, int[] targets, int sourceCount, int targetCount) {
    int[] starts = starts(targets, targetCount);
    int[] order = order(targets, starts);
    int[] sortedSources = new int[order.length];
    int[] sortedTargets = new int[order.length];
    for (int e = 0; e < order.length; e++) {
      sortedSources[e] = sources[order[e]];
      sortedTargets[e] = targets[order[e]];
    }
    return new EdgeLists(sortedSources, sortedTargets, order, starts, sourceCount);
  }

  /** Where the edges of each node begin, if they are sorted by it; one more for the end. */
  private static int[] starts(int[] nodes, int count) {
    int[] starts = new int[count + 1];
    for (int n : nodes) starts[n + 1]++;
    for (int n = 0; n < count; n++) starts[n + 1] += starts[n];
    return starts;
  }

  private static int[] order(int[] nodes, int[] starts) {
    int[] next = Arrays.copyOf(starts, starts.length - 1);
    int[] order = new int[nodes.length];
    for (int e = 0; e < nodes.length; e++) order[next[nodes[e]]++] = e;
    return order;
  }

  public int count() {
    return sources.length;
  }

  /** The index along the dimension number {@code part} of {@code ranges}, of the node at one end of each edge. */
  public long[] ends(boolean source, List<IndexRange> ranges, int part) {
    long stride = 1;
    for (int k = part + 1; k < ranges.size(); k++) stride *= ranges.get(k).size();
    int[] nodes = source ? sources : targets;
    long[] out = new long[nodes.length];
    for (int e = 0; e < out.length; e++) out[e] = nodes[e] / stride % ranges.get(part).size();
    return out;
  }

  /** For each node, the first of its edges; edges are sorted by target, or by source as in {@link #order}. */
  public long[] firsts(boolean into) {
    return bounds(into, 0);
  }

  /** For each node, one past the last of its edges. */
  public long[] lasts(boolean into) {
    return bounds(into, 1);
  }

  private long[] bounds(boolean into, int shift) {
    int[] starts = into ? intoStarts : starts(sources, sourceCount);
    long[] out = new long[starts.length - 1];
    for (int n = 0; n < out.length; n++) out[n] = starts[n + shift];
    return out;
  }

  /** The edges sorted by source, those of one source in the order of edges. */
  public long[] order() {
    return Arrays.stream(order(sources, starts(sources, sourceCount))).asLongStream().toArray();
  }

  /** A column that was given with the edges, in their order. */
  public double[] sorted(double[] column) {
    double[] out = new double[given.length];
    for (int e = 0; e < out.length; e++) out[e] = column[given[e]];
    return out;
  }

  /**
   * Which groups of nodes edges join, whichever way they point: for each group the others.
   *
   * @param ofSource the number of the group of a node at the source, {@code ofTarget} of one at the target
   */
  public List<BitSet> joined(int groups, IntUnaryOperator ofSource, IntUnaryOperator ofTarget) {
    List<BitSet> joined = Stream.generate(BitSet::new).limit(groups).toList();
    for (int e = 0; e < sources.length; e++) {
      int from = ofSource.applyAsInt(sources[e]);
      int to = ofTarget.applyAsInt(targets[e]);
      if (from == to) continue;
      joined.get(from).set(to);
      joined.get(to).set(from);
    }
    return joined;
  }

  /** Fewest and most edges of a node. */
  public int[] degrees(boolean into) {
    int[] starts = into ? intoStarts : starts(sources, sourceCount);
    int least = Integer.MAX_VALUE;
    int most = 0;
    for (int n = 0; n + 1 < starts.length; n++) {
      least = Math.min(least, starts[n + 1] - starts[n]);
      most = Math.max(most, starts[n + 1] - starts[n]);
    }
    return new int[] {least, most};
  }
}

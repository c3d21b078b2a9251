package dyn.runtime.results;

import java.util.Arrays;

/**
 * Statistics over members, with the same bits whatever the threads and chunks. The summation tree depends on the count only:
 * up to 32 values one after another; otherwise blocks of 1024, in each of which 32 lanes take every 32nd value and are then
 * combined by halving (lane j with j + 16, then j + 8, ...), and the blocks one after another. Chunks of work that start at
 * multiples of {@link #BLOCK} therefore only need {@link #blockSum} and, at the end, {@link #combine}.
 *
 * <p>NaN spreads: nothing is skipped silently. To leave missing members out, say so with {@link #present}.
 */
public final class Statistics {
  /** Longest sum done one after another. */
  public static final int SHORT = 32;
  public static final int LANES = 32;
  public static final int BLOCK = 1024;

  private Statistics() {}

  public static double sum(double[] values) {
    int count = values.length;
    if (count <= SHORT) {
      return sequential(values);
    }
    double[] partials = new double[(count + BLOCK - 1) / BLOCK];
    for (int b = 0; b < partials.length; b++) {
      partials[b] = blockSum(values, b * BLOCK, Math.min(count, (b + 1) * BLOCK));
    }
    return combine(partials);
  }

  /** The sum of one block of a sum of more than {@link #SHORT} values; only the last block may be shorter than {@link #BLOCK}. */
  public static double blockSum(double[] values, int from, int to) {
    double[] lanes = new double[LANES];
    for (int i = from; i < to; i++) {
      lanes[(i - from) % LANES] += values[i];
    }
    for (int half = LANES / 2; half > 0; half /= 2) {
      for (int j = 0; j < half; j++) {
        lanes[j] += lanes[j + half];
      }
    }
    return lanes[0];
  }

  /** Sum of the block sums, in block order. */
  public static double combine(double[] partials) {
    return sequential(partials);
  }

  private static double sequential(double[] values) {
    double sum = 0;
    for (double value : values) {
      sum += value;
    }
    return sum;
  }

  /** NaN of no values. */
  public static double mean(double[] values) {
    return sum(values) / values.length;
  }

  /** Unbiased (divided by n - 1), in two passes; NaN for fewer than two values. */
  public static double variance(double[] values) {
    if (values.length < 2) {
      return Double.NaN;
    }
    double mean = mean(values);
    double[] squares = new double[values.length];
    for (int i = 0; i < values.length; i++) {
      double deviation = values[i] - mean;
      squares[i] = deviation * deviation;
    }
    return sum(squares) / (values.length - 1);
  }

  public static double standardDeviation(double[] values) {
    return Math.sqrt(variance(values));
  }

  /** Standard error of the mean. */
  public static double standardError(double[] values) {
    return Math.sqrt(variance(values) / values.length);
  }

  public static double quantile(double[] values, double p) {
    return quantiles(values, p)[0];
  }

  /** Type 7 of Hyndman and Fan, Sample quantiles in statistical packages, Am. Stat. 50 (1996) 361: linear between order statistics. */
  public static double[] quantiles(double[] values, double... ps) {
    return quantilesOfSorted(sorted(values), ps);
  }

  /** In increasing order, NaN last. */
  public static double[] sorted(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return sorted;
  }

  /** As {@link #quantiles}, of values that stand in order. */
  public static double[] quantilesOfSorted(double[] sorted, double... ps) {
    boolean undefined = sorted.length == 0 || Double.isNaN(sorted[sorted.length - 1]);
    double[] result = new double[ps.length];
    for (int i = 0; i < ps.length; i++) {
      if (!(ps[i] >= 0 && ps[i] <= 1)) {
        throw new IllegalArgumentException("quantile of " + ps[i]);
      }
      result[i] = undefined ? Double.NaN : sortedQuantile(sorted, ps[i]);
    }
    return result;
  }

  private static double sortedQuantile(double[] sorted, double p) {
    double position = (sorted.length - 1) * p;
    int below = (int) position;
    double fraction = position - below;
    double low = sorted[below];
    if (fraction == 0 || low == sorted[below + 1]) {
      return low;
    }
    return low + fraction * (sorted[below + 1] - low);
  }

  /** How many lie below the first edge, from each edge to the next, the latter left out, and from the last on. Edges increase. */
  public static double[] counts(double[] values, double... edges) {
    double[] counts = new double[edges.length + 1];
    double[] sorted = Arrays.stream(edges).map(e -> e + 0.0).toArray();
    for (double value : values) {
      if (Double.isNaN(value)) {
        Arrays.fill(counts, Double.NaN);
        return counts;
      }
      int place = Arrays.binarySearch(sorted, value + 0.0); // + 0.0, as the search puts -0 before 0
      counts[place < 0 ? -place - 1 : place + 1]++;
    }
    return counts;
  }

  /** The values that are not NaN, in their order. */
  public static double[] present(double[] values) {
    return Arrays.stream(values).filter(v -> !Double.isNaN(v)).toArray();
  }
}

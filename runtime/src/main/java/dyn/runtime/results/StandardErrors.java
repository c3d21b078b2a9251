package dyn.runtime.results;

import java.util.Arrays;

/**
 * How far statistics over independent members of one distribution are off, one standard deviation, told from the members themselves. With
 * the bits of {@link Statistics}; NaN for fewer than two members.
 */
public final class StandardErrors {
  private StandardErrors() {}

  /** s / sqrt(n); of a fraction, with 1 and 0 for members, sqrt(p (1 - p) / (n - 1)). */
  public static double ofMean(double[] members) {
    return Statistics.standardError(members);
  }

  /**
   * Of a variance that is divided by n - 1, sqrt((m4 - s^4 (n - 3) / (n - 1)) / n), m4 the fourth central moment: exact for the moments of
   * any distribution, into which those of the members are put. Cramer, Mathematical Methods of Statistics (1946), 27.4.
   */
  public static double ofVariance(double[] members) {
    double n = members.length;
    double mean = Statistics.mean(members);
    double variance = Statistics.variance(members);
    double fourth = Statistics.mean(Arrays.stream(members).map(x -> (x - mean) * (x - mean) * (x - mean) * (x - mean)).toArray());
    return Math.sqrt(Math.max(0, fourth - variance * variance * (n - 3) / (n - 1)) / n);
  }

  /** By the derivative of the root, that of the variance over 2 s; 0 where all members are equal. */
  public static double ofDeviation(double[] members) {
    double deviation = Statistics.standardDeviation(members);
    return deviation == 0 ? 0 : ofVariance(members) / (2 * deviation);
  }

  /**
   * Half the distance between the quantiles one standard error of a proportion, sqrt(p (1 - p) / n), below and above. Woodruff, Confidence
   * intervals for medians and other position measures, J. Am. Stat. Assoc. 47 (1952) 635. Where one of them would lie beyond the
   * outermost members, the distance to that member stands for as much of it as it is.
   */
  public static double ofQuantile(double level, double[] members) {
    return ofSortedQuantile(level, Statistics.sorted(members));
  }

  /** As {@link #ofQuantile}, of members that stand in order. */
  public static double ofSortedQuantile(double level, double[] sorted) {
    if (sorted.length < 2) return Double.NaN;
    double shift = Math.sqrt(level * (1 - level) / sorted.length);
    double low = Math.max(0, level - shift);
    double high = Math.min(1, level + shift);
    double[] around = Statistics.quantilesOfSorted(sorted, low, high);
    double distance = around[1] - around[0];
    boolean clipped = level - shift < 0 || level + shift > 1;
    return clipped ? distance * (shift / (high - low)) : distance / 2;
  }
}

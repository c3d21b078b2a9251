package dyn.runtime.model;

import dyn.backend.Description.Over;
import dyn.runtime.results.Statistics;
import java.util.Arrays;
import java.util.List;

/** One number over the members that have a value. */
public final class OverMembers {
  private OverMembers() {}

  /** @param numbers as {@link dyn.backend.Description.Column} has them */
  public static double of(Over over, List<Double> numbers, double[] members) {
    boolean counts = over == Over.COUNT || over == Over.BETWEEN;
    if (members.length == 0 && !counts) return Double.NaN;
    return switch (over) {
      case EACH_MEMBER -> throw new IllegalArgumentException("every member has its own");
      case MEAN, FRACTION -> Statistics.mean(members);
      case VARIANCE -> Statistics.variance(members);
      case DEVIATION -> Statistics.standardDeviation(members);
      case STANDARD_ERROR -> Statistics.standardError(members);
      case LEAST -> Arrays.stream(members).min().orElseThrow();
      case GREATEST -> Arrays.stream(members).max().orElseThrow();
      case MEDIAN -> Statistics.quantile(members, 0.5);
      case COUNT -> Statistics.sum(members);
      case QUANTILE -> Statistics.quantile(members, numbers.getFirst());
      case BETWEEN -> Arrays.stream(members).filter(x -> x >= numbers.getFirst() && (x < numbers.getLast() || isOpen(numbers))).count();
    };
  }

  private static boolean isOpen(List<Double> between) {
    return between.getLast() == Double.POSITIVE_INFINITY;
  }
}

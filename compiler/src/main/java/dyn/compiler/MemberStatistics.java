package dyn.compiler;

import dyn.backend.Description;
import dyn.frontend.Statistic;
import dyn.runtime.model.OverMembers;
import dyn.runtime.results.StandardErrors;
import dyn.runtime.results.Statistics;
import java.util.List;

/** Statistics of the members that have a value, and how far off they are. */
final class MemberStatistics {
  private MemberStatistics() {}

  /** One number per heading. @param members of a displacement or a spectrum, those of which the mean is taken */
  static double[] of(Statistic statistic, double[] members) {
    return switch (statistic) {
      case Statistic.EachMember _ -> members;
      case Statistic.Single s -> new double[] {OverMembers.of(Description.Over.valueOf(s.name()), List.of(), members)};
      case Statistic.Quantile q -> Statistics.quantiles(members, numbers(q.levels()));
      case Statistic.Histogram h -> Statistics.counts(members, numbers(h.edges()));
      case Statistic.Displacement _, Statistic.Spectrum _ -> new double[] {Statistics.mean(members)};
    };
  }

  /** The numbers, and then their standard errors: of quantiles, members are sorted once. */
  static double[][] withErrors(Statistic statistic, double[] members) {
    if (!(statistic instanceof Statistic.Quantile q)) return new double[][] {of(statistic, members), errors(statistic, members)};
    double[] sorted = Statistics.sorted(members);
    return new double[][] {Statistics.quantilesOfSorted(sorted, numbers(q.levels())),
        q.levels().stream().mapToDouble(l -> StandardErrors.ofSortedQuantile(l, sorted)).toArray()};
  }

  private static double[] numbers(List<Double> values) {
    return values.stream().mapToDouble(Double::doubleValue).toArray();
  }

  /** The standard error of each of these numbers; NaN for one that has none, and of fewer than two members. */
  static double[] errors(Statistic statistic, double[] members) {
    return switch (statistic) {
      case Statistic.Quantile _ -> withErrors(statistic, members)[1];
      case Statistic.Single s -> new double[] {members.length < 2 ? Double.NaN : error(s, members)};
      case Statistic.Displacement _, Statistic.Spectrum _ -> new double[] {StandardErrors.ofMean(members)};
      case Statistic.EachMember _, Statistic.Histogram _ -> throw new IllegalArgumentException("the standard error of many numbers");
    };
  }

  private static double error(Statistic.Single statistic, double[] members) {
    return switch (statistic) {
      case MEAN, FRACTION -> StandardErrors.ofMean(members);
      case COUNT -> StandardErrors.ofMean(members) * members.length;
      case VARIANCE -> StandardErrors.ofVariance(members);
      case DEVIATION -> StandardErrors.ofDeviation(members);
      case STANDARD_ERROR -> StandardErrors.ofDeviation(members) / Math.sqrt(members.length);
      case MEDIAN -> StandardErrors.ofQuantile(0.5, members);
      case LEAST, GREATEST -> Double.NaN;
    };
  }
}

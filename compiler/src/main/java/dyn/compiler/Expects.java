package dyn.compiler;

import dyn.frontend.CheckedExperiment;
import dyn.frontend.Expectation;
import dyn.frontend.Statistic;
import dyn.frontend.Track;
import dyn.runtime.results.Statistics;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/** Compares what a run recorded with what its file expects. */
public final class Expects {
  /**
   * One check. {@code worst} is the value farthest from what is expected.
   *
   * @param at what and when that value is, as {@code x[3] at 10, member 7}
   */
  public record Verdict(Expectation expectation, boolean passed, double worst, double expected, double allowed, String at) {
    public double error() {
      return Math.abs(worst - expected);
    }
  }

  private final RunResult run;
  private final RunTables tables;

  private Expects(RunResult run) {
    this.run = run;
    this.tables = run.tables();
  }

  public static List<Verdict> check(RunResult run) {
    Expects expects = new Expects(run);
    return run.compilation().experiment().expects().stream().map(expects::verdict).toList();
  }

  private Verdict verdict(Expectation e) {
    CheckedExperiment experiment = run.compilation().experiment();
    Track track = experiment.tracks().get(e.item().track());
    Track.Item item = track.items().get(e.item().item());
    double[] times = tables.times(track);
    List<String> labels = RunTables.cellLabels(item.label(), item.axes());
    List<Verdict> all = new ArrayList<>();
    for (int c = 0; c < labels.size(); c++) {
      double expected = e.expected()[e.expected().length == 1 ? 0 : c];
      double[] values = tables.cell(track, item, c);
      int members = run.outputs().members();
      for (int t = 0; t < times.length; t++) {
        double[] over = Arrays.copyOfRange(values, t * members, (t + 1) * members);
        all.addAll(atTime(e, item, labels.get(c) + " at " + Decimals.text(times[t]), over, expected));
      }
    }
    return all.stream().max(Comparator.comparing((Verdict v) -> !v.passed()).thenComparingDouble(Expects::excess)).orElseThrow();
  }

  /** The larger, the worse; NaN is worst. Of an order relation, how far the value is on the wrong side. */
  private static double excess(Verdict v) {
    return switch (v.expectation().relation()) {
      case EQUAL -> v.allowed() > 0 ? v.error() / v.allowed() : v.error();
      case LESS, LESS_OR_EQUAL -> v.worst() - v.expected();
      case GREATER, GREATER_OR_EQUAL -> v.expected() - v.worst();
    };
  }

  private List<Verdict> atTime(Expectation e, Track.Item item, String at, double[] members, double expected) {
    List<Verdict> verdicts = new ArrayList<>();
    if (item.statistic() instanceof Statistic.EachMember) {
      for (int m = 0; m < members.length; m++) {
        verdicts.add(verdict(e, members[m], expected, 0, members.length > 1 ? at + ", member " + (run.first() + m) : at));
      }
    } else {
      double[] present = Statistics.present(members);
      double error = present.length > 1 ? standardError(item.statistic(), present) : 0;
      for (double v : RunTables.statistic(item.statistic(), present)) verdicts.add(verdict(e, v, expected, error, at));
    }
    return verdicts;
  }

  private static double standardError(Statistic statistic, double[] members) {
    return switch (statistic) {
      case Statistic.EachMember _ -> 0;
      case Statistic.Mean _ -> Statistics.standardError(members);
      case Statistic.Variance _ -> errorOfVariance(members);
      case Statistic.Deviation _ -> errorOfVariance(members) / (2 * Statistics.standardDeviation(members));
      case Statistic.Quantile q -> errorOfQuantile(q.levels().getFirst(), members);
    };
  }

  /** For many members of any distribution: sqrt((m4 - s^4) / n), m4 the fourth central moment. */
  private static double errorOfVariance(double[] members) {
    double mean = Statistics.mean(members);
    double variance = Statistics.variance(members);
    double fourth = Statistics.mean(Arrays.stream(members).map(x -> (x - mean) * (x - mean) * (x - mean) * (x - mean)).toArray());
    return Math.sqrt(Math.max(0, fourth - variance * variance) / members.length);
  }

  /** Half the distance between the quantiles one standard error of a proportion below and above. */
  private static double errorOfQuantile(double level, double[] members) {
    double shift = Math.sqrt(level * (1 - level) / members.length);
    double[] around = Statistics.quantiles(members, Math.max(0, level - shift), Math.min(1, level + shift));
    return (around[1] - around[0]) / 2;
  }

  private static Verdict verdict(Expectation e, double value, double expected, double standardError, String at) {
    double size = e.tolerance().size();
    double allowed = switch (e.tolerance().unit()) {
      case ABSOLUTE -> size;
      case RELATIVE -> size * Math.abs(expected);
      case STANDARD_ERRORS -> size * standardError;
    };
    boolean passed = switch (e.relation()) {
      case EQUAL -> Math.abs(value - expected) <= allowed;
      case LESS -> value < expected;
      case LESS_OR_EQUAL -> value <= expected;
      case GREATER -> value > expected;
      case GREATER_OR_EQUAL -> value >= expected;
    };
    return new Verdict(e, passed, value, expected, allowed, at);
  }
}

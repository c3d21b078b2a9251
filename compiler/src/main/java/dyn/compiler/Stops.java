package dyn.compiler;

import dyn.frontend.CheckedExperiment;
import dyn.passes.step.Results;
import dyn.runtime.results.StandardErrors;
import dyn.runtime.results.Statistics;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * When members stopped, and by which event: first passages. Times are those of the ends of the steps in which they did.
 *
 * @param members that ran without a failure
 * @param going of these, how many had not stopped when the run ended
 */
public record Stops(List<Stop> all, int members, int going) {
  /** Levels of the quantiles that are told. */
  public static final List<Double> LEVELS = List.of(0.05, 0.5, 0.95);

  /**
   * @param name as the event gives it
   * @param times of the members that stopped so, in their order
   */
  public record Stop(String name, double[] times) {
    /** One for each of {@link #LEVELS}. */
    public double[] quantiles() {
      return Statistics.quantiles(times, LEVELS.stream().mapToDouble(Double::doubleValue).toArray());
    }

    public double[] quantileErrors() {
      double[] sorted = Statistics.sorted(times);
      return LEVELS.stream().mapToDouble(l -> StandardErrors.ofSortedQuantile(l, sorted)).toArray();
    }
  }

  static Stops of(RunResult run) {
    CheckedExperiment e = run.compilation().experiment();
    List<Stop> stops = new ArrayList<>();
    int members = run.outputs().members();
    if (e.stops().isEmpty()) return new Stops(stops, members, members);
    Timeline timeline = new Timeline(e, run.compilation().plan());
    long[] codes = run.outputs().integers(Results.CODE);
    double[] reached = run.outputs().reals(Results.REACHED);
    int well = (int) Arrays.stream(codes).filter(c -> c != Results.NOT_FINITE).count();
    int stopped = 0;
    for (String name : e.stops()) {
      double[] flags = run.end(e.states().stream().filter(s -> s.name().equals(name)).findFirst().orElseThrow());
      double[] times = IntStream.range(0, members).filter(m -> codes[m] != Results.NOT_FINITE && flags[m] > 0)
          .mapToDouble(m -> timeline.stepEnd(reached[m])).toArray();
      stops.add(new Stop(name, times));
      stopped += times.length;
    }
    return new Stops(stops, well, well - stopped);
  }

  public double fraction(int count) {
    return (double) count / members;
  }

  /** Of a fraction of the members: sqrt(p (1 - p) / (n - 1)). */
  public double errorOfFraction(int count) {
    return Math.sqrt(fraction(count) * (1 - fraction(count)) / (members - 1));
  }
}

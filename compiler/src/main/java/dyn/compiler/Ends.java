package dyn.compiler;

import dyn.frontend.CheckedExperiment;
import dyn.frontend.Track;
import dyn.passes.step.Results;
import dyn.runtime.ensemble.Outputs;
import dyn.runtime.ensemble.Unreached;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;

/** Takes the records of a segment out of what its kernel handed out. A member's records end with it. */
final class Ends {
  private final CheckedExperiment experiment;
  private final Timeline timeline;
  private final Segment segment;
  private final Outputs outputs;
  private final long[] codes;
  private final long[] steps;

  private Ends(CheckedExperiment experiment, Timeline timeline, Segment segment, Outputs outputs) {
    this.experiment = experiment;
    this.timeline = timeline;
    this.segment = segment;
    this.outputs = outputs;
    this.codes = outputs.integers(Results.CODE);
    this.steps = outputs.integers(Results.ACCEPTED);
  }

  static Records records(CheckedExperiment experiment, Timeline timeline, Segment segment, Outputs outputs, long firstMember) {
    return new Ends(experiment, timeline, segment, outputs).records(firstMember);
  }

  private Records records(long firstMember) {
    List<double[]> times = new ArrayList<>();
    List<long[]> numbers = new ArrayList<>();
    Map<String, double[]> values = new LinkedHashMap<>();
    boolean allWhole = Arrays.stream(codes).allMatch(c -> c == Results.OK);
    for (int k = 0; k < experiment.tracks().size(); k++) {
      Track t = experiment.tracks().get(k);
      int count = segment.counts()[k];
      long first = segment.first()[k];
      times.add(timeline.times(t, first, count));
      numbers.add(LongStream.range(first, first + count).toArray());
      boolean[] misses = allWhole ? new boolean[0] : misses(t, first, count);
      Records.cellsOf(experiment, t).forEach((name, cells) -> {
        double[] all = outputs.reals(name);
        Unreached.blank(all, cells, misses, outputs.members());
        values.put(name, count == 0 ? new double[0] : all);
      });
    }
    return new Records(experiment, firstMember, outputs.members(), times, numbers, values, Map.of());
  }

  private boolean[] misses(Track track, long first, int count) {
    long[] needed = timeline.isFixed() ? timeline.stepsNeeded(track, first, count) : new long[0];
    return Unreached.of(codes, steps, outputs.integers(Results.recorded(track.observe())), count, needed, Results.NOT_FINITE);
  }
}

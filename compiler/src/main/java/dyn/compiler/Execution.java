package dyn.compiler;

import dyn.backend.Kernel;
import dyn.backend.Memory;
import dyn.frontend.CheckedExperiment;
import dyn.frontend.Track;
import dyn.passes.step.Results;
import dyn.runtime.ensemble.EnsembleRunner;
import dyn.runtime.ensemble.Job;
import dyn.runtime.ensemble.Outputs;
import dyn.runtime.ensemble.Progress;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One run, segment by segment: all members run to the end of a segment, then its records are taken while the next one runs. Where the
 * segments end shows in no bit.
 */
final class Execution {
  private static final double FIRST_SHARE = 1.0 / 256;
  /** Of a segment in which cells take all steps one after the other, so that nobody is asked within it whether to stop. */
  private static final double LONGEST = 1;
  private static final double MOST_GROWTH = 4;

  private final Compilation compilation;
  private final CheckedExperiment experiment;
  private final Timeline timeline;
  private final Memory inputs;
  private final long first;
  private final int members;
  private final Recording recording;
  private final Progress progress;
  private final EnsembleRunner ensemble;
  private final Footprint footprint;
  private final Kernel kernel;
  /** That a segment shall take. */
  private final double seconds;
  private double share;
  private double worked;

  /** @param apart whether loops of the program take all steps by themselves: then a run can be stopped between segments only */
  Execution(Compilation c, Kernel kernel, boolean apart, Memory inputs, long first, int members, Recording recording,
      EnsembleRunner ensemble, Progress progress) {
    compilation = c;
    experiment = c.experiment();
    timeline = new Timeline(experiment, c.plan());
    this.inputs = inputs;
    this.first = first;
    this.members = members;
    this.recording = recording;
    this.ensemble = ensemble;
    this.progress = progress;
    footprint = new Footprint(experiment, timeline, members, recording);
    this.kernel = kernel;
    seconds = Math.min(recording.checkpoint().map(Recording.Checkpoints::seconds).orElse(Double.POSITIVE_INFINITY),
        apart && progress != Progress.NONE ? LONGEST : Double.POSITIVE_INFINITY);
    share = Double.isFinite(seconds) ? FIRST_SHARE : 1;
  }

  RunResult run(Optional<Checkpoint> from) throws IOException {
    worked = from.map(Checkpoint::seconds).orElse(0.0);
    Position at = from.map(Checkpoint::position).orElse(Position.START);
    Outputs before = from.filter(p -> !p.carries().isEmpty()).map(p -> Outputs.of(p.carries(), members)).orElse(null);
    try (Gathering gathering = new Gathering(compilation, timeline, footprint, first, members, recording, from)) {
      gathering.begin();
      boolean stopped = false;
      while (!stopped && !at.equals(timeline.end())) {
        Segment segment = timeline.segment(at, timeline.next(at, share(at), this::fits));
        long now = System.nanoTime();
        Outputs after = run(segment, Optional.ofNullable(before));
        double took = (System.nanoTime() - now) * 1e-9;
        worked += took;
        adapt(took);
        stopped = progress.stopRequested();
        boolean whole = !after.wereStopped();
        gathering.take(segment, after, before, whole, worked);
        before = after;
        if (whole) at = segment.to();
        if (!stopped || at.equals(timeline.end())) continue;
        gathering.stop(at, after, whole);
        markStopped(after);
      }
      return gathering.result(before, worked);
    }
  }

  private Outputs run(Segment segment, Optional<Outputs> before) {
    Memory memory = new Memory();
    inputs.copyInto(memory);
    timeline.putInto(memory, segment);
    Map<String, Long> unrun = new LinkedHashMap<>();
    if (before.isEmpty()) unrun.put(Results.CODE, Results.STOPPED);
    for (Track t : experiment.tracks()) unrun.put(Results.recorded(t.observe()), 0L);
    progress.part(fraction(segment.from()), fraction(segment.to()));
    return ensemble.run(new Job(kernel, compilation.signature(), memory, first, members, timeline.rows(segment), unrun, before,
        compilation.workers()), progress);
  }

  private double fraction(Position p) {
    if (p.equals(Position.START)) return 0;
    if (p.equals(timeline.end())) return 1;
    if (timeline.isFixed()) return p.steps() / (double) timeline.steps();
    double start = experiment.start().doubleValue();
    return (p.time() - start) / (experiment.end().doubleValue() - start);
  }

  private double share(Position at) {
    double done = fraction(at);
    double cut = recording.cuts().stream().filter(s -> s > done).mapToDouble(s -> s - done).min().orElse(1);
    return Math.min(share, cut);
  }

  private boolean fits(Segment s) {
    long most = recording.checkpoint().map(Recording.Checkpoints::records).orElse(Long.MAX_VALUE);
    for (int count : s.counts()) if (count > most) return false;
    return footprint.fits(s);
  }

  /** The next segment takes about the time that one shall take. */
  private void adapt(double took) {
    if (Double.isFinite(seconds)) share = Math.min(1, share * Math.clamp(seconds / Math.max(took, 1e-9), 0.1, MOST_GROWTH));
  }

  /** Members that were not at the end of the run when it was stopped. */
  private void markStopped(Outputs outputs) {
    long[] codes = outputs.integers(Results.CODE);
    double[] times = outputs.reals(Results.TIME);
    long[] steps = outputs.integers(Results.ACCEPTED);
    double end = experiment.end().doubleValue();
    for (int m = 0; m < codes.length; m++) {
      boolean arrived = timeline.isFixed() ? steps[m] >= timeline.steps() : times[m] >= end;
      if (codes[m] == Results.OK && !arrived) codes[m] = Results.STOPPED;
    }
  }

  static List<String> recordCounters(CheckedExperiment experiment) {
    return experiment.tracks().stream().map(t -> Results.recorded(t.observe())).toList();
  }
}

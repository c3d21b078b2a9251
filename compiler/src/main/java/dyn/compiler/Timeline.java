package dyn.compiler;

import dyn.backend.Memory;
import dyn.frontend.CheckedExperiment;
import dyn.frontend.Track;
import dyn.passes.step.Inputs;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Steps and record times in exact decimals: a record at 0.3 falls on the third step of 0.1. */
final class Timeline {
  private final CheckedExperiment experiment;
  private final MethodPlan plan;

  Timeline(CheckedExperiment experiment, MethodPlan plan) {
    this.experiment = experiment;
    this.plan = plan;
  }

  /** Number of fixed steps, the last of which may be shorter. */
  long steps() {
    return stepsTo(span());
  }

  private BigDecimal span() {
    return experiment.end().subtract(experiment.start());
  }

  Map<String, Integer> recordCounts() {
    Map<String, Integer> counts = new LinkedHashMap<>();
    for (Track t : experiment.tracks()) {
      counts.put(Inputs.track(t.observe()), Math.toIntExact(t.times().count(experiment.start(), experiment.end())));
    }
    return counts;
  }

  void putInto(Memory memory) {
    memory.put(Inputs.START, experiment.start().doubleValue());
    if (plan.dt() == null) {
      memory.put(Inputs.END, experiment.end().doubleValue()).put(Inputs.RTOL, plan.rtol()).put(Inputs.ATOL, plan.atol());
      memory.put(Inputs.FIRST_STEP, plan.firstStep()).put(Inputs.MAX_STEP, plan.maxStep()).put(Inputs.MAX_STEPS, plan.maxSteps());
    } else {
      BigDecimal before = plan.dt().multiply(BigDecimal.valueOf(steps() - 1));
      memory.put(Inputs.DT, plan.dt().doubleValue()).put(Inputs.LAST_DT, span().subtract(before).doubleValue()).put(Inputs.STEPS, steps());
    }
    for (Track t : experiment.tracks()) putTrack(memory, t);
  }

  private void putTrack(Memory memory, Track track) {
    int k = track.observe();
    List<BigDecimal> times = track.times().list(experiment.start(), experiment.end());
    memory.put(Inputs.count(k), (long) times.size());
    memory.put(Inputs.time(k), times.stream().mapToDouble(BigDecimal::doubleValue).toArray());
    if (plan.dt() == null) return;
    long[] steps = new long[times.size()];
    double[] thetas = new double[times.size()];
    for (int i = 0; i < steps.length; i++) place(times.get(i).subtract(experiment.start()), steps, thetas, i);
    memory.put(Inputs.step(k), steps).put(Inputs.theta(k), thetas);
  }

  /** Fixed steps that have to be done before each record of a track. */
  long[] stepsNeeded(Track track) {
    return track.times().list(experiment.start(), experiment.end()).stream().mapToLong(t -> stepsTo(t.subtract(experiment.start()))).toArray();
  }

  private long stepsTo(BigDecimal since) {
    return since.divide(plan.dt(), 0, RoundingMode.CEILING).longValueExact();
  }

  /** The step into which a time falls, and where in it: (0, 1], and 0 for the start. */
  private void place(BigDecimal since, long[] steps, double[] thetas, int i) {
    long step = Math.max(0, stepsTo(since) - 1);
    BigDecimal into = since.subtract(plan.dt().multiply(BigDecimal.valueOf(step)));
    BigDecimal size = step == steps() - 1 ? span().subtract(plan.dt().multiply(BigDecimal.valueOf(step))) : plan.dt();
    steps[i] = step;
    thetas[i] = into.compareTo(size) == 0 ? 1 : into.divide(size, MathContext.DECIMAL64).doubleValue();
  }
}

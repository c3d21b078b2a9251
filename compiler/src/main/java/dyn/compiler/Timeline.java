package dyn.compiler;

import dyn.backend.Memory;
import dyn.frontend.CheckedExperiment;
import dyn.frontend.Track;
import dyn.ir.Signature;
import dyn.passes.step.Inputs;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.LongStream;

/** Steps, record times and segments in exact decimals: a record at 0.3 falls on the third step of 0.1. */
final class Timeline {
  private final CheckedExperiment experiment;
  private final MethodPlan plan;
  private final List<Track> tracks;
  private final BigDecimal start;
  private final BigDecimal end;

  Timeline(CheckedExperiment experiment, MethodPlan plan) {
    this.experiment = experiment;
    this.plan = plan;
    this.tracks = experiment.tracks();
    this.start = experiment.start();
    this.end = experiment.end();
  }

  boolean isFixed() {
    return plan.dt() != null;
  }

  /** Number of fixed steps, the last of which may be shorter. */
  long steps() {
    return stepsTo(span());
  }

  private BigDecimal span() {
    return end.subtract(start);
  }

  long count(Track track) {
    return track.times().count(start, end);
  }

  Position end() {
    return isFixed() ? new Position(steps(), Double.POSITIVE_INFINITY) : new Position(0, Double.POSITIVE_INFINITY);
  }

  Segment segment(Position from, Position to) {
    long[] first = new long[tracks.size()];
    int[] counts = new int[tracks.size()];
    for (int k = 0; k < first.length; k++) {
      first[k] = before(tracks.get(k), from);
      counts[k] = Math.toIntExact(before(tracks.get(k), to) - first[k]);
    }
    return new Segment(from, to, first, counts);
  }

  /** Number of records that belong to segments up to {@code p}. */
  long before(Track track, Position p) {
    if (p.equals(Position.START)) return 0;
    if (p.equals(end())) return count(track);
    BigDecimal bound = isFixed() ? plan.dt().multiply(BigDecimal.valueOf(p.steps())).add(start) : null;
    return partition(count(track), k -> {
      BigDecimal time = track.times().at(k, end);
      return isFixed() ? time.compareTo(bound) <= 0 : time.doubleValue() < p.time();
    });
  }

  /** How many of 0 .. n - 1 come before the first that does not hold. */
  private static long partition(long n, Predicate<Long> holds) {
    long low = 0;
    long high = n;
    while (low < high) {
      long middle = (low + high) >>> 1;
      if (holds.test(middle)) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /**
   * The farthest end of a segment that {@code fits} and takes at most {@code share} of the whole time; of those that do not fit, the
   * nearest.
   */
  Position next(Position from, double share, Predicate<Segment> fits) {
    return isFixed() ? nextStep(from, share, fits) : nextTime(from, share, fits);
  }

  private Position nextStep(Position from, double share, Predicate<Segment> fits) {
    long left = steps() - from.steps();
    long most = share >= 1 ? left : Math.clamp((long) Math.ceil(share * steps()), 1, left);
    if (fits.test(segment(from, step(from, most)))) return step(from, most);
    return step(from, Math.max(1, partition(most, n -> n == 0 || fits.test(segment(from, step(from, n)))) - 1));
  }

  private Position step(Position from, long more) {
    long steps = from.steps() + more;
    return steps == steps() ? end() : new Position(steps, 0);
  }

  private Position nextTime(Position from, double share, Predicate<Segment> fits) {
    double low = Math.max(from.time(), start.doubleValue());
    double far = low + share * span().doubleValue();
    double high = share >= 1 || far >= end.doubleValue() ? Double.POSITIVE_INFINITY : Math.max(far, Math.nextUp(low));
    if (fits.test(segment(from, new Position(0, high)))) return new Position(0, high);
    high = Math.min(high, Math.nextUp(end.doubleValue()));
    double nearest = low;
    while (true) {
      double middle = low + (high - low) / 2;
      if (middle <= low || middle >= high) break;
      if (fits.test(segment(from, new Position(0, middle)))) low = middle;
      else high = middle;
    }
    return new Position(0, low > nearest ? low : high);
  }

  /** Sizes of the record axes; a table without rows could not be looked up. */
  Map<String, Integer> rows(Segment segment) {
    Map<String, Integer> rows = new LinkedHashMap<>();
    for (int k = 0; k < tracks.size(); k++) rows.put(Inputs.track(tracks.get(k).observe()), Math.max(1, segment.counts()[k]));
    return rows;
  }

  void putInto(Memory memory, Segment segment) {
    memory.put(Signature.SEED, experiment.seed());
    memory.put(Inputs.FRESH, segment.isFirst() ? 1L : 0L).put(Inputs.START, start.doubleValue());
    if (isFixed()) {
      BigDecimal before = plan.dt().multiply(BigDecimal.valueOf(steps() - 1));
      memory.put(Inputs.DONE, segment.from().steps()).put(Inputs.UNTIL, segment.to().steps());
      memory.put(Inputs.DT, plan.dt().doubleValue()).put(Inputs.LAST_DT, span().subtract(before).doubleValue()).put(Inputs.STEPS, steps());
    } else {
      memory.put(Inputs.UNTIL, segment.to().time());
      memory.put(Inputs.END, end.doubleValue()).put(Inputs.RTOL, plan.rtol()).put(Inputs.ATOL, plan.atol());
      memory.put(Inputs.FIRST_STEP, plan.firstStep()).put(Inputs.MAX_STEP, plan.maxStep()).put(Inputs.MAX_STEPS, plan.maxSteps());
    }
    for (int k = 0; k < tracks.size(); k++) putTrack(memory, tracks.get(k), segment.first()[k], segment.counts()[k]);
  }

  private void putTrack(Memory memory, Track track, long first, int count) {
    int k = track.observe();
    double[] times = new double[Math.max(1, count)];
    long[] steps = new long[times.length];
    double[] thetas = new double[times.length];
    for (int i = 0; i < count; i++) {
      BigDecimal time = track.times().at(first + i, end);
      times[i] = time.doubleValue();
      if (isFixed()) place(time.subtract(start), steps, thetas, i);
    }
    memory.put(Inputs.count(k), (long) count).put(Inputs.time(k), times);
    if (isFixed()) memory.put(Inputs.step(k), steps).put(Inputs.theta(k), thetas);
  }

  /** Of fixed steps, where that many of them end. */
  /** The end of a fixed step, told by a time that has been rounded; where steps are of any length, that time itself. */
  double stepEnd(double time) {
    if (!isFixed() || time >= end.doubleValue()) return time;
    BigDecimal steps = BigDecimal.valueOf(time).subtract(start).divide(plan.dt(), 0, RoundingMode.HALF_EVEN);
    return start.add(plan.dt().multiply(steps)).doubleValue();
  }

  double[] times(Track track, long first, int count) {
    double[] times = new double[count];
    for (int i = 0; i < count; i++) times[i] = track.times().at(first + i, end).doubleValue();
    return times;
  }

  /** Fixed steps that have to be done before each record. */
  long[] stepsNeeded(Track track, long first, int count) {
    return LongStream.range(first, first + count).map(r -> stepsTo(track.times().at(r, end).subtract(start))).toArray();
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

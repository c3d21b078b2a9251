package dyn.compiler;

import dyn.frontend.CheckedExperiment;
import dyn.frontend.Statistic;
import dyn.frontend.Track;
import dyn.ir.Axis;
import dyn.passes.step.Inputs;
import dyn.runtime.results.Statistics;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * What was recorded in some stretch of a run, or of it some records. NaN is what a member that had ended did not reach.
 *
 * @param firstMember number of the first member
 * @param times of the records, per track
 * @param numbers of the records, per track, counted from 0 in the whole run
 * @param values [records, cells..., member], by the name of the output
 * @param origins [cells..., member], what displacements start from, by the name of its output
 */
public record Records(CheckedExperiment experiment, long firstMember, int members, List<double[]> times, List<long[]> numbers,
    Map<String, double[]> values, Map<String, double[]> origins) {

  static String name(Track track, int result) {
    return Inputs.track(track.observe()) + "." + result;
  }

  static String name(CheckedExperiment experiment, Track.Ref item) {
    Track track = experiment.tracks().get(item.track());
    return name(track, track.items().get(item.item()).result());
  }

  static int cells(List<Axis> axes) {
    return (int) axes.stream().mapToLong(Axis::size).reduce(1, (a, b) -> a * b);
  }

  /** Values in one record of each array, by its name. */
  static Map<String, Integer> cellsOf(CheckedExperiment experiment, Track track) {
    Map<String, Integer> cells = new LinkedHashMap<>();
    for (Track.Item i : track.items()) cells.put(name(track, i.result()), cells(i.axes()));
    return cells;
  }

  public double[] times(Track track) {
    return times.get(track.observe());
  }

  boolean isEmpty() {
    return times.stream().allMatch(t -> t.length == 0);
  }

  public RunTables tables() {
    return new RunTables(this);
  }

  /** Values of one cell of an item, [time][member]. */
  double[] cell(Track track, Track.Item item, int cell) {
    double[] all = values.get(name(track, item.result()));
    int cells = cells(item.axes());
    if (cells == 1) return all;
    int times = times(track).length;
    double[] one = new double[times * members];
    for (int t = 0; t < times; t++) System.arraycopy(all, (t * cells + cell) * members, one, t * members, members);
    return one;
  }

  /** With what displacements start from, where {@code before} has it or it is recorded here. */
  Records since(Map<String, double[]> before) {
    Map<String, double[]> all = new LinkedHashMap<>(before);
    for (Track t : experiment.tracks()) {
      for (Track.Item i : t.items()) {
        if (!(i.statistic() instanceof Statistic.Displacement d)) continue;
        Track.Ref origin = d.origin().orElseThrow();
        if (times.get(origin.track()).length > 0) all.put(name(experiment, origin), values.get(name(experiment, origin)));
      }
    }
    return new Records(experiment, firstMember, members, times, numbers, values, all);
  }

  /** Of one shown cell of an item, [time][member]: values, or squares of displacements, added up along the axes of a vector. */
  double[] shown(Track track, Track.Item item, int cell) {
    if (!(item.statistic() instanceof Statistic.Displacement d)) return cell(track, item, cell);
    double[] all = values.get(name(track, item.result()));
    double[] start = origins.get(name(experiment, d.origin().orElseThrow()));
    int cells = cells(item.axes());
    int[] summed = IntStream.range(0, cells).filter(c -> place(item.axes(), item.shown(), c) == cell).toArray();
    double[] squares = new double[times(track).length * members];
    double[] one = new double[summed.length];
    for (int i = 0; i < squares.length; i++) {
      int m = i % members;
      for (int k = 0; k < summed.length; k++) {
        double moved = all[(i / members * cells + summed[k]) * members + m] - start[summed[k] * members + m];
        one[k] = moved * moved;
      }
      squares[i] = Statistics.sum(one);
    }
    return squares;
  }

  /** The cell over some of the axes, row-major, in which a cell over all of them lies. */
  private static int place(List<Axis> axes, List<Axis> some, int cell) {
    long place = 0;
    long stride = 1;
    long rest = cell;
    for (Axis a : axes.reversed()) {
      if (some.contains(a)) {
        place += rest % a.size() * stride;
        stride *= a.size();
      }
      rest /= a.size();
    }
    return (int) place;
  }

  /** Only the records whose number is a multiple of {@code stride}, and the last of a track of {@code counts}. */
  Records thinned(long stride, long[] counts) {
    if (stride == 1) return this;
    List<double[]> keptTimes = new ArrayList<>();
    List<long[]> keptNumbers = new ArrayList<>();
    Map<String, double[]> kept = new LinkedHashMap<>();
    for (Track t : experiment.tracks()) {
      long[] all = numbers.get(t.observe());
      List<Integer> chosen = new ArrayList<>();
      for (int i = 0; i < all.length; i++) if (all[i] % stride == 0 || all[i] == counts[t.observe()] - 1) chosen.add(i);
      keptTimes.add(chosen.stream().mapToDouble(i -> times(t)[i]).toArray());
      keptNumbers.add(chosen.stream().mapToLong(i -> all[i]).toArray());
      cellsOf(experiment, t).forEach((name, cells) -> kept.put(name, rows(values.get(name), chosen, cells * members)));
    }
    return new Records(experiment, firstMember, members, keptTimes, keptNumbers, kept, origins);
  }

  /** Only the last record of each track. */
  Records last() {
    List<Integer> rows = times.stream().map(t -> t.length - 1).toList();
    List<double[]> lastTimes = new ArrayList<>();
    List<long[]> lastNumbers = new ArrayList<>();
    Map<String, double[]> last = new LinkedHashMap<>();
    for (Track t : experiment.tracks()) {
      List<Integer> row = rows.get(t.observe()) < 0 ? List.of() : List.of(rows.get(t.observe()));
      lastTimes.add(row.stream().mapToDouble(i -> times(t)[i]).toArray());
      lastNumbers.add(row.stream().mapToLong(i -> numbers.get(t.observe())[i]).toArray());
      cellsOf(experiment, t).forEach((name, cells) -> last.put(name, rows(values.get(name), row, cells * members)));
    }
    return new Records(experiment, firstMember, members, lastTimes, lastNumbers, last, origins);
  }

  private static double[] rows(double[] from, List<Integer> chosen, int size) {
    double[] to = new double[chosen.size() * size];
    for (int i = 0; i < chosen.size(); i++) System.arraycopy(from, chosen.get(i) * size, to, i * size, size);
    return to;
  }

  /** Several stretches, in order of time, as one. */
  static Records joined(List<Records> parts) {
    if (parts.size() == 1) return parts.getFirst();
    Records first = parts.getFirst();
    List<double[]> times = new ArrayList<>();
    List<long[]> numbers = new ArrayList<>();
    Map<String, double[]> values = new LinkedHashMap<>();
    for (int k = 0; k < first.times.size(); k++) {
      int track = k;
      times.add(parts.stream().flatMapToDouble(p -> Arrays.stream(p.times.get(track))).toArray());
      numbers.add(parts.stream().flatMapToLong(p -> Arrays.stream(p.numbers.get(track))).toArray());
    }
    for (String name : first.values.keySet()) {
      double[] all = new double[parts.stream().mapToInt(p -> p.values.get(name).length).sum()];
      int at = 0;
      for (Records p : parts) {
        double[] part = p.values.get(name);
        System.arraycopy(part, 0, all, at, part.length);
        at += part.length;
      }
      values.put(name, all);
    }
    return new Records(first.experiment, first.firstMember, first.members, times, numbers, values, parts.getLast().origins);
  }
}

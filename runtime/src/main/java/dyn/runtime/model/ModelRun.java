package dyn.runtime.model;

import dyn.backend.Description;
import dyn.backend.Description.Column;
import dyn.backend.Description.Over;
import dyn.backend.Description.Track;
import dyn.ir.Value;
import dyn.runtime.ensemble.Outputs;
import dyn.runtime.ensemble.StateHash;
import dyn.runtime.ensemble.Unreached;
import dyn.runtime.results.Statistics;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a run left behind. Arrays are copies, row-major: time first, then cells, then members. NaN is what a member did not reach. */
public class ModelRun {
  private final Description description;
  private final Outputs outputs;

  ModelRun(Description description, Outputs all) {
    this.description = description;
    Map<String, Object> arrays = new LinkedHashMap<>(all.arrays());
    for (Track t : description.tracks()) {
      long[] codes = all.integers(description.ends().code());
      boolean[] misses = Unreached.of(codes, all.integers(description.ends().accepted()), all.integers(t.recorded()), t.times().length,
          t.needed(), description.ends().notFinite());
      t.outputs().forEach((name, cells) -> {
        Unreached.blank(all.reals(name), cells, misses, all.members());
        if (t.times().length == 0) arrays.put(name, new double[0]);
      });
    }
    outputs = Outputs.of(arrays, all.members());
  }

  /** For the class that a model's jar has of its own. */
  protected ModelRun(ModelRun other) {
    description = other.description;
    outputs = other.outputs;
  }

  public int members() {
    return outputs.members();
  }

  /** Times of the records of a track: the {@code record} lines of an experiment, from 0, those with the same times together. */
  public double[] times(int track) {
    return track(track).times().clone();
  }

  /** What is recorded: [time, cells..., member], or [time, cells...] of a statistic; of a single member the same. */
  public double[] record(String label) {
    for (int k = 0; k < description.tracks().size(); k++) {
      if (description.tracks().get(k).columns().stream().anyMatch(c -> c.label().equals(label))) return record(k, label);
    }
    throw new IllegalArgumentException("no record `" + label + "`; there are " + labels());
  }

  /** As {@link #record(String)}, where several tracks have the same label. */
  public double[] record(int track, String label) {
    Column column = track(track).columns().stream().filter(c -> c.label().equals(label)).findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no record `" + label + "` in track " + track));
    double[] all = outputs.reals(column.output());
    return column.over() == Over.EACH_MEMBER ? all.clone() : statistic(column, all);
  }

  private double[] statistic(Column c, double[] all) {
    double[] over = new double[all.length / members()];
    for (int i = 0; i < over.length; i++) {
      double[] members = Statistics.present(Arrays.copyOfRange(all, i * members(), (i + 1) * members()));
      over[i] = OverMembers.of(c.over(), c.numbers(), members);
    }
    return over;
  }

  private Track track(int number) {
    int tracks = description.tracks().size();
    if (number < 0 || number >= tracks) throw new IllegalArgumentException("no track " + number + " of " + tracks);
    return description.tracks().get(number);
  }

  private List<String> labels() {
    return description.tracks().stream().flatMap(t -> t.columns().stream()).map(Column::label).distinct().toList();
  }

  /** Final values of a state, [cells..., member]. */
  public double[] end(String state) {
    Description.State s = description.states().stream().filter(x -> x.name().equals(state)).findFirst().orElseThrow(
        () -> new IllegalArgumentException("no state `" + state + "`; there are "
            + description.states().stream().map(Description.State::name).toList()));
    int from = s.row() * members();
    return Arrays.copyOfRange(outputs.reals(s.output()), from, from + s.cells() * members());
  }

  /** How a member ended: 0 is well. */
  public int code(int member) {
    return (int) outputs.integers(description.ends().code())[member];
  }

  /** {@link #code} in words. */
  public String reason(int member) {
    return description.ends().codes().get(code(member));
  }

  /** Where a member ended. */
  public double time(int member) {
    return outputs.reals(description.ends().time())[member];
  }

  /** Steps taken. */
  public long accepted(int member) {
    return outputs.integers(description.ends().accepted())[member];
  }

  /** Steps that were too inaccurate and taken again. */
  public long rejected(int member) {
    return outputs.integers(description.ends().rejected())[member];
  }

  /** The state hash that {@code dyn run} writes into its manifest. */
  public String hash() {
    Map<String, Object> ordered = new LinkedHashMap<>();
    for (Value v : description.signature().outputs()) ordered.put(v.name(), outputs.arrays().get(v.name()));
    return StateHash.of(Outputs.of(ordered, members()));
  }
}

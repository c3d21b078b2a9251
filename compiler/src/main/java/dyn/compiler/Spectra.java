package dyn.compiler;

import dyn.frontend.CheckedExperiment;
import dyn.frontend.Statistic;
import dyn.frontend.Times;
import dyn.frontend.Track;
import dyn.runtime.results.Column;
import dyn.runtime.results.Periodogram;
import dyn.runtime.results.Statistics;
import dyn.runtime.results.Table;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Spectra of what a run records, while it records: of each member and cell one window of records is held, and the sum of the densities of
 * the windows before. A member that ended before the last window of its kind is left out.
 */
public final class Spectra {
  /**
   * Where a spectrum has the most, the mean left out, which is at frequency 0.
   *
   * @param error standard error of the density; not a number where members do not differ by chance alone
   */
  public record Peak(String label, double density, double error, String unit, double frequency) {}

  /** Of one item; cells and members are rows: {@code cell * members + member}. */
  private final class Sums {
    final Track track;
    final Track.Item item;
    final int length;
    final Periodogram density;
    final int rows;
    double[] window;
    double[] sums;
    int filled;
    long windows;

    Sums(Track track, Track.Item item, long records) {
      this.track = track;
      this.item = item;
      int asked = ((Statistic.Spectrum) item.statistic()).window();
      length = asked > 0 ? asked : Math.toIntExact(records);
      density = new Periodogram(length, asked > 0 ? Periodogram.Window.HANN : Periodogram.Window.ALL,
          ((Times.Every) track.times()).interval().doubleValue());
      rows = Records.cells(item.axes()) * members;
      window = new double[rows * length];
      sums = new double[rows * density.count()];
    }

    void take(double[] values, int records) {
      for (int t = 0; t < records; t++) {
        for (int r = 0; r < rows; r++) window[r * length + filled] = values[t * rows + r];
        if (++filled == length) add();
      }
    }

    /** Windows begin half a window apart, the longer half of an odd one. */
    private void add() {
      int half = length / 2;
      for (int r = 0; r < rows; r++) {
        density.add(window, r * length, sums, r * density.count());
        System.arraycopy(window, (r + 1) * length - half, window, r * length, half);
      }
      filled = half;
      windows++;
    }

    /** Of one cell at one multiple of the lowest frequency, of the members that have it. */
    double[] members(int cell, int multiple) {
      double[] all = new double[members];
      for (int m = 0; m < members; m++) all[m] = sums[(cell * members + m) * density.count() + multiple] / windows;
      return Statistics.present(all);
    }
  }

  private final CheckedExperiment experiment;
  private final int members;
  private final Map<Track.Ref, Sums> all = new LinkedHashMap<>();

  Spectra(CheckedExperiment experiment, Timeline timeline, int members) {
    this.experiment = experiment;
    this.members = members;
    for (int t = 0; t < experiment.tracks().size(); t++) {
      Track track = experiment.tracks().get(t);
      for (int i = 0; i < track.items().size(); i++) {
        Track.Item item = track.items().get(i);
        if (item.statistic() instanceof Statistic.Spectrum) all.put(new Track.Ref(t, i), new Sums(track, item, timeline.count(track)));
      }
    }
  }

  /** Numbers that one holds for each member and cell. */
  static long held(Statistic.Spectrum s, long records) {
    long length = s.window() > 0 ? s.window() : records;
    return length + length / 2 + 1;
  }

  void take(Records records) {
    for (Sums s : all.values()) s.take(records.values().get(Records.name(s.track, s.item.result())), records.times(s.track).length);
  }

  /** As a checkpoint keeps it. */
  Map<String, double[]> state() {
    Map<String, double[]> state = new LinkedHashMap<>();
    all.forEach((ref, s) -> {
      String name = ref.track() + "." + ref.item();
      state.put(name + ".window", s.window);
      state.put(name + ".sums", s.sums);
      state.put(name + ".counts", new double[] {s.filled, s.windows});
    });
    return state;
  }

  void restore(Map<String, double[]> state) {
    all.forEach((ref, s) -> {
      String name = ref.track() + "." + ref.item();
      s.window = state.get(name + ".window").clone();
      s.sums = state.get(name + ".sums").clone();
      s.filled = (int) state.get(name + ".counts")[0];
      s.windows = (long) state.get(name + ".counts")[1];
    });
  }

  /** Of one cell at a multiple of the lowest frequency: a number for each member that has it. Empty where no window was full. */
  Optional<double[]> members(Track.Ref item, int cell, int multiple) {
    Sums s = all.get(item);
    return s.windows == 0 ? Optional.empty() : Optional.of(s.members(cell, multiple));
  }

  double frequency(Track.Ref item, int multiple) {
    return all.get(item).density.frequencies()[multiple];
  }

  /** Over frequencies the mean of the members, with its standard error where there is one; empty where no window was full. */
  public Optional<Table> table(Track.Ref ref) {
    Sums s = all.get(ref);
    if (s.windows == 0) return Optional.empty();
    List<Column> columns = new ArrayList<>();
    List<String> labels = RunTables.cellLabels(s.item.label(), s.item.axes());
    for (int c = 0; c < labels.size(); c++) {
      double[] mean = new double[s.density.count()];
      double[] error = new double[mean.length];
      for (int k = 0; k < mean.length; k++) {
        double[] over = s.members(c, k);
        mean[k] = Statistics.mean(over);
        error[k] = Statistics.standardError(over);
      }
      String heading = s.item.statistic().headings(labels.get(c)).getFirst();
      String unit = RunTables.unit(experiment, s.item);
      columns.add(new Column(heading, unit, mean));
      if (experiment.hasError(s.item.statistic())) columns.add(new Column("se(" + heading + ")", unit, error));
    }
    return Optional.of(new Table(experiment.name() + "." + s.track.observe(), "frequency", experiment.units().of("frequency"),
        s.density.frequencies(), columns));
  }

  /** Of each cell of what is not hidden. */
  public List<Peak> peaks() {
    List<Peak> peaks = new ArrayList<>();
    all.forEach((ref, s) -> {
      if (!s.item.hidden()) table(ref).ifPresent(t -> addPeaks(t, experiment.hasError(s.item.statistic()), peaks));
    });
    return peaks;
  }

  private static void addPeaks(Table t, boolean errors, List<Peak> peaks) {
    for (int c = 0; c < t.columns().size(); c += errors ? 2 : 1) {
      Column density = t.columns().get(c);
      int at = 1;
      for (int k = 2; k < t.times().length; k++) if (density.values()[k] > density.values()[at]) at = k;
      double error = errors ? t.columns().get(c + 1).values()[at] : Double.NaN;
      peaks.add(new Peak(density.label(), density.values()[at], error, density.unit(), t.times()[at]));
    }
  }

  /** Those of a track that are not hidden, of windows of equal length side by side. */
  List<Table> tables(Track track) {
    Map<Integer, List<Column>> columns = new LinkedHashMap<>();
    Map<Integer, Table> first = new LinkedHashMap<>();
    all.forEach((ref, s) -> {
      if (s.track != track || s.item.hidden()) return;
      table(ref).ifPresent(t -> {
        first.putIfAbsent(s.length, t);
        columns.computeIfAbsent(s.length, _ -> new ArrayList<>()).addAll(t.columns());
      });
    });
    return first.entrySet().stream().map(e -> new Table(e.getValue().name(), e.getValue().timeLabel(), e.getValue().timeUnit(),
        e.getValue().times(), columns.get(e.getKey()))).toList();
  }
}

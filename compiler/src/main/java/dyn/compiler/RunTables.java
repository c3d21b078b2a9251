package dyn.compiler;

import dyn.frontend.CheckedExperiment;
import dyn.frontend.Statistic;
import dyn.frontend.Track;
import dyn.ir.Axis;
import dyn.runtime.results.Column;
import dyn.runtime.results.MemberTable;
import dyn.runtime.results.Statistics;
import dyn.runtime.results.Table;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Records as tables: of one trajectory, of every member, or of statistics over members. */
public final class RunTables {
  private final CheckedExperiment experiment;
  private final Records records;
  private final int members;

  RunTables(Records records) {
    this.records = records;
    this.experiment = records.experiment();
    this.members = records.members();
  }

  public double[] times(Track track) {
    return records.times(track);
  }

  /** Names of the cells of an array, {@code theta[0]}, {@code theta[1]}, ...; of a number, its label. */
  static List<String> cellLabels(String label, List<Axis> axes) {
    List<String> labels = List.of("");
    for (Axis a : axes) {
      List<String> more = new ArrayList<>();
      for (String prefix : labels) for (long i = 0; i < a.size(); i++) more.add(prefix.isEmpty() ? Long.toString(i) : prefix + ", " + i);
      labels = more;
    }
    return axes.isEmpty() ? List.of(label) : labels.stream().map(index -> label + "[" + index + "]").toList();
  }

  /** Columns of one number per time: of a single trajectory, or statistics. */
  private List<Column> columns(Track track, Track.Item item, boolean errors) {
    List<Column> columns = new ArrayList<>();
    List<String> labels = cellLabels(item.label(), item.shown());
    for (int c = 0; c < labels.size(); c++) {
      double[] values = records.shown(track, item, c);
      if (item.statistic() instanceof Statistic.EachMember) columns.add(new Column(labels.get(c), unit(item), values));
      else columns.addAll(statistics(item, labels.get(c), values, errors));
    }
    return columns;
  }

  String unit(Track.Item item) {
    return unit(experiment, item);
  }

  /** Of a variance, the square, and of others that have one of their own, that; members are counted in none. */
  static String unit(CheckedExperiment experiment, Track.Item item) {
    if (item.statistic() instanceof Statistic.Histogram) return "";
    return experiment.units().of(item.statistic().unitOf(item.label()).orElse(item.label()));
  }

  /** Bins are named in the unit of what they bin. */
  static List<String> headings(CheckedExperiment experiment, Track.Item item, String label) {
    List<String> headings = item.statistic().headings(label);
    String unit = experiment.units().of(item.label());
    boolean bins = item.statistic() instanceof Statistic.Histogram && !unit.isEmpty();
    return bins ? headings.stream().map(h -> h + " " + unit).toList() : headings;
  }

  /** Each of its columns, and behind it how far off it is. */
  private List<Column> statistics(Track.Item item, String label, double[] values, boolean errors) {
    Statistic statistic = item.statistic();
    List<String> headings = headings(experiment, item, label);
    int times = values.length / members;
    double[][] columns = new double[headings.size()][times];
    double[][] off = new double[errors ? headings.size() : 0][times];
    for (int t = 0; t < times; t++) {
      double[] present = Statistics.present(Arrays.copyOfRange(values, t * members, (t + 1) * members));
      if (!errors) {
        put(MemberStatistics.of(statistic, present), columns, t);
        continue;
      }
      double[][] both = MemberStatistics.withErrors(statistic, present);
      put(both[0], columns, t);
      put(both[1], off, t);
    }
    List<Column> result = new ArrayList<>();
    for (int i = 0; i < headings.size(); i++) {
      result.add(new Column(headings.get(i), unit(item), columns[i]));
      if (errors) result.add(new Column("se(" + headings.get(i) + ")", unit(item), off[i]));
    }
    return result;
  }

  private static void put(double[] numbers, double[][] columns, int time) {
    for (int i = 0; i < columns.length; i++) columns[i][time] = numbers[i];
  }

  private boolean isPerMember(Track.Item item) {
    return members > 1 && item.statistic() instanceof Statistic.EachMember;
  }

  /** Whether `se(x)` stands beside `mean(x)` as it is. */
  private static boolean errorIsRecorded(Track track, Track.Item mean) {
    return mean.statistic() == Statistic.Single.MEAN && track.items().stream().anyMatch(i -> !i.hidden()
        && i.statistic() == Statistic.Single.STANDARD_ERROR && i.label().equals(mean.label()));
  }

  /** What is recorded of a run by chance is shown with its standard errors: as {@link #item}, of one time. */
  public Table withErrors(Track.Ref ref) {
    Track track = experiment.tracks().get(ref.track());
    Track.Item item = track.items().get(ref.item());
    return new Table(name(track), timeLabel(), experiment.units().time(), times(track),
        columns(track, item, experiment.hasError(item.statistic())));
  }

  /**
   * Items with one number per time, hidden ones left out; empty columns where the track has none. Statistics of a run by chance have their
   * standard errors beside them.
   */
  public Table series(Track track) {
    List<Column> columns = new ArrayList<>();
    for (Track.Item i : track.ofOneTime()) {
      boolean errors = experiment.hasError(i.statistic()) && !errorIsRecorded(track, i);
      if (!i.hidden() && !isPerMember(i)) columns.addAll(columns(track, i, errors));
    }
    return new Table(name(track), timeLabel(), experiment.units().time(), times(track), columns);
  }

  /** Items with one number per time and member, hidden ones left out. */
  public MemberTable members(Track track) {
    List<Column> columns = new ArrayList<>();
    for (Track.Item i : track.items()) if (!i.hidden() && isPerMember(i)) columns.addAll(perMember(track, i));
    return new MemberTable(name(track), experiment.units().time(), times(track), members, Math.toIntExact(records.firstMember()), columns);
  }

  private List<Column> perMember(Track track, Track.Item item) {
    List<Column> columns = new ArrayList<>();
    List<String> labels = cellLabels(item.label(), item.axes());
    for (int c = 0; c < labels.size(); c++) columns.add(new Column(labels.get(c), unit(item), records.cell(track, item, c)));
    return columns;
  }

  /** All columns of one item, whether recorded or hidden. */
  public Table item(Track.Ref ref) {
    Track track = experiment.tracks().get(ref.track());
    return new Table(name(track), timeLabel(), experiment.units().time(), times(track),
        columns(track, track.items().get(ref.item()), false));
  }

  /** As {@link #item}, per member. */
  public MemberTable memberItem(Track.Ref ref) {
    Track track = experiment.tracks().get(ref.track());
    return new MemberTable(name(track), experiment.units().time(), times(track), members, Math.toIntExact(records.firstMember()),
        perMember(track, track.items().get(ref.item())));
  }

  /** As pictures name it. */
  String timeTitle() {
    return Column.title(timeLabel(), experiment.units().time());
  }

  private String timeLabel() {
    if (experiment.kind() == CheckedExperiment.Kind.ODE) return "t";
    boolean taken = experiment.tracks().stream().flatMap(t -> t.items().stream()).anyMatch(i -> i.label().equals("n"));
    return taken ? "step" : "n";
  }

  private String name(Track track) {
    return experiment.name() + "." + track.observe();
  }
}

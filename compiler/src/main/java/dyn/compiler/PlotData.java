package dyn.compiler;

import dyn.frontend.CheckedExperiment;
import dyn.frontend.Statistic;
import dyn.frontend.Track;
import dyn.runtime.plot.Axis;
import dyn.runtime.plot.DensityBuilder;
import dyn.runtime.plot.Heading;
import dyn.runtime.plot.HeatBuilder;
import dyn.runtime.plot.HeatMap;
import dyn.runtime.plot.HistogramBuilder;
import dyn.runtime.plot.Plot;
import dyn.runtime.plot.Range;
import dyn.runtime.plot.TimeSeries;
import dyn.runtime.plot.TimeSeries.Series;
import dyn.runtime.plot.TimeSeries.Style;
import dyn.runtime.results.Column;
import dyn.runtime.results.MemberTable;
import dyn.runtime.results.Statistics;
import dyn.runtime.results.Table;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** Recorded values as pictures take them. */
final class PlotData {
  private final RunResult run;
  private final RunTables tables;
  private final CheckedExperiment experiment;

  PlotData(RunResult run) {
    this.run = run;
    this.tables = run.tables();
    this.experiment = run.compilation().experiment();
  }

  Heading heading() {
    return new Heading(experiment.model() + ": " + experiment.name(), experiment.doc());
  }

  Axis time() {
    return Axis.of(tables.timeTitle());
  }

  Track track(Track.Ref ref) {
    return experiment.tracks().get(ref.track());
  }

  Track.Item item(Track.Ref ref) {
    return track(ref).items().get(ref.item());
  }

  boolean isPerMember(Track.Ref ref) {
    return run.outputs().members() > 1 && item(ref).statistic() instanceof Statistic.EachMember;
  }

  String memberName(int member) {
    return ", member " + (run.first() + member);
  }

  List<Series> everyMember(MemberTable all, Column column) {
    return IntStream.range(0, all.members()).mapToObj(m ->
        new Series(column.label() + memberName(m), column.unit(), all.times(), member(all, column, m))).toList();
  }

  private static double[] member(MemberTable all, Column column, int m) {
    return IntStream.range(0, all.times().length).mapToDouble(t -> column.values()[t * all.members() + m]).toArray();
  }

  List<Series> withMean(MemberTable all, Column column) {
    List<Series> lines = new ArrayList<>(everyMember(all, column));
    double[] mean = IntStream.range(0, all.times().length)
        .mapToDouble(t -> Statistics.mean(Statistics.present(all.at(t, column)))).toArray();
    lines.add(new Series("mean", column.unit(), all.times(), mean));
    return lines;
  }

  /** Columns of an item: one number per time, or per time and member. */
  private List<Column> columns(Track.Ref ref) {
    return isPerMember(ref) ? tables.memberItem(ref).columns() : tables.item(ref).columns();
  }

  Axis value(Track.Ref ref, boolean log) {
    Track.Item item = item(ref);
    List<String> headings = item.statistic().headings(item.label());
    return new Axis(Column.title(headings.size() == 1 ? headings.getFirst() : item.label(), columns(ref).getFirst().unit()), log);
  }

  /** All values of an item at each time; of a single trajectory over time, all times together. */
  Plot histogram(Track.Ref ref, boolean log) {
    double[] times = tables.times(track(ref));
    boolean pooled = !isPerMember(ref) && times.length > 6;
    boolean each = isPerMember(ref);
    int members = each ? run.outputs().members() : 1;
    HistogramBuilder counts = new HistogramBuilder();
    for (int t = 0; t < times.length; t++) {
      String group = pooled || times.length == 1 ? "" : timeName(times[t]);
      for (Column c : columns(ref)) counts.add(group, Arrays.copyOfRange(c.values(), t * members, (t + 1) * members));
    }
    String cells = item(ref).shown().isEmpty() ? "" : "cells";
    String what = pooled ? (cells.isEmpty() ? "records" : "records \u00d7 cells") : each
        ? (cells.isEmpty() ? "members" : "members \u00d7 cells") : cells.isEmpty() ? "records" : cells;
    return counts.histogram(heading(), value(ref, false), new Axis(what, log));
  }

  String timeName(double time) {
    return time().label().replaceFirst(" \\(.*", "") + " = " + new BigDecimal(Double.toString(time)).round(new MathContext(6))
        .stripTrailingZeros().toPlainString() + unit(time().label());
  }

  private static String unit(String title) {
    int open = title.lastIndexOf(" (");
    return open < 0 ? "" : " " + title.substring(open + 2, title.length() - 1);
  }

  Plot density(MemberTable all, Column column) {
    double[] times = all.times();
    DensityBuilder counts = new DensityBuilder(times[0], times[times.length - 1], times.length);
    for (int t = 0; t < times.length; t++) counts.add(all.at(t, column));
    return counts.heatMap(heading(), time(), Axis.of(column));
  }

  Plot heat(dyn.frontend.Plot plot) {
    Track.Ref ref = plot.items().getFirst();
    if (item(ref).shown().size() == 2) return fields(ref, plot.logAlong(), tables.times(track(ref)).length);
    return plot.sweep().size() == 2 && tables.times(track(ref)).length <= 6 ? sweep(ref, plot.sweep(), plot.logAlong())
        : overTime(ref, plot.logAlong());
  }

  /** Cells, or members, over time. */
  Plot overTime(Track.Ref ref, boolean log) {
    double[] times = tables.times(track(ref));
    boolean each = isPerMember(ref);
    List<Column> columns = columns(ref);
    int members = run.outputs().members();
    int count = each ? members : columns.size();
    HeatBuilder heat = new HeatBuilder(times[0], times[times.length - 1], times.length, count);
    for (int t = 0; t < times.length; t++) {
      int at = t;
      heat.add(each ? Arrays.copyOfRange(columns.getFirst().values(), t * members, (t + 1) * members)
          : columns.stream().mapToDouble(c -> c.values()[at]).toArray());
    }
    String down = each ? "member" : axis(item(ref).shown().getFirst());
    return heat.heatMap(heading(), time(), Axis.of(down), value(ref, log));
  }

  /** The index as the model names it. */
  private static String axis(dyn.ir.Axis axis) {
    return Character.isLetter(axis.name().charAt(0)) ? axis.name() : "cell";
  }

  /** With the unit of time, where cells are times. */
  private String titled(dyn.ir.Axis axis) {
    return experiment.timeAxes().contains(axis.name()) ? Column.title(axis(axis), unit(time().label()).strip()) : axis(axis);
  }

  /** What stands for each cell: its time, or its number. */
  private double[] cells(dyn.ir.Axis axis) {
    int n = (int) axis.size();
    if (!experiment.timeAxes().contains(axis.name())) return numbered(n, 0);
    double start = experiment.start().doubleValue();
    double span = experiment.end().subtract(experiment.start()).doubleValue();
    return IntStream.range(0, n).mapToDouble(k -> start + span * k / (n - 1)).toArray();
  }

  private Range along(dyn.ir.Axis axis) {
    return around(cells(axis));
  }

  Plot lastField(Track.Ref ref) {
    return fields(ref, false, 1);
  }

  /** The last so many times, one map each: the first index down, the second across. */
  private Plot fields(Track.Ref ref, boolean log, int count) {
    double[] times = tables.times(track(ref));
    List<Column> cells = columns(ref);
    List<dyn.ir.Axis> axes = item(ref).shown();
    int rows = (int) axes.get(0).size();
    int columns = (int) axes.get(1).size();
    List<HeatMap.Grid> grids = new ArrayList<>();
    for (int t = times.length - count; t < times.length; t++) {
      int at = t;
      double[] values = cells.stream().mapToDouble(c -> c.values()[at]).toArray();
      grids.add(HeatMap.Grid.of(timeName(times[t]), along(axes.get(1)), along(axes.get(0)), columns, rows, values));
    }
    boolean square = Math.max(rows, columns) <= 4 * Math.min(rows, columns);
    Axis across = Axis.of(axis(axes.get(1)).equals("cell") ? "column" : titled(axes.get(1)));
    Axis down = Axis.of(axis(axes.get(0)).equals("cell") ? "row" : titled(axes.get(0)));
    return new HeatMap(heading(), across, down, value(ref, log), grids, square, HeatMap.Grid.note(columns, rows));
  }

  /** A value over the plane of two swept numbers: the last sweep, which varies fastest, across. */
  private Plot sweep(Track.Ref ref, List<Track.Ref> sweep, boolean log) {
    Column down = columns(sweep.get(0)).getFirst();
    Column across = columns(sweep.get(1)).getFirst();
    int columns = (int) experiment.variations().get(1).count();
    int rows = down.values().length / columns;
    double[] xs = Arrays.copyOf(across.values(), columns);
    double[] ys = IntStream.range(0, rows).mapToDouble(r -> down.values()[r * columns]).toArray();
    boolean regular = isRegular(xs) && isRegular(ys);
    List<HeatMap.Grid> grids = new ArrayList<>();
    double[] times = tables.times(track(ref));
    for (int t = 0; t < times.length; t++) {
      double[] values = Arrays.copyOfRange(columns(ref).getFirst().values(), t * rows * columns, (t + 1) * rows * columns);
      grids.add(HeatMap.Grid.of(times.length > 1 ? timeName(times[t]) : "", regular ? around(xs) : new Range(-0.5, columns - 0.5),
          regular ? around(ys) : new Range(-0.5, rows - 0.5), columns, rows, values));
    }
    String number = regular ? "" : ", number of the value";
    String at = times.length == 1 ? " at " + timeName(times[0]) : "";
    Axis colour = new Axis(value(ref, false).label() + at, log);
    return new HeatMap(heading(), Axis.of(across.title() + number), Axis.of(down.title() + number), colour, grids, false, Optional.empty());
  }

  private static boolean isRegular(double[] values) {
    double step = values.length > 1 ? values[1] - values[0] : 1;
    return step > 0 && IntStream.range(1, values.length).allMatch(k -> Math.abs(values[k] - values[k - 1] - step) < 1e-6 * step);
  }

  private static Range around(double[] values) {
    double half = values.length > 1 ? (values[1] - values[0]) / 2 : 0.5;
    return new Range(values[0] - half, values[values.length - 1] + half);
  }

  /** Values at single times over the cells of an array, or over the number that varies from member to member. */
  Plot profile(List<Track.Ref> items, List<Track.Ref> sweep, boolean logAcross, boolean logAlong) {
    List<Series> lines = new ArrayList<>();
    String across = "";
    boolean members = false;
    for (Track.Ref ref : items) {
      double[] times = tables.times(track(ref));
      boolean each = isPerMember(ref);
      members |= each;
      List<Column> columns = columns(ref);
      int count = each ? run.outputs().members() : columns.size();
      double[] x = each && !sweep.isEmpty() ? columns(sweep.getFirst()).getFirst().values()
          : each ? numbered(count, run.first()) : cells(item(ref).shown().getFirst());
      across = each ? sweep.isEmpty() ? "member" : columns(sweep.getFirst()).getFirst().title()
          : titled(item(ref).shown().getFirst());
      for (int t = 0; t < times.length; t++) {
        int at = t;
        double[] y = each ? Arrays.copyOfRange(columns.getFirst().values(), t * count, (t + 1) * count)
            : columns.stream().mapToDouble(c -> c.values()[at]).toArray();
        String name = items.size() == 1 ? timeName(times[t]) : item(ref).label() + (times.length > 1 ? ", " + timeName(times[t]) : "");
        lines.add(new Series(name, columns.getFirst().unit(), x, y));
      }
    }
    boolean ascending = lines.stream().allMatch(s -> IntStream.range(1, s.x().length).allMatch(k -> s.x()[k] > s.x()[k - 1]));
    String value = items.size() == 1 ? value(items.getFirst(), false).label() : "";
    if (lines.size() == 1 && !value.isEmpty()) {
      value += " at " + lines.getFirst().label();
    }
    return new TimeSeries(heading(), new Axis(across, logAcross), logAlong, members || !ascending ? Style.POINTS : Style.LINES, lines,
        value.isEmpty() ? Optional.empty() : Optional.of(value));
  }

  private static double[] numbered(int count, long first) {
    return IntStream.range(0, count).mapToDouble(k -> first + k).toArray();
  }
}

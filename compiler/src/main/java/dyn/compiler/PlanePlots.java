package dyn.compiler;

import dyn.frontend.CheckedExperiment;
import dyn.frontend.Track;
import dyn.ir.Axis;
import dyn.runtime.plot.PhasePlane;
import dyn.runtime.plot.Plot;
import dyn.runtime.plot.TimeSeries;
import dyn.runtime.results.Column;
import dyn.runtime.results.MemberTable;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** One quantity over another: trajectories of few members, all records of many as dots, or cells over cells at given times. */
final class PlanePlots {
  /** Fewer records make no curve. */
  private static final int FEW_TIMES = 50;

  private final RunResult run;
  private final RunTables tables;
  private final PlotData data;
  private final boolean isMap;

  PlanePlots(RunResult run, PlotData data) {
    this.run = run;
    this.tables = run.tables();
    this.data = data;
    this.isMap = run.compilation().experiment().kind() == CheckedExperiment.Kind.MAP;
  }

  /** One picture for each item. */
  List<Plot> of(dyn.frontend.Plot plot) {
    Track.Ref over = plot.over().orElseThrow();
    List<Plot> made = new ArrayList<>();
    for (Track.Ref item : plot.items()) {
      if (areCells(item) && areCells(over)) {
        made.add(alongCells(plot, over, item));
        continue;
      }
      boolean many = areMany(item) || areMany(over);
      List<PhasePlane.Trace> traces = many ? paired(everyRecord(over), everyRecord(item), item, "") : trajectories(over, item);
      made.add(new PhasePlane(data.heading(), axis(over, plot.logAcross()), axis(item, plot.logAlong()), traces, isMap || many));
    }
    return made;
  }

  /** An array at few times: its cells are what is drawn, not their lives. */
  private boolean areCells(Track.Ref ref) {
    return tables.times(data.track(ref)).length <= 6 && data.item(ref).shown().size() == 1 && !data.isPerMember(ref);
  }

  private Plot alongCells(dyn.frontend.Plot plot, Track.Ref over, Track.Ref item) {
    double[] times = tables.times(data.track(item));
    List<PhasePlane.Trace> traces = new ArrayList<>();
    List<Column> xs = tables.item(over).columns();
    List<Column> ys = tables.item(item).columns();
    for (int t = 0; t < times.length; t++) {
      int at = t;
      double[] x = xs.stream().mapToDouble(c -> c.values()[at]).toArray();
      double[] y = ys.stream().mapToDouble(c -> c.values()[at]).toArray();
      traces.add(new PhasePlane.Trace(data.timeName(times[t]), x, y));
    }
    boolean ascending = traces.stream().allMatch(s -> IntStream.range(1, s.x().length).allMatch(k -> s.x()[k] > s.x()[k - 1]));
    if (!ascending) return new PhasePlane(data.heading(), axis(over, plot.logAcross()), axis(item, plot.logAlong()), traces, true);
    List<TimeSeries.Series> lines = traces.stream().map(s -> new TimeSeries.Series(s.label(), "", s.x(), s.y())).toList();
    return new TimeSeries(data.heading(), axis(over, plot.logAcross()), plot.logAlong(), TimeSeries.Style.LINES, lines,
        Optional.of(axis(item, false).label()));
  }

  private List<PhasePlane.Trace> trajectories(Track.Ref over, Track.Ref item) {
    if (!data.isPerMember(item) && !data.isPerMember(over))
      return paired(tables.item(over).columns(), tables.item(item).columns(), item, "");
    List<PhasePlane.Trace> traces = new ArrayList<>();
    List<List<Column>> xs = memberByMember(over);
    List<List<Column>> ys = memberByMember(item);
    for (int m = 0; m < run.outputs().members(); m++) traces.addAll(paired(xs.get(m), ys.get(m), item, data.memberName(m)));
    return traces;
  }

  /** Cell by cell, or all cells of one over the only one of the other. */
  private List<PhasePlane.Trace> paired(List<Column> xs, List<Column> ys, Track.Ref ref, String member) {
    List<Axis> axes = data.item(ref).shown();
    boolean counted = xs.size() == ys.size() && axes.size() == 1 && Character.isLetter(axes.getFirst().name().charAt(0));
    List<PhasePlane.Trace> traces = new ArrayList<>();
    for (int k = 0; k < Math.max(xs.size(), ys.size()); k++) {
      Column x = xs.get(Math.min(k, xs.size() - 1));
      Column y = ys.get(Math.min(k, ys.size() - 1));
      String cell = counted ? axes.getFirst().name() + " " + k : ys.size() < xs.size() ? x.label() : y.label();
      traces.add(new PhasePlane.Trace(cell + member, x.values(), y.values()));
    }
    return traces;
  }

  private dyn.runtime.plot.Axis axis(Track.Ref ref, boolean log) {
    return data.value(ref, log);
  }

  /** More members than curves could show, or so few times that there is no curve. */
  private boolean areMany(Track.Ref ref) {
    int times = tables.times(data.track(ref)).length;
    return data.isPerMember(ref) && (run.outputs().members() > RunPlots.MOST_MEMBERS || times < FEW_TIMES);
  }

  /** The cells of each member. */
  private List<List<Column>> memberByMember(Track.Ref ref) {
    int members = run.outputs().members();
    if (!data.isPerMember(ref)) return Collections.nCopies(members, tables.item(ref).columns());
    MemberTable all = tables.memberItem(ref);
    return IntStream.range(0, members).mapToObj(m -> all.member(all.firstMember() + m).columns()).toList();
  }

  /** One column per cell with the values of all members at all times. */
  private List<Column> everyRecord(Track.Ref ref) {
    if (data.isPerMember(ref)) return tables.memberItem(ref).columns();
    int members = run.outputs().members();
    List<Column> wide = new ArrayList<>();
    for (Column c : tables.item(ref).columns()) {
      double[] values = new double[c.values().length * members];
      for (int i = 0; i < values.length; i++) values[i] = c.values()[i / members];
      wide.add(new Column(c.label(), c.unit(), values));
    }
    return wide;
  }
}

package dyn.compiler;

import dyn.frontend.CheckedExperiment;
import dyn.frontend.Statistic;
import dyn.frontend.Track;
import dyn.ir.Axis;
import dyn.runtime.plot.Fan;
import dyn.runtime.plot.PhasePlane;
import dyn.runtime.plot.Plot;
import dyn.runtime.plot.TimeSeries;
import dyn.runtime.results.Column;
import dyn.runtime.results.MemberTable;
import dyn.runtime.results.Table;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;

/** The pictures of a run: those its experiment asks for, else what was recorded over time. */
final class RunPlots {
  private static final int MOST_CURVES = 24;
  private static final int MOST_PICTURES = 4;
  private static final int MOST_MEMBERS = 12;
  private static final int FEW_TIMES = 50;

  private final RunResult run;
  private final RunTables tables;
  private final CheckedExperiment experiment;
  private final List<Plot> plots = new ArrayList<>();

  private RunPlots(RunResult run) {
    this.run = run;
    this.tables = run.records().tables();
    this.experiment = run.compilation().experiment();
  }

  static List<Plot> of(RunResult run) {
    RunPlots made = new RunPlots(run);
    if (made.experiment.plots().isEmpty()) made.byDefault();
    else made.experiment.plots().forEach(made::wanted);
    return made.plots;
  }

  private String title() {
    return experiment.model() + ": " + experiment.name();
  }

  private boolean isMap() {
    return experiment.kind() == CheckedExperiment.Kind.MAP;
  }

  private void byDefault() {
    for (Track t : experiment.tracks()) {
      if (t.isHidden() || tables.times(t).length < 2 || plots.size() >= MOST_PICTURES) continue;
      Table series = tables.series(t);
      if (!series.columns().isEmpty()) plots.add(TimeSeries.of(title(), series));
      MemberTable members = tables.members(t);
      for (Column c : members.columns().stream().limit(MOST_PICTURES - plots.size()).toList()) {
        plots.add(members.members() > MOST_MEMBERS ? fan(members, c) : each(members, c));
      }
    }
  }

  /** A curve for each member: a fan of so few would show quantiles that none of them follows. */
  private TimeSeries each(MemberTable members, Column column) {
    MemberTable one = new MemberTable(members.name(), members.timeUnit(), members.times(), members.members(), members.firstMember(), List.of(column));
    List<Column> curves = IntStream.range(0, members.members()).mapToObj(m ->
        new Column(column.label() + memberName(m), column.unit(), one.member(members.firstMember() + m).columns().getFirst().values())).toList();
    return new TimeSeries(title(), timeLabel(), members.times(), curves);
  }

  private Fan fan(MemberTable members, Column column) {
    Fan fan = Fan.of(title(), members, column);
    return new Fan(fan.title(), timeLabel(), fan.valueLabel(), fan.times(), fan.median(), fan.bands());
  }

  private String timeLabel() {
    return Column.title(isMap() ? "n" : "t", experiment.units().time());
  }

  private void wanted(dyn.frontend.Plot plot) {
    switch (plot.kind()) {
      case TIME_SERIES -> timeSeries(plot);
      case PHASE_PLANE -> phasePlanes(plot);
      case FAN -> plot.items().forEach(this::quantileFans);
    }
  }

  private void timeSeries(dyn.frontend.Plot plot) {
    List<Column> curves = new ArrayList<>();
    for (Track.Ref item : plot.items()) curves.addAll(curves(item));
    Track track = experiment.tracks().get(plot.items().getFirst().track());
    plots.add(new TimeSeries(title(), timeLabel(), tables.times(track), curves));
  }

  /** One column per cell; of an ensemble, per cell and member, as many as can be told apart. */
  private List<Column> curves(Track.Ref ref) {
    if (!isPerMember(ref)) return tables.item(ref).columns();
    MemberTable all = tables.memberItem(ref);
    List<Column> curves = new ArrayList<>();
    for (int m = 0; m < all.members() && curves.size() < MOST_CURVES; m++) {
      for (Column c : all.member(all.firstMember() + m).columns()) curves.add(new Column(c.label() + memberName(m), c.unit(), c.values()));
    }
    return curves;
  }

  /** One picture for each item. */
  private void phasePlanes(dyn.frontend.Plot plot) {
    Track.Ref over = plot.over().orElseThrow();
    for (Track.Ref item : plot.items()) {
      boolean many = areMany(item) || areMany(over);
      List<PhasePlane.Trace> traces = many ? paired(everyRecord(over), everyRecord(item), item, "") : trajectories(over, item);
      plots.add(new PhasePlane(title(), axisLabel(over), axisLabel(item), traces, isMap() || many));
    }
  }

  private List<PhasePlane.Trace> trajectories(Track.Ref over, Track.Ref item) {
    if (!isPerMember(item) && !isPerMember(over)) return paired(tables.item(over).columns(), tables.item(item).columns(), item, "");
    List<PhasePlane.Trace> traces = new ArrayList<>();
    List<List<Column>> xs = memberByMember(over);
    List<List<Column>> ys = memberByMember(item);
    for (int m = 0; m < run.outputs().members(); m++) traces.addAll(paired(xs.get(m), ys.get(m), item, memberName(m)));
    return traces;
  }

  /** Cell by cell, or all cells of one over the only one of the other. */
  private List<PhasePlane.Trace> paired(List<Column> xs, List<Column> ys, Track.Ref ref, String member) {
    List<Axis> axes = item(ref).axes();
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

  private String axisLabel(Track.Ref ref) {
    List<String> headings = item(ref).statistic().headings(item(ref).label());
    return Column.title(headings.size() == 1 ? headings.getFirst() : item(ref).label(), tables.unit(item(ref)));
  }

  private Track.Item item(Track.Ref ref) {
    return experiment.tracks().get(ref.track()).items().get(ref.item());
  }

  private boolean isPerMember(Track.Ref ref) {
    return run.outputs().members() > 1 && item(ref).statistic() instanceof Statistic.EachMember;
  }

  /** More members than curves could show, or so few times that there is no curve. */
  private boolean areMany(Track.Ref ref) {
    int times = tables.times(experiment.tracks().get(ref.track())).length;
    return isPerMember(ref) && (run.outputs().members() > MOST_MEMBERS || times < FEW_TIMES);
  }

  /** The cells of each member. */
  private List<List<Column>> memberByMember(Track.Ref ref) {
    int members = run.outputs().members();
    if (!isPerMember(ref)) return Collections.nCopies(members, tables.item(ref).columns());
    MemberTable all = tables.memberItem(ref);
    return IntStream.range(0, members).mapToObj(m -> all.member(all.firstMember() + m).columns()).toList();
  }

  private String memberName(int member) {
    return ", member " + (run.first() + member);
  }

  /** One column per cell with the values of all members at all times. */
  private List<Column> everyRecord(Track.Ref ref) {
    if (isPerMember(ref)) return tables.memberItem(ref).columns();
    int members = run.outputs().members();
    List<Column> wide = new ArrayList<>();
    for (Column c : tables.item(ref).columns()) {
      double[] values = new double[c.values().length * members];
      for (int i = 0; i < values.length; i++) values[i] = c.values()[i / members];
      wide.add(new Column(c.label(), c.unit(), values));
    }
    return wide;
  }

  /** Five quantiles for each cell. */
  private void quantileFans(Track.Ref item) {
    Table t = tables.item(item);
    for (int c = 0; c + 4 < t.columns().size() && plots.size() < MOST_PICTURES; c += 5) {
      List<Column> q = t.columns().subList(c, c + 5);
      List<Fan.Band> bands = List.of(new Fan.Band("5–95 %", q.get(0).values(), q.get(4).values()),
          new Fan.Band("25–75 %", q.get(1).values(), q.get(3).values()));
      plots.add(new Fan(title(), Column.title(t.timeLabel(), t.timeUnit()), Column.title(value(q.getFirst().label()), q.getFirst().unit()), t.times(), q.get(2).values(), bands));
    }
  }

  /** What the quantile is of: {@code quantile(x[3], 0.05)} is of {@code x[3]}. */
  private static String value(String heading) {
    int open = heading.indexOf('(');
    int comma = heading.lastIndexOf(", ");
    return open < 0 || comma < open ? heading : heading.substring(open + 1, comma);
  }
}

package dyn.compiler;

import dyn.frontend.CheckedExperiment;
import dyn.frontend.Statistic;
import dyn.frontend.Track;
import dyn.runtime.plot.Fan;
import dyn.runtime.plot.PhasePlane;
import dyn.runtime.plot.Plot;
import dyn.runtime.plot.TimeSeries;
import dyn.runtime.results.Column;
import dyn.runtime.results.MemberTable;
import dyn.runtime.results.Table;
import java.util.ArrayList;
import java.util.List;

/** The pictures of a run: those its experiment asks for, else what was recorded over time. */
final class RunPlots {
  private static final int MOST_CURVES = 24;
  private static final int MOST_PICTURES = 4;

  private final RunResult run;
  private final RunTables tables;
  private final CheckedExperiment experiment;
  private final List<Plot> plots = new ArrayList<>();

  private RunPlots(RunResult run) {
    this.run = run;
    this.tables = run.tables();
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

  private void byDefault() {
    for (Track t : experiment.tracks()) {
      if (t.isHidden() || tables.times(t).length < 2 || plots.size() >= MOST_PICTURES) continue;
      Table series = tables.series(t);
      if (!series.columns().isEmpty()) plots.add(TimeSeries.of(title(), series));
      MemberTable members = tables.members(t);
      for (Column c : members.columns().stream().limit(MOST_PICTURES - plots.size()).toList()) plots.add(fan(members, c));
    }
  }

  private Fan fan(MemberTable members, Column column) {
    Fan fan = Fan.of(title(), members, column);
    return new Fan(fan.title(), timeLabel(), fan.valueLabel(), fan.times(), fan.median(), fan.bands());
  }

  private String timeLabel() {
    return experiment.kind() == CheckedExperiment.Kind.MAP ? "n" : "t";
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
    Track.Item item = experiment.tracks().get(ref.track()).items().get(ref.item());
    if (run.outputs().members() == 1 || !(item.statistic() instanceof Statistic.EachMember)) return tables.item(ref).columns();
    MemberTable all = tables.memberItem(ref);
    List<Column> curves = new ArrayList<>();
    for (int m = all.firstMember(); m < all.firstMember() + all.members() && curves.size() < MOST_CURVES; m++) {
      for (Column c : all.member(m).columns()) curves.add(new Column(c.label() + ", member " + m, c.values()));
    }
    return curves;
  }

  private void phasePlanes(dyn.frontend.Plot plot) {
    Column x = curves(plot.over().orElseThrow()).getFirst();
    for (Track.Ref item : plot.items()) plots.add(new PhasePlane(title(), x, curves(item).getFirst()));
  }

  /** Five quantiles for each cell. */
  private void quantileFans(Track.Ref item) {
    Table t = tables.item(item);
    for (int c = 0; c + 4 < t.columns().size() && plots.size() < MOST_PICTURES; c += 5) {
      List<Column> q = t.columns().subList(c, c + 5);
      List<Fan.Band> bands = List.of(new Fan.Band("5–95 %", q.get(0).values(), q.get(4).values()),
          new Fan.Band("25–75 %", q.get(1).values(), q.get(3).values()));
      plots.add(new Fan(title(), t.timeLabel(), value(q.getFirst().label()), t.times(), q.get(2).values(), bands));
    }
  }

  /** What the quantile is of: {@code quantile(x[3], 0.05)} is of {@code x[3]}. */
  private static String value(String heading) {
    int open = heading.indexOf('(');
    int comma = heading.lastIndexOf(", ");
    return open < 0 || comma < open ? heading : heading.substring(open + 1, comma);
  }
}

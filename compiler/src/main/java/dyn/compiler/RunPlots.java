package dyn.compiler;

import dyn.frontend.CheckedExperiment;
import dyn.frontend.Statistic;
import dyn.frontend.Track;
import dyn.runtime.plot.Axis;
import dyn.runtime.plot.Fan;
import dyn.runtime.plot.FanBuilder;
import dyn.runtime.plot.Heading;
import dyn.runtime.plot.HistogramBuilder;
import dyn.runtime.plot.Plot;
import dyn.runtime.plot.TimeSeries;
import dyn.runtime.plot.TimeSeries.Series;
import dyn.runtime.plot.TimeSeries.Style;
import dyn.runtime.results.Column;
import dyn.runtime.results.MemberTable;
import dyn.runtime.results.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** The pictures of a run: those its experiment asks for, else those that suit what was recorded. */
final class RunPlots {
  static final int MOST_PICTURES = 4;
  static final int MOST_MEMBERS = 12;
  /** More cells over time are colours, not lines. */
  private static final int MOST_CELLS = 16;

  private final RunResult run;
  private final RunTables tables;
  private final CheckedExperiment experiment;
  private final PlotData data;
  private final List<Plot> plots = new ArrayList<>();

  private RunPlots(RunResult run) {
    this.run = run;
    this.tables = run.records().tables();
    this.experiment = run.compilation().experiment();
    this.data = new PlotData(run);
  }

  static List<Plot> of(RunResult run) {
    RunPlots made = new RunPlots(run);
    if (made.experiment.plots().isEmpty()) made.byDefault();
    else made.experiment.plots().forEach(made::wanted);
    return made.plots;
  }

  private Heading heading() {
    return data.heading();
  }

  // ---- what nobody asked for

  private void byDefault() {
    for (int t = 0; t < experiment.tracks().size(); t++) {
      Track track = experiment.tracks().get(t);
      if (track.isHidden() || plots.size() >= MOST_PICTURES) continue;
      if (tables.times(track).length > 1) overTime(t, track);
      else atOnce(t, track);
    }
    if (plots.isEmpty() && experiment.tracks().stream().allMatch(Track::isHidden) && run.outputs().members() > MOST_MEMBERS) finalStates();
  }

  private void overTime(int t, Track track) {
    List<Series> lines = new ArrayList<>();
    List<Plot> others = new ArrayList<>();
    for (int i = 0; i < track.items().size(); i++) {
      Track.Item item = track.items().get(i);
      Track.Ref ref = new Track.Ref(t, i);
      int cells = Records.cells(item.shown());
      if (item.hidden() || item.statistic() instanceof Statistic.Histogram) continue;
      if (item.statistic() instanceof Statistic.Spectrum) others.addAll(spectrum(ref, true, true));
      else if (data.isPerMember(ref)) others.addAll(members(ref));
      else if (item.shown().size() == 1 && cells > MOST_CELLS && !(item.statistic() instanceof Statistic.Quantile))
        others.add(data.overTime(ref, false));
      else if (item.shown().size() == 2 && cells > MOST_CELLS && !(item.statistic() instanceof Statistic.Quantile))
        others.add(data.lastField(ref));
      else tables.item(ref).columns().forEach(c -> lines.add(Series.of(tables.times(track), c)));
    }
    if (!lines.isEmpty()) plots.add(new TimeSeries(heading(), data.time(), false, style(), lines));
    others.stream().limit(MOST_PICTURES - plots.size()).forEach(plots::add);
  }

  /** Nothing lies between the iterations of a map. */
  private Style style() {
    return experiment.kind() == CheckedExperiment.Kind.MAP ? Style.POINTS : Style.LINES;
  }

  /** Lines for few members, as a fan of so few would show quantiles that none of them follows. */
  private List<Plot> members(Track.Ref ref) {
    MemberTable all = tables.memberItem(ref);
    List<Plot> made = new ArrayList<>();
    for (Column c : all.columns().stream().limit(MOST_PICTURES).toList()) {
      if (all.members() <= MOST_MEMBERS) made.add(new TimeSeries(heading(), data.time(), false, style(), data.everyMember(all, c)));
      else made.add(fan(all, c));
    }
    return made;
  }

  private Fan fan(MemberTable all, Column c) {
    FanBuilder fan = new FanBuilder(0.05, 0.25, 0.5, 0.75, 0.95);
    for (int k = 0; k < all.times().length; k++) fan.add(all.times()[k], all.at(k, c));
    return fan.fan(heading(), data.time(), Axis.of(c));
  }

  /** Records of one time: how members spread, or an array along its cells. */
  private void atOnce(int t, Track track) {
    for (int i = 0; i < track.items().size() && plots.size() < MOST_PICTURES; i++) {
      Track.Ref ref = new Track.Ref(t, i);
      Track.Item item = track.items().get(i);
      if (item.hidden() || item.statistic() instanceof Statistic.Histogram) continue;
      boolean members = data.isPerMember(ref) && run.outputs().members() > MOST_MEMBERS;
      if (members) plots.add(data.histogram(ref, false));
      else if (!data.isPerMember(ref) && item.shown().size() == 1) plots.add(data.profile(List.of(ref), List.of(), false, false));
      else if (!data.isPerMember(ref) && item.shown().size() == 2) plots.add(data.lastField(ref));
    }
  }

  private void finalStates() {
    for (CheckedExperiment.Variable v : experiment.states().stream().limit(MOST_PICTURES).toList()) {
      HistogramBuilder all = new HistogramBuilder();
      all.add("", run.end(v));
      plots.add(all.histogram(heading(), Axis.of(v.name()), Axis.of(v.axes().isEmpty() ? "members" : "members \u00d7 cells")));
    }
  }

  // ---- what the experiment asks for

  private void wanted(dyn.frontend.Plot plot) {
    Track.Ref first = plot.items().getFirst();
    switch (plot.kind()) {
      case TIME_SERIES -> timeSeries(plot);
      case PHASE_PLANE -> plots.addAll(new PlanePlots(run, data).of(plot));
      case PROFILE -> plots.add(data.profile(plot.items(), plot.sweep(), plot.logAcross(), plot.logAlong()));
      case FAN -> quantileFans(plot, first);
      case HISTOGRAM -> plots.add(data.histogram(first, plot.logAlong()));
      case HEAT -> plots.add(data.heat(plot));
      case DENSITY -> densities(first);
      case SPECTRUM -> plots.addAll(spectrum(first, plot.logAcross(), plot.logAlong()));
    }
  }

  /** That of the mean, which is taken out, is 0 and has no place on axes of logarithms. */
  private List<Plot> spectrum(Track.Ref ref, boolean logAcross, boolean logAlong) {
    return run.spectra().table(ref).map(t -> {
      Track.Item item = data.item(ref);
      int each = experiment.hasError(item.statistic()) ? 2 : 1;
      List<Series> lines = IntStream.range(0, t.columns().size()).filter(i -> i % each == 0)
          .mapToObj(i -> Series.of(t.times(), t.columns().get(i))).toList();
      Axis across = new Axis(Column.title(t.timeLabel(), t.timeUnit()), logAcross);
      return List.<Plot>of(new TimeSeries(heading(), across, logAlong, Style.LINES, lines));
    }).orElse(List.of());
  }

  private void timeSeries(dyn.frontend.Plot plot) {
    Axis time = new Axis(data.time().label(), plot.logAcross());
    List<Series> single = new ArrayList<>();
    for (Track.Ref item : plot.items()) {
      if (!data.isPerMember(item)) {
        Table t = tables.item(item);
        t.columns().forEach(c -> single.add(Series.of(t.times(), c)));
        continue;
      }
      MemberTable all = tables.memberItem(item);
      for (Column c : all.columns().stream().limit(MOST_PICTURES).toList()) {
        if (all.members() <= MOST_MEMBERS) single.addAll(data.everyMember(all, c));
        else plots.add(new TimeSeries(heading(), time, plot.logAlong(), Style.MEMBERS, data.withMean(all, c)));
      }
    }
    if (!single.isEmpty()) plots.add(new TimeSeries(heading(), time, plot.logAlong(), style(), single));
  }

  /** One for each cell. */
  private void quantileFans(dyn.frontend.Plot plot, Track.Ref ref) {
    Table t = tables.item(ref);
    Track.Item item = experiment.tracks().get(ref.track()).items().get(ref.item());
    double[] levels = ((Statistic.Quantile) item.statistic()).levels().stream().mapToDouble(Double::doubleValue).sorted().toArray();
    List<String> cells = RunTables.cellLabels(item.label(), item.axes());
    for (int c = 0; c < cells.size() && plots.size() < MOST_PICTURES; c++) {
      List<Column> quantiles = t.columns().subList(c * levels.length, (c + 1) * levels.length);
      FanBuilder fan = new FanBuilder(levels);
      for (int k = 0; k < t.times().length; k++) {
        int at = k;
        fan.addQuantiles(t.times()[k], quantiles.stream().mapToDouble(q -> q.values()[at]).sorted().toArray());
      }
      Axis value = new Axis(Column.title(cells.get(c), quantiles.getFirst().unit()), plot.logAlong());
      plots.add(fan.fan(heading(), new Axis(data.time().label(), plot.logAcross()), value));
    }
  }

  private void densities(Track.Ref ref) {
    MemberTable all = tables.memberItem(ref);
    for (Column c : all.columns().stream().limit(MOST_PICTURES).toList()) plots.add(data.density(all, c));
  }
}

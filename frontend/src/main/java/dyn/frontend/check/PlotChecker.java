package dyn.frontend.check;

import dyn.frontend.CheckedExperiment.Variation;
import dyn.frontend.Plot;
import dyn.frontend.Plot.Kind;
import dyn.frontend.Statistic;
import dyn.frontend.Times;
import dyn.frontend.Track;
import dyn.frontend.syntax.Expr;
import dyn.frontend.syntax.ExperimentItem;
import dyn.frontend.syntax.Ident;
import dyn.ir.Axis;
import dyn.ir.diagnostics.Code;
import dyn.ir.diagnostics.Diagnostic;
import dyn.ir.diagnostics.Diagnostics;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** `plot`: what it needs is recorded, hidden where no `record` shows it. */
final class PlotChecker {
  private static final Map<String, Kind> KINDS =
      Map.of("fan", Kind.FAN, "histogram", Kind.HISTOGRAM, "heat", Kind.HEAT, "density", Kind.DENSITY);
  private static final List<String> AXES = List.of("log", "logx", "loglog");
  private static final int MOST_TIMES = 6;

  private final Recording recording;
  private final TimeSpan span;
  private final long members;
  private final List<Variation> variations;
  private final Names names;
  private final Diagnostics diagnostics;

  PlotChecker(Recording recording, TimeSpan span, long members, List<Variation> variations, Names names, Diagnostics diagnostics) {
    this.recording = recording;
    this.span = span;
    this.members = members;
    this.variations = variations;
    this.names = names;
    this.diagnostics = diagnostics;
  }

  Optional<Plot> plot(ExperimentItem.Plot p) {
    Optional<Times> at = p.when().flatMap(span::times);
    if (at.isEmpty() && p.when().isPresent() || !axesKnown(p) || !fewTimes(p, at)) return Optional.empty();
    if (p.items().getFirst() instanceof Expr.Call c && KINDS.containsKey(c.name()) && !names.functions.containsKey(c.name())) {
      return standsAlone(p, c) ? named(p, c, at) : Optional.empty();
    }
    Times times = at.orElseGet(recording::recordedGrid);
    List<Track.Ref> items = new ArrayList<>();
    List<Expr> shown = new ArrayList<>();
    for (Expr e : p.items()) {
      if (recording.isSpectrum(e) && (p.over().isPresent() || at.isPresent() || p.items().size() > 1)) {
        return unsuited((Expr.Call) e, "a spectrum is drawn over frequencies", "it has no times",
            "write `plot " + e.label() + " loglog` by itself");
      }
      for (Track.Ref part : recording.hidden(at.isPresent() || p.over().isPresent() ? times : recording.gridOf(e), e)) {
        if (recording.item(part).statistic() instanceof Statistic.Histogram) return alone((Expr.Call) e);
        items.add(part);
        shown.add(e);
      }
    }
    Optional<Track.Ref> over = p.over().flatMap(e -> recording.real(times, e, "a plot goes over a real number"));
    if (shown.stream().distinct().count() < p.items().size() || over.isPresent() != p.over().isPresent()) return Optional.empty();
    if (recording.item(items.getFirst()).statistic() instanceof Statistic.Spectrum) {
      return Optional.of(made(p, Kind.SPECTRUM, items, over, List.of()));
    }
    if (over.isPresent())
      return pair(p, shown, items, over.get()) ? Optional.of(made(p, Kind.PHASE_PLANE, items, over, List.of())) : Optional.empty();
    if (at.isEmpty()) return Optional.of(made(p, Kind.TIME_SERIES, items, over, List.of()));
    for (int i = 0; i < items.size(); i++) if (!isProfile(shown.get(i), items.get(i))) return Optional.empty();
    return Optional.of(made(p, Kind.PROFILE, items, over, sweeps(1)));
  }

  private static Plot made(ExperimentItem.Plot p, Kind kind, List<Track.Ref> items, Optional<Track.Ref> over, List<Track.Ref> sweep) {
    String axes = p.axes().map(Ident::name).orElse("");
    return new Plot(kind, items, over, sweep, axes.equals("log") || axes.equals("loglog"), axes.equals("logx") || axes.equals("loglog"),
        p.span());
  }

  private boolean axesKnown(ExperimentItem.Plot p) {
    if (p.axes().isEmpty() || AXES.contains(p.axes().get().name())) return true;
    Ident axes = p.axes().get();
    Diagnostic d = Diagnostic.of(Code.E0640, axes.span(), "unknown kind of axes `" + axes.name() + "`").because("not a kind of axes");
    diagnostics.add(d.help("a plot ends with nothing, or with `log`, `logx` or `loglog`"));
    return false;
  }

  private boolean fewTimes(ExperimentItem.Plot p, Optional<Times> at) {
    if (at.isEmpty() || !(at.get() instanceof Times.At a) || a.times().size() <= MOST_TIMES) return true;
    diagnostics.add(Diagnostic.of(Code.E0642, p.when().orElseThrow().span(), "a picture shows at most " + MOST_TIMES + " times")
        .because(a.times().size() + " times").help("name fewer times, or leave out `at` for a plot over time"));
    return false;
  }

  private boolean standsAlone(ExperimentItem.Plot p, Expr.Call c) {
    boolean arguments = c.name().equals("fan") ? !c.args().isEmpty() : c.args().size() == 1;
    if (p.items().size() == 1 && arguments && p.over().isEmpty()) return true;
    alone(c);
    return false;
  }

  private Optional<Plot> alone(Expr.Call c) {
    diagnostics.add(Diagnostic.of(Code.E0303, c.span(), "`" + c.name() + "` stands alone and takes one value").because("here it does not")
        .help("write `plot " + c.name() + "(x)`"));
    return Optional.empty();
  }

  private Optional<Plot> named(ExperimentItem.Plot p, Expr.Call c, Optional<Times> at) {
    Kind kind = KINDS.get(c.name());
    if (kind != Kind.HISTOGRAM && kind != Kind.HEAT && at.isPresent()) {
      return unsuited(c, "a " + c.name() + " is drawn over time", "`at` has no place here",
          "leave out `at`, or write `plot histogram(...) at ...`");
    }
    if (kind == Kind.FAN) {
      return recording.fan(recording.recordedGrid(), c).map(r -> made(p, kind, List.of(r), Optional.empty(), List.of()));
    }
    Expr value = c.args().getFirst().value();
    OptionalInt axes = recording.axes(value);
    if (axes.isEmpty()) return Optional.empty();
    Optional<Track.Ref> probe = recording.real(at.orElseGet(() -> times(kind, axes.getAsInt())), value,
        "a " + c.name() + " shows a real number");
    if (probe.isEmpty()) return Optional.empty();
    Track.Item item = recording.item(probe.get());
    boolean spread = members > 1 && !item.statistic().overEnsemble();
    if (item.statistic().overEnsemble() && (kind != Kind.HEAT || item.statistic() instanceof Statistic.Histogram
        || item.statistic() instanceof Statistic.Spectrum)) {
      return unsuited(c, "a " + c.name() + " is of the members themselves", "this is a statistic of them already",
          "write `plot " + c.name() + "(" + item.label() + ")`");
    }
    if (kind == Kind.DENSITY && !spread) {
      return unsuited(c, "a density needs an ensemble", "there is one member", "write `plot " + item.label() + "`");
    }
    List<Track.Ref> sweep = kind == Kind.HEAT && item.axes().isEmpty() && spread ? sweeps(2) : List.of();
    if (kind == Kind.HEAT && !isHeat(c, item, spread, at.isPresent(), sweep)) return Optional.empty();
    return Optional.of(made(p, kind, List.of(probe.get()), Optional.empty(), sweep));
  }

  private Optional<Plot> unsuited(Expr.Call c, String message, String because, String help) {
    diagnostics.add(Diagnostic.of(Code.E0641, c.span(), message).because(because).help(help));
    return Optional.empty();
  }

  /** Where no times are said: the end where the picture is of one time, else the recorded grid. */
  private Times times(Kind kind, int axes) {
    return switch (kind) {
      case HISTOGRAM -> members > 1 ? new Times.End() : recording.recordedGrid();
      case HEAT -> axes == 2 || axes == 0 && swept(2).size() == 2 ? new Times.End() : recording.recordedGrid();
      case TIME_SERIES, PHASE_PLANE, PROFILE, FAN, DENSITY, SPECTRUM -> recording.recordedGrid();
    };
  }

  private boolean isHeat(Expr.Call c, Track.Item item, boolean spread, boolean at, List<Track.Ref> sweep) {
    int axes = item.axes().size();
    String label = item.label();
    if (axes > 2) {
      unsuited(c, "`" + label + "` has " + axes + " axes, a heat map two", "over which two?", "fix an index: `heat(u[0, i, j])`");
    } else if (axes > 0 && spread) {
      unsuited(c, "a heat map of an array shows one member", "there are " + members, "write `heat(mean(" + label
          + "))`, or run with `--member 0`");
    } else if (axes == 1 && at) {
      unsuited(c, "`" + label + "` at a time is a line", "cells and nothing else", "leave out `at`, or write `plot " + label + " at ...`");
    } else if (axes == 0 && !spread) {
      unsuited(c, "`" + label + "` is one number", "nothing to spread over a plane", "write `plot " + label + "`");
    } else if (axes == 0 && at && sweep.isEmpty()) {
      unsuited(c, "a map at a time needs two sweeps", "members do not lie in a plane", "`vary` two parameters, or leave out `at`");
    } else {
      return true;
    }
    return false;
  }

  private boolean isProfile(Expr e, Track.Ref ref) {
    Track.Item item = recording.item(ref);
    boolean line = item.axes().size() == 1 && (members == 1 || item.statistic().overEnsemble());
    if (line || item.axes().isEmpty() && members > 1 && !item.statistic().overEnsemble()) return true;
    diagnostics.add(Diagnostic.of(Code.E0641, e.span(), "`" + item.label() + "` at a time is not a line")
        .because("no single axis to draw it over").help("draw an array of one axis, or `plot heat(...) at` or `plot histogram(...) at`"));
    return false;
  }

  /** The swept numbers, if just so many are and make up all members. */
  private List<Variation> swept(int count) {
    boolean fits = variations.size() == count && variations.stream().mapToLong(Variation::count).reduce(1, (a, b) -> a * b) == members;
    return fits ? variations : List.of();
  }

  private List<Track.Ref> sweeps(int count) {
    List<Track.Ref> refs = new ArrayList<>();
    for (Variation v : swept(count)) {
      Expr.Name name = new Expr.Name(v.at(), v.target().replace("'", ""), v.target().length() - v.target().replace("'", "").length());
      recording.hidden(new Times.At(List.of(span.start())), name, v.target()).ifPresent(refs::add);
    }
    boolean numbers = refs.stream().allMatch(r -> recording.item(r).axes().isEmpty());
    return refs.size() == count && numbers ? refs : List.of();
  }

  /** Cells pair one by one, or are all drawn over one number. */
  private boolean pair(ExperimentItem.Plot p, List<Expr> shown, List<Track.Ref> items, Track.Ref over) {
    int across = curves(over);
    for (int i = 0; i < items.size(); i++) {
      int along = curves(items.get(i));
      if (along == across || along == 1 || across == 1) continue;
      diagnostics.add(Diagnostic.of(Code.E0401, shown.get(i).span(), "`" + recording.item(items.get(i)).label() + "` has " + along
          + " cells, but `" + recording.item(over).label() + "` has " + across).because("drawn cell by cell over the other")
          .label(p.over().orElseThrow().span(), across + " cells"));
      return false;
    }
    return true;
  }

  private int curves(Track.Ref ref) {
    Track.Item item = recording.item(ref);
    return (int) item.axes().stream().mapToLong(Axis::size).reduce(item.statistic().headings("").size(), (a, b) -> a * b);
  }
}

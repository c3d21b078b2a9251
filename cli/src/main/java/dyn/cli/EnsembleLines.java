package dyn.cli;

import dyn.compiler.RunResult;
import dyn.compiler.Stops;
import dyn.frontend.CheckedExperiment;
import dyn.frontend.Statistic;
import dyn.runtime.results.Column;
import dyn.runtime.results.StandardErrors;
import dyn.runtime.results.Statistics;
import dyn.runtime.results.Table;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What an ensemble gave as a whole, each number with its standard error: statistics as recorded last, and when members stopped. */
final class EnsembleLines {
  static final int DIGITS = 6;
  private static final int ERROR_DIGITS = 2;
  private static final int MOST_STATISTICS = 10;

  private EnsembleLines() {}

  /** A statistic as it was recorded last. */
  private record Last(Column value, Column error, double at) {
    double number() {
      return value.values()[0];
    }

    double off() {
      return error.values()[0];
    }
  }

  private static List<Last> last(RunResult run) {
    List<Last> all = new ArrayList<>();
    for (Table t : run.lastStatistics()) {
      for (int i = 0; i < t.columns().size(); i += 2) all.add(new Last(t.columns().get(i), t.columns().get(i + 1), t.times()[0]));
    }
    return all;
  }

  static List<String> statistics(RunResult run, Style style) {
    List<Last> all = last(run);
    List<Last> shown = all.subList(0, Math.min(MOST_STATISTICS, all.size()));
    int width = shown.stream().mapToInt(s -> s.value.label().length()).max().orElse(0);
    List<String> lines = new ArrayList<>();
    for (Last s : shown) {
      String unit = Numbers.unit(s.value.unit());
      lines.add("  " + style.bold(Numbers.padded(s.value.label(), width)) + "  " + with(s.number(), s.off()) + unit
          + style.dim("  at " + Numbers.text(s.at, DIGITS)));
    }
    if (all.size() > shown.size()) lines.add("  " + style.dim("and " + Numbers.count(all.size() - shown.size(), "more statistic")));
    return lines;
  }

  static String with(double value, double error) {
    String off = Double.isNaN(error) ? "" : "  se " + Numbers.text(error, ERROR_DIGITS);
    return Numbers.text(value, DIGITS) + off;
  }

  /** Two lines for each name under which members stop, one for those that did not. */
  static List<String> stops(RunResult run, Style style) {
    CheckedExperiment e = run.compilation().experiment();
    Stops stops = run.stops();
    if (stops.all().isEmpty() || stops.members() < 2) return List.of();
    boolean chance = e.hasError(Statistic.Single.FRACTION);
    String unit = Numbers.unit(e.units().time());
    int width = stops.all().stream().mapToInt(s -> s.name().length()).max().orElse(0);
    width = Math.max(width, stops.going() > 0 ? "going on".length() : 0);
    List<String> lines = new ArrayList<>();
    for (Stops.Stop s : stops.all()) {
      lines.add("  " + style.bold(Numbers.padded(s.name(), width)) + "  " + share(stops, s.times().length, chance));
      if (s.times().length > 0) lines.add("  " + " ".repeat(width) + "  " + times(s, chance, unit, style));
    }
    if (stops.going() > 0) {
      lines.add("  " + style.bold(Numbers.padded("going on", width)) + "  " + share(stops, stops.going(), chance));
    }
    return lines;
  }

  private static String share(Stops stops, int count, boolean chance) {
    return Numbers.count(count) + " of " + Numbers.count(stops.members(), "member") + ", fraction "
        + with(stops.fraction(count), chance ? stops.errorOfFraction(count) : Double.NaN);
  }

  private static String times(Stops.Stop s, boolean chance, String unit, Style style) {
    double[] quantiles = s.quantiles();
    double[] off = s.quantileErrors();
    StringBuilder text = new StringBuilder("time: mean ");
    text.append(with(Statistics.mean(s.times()), chance ? StandardErrors.ofMean(s.times()) : Double.NaN)).append(unit);
    for (int i = 0; i < quantiles.length; i++) {
      double level = Stops.LEVELS.get(i);
      String name = level == 0.5 ? "median" : Numbers.text(100 * level, 3) + " %";
      text.append(style.dim(", ")).append(name).append(' ').append(with(quantiles[i], chance ? off[i] : Double.NaN));
    }
    return text.toString();
  }

  static List<Map<String, Object>> statisticsJson(RunResult run) {
    return last(run).stream().map(s -> {
      Map<String, Object> o = new LinkedHashMap<>();
      o.put("name", s.value.label());
      o.put("at", s.at);
      o.put("value", s.number());
      o.put("se", s.off());
      return o;
    }).toList();
  }

  /** Standard errors are left out where members do not differ by chance alone. */
  static Map<String, Object> stopsJson(RunResult run) {
    Stops stops = run.stops();
    boolean chance = run.compilation().experiment().hasError(Statistic.Single.FRACTION);
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("members", stops.members());
    all.put("goingOn", share(stops, stops.going(), chance, new LinkedHashMap<>()));
    for (Stops.Stop s : stops.all()) all.put("stopped." + s.name(), json(stops, s, chance));
    return all;
  }

  private static Map<String, Object> share(Stops stops, int count, boolean chance, Map<String, Object> o) {
    o.put("members", count);
    o.put("fraction", stops.fraction(count));
    if (chance) o.put("fractionSe", stops.errorOfFraction(count));
    return o;
  }

  private static Map<String, Object> json(Stops stops, Stops.Stop s, boolean chance) {
    Map<String, Object> o = share(stops, s.times().length, chance, new LinkedHashMap<>());
    if (s.times().length == 0) return o;
    o.put("mean", Statistics.mean(s.times()));
    if (chance) o.put("meanSe", StandardErrors.ofMean(s.times()));
    double[] quantiles = s.quantiles();
    double[] off = s.quantileErrors();
    List<Map<String, Object>> levels = new ArrayList<>();
    for (int i = 0; i < quantiles.length; i++) {
      Map<String, Object> q = new LinkedHashMap<>();
      q.put("level", Stops.LEVELS.get(i));
      q.put("value", quantiles[i]);
      if (chance) q.put("se", off[i]);
      levels.add(q);
    }
    o.put("quantiles", levels);
    return o;
  }
}

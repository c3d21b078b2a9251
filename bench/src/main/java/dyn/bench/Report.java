package dyn.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** Tables of what was measured, one for each workload; the files are written anew as it grows. */
final class Report {
  private static final String CSV = "workload,contestant,build,unit,median_ns,low_ns,high_ns,error,of_limit,"
      + "beside,ratio,ratio_low,ratio_high,bar,problem\n";

  private final Path folder;
  private final StringBuilder markdown = new StringBuilder();
  private final StringBuilder csv = new StringBuilder(CSV);

  /** Of times in a table: that in which the shortest is above one. */
  private record Scale(String name, double perSecond) {
    static Scale of(List<Race.Result> results) {
      double least = results.stream().filter(r -> r.seconds().length > 0).mapToDouble(r -> Spread.of(r.seconds()).median()).min().orElse(0);
      return least > 1e-3 ? new Scale("ms", 1e3) : least > 1e-6 ? new Scale("µs", 1e6) : new Scale("ns", 1e9);
    }
  }

  Report(Path folder) {
    this.folder = folder;
  }

  void head(int rounds, List<String> facts) throws IOException {
    markdown.append("# Benchmarks\n\nMedians of ").append(rounds).append(" rounds (least .. most); in each round all contestants of a "
        + "workload take turns. A ratio is the time of the contestant by that of dyn in the same round, so above 1 dyn is faster; the "
        + "bar is what it should reach. Error is the largest difference of outputs from the reference. Of the limit: what arithmetic "
        + "or memory would need at the rates of the probes, by what it took.\n\n");
    for (String fact : facts) markdown.append("* ").append(fact).append('\n');
    markdown.append('\n');
    write();
  }

  /** @return the part of the table, for the terminal */
  String add(Workload w, List<Race.Result> results, Machine.Limits limits) throws IOException {
    List<Race.Result> subjects = results.stream().filter(r -> r.contestant().subject()).toList();
    Scale scale = Scale.of(results);
    List<String> titles = new ArrayList<>(List.of("contestant", "build", scale.name() + "/" + w.unit(), "range", "error", "of limit"));
    for (Race.Result s : subjects) titles.add("by " + s.contestant().name());
    titles.addAll(List.of("bar", "also"));
    List<List<String>> rows = new ArrayList<>(List.of(titles));
    double least = w.cost().limit(limits);
    for (Race.Result r : results) rows.add(row(w, r, subjects, least, scale));
    String table = Columns.of(rows);
    String notes = (w.cost().formula().isEmpty() ? "" : "Work of a " + w.unit() + ": " + w.cost().formula() + ". ") + w.note();
    markdown.append("## (").append(w.letter()).append(") ").append(w.title()).append("\n\n").append(table).append('\n').append(notes)
        .append("\n\n");
    if (Plot.write(folder.resolve(w.name() + ".svg"), w, results, subjects))
      markdown.append("![ratios](").append(w.name()).append(".svg)\n\n");
    write();
    return "(" + w.letter() + ") " + w.title() + "\n" + table;
  }

  private List<String> row(Workload w, Race.Result r, List<Race.Result> subjects, double least, Scale scale) {
    Contestant c = r.contestant();
    if (r.seconds().length == 0) {
      csv(w, r, Double.NaN, null, null);
      return List.of(c.name(), r.problem().orElse(""));
    }
    Spread time = Spread.of(r.seconds());
    List<String> row = new ArrayList<>(List.of(c.name() + (c.share() < 1 ? " (1/" + Math.round(1 / c.share()) + " of it)" : ""), r.build(),
        number(time.median() * scale.perSecond()), number(time.low() * scale.perSecond()) + " .. "
            + number(time.high() * scale.perSecond()),
        Double.isNaN(r.error()) ? "" : String.format(Locale.ROOT, "%.0e", r.error()),
        Double.isNaN(least) ? "" : Math.round(100 * least / time.median()) + " %"));
    for (Race.Result s : subjects) row.add(ratio(w, r, s, least / time.median()));
    row.add(bars(c));
    row.add(r.problem().orElseGet(() -> also(r.outputs())));
    return row;
  }

  private static String bars(Contestant c) {
    String jvm = Double.isNaN(c.jvmBar()) || c.jvmBar() == c.bar() ? "" : "jvm " + number(c.jvmBar());
    String any = Double.isNaN(c.bar()) ? "" : number(c.bar());
    return any.isEmpty() || jvm.isEmpty() ? any + jvm : any + "; " + jvm;
  }

  private String ratio(Workload w, Race.Result r, Race.Result subject, double ofLimit) {
    if (r == subject) csv(w, r, ofLimit, null, null);
    if (r == subject || !r.counts() || !subject.counts()) return "";
    Spread ratio = Spread.ofRatios(r.seconds(), subject.seconds());
    csv(w, r, ofLimit, subject, ratio);
    double bar = r.contestant().barBeside(subject.contestant());
    String verdict = Double.isNaN(bar) ? "" : ratio.median() >= bar ? " ok" : " below";
    return number(ratio.median()) + " (" + number(ratio.low()) + " .. " + number(ratio.high()) + ")" + verdict;
  }

  private static String also(Map<String, Double> outputs) {
    return outputs.entrySet().stream().filter(e -> !e.getKey().contains("@")).map(e -> e.getKey() + " " + number(e.getValue()))
        .collect(Collectors.joining(", "));
  }

  private void csv(Workload w, Race.Result r, double ofLimit, Race.Result subject, Spread ratio) {
    Spread time = r.seconds().length == 0 ? new Spread(Double.NaN, Double.NaN, Double.NaN) : Spread.of(r.seconds());
    Object[] cells = {w.name(), '"' + r.contestant().name() + '"', '"' + r.build() + '"', w.unit(), time.median() * 1e9, time.low() * 1e9,
        time.high() * 1e9, r.error(), ofLimit, subject == null ? "" : subject.contestant().name(), ratio == null ? "" : ratio.median(),
        ratio == null ? "" : ratio.low(), ratio == null ? "" : ratio.high(),
        subject == null ? r.contestant().bar() : r.contestant().barBeside(subject.contestant()),
        '"' + r.problem().orElse("").replace('"', '\'') + '"'};
    csv.append(List.of(cells).stream().map(String::valueOf).map(c -> c.equals("NaN") ? ""
        : c).collect(Collectors.joining(","))).append('\n');
  }

  /** Three digits. */
  static String number(double x) {
    if (x == 0 || !Double.isFinite(x)) return String.valueOf(x);
    int before = (int) Math.floor(Math.log10(Math.abs(x))) + 1;
    if (before < -3) return String.format(Locale.ROOT, "%.2e", x);
    return String.format(Locale.ROOT, "%,." + Math.max(0, Math.min(3, 3 - before) + (before < 0 ? -before : 0)) + "f", x);
  }

  private void write() throws IOException {
    Files.writeString(folder.resolve("table.md"), markdown);
    Files.writeString(folder.resolve("table.csv"), csv);
  }
}

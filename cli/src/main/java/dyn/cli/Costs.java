package dyn.cli;

import dyn.compiler.Compilation;
import dyn.compiler.Schedule;
import dyn.passes.Waits;
import dyn.passes.Work;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What one step costs, as written and as it is left: the rows of a table.
 *
 * @param rewritten whether a rewrite that has the same limit made another step
 */
record Costs(boolean rewritten, List<Row> rows) {
  /**
   * @param written NaN where it cannot be said
   * @param rewritten after what changes more than the order of work
   * @param left a step's share of several, where they are taken together
   */
  record Row(String name, double written, double rewritten, double left) {}

  static Costs of(Compilation c) {
    List<Row> rows = new ArrayList<>();
    rows.add(waits("waits for all", c, Waits.Kind.ALL));
    rows.add(waits("sums, least and greatest", c, Waits.Kind.REDUCTION));
    rows.add(waits("waits for neighbours", c, Waits.Kind.NEIGHBOURS));
    Optional<Schedule> schedule = Schedule.of(c);
    if (schedule.isEmpty()) return new Costs(c.isRewritten(), rows);
    Work first = schedule.get().written().work();
    Work second = schedule.get().rewritten().work();
    Work now = schedule.get().left().work();
    double turn = schedule.get().left().steps();
    rows.add(new Row("passes over cells", first.passes(), second.passes(), now.passes() / turn));
    rows.add(new Row("bytes read", first.loaded(), second.loaded(), now.loaded() / turn));
    rows.add(new Row("bytes written", first.stored(), second.stored(), now.stored() / turn));
    rows.add(new Row("operations", first.flops(), second.flops(), now.flops() / turn));
    boolean functions = first.functions() + second.functions() + now.functions() > 0;
    if (functions) rows.add(new Row("functions", first.functions(), second.functions(), now.functions() / turn));
    rows.add(new Row("operations for a byte", ratio(first), ratio(second), ratio(now)));
    return new Costs(c.isRewritten(), rows);
  }

  private static Row waits(String name, Compilation c, Waits.Kind kind) {
    Waits after = c.waitsAfter();
    double left = after.several().isPresent() ? (double) count(after.several().get(), kind) / c.tiles().together() : after.count(kind);
    return new Row(name, c.waitsBefore().count(kind), c.waitsRewritten().count(kind), left);
  }

  private static long count(List<Waits.Wait> waits, Waits.Kind kind) {
    return waits.stream().filter(w -> w.kind() == kind).count();
  }

  /** Headings of the columns. */
  List<String> columns() {
    return rewritten ? List.of("as written", "rewritten", "left") : List.of("as written", "left");
  }

  List<String> cells(Row r) {
    return rewritten ? List.of(text(r.written()), text(r.rewritten()), text(r.left())) : List.of(text(r.written()), text(r.left()));
  }

  private static double ratio(Work w) {
    return w.bytes() == 0 ? Double.NaN : (double) w.flops() / w.bytes();
  }

  static String text(double x) {
    if (Double.isNaN(x)) return "-";
    if (x == Math.rint(x)) return Numbers.count((long) x);
    return x >= 1000 ? Numbers.count(Math.round(x)) : String.format(Locale.ROOT, x < 10 ? "%.2f" : "%.1f", x);
  }

  /** A wait in words. */
  static String what(Waits.Wait w) {
    String reader = w.why().isEmpty() ? "no reader reaches further" : w.why();
    String axes = String.join(", ", w.axes().stream().map(a -> a.replace(".block", "")).distinct().toList());
    String later = w.slack() == 0 ? "" : "; needed " + Numbers.count(w.slack(), "step") + " later";
    return switch (w.kind()) {
      case NEIGHBOURS -> {
        String whom = w.along().isEmpty() ? "neighbours" : "nodes along " + String.join(", ", w.along());
        yield "needs " + whom + ": " + reader + later;
      }
      case REDUCTION -> "needs all: " + reader + later;
      case ALL -> "needs all: " + reader + ", along " + axes + later;
    };
  }

  Map<String, Object> json() {
    Map<String, Object> o = new LinkedHashMap<>();
    for (Row r : rows) {
      Map<String, Object> all = new LinkedHashMap<>();
      all.put("written", orNull(r.written()));
      all.put("rewritten", orNull(r.rewritten()));
      all.put("left", orNull(r.left()));
      o.put(r.name(), all);
    }
    return o;
  }

  private static Double orNull(double x) {
    return Double.isNaN(x) ? null : x;
  }
}

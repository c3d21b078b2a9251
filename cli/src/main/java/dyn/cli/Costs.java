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

/** What one step costs, as written and as it is left: the rows of a table. */
record Costs(List<Row> rows) {
  /** @param written NaN where it cannot be said; {@code left} may be a fraction of a step's */
  record Row(String name, double written, double left) {}

  static Costs of(Compilation c) {
    Waits before = c.waitsBefore();
    Waits after = c.waitsAfter();
    int steps = c.tiles().together();
    List<Waits.Wait> left = after.several().orElse(after.all());
    List<Row> rows = new ArrayList<>();
    rows.add(new Row("waits for all", before.count(Waits.Kind.ALL), per(left, Waits.Kind.ALL, steps)));
    rows.add(new Row("sums, least and greatest", before.count(Waits.Kind.REDUCTION), per(left, Waits.Kind.REDUCTION, steps)));
    rows.add(new Row("waits for neighbours", before.count(Waits.Kind.NEIGHBOURS), per(left, Waits.Kind.NEIGHBOURS, steps)));
    Optional<Schedule> schedule = Schedule.of(c);
    if (schedule.isEmpty()) return new Costs(rows);
    Work written = schedule.get().written().work();
    Work now = schedule.get().left().work();
    double turn = schedule.get().left().steps();
    rows.add(new Row("passes over cells", written.passes(), now.passes() / turn));
    rows.add(new Row("bytes read", written.loaded(), now.loaded() / turn));
    rows.add(new Row("bytes written", written.stored(), now.stored() / turn));
    rows.add(new Row("operations", written.flops(), now.flops() / turn));
    if (written.functions() + now.functions() > 0) rows.add(new Row("functions", written.functions(), now.functions() / turn));
    rows.add(new Row("operations for a byte", ratio(written), ratio(now)));
    return new Costs(rows);
  }

  private static double ratio(Work w) {
    return w.bytes() == 0 ? Double.NaN : (double) w.flops() / w.bytes();
  }

  private static double per(List<Waits.Wait> waits, Waits.Kind kind, int steps) {
    return (double) waits.stream().filter(w -> w.kind() == kind).count() / (waits.isEmpty() ? 1 : steps);
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
      case NEIGHBOURS -> "needs neighbours: " + reader + later;
      case REDUCTION -> "needs all: " + reader + later;
      case ALL -> "needs all: " + reader + ", along " + axes + later;
    };
  }

  Map<String, Object> json() {
    Map<String, Object> o = new LinkedHashMap<>();
    for (Row r : rows) {
      Map<String, Object> both = new LinkedHashMap<>();
      both.put("written", Double.isNaN(r.written()) ? null : r.written());
      both.put("left", Double.isNaN(r.left()) ? null : r.left());
      o.put(r.name(), both);
    }
    return o;
  }
}

package dyn.cli;

import dyn.frontend.CheckedExperiment;
import dyn.frontend.Stability;
import dyn.frontend.Staleness;
import dyn.frontend.Staleness.Schedule;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Why a map that reads old values is stable, and how old they are. */
final class StableLines {
  private StableLines() {}

  static List<String> of(CheckedExperiment e) {
    Staleness s = e.staleness();
    List<String> lines = new ArrayList<>();
    s.stability().ifPresent(why -> lines.add(why.text()));
    s.schedule().ifPresent(x -> lines.add(macro(x, e, s.stability())));
    if (!s.reads().isEmpty()) {
      lines.add("reads " + s.reads().stream().map(r -> "`" + r.text() + "`").distinct().collect(Collectors.joining(", ")));
    }
    return lines;
  }

  /** After each macro-iteration every cell has been updated from values that all were updated in it or later: one contraction. */
  private static String macro(Schedule x, CheckedExperiment e, Optional<Stability> stability) {
    long count = steps(e) / x.macro();
    String shrinks = stability.orElse(null) instanceof Stability.Contraction c && !c.weighted()
        ? ": the error is " + Stability.number(Math.pow(c.factor(), count)) + " of what it was, or less" : "";
    return Numbers.count(count, "macro-iteration") + " of " + x.macro() + " steps" + shrinks;
  }

  private static long steps(CheckedExperiment e) {
    return e.end().subtract(e.start()).longValue();
  }

  static Map<String, Object> json(CheckedExperiment e) {
    Map<String, Object> o = new LinkedHashMap<>();
    switch (e.staleness().stability().orElseThrow()) {
      case Stability.Contraction c -> {
        o.put("kind", "contraction");
        o.put("factor", c.factor());
        o.put("weighted", c.weighted());
      }
      case Stability.DelayedGradient g -> {
        o.put("kind", "delayed gradient");
        o.put("fastest", g.fastest());
        o.put("limit", Stability.DelayedGradient.limit(g.age()));
      }
    }
    e.staleness().schedule().ifPresent(x -> o.put("macroIterations", steps(e) / x.macro()));
    return o;
  }
}

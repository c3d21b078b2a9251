package dyn.cli;

import dyn.compiler.Compilation;
import dyn.compiler.Expects;
import dyn.compiler.ResultWriter;
import dyn.compiler.RunResult;
import dyn.frontend.CheckedExperiment;
import dyn.passes.Waits;
import dyn.runtime.results.Json;
import dyn.runtime.results.Statistics;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The summary of a run for other programs. */
final class RunJson {
  private static final int MOST_CELLS = 1000;

  private RunJson() {}

  static String text(RunResult run, List<Expects.Verdict> verdicts, ResultWriter.Written written) {
    return Json.text(object(run, verdicts, written));
  }

  private static Map<String, Object> object(RunResult run, List<Expects.Verdict> verdicts, ResultWriter.Written written) {
    Compilation c = run.compilation();
    CheckedExperiment e = c.experiment();
    Map<String, Object> o = new LinkedHashMap<>();
    o.put("model", e.model());
    o.put("experiment", e.name());
    o.put("backend", c.backend().name());
    if (!c.backendWhy().isEmpty()) o.put("backendReason", c.backendWhy());
    o.put("method", c.plan().text());
    o.put("reason", c.plan().reason());
    e.staleness().stability().ifPresent(s -> o.put("stability", StableLines.json(e)));
    o.put("time", List.of(e.start(), e.end()));
    if (e.units().model()) o.put("units", UnitTable.all(e.units()));
    o.put("members", run.outputs().members());
    o.put("membersSideBySide", c.lanes().members());
    o.put("membersReason", c.lanes().reason());
    o.put("seed", Long.toString(e.seed()));
    o.put("accepted", run.accepted());
    o.put("rejected", run.rejected());
    o.put("seconds", run.seconds());
    o.put("interrupted", run.interrupted());
    o.put("hash", run.hash());
    o.put("waits", Map.of("written", waits(c.waitsBefore()), "needed", waits(c.waitsAfter())));
    o.put("tiles", c.tiles().count());
    o.put("waited", Map.of("neighbours", run.outputs().waits().neighbours(), "all", run.outputs().waits().global()));
    o.put("final", finals(run));
    if (e.members() > 1) o.put("statistics", EnsembleLines.statisticsJson(run));
    if (!e.stops().isEmpty()) o.put("stops", EnsembleLines.stopsJson(run));
    List<Map<String, Object>> spectra = SpectrumLines.json(run);
    if (!spectra.isEmpty()) o.put("spectra", spectra);
    o.put("expects", verdicts.stream().map(RunJson::verdict).toList());
    o.put("failures", run.failures().stream().map(CheckCommand::json).toList());
    o.put("folder", written.folder().toString());
    o.put("tables", names(written.tables()));
    o.put("pictures", names(written.pictures()));
    o.put("others", e.others());
    return o;
  }

  private static List<String> names(List<Path> files) {
    return files.stream().map(f -> f.getFileName().toString()).toList();
  }

  static Map<String, Object> waits(Waits w) {
    Map<String, Object> o = new LinkedHashMap<>();
    o.put("total", w.all().size());
    o.put("betweenMembers", w.global());
    o.put("withinMember", w.withinMember());
    return o;
  }

  static Map<String, Object> verdict(Expects.Verdict v) {
    Map<String, Object> o = new LinkedHashMap<>();
    o.put("text", v.expectation().text());
    o.put("passed", v.passed());
    o.put("at", v.at());
    o.put("value", v.worst());
    o.put("expected", v.expected());
    o.put("allowed", v.allowed());
    return o;
  }

  /** A number, the cells of a short array, or mean and deviation. */
  private static Map<String, Object> finals(RunResult run) {
    Map<String, Object> o = new LinkedHashMap<>();
    for (CheckedExperiment.Variable v : run.compilation().experiment().states()) {
      boolean chance = run.compilation().experiment().isMonteCarlo();
      double[] all = run.end(v);
      o.put(v.name(), all.length == 1 ? (Object) all[0]
          : run.outputs().members() == 1 && all.length <= MOST_CELLS ? Arrays.stream(all).boxed().toList()
          : statistics(all, chance && v.axes().isEmpty()));
    }
    return o;
  }

  private static Map<String, Object> statistics(double[] all, boolean chance) {
    double[] present = Statistics.present(all);
    Map<String, Object> o = new LinkedHashMap<>();
    o.put("mean", Statistics.mean(present));
    o.put("sd", Statistics.standardDeviation(present));
    if (chance) o.put("se", Statistics.standardError(present));
    o.put("min", Arrays.stream(present).min().orElse(Double.NaN));
    o.put("max", Arrays.stream(present).max().orElse(Double.NaN));
    return o;
  }
}

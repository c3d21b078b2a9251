package dyn.compiler;

import dyn.frontend.CheckedExperiment;
import dyn.frontend.Track;
import dyn.ir.diagnostics.SourceFile;
import dyn.passes.step.Results;
import dyn.runtime.plot.Plot;
import dyn.runtime.plot.PlotWriter;
import dyn.runtime.results.Column;
import dyn.runtime.results.Manifest;
import dyn.runtime.results.MemberTable;
import dyn.runtime.results.RecordFormat;
import dyn.runtime.results.RecordTable;
import dyn.runtime.results.Table;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/** Writes what a run recorded: tables, a manifest that gets them again, pictures. */
public final class ResultWriter {
  /** @param pictures files of {@code plots}, none where they were not wanted */
  public record Written(Path folder, List<Path> tables, Path manifest, List<Path> pictures, List<Plot> plots) {}

  /**
   * Whether and how to draw.
   *
   * @param format {@code svg} or {@code png}
   */
  public record Pictures(boolean wanted, String format, Optional<PlotWriter.Size> size) {
    public static final Pictures NONE = new Pictures(false, "svg", Optional.empty());
    public static final Pictures SVG = new Pictures(true, "svg", Optional.empty());
  }

  private final RunResult run;
  private final RunTables tables;
  private final Path folder;
  private final RecordFormat format;
  private final Manifest manifest;
  private final List<Path> written = new ArrayList<>();

  private ResultWriter(RunResult run, Path folder, RecordFormat format, Map<String, String> options) {
    this.run = run;
    this.tables = run.tables();
    this.folder = folder;
    this.format = format;
    this.manifest = manifest(options);
  }

  /**
   * @param format of files that the experiment does not name
   * @param options what the command line said, for the manifest
   */
  public static Written write(RunResult run, Path folder, RecordFormat format, Map<String, String> options, Pictures pictures)
      throws IOException {
    return new ResultWriter(run, folder, format, options).write(pictures);
  }

  private Written write(Pictures pictures) throws IOException {
    List<Track> shown = run.compilation().experiment().tracks().stream().filter(t -> !t.isHidden()).toList();
    for (int k = 0; k < shown.size(); k++) write(shown.get(k), shown.size() > 1 ? "-" + (k + 1) : "");
    if (written.isEmpty()) finalStates();
    Path beside = manifest.write(folder);
    List<Plot> plots = pictures.wanted() ? RunPlots.of(run) : List.of();
    List<Path> files = new ArrayList<>();
    for (int k = 0; k < plots.size(); k++) {
      Path file = folder.resolve((plots.size() > 1 ? "plot-" + (k + 1) : "plot") + "." + pictures.format());
      PlotWriter.write(plots.get(k), file, pictures.size());
      files.add(file);
    }
    return new Written(folder, List.copyOf(written), beside, files, plots);
  }

  private void write(Track track, String number) throws IOException {
    Table series = tables.series(track);
    if (!series.columns().isEmpty()) write(series, track.file().orElse("records" + number + "." + format.extension()));
    MemberTable members = tables.members(track);
    if (members.columns().isEmpty()) return;
    write(members, track.file().filter(_ -> series.columns().isEmpty()).orElse("members" + number + "." + format.extension()));
  }

  private void write(RecordTable table, String name) throws IOException {
    Path file = folder.resolve(name);
    RecordFormat.write(table, file, manifest);
    written.add(file);
  }

  /** Where nothing is recorded, the final states are the result. */
  private void finalStates() throws IOException {
    CheckedExperiment e = run.compilation().experiment();
    int members = run.outputs().members();
    List<Column> columns = new ArrayList<>();
    for (CheckedExperiment.Variable v : e.states()) {
      double[] all = run.outputs().reals(Results.end(v.name()));
      List<String> labels = RunTables.cellLabels(v.name(), v.axes());
      for (int c = 0; c < labels.size(); c++)
          columns.add(new Column(labels.get(c), e.units().of(v.name()), Arrays.copyOfRange(all, c * members, (c + 1) * members)));
    }
    double[] end = {e.end().doubleValue()};
    write(new MemberTable(e.name(), e.units().time(), end, members, Math.toIntExact(run.first()), columns), "final." + format.extension());
  }

  private Manifest manifest(Map<String, String> options) {
    Compilation c = run.compilation();
    CheckedExperiment e = c.experiment();
    Map<String, String> imports = new LinkedHashMap<>();
    c.imported().forEach(s -> imports.put(s.name(), hash(s)));
    return new Manifest(e.name(), e.model(), c.source().name(), hash(c.source()), imports, Version.TEXT, c.backend().name(),
        c.plan().text(), options, e.seed(), e.members(), parameters(e), units(e), run.hash(), OptionalDouble.of(run.seconds()));
  }

  private static String hash(SourceFile source) {
    return Manifest.sha256(source.text().getBytes(StandardCharsets.UTF_8));
  }

  /** Of time, and of all that has one. */
  private static Map<String, String> units(CheckedExperiment e) {
    Map<String, String> units = new LinkedHashMap<>();
    if (!e.units().time().isEmpty()) units.put("t", e.units().time());
    e.units().names().forEach((name, unit) -> {
      if (!unit.isEmpty()) units.put(name, unit);
    });
    return units;
  }

  /** Those that are given from outside the program. */
  private static Map<String, String> parameters(CheckedExperiment e) {
    Map<String, String> values = new LinkedHashMap<>();
    for (CheckedExperiment.Parameter p : e.bases()) {
      double[] v = p.base().orElseThrow().values();
      values.put(p.name(), v.length == 1 ? Double.toString(v[0]) : v.length <= 64 ? Arrays.toString(v) : v.length + " values");
    }
    return values;
  }
}

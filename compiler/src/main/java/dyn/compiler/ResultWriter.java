package dyn.compiler;

import dyn.frontend.CheckedExperiment;
import dyn.frontend.Track;
import dyn.runtime.plot.Plot;
import dyn.runtime.plot.PlotWriter;
import dyn.runtime.results.AtomicFile;
import dyn.runtime.results.Column;
import dyn.runtime.results.Manifest;
import dyn.runtime.results.MemberTable;
import dyn.runtime.results.RecordFormat;
import dyn.runtime.results.RecordSink;
import dyn.runtime.results.RecordTable;
import dyn.runtime.results.Table;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Writes what a run records while it runs; at its end, a manifest that gets it again, and pictures. */
public final class ResultWriter implements RecordConsumer, AutoCloseable {
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

  private final CheckedExperiment experiment;
  private final Path folder;
  private final RecordFormat format;
  private final Map<String, RecordSink> sinks = new LinkedHashMap<>();

  /** @param format of files that the experiment does not name */
  public ResultWriter(CheckedExperiment experiment, Path folder, RecordFormat format) {
    this.experiment = experiment;
    this.folder = folder;
    this.format = format;
  }

  /** Goes on with files behind their marks; what else was begun in the folder is dropped. */
  public ResultWriter resume(List<RecordSink.Mark> marks) throws IOException {
    Set<String> parts = marks.stream().map(RecordSink.Mark::part).collect(Collectors.toSet());
    AtomicFile.dropParts(folder, name -> !parts.contains(name));
    for (RecordSink.Mark m : marks) sinks.put(m.file(), RecordFormat.resume(folder, m));
    return this;
  }

  @Override
  public void take(Records records) throws IOException {
    RunTables tables = records.tables();
    List<Track> shown = experiment.tracks().stream().filter(t -> !t.isHidden()).toList();
    for (int k = 0; k < shown.size(); k++) {
      if (tables.times(shown.get(k)).length > 0) take(tables, shown.get(k), shown.size() > 1 ? "-" + (k + 1) : "");
    }
  }

  private void take(RunTables tables, Track track, String number) throws IOException {
    Table series = tables.series(track);
    if (!series.columns().isEmpty()) append(series, track.file().orElse("records" + number + "." + format.extension()));
    MemberTable members = tables.members(track);
    if (members.columns().isEmpty()) return;
    append(members, track.file().filter(_ -> series.columns().isEmpty()).orElse("members" + number + "." + format.extension()));
  }

  private void append(RecordTable table, String name) throws IOException {
    RecordSink sink = sinks.get(name);
    if (sink == null) {
      sink = RecordFormat.create(folder.resolve(name), false);
      sinks.put(name, sink);
    }
    sink.append(table);
  }

  @Override
  public List<RecordSink.Mark> marks() throws IOException {
    List<RecordSink.Mark> marks = new ArrayList<>();
    for (RecordSink s : sinks.values()) marks.add(s.mark());
    return marks;
  }

  public Written finish(RunResult run, Manifest manifest, Pictures pictures) throws IOException {
    spectra(run);
    if (sinks.isEmpty()) finalStates(run);
    for (RecordSink s : sinks.values()) {
      s.describe(manifest);
      s.commit();
    }
    List<Path> tables = sinks.keySet().stream().map(folder::resolve).toList();
    Path beside = manifest.write(folder);
    List<Plot> plots = pictures.wanted() ? RunPlots.of(run) : List.of();
    List<Path> files = new ArrayList<>();
    for (int k = 0; k < plots.size(); k++) {
      Path file = folder.resolve((plots.size() > 1 ? "plot-" + (k + 1) : "plot") + "." + pictures.format());
      PlotWriter.write(plots.get(k), file, pictures.size());
      files.add(file);
    }
    return new Written(folder, tables, beside, files, plots);
  }

  /** A file for each length of windows, named as the track's if nothing else is in it. */
  private void spectra(RunResult run) throws IOException {
    List<Track> shown = experiment.tracks().stream().filter(t -> !t.isHidden()).toList();
    for (int k = 0; k < shown.size(); k++) {
      Track track = shown.get(k);
      List<Table> tables = run.spectra().tables(track);
      boolean alone = tables.size() == 1 && track.ofOneTime().stream().allMatch(Track.Item::hidden);
      for (int i = 0; i < tables.size(); i++) {
        String name = "spectrum" + (shown.size() > 1 ? "-" + (k + 1) : "") + (tables.size() > 1 ? "-" + tables.get(i).times().length : "");
        append(tables.get(i), track.file().filter(_ -> alone).orElse(name + "." + format.extension()));
      }
    }
  }

  /** Where nothing is recorded, the final states are the result. */
  private void finalStates(RunResult run) throws IOException {
    int members = run.outputs().members();
    List<Column> columns = new ArrayList<>();
    for (CheckedExperiment.Variable v : experiment.states()) {
      double[] all = run.end(v);
      boolean rowsLast = StatePlaces.isMemory(v.axes());
      List<String> labels = RunTables.cellLabels(v.name(), rowsLast ? v.axes().reversed() : v.axes());
      int rows = rowsLast ? Math.toIntExact(v.axes().getLast().size()) : 1;
      for (int c = 0; c < labels.size(); c++) {
        int at = rowsLast ? c % rows * rows + c / rows : c;
        columns.add(new Column(labels.get(c), experiment.units().of(v.name()), Arrays.copyOfRange(all, at * members, (at + 1) * members)));
      }
    }
    double[] end = {experiment.end().doubleValue()};
    append(new MemberTable(experiment.name(), experiment.units().time(), end, members, Math.toIntExact(run.first()), columns),
        "final." + format.extension());
  }

  /** Numbers that the files will hold. */
  public static double numbers(CheckedExperiment e, long members) {
    double all = 0;
    for (Track t : e.tracks()) {
      double each = 0;
      for (Track.Item i : t.items()) {
        if (i.hidden() || !i.statistic().isOfOneTime()) continue;
        int columns = i.statistic().headings("").size() * (e.hasError(i.statistic()) ? 2 : 1);
        each += Records.cells(i.shown()) * (double) (i.statistic().overEnsemble() ? columns : members);
      }
      all += each * t.times().count(e.start(), e.end());
    }
    return all;
  }

  @Override
  public void close() throws IOException {
    IOException first = null;
    for (RecordSink s : sinks.values()) {
      try {
        s.close();
      } catch (IOException e) {
        first = first == null ? e : first;
      }
    }
    if (first != null) throw first;
  }
}

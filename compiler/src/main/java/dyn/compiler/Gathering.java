package dyn.compiler;

import dyn.frontend.CheckedExperiment;
import dyn.frontend.Track;
import dyn.ir.Value;
import dyn.runtime.ensemble.Outputs;
import dyn.runtime.ensemble.StateHash;
import dyn.runtime.ensemble.Tiles;
import java.io.IOException;
import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** What becomes of the records of a run, segment by segment: hashed, compared with expectations, handed on, kept as far as memory goes. */
final class Gathering implements AutoCloseable {
  private final Compilation compilation;
  private final CheckedExperiment experiment;
  private final Timeline timeline;
  private final Footprint footprint;
  private final long first;
  private final int members;
  private final Recording recording;
  private final StateHash hash;
  private final Expects expects;
  private final List<Records> kept = new ArrayList<>();
  private final Spectra spectra;
  private Map<String, double[]> origins = Map.of();
  private final Map<String, long[]> recorded = new LinkedHashMap<>();
  private Tiles.Counts waits = Tiles.Counts.NONE;
  private ExecutorService writer;
  private Future<?> writing;
  private String program;
  private long saved;
  private double lasted;

  Gathering(Compilation c, Timeline timeline, Footprint footprint, long first, int members, Recording recording,
      Optional<Checkpoint> from) {
    this.compilation = c;
    this.experiment = c.experiment();
    this.timeline = timeline;
    this.footprint = footprint;
    this.first = first;
    this.members = members;
    this.recording = recording;
    hash = from.map(p -> new StateHash(p.chains()))
        .orElseGet(() -> new StateHash(c.signature().outputs().stream().map(Value::name).toList()));
    expects = new Expects(experiment);
    spectra = new Spectra(experiment, timeline, members);
    for (String counter : Execution.recordCounters(experiment)) recorded.put(counter, new long[members]);
    from.ifPresent(this::restore);
  }

  /** From now on there is something to go on from. */
  void begin() throws IOException {
    saved = System.nanoTime();
    if (recording.checkpoint().filter(Recording.Checkpoints::isRegular).isPresent() && kept.isEmpty()) save(Position.START, null, 0);
  }

  private void restore(Checkpoint p) {
    expects.restore(p.verdicts());
    if (p.carries().isEmpty()) return;
    spectra.restore(p.spectra());
    recorded.replaceAll((name, _) -> ((long[]) p.carries().get(name)).clone());
    List<double[]> times = new ArrayList<>();
    for (Track t : experiment.tracks()) {
      times.add(Arrays.stream(p.kept().get(t.observe())).mapToDouble(k -> timeline.times(t, k, 1)[0]).toArray());
    }
    Records before = new Records(experiment, first, members, times, p.kept(), p.values(), origins).since(origins);
    origins = before.origins();
    kept.add(before);
  }

  /**
   * @param before what was handed out at the start of the segment, null at the start of the run
   * @param whole false where the run was stopped within the segment
   * @param seconds that the kernel has worked so far
   */
  void take(Segment segment, Outputs outputs, Outputs before, boolean whole, double seconds) throws IOException {
    waits = waits.plus(outputs.waits());
    await();
    boolean only = segment.isFirst() && segment.to().equals(timeline.end());
    if (only || !whole) {
      takeNow(segment, outputs, before, whole, seconds);
      return;
    }
    if (writer == null) writer = Executors.newSingleThreadExecutor(r -> new Thread(r, "records"));
    writing = writer.submit(() -> {
      takeNow(segment, outputs, before, true, seconds);
      return null;
    });
  }

  private void await() throws IOException {
    if (writing == null) return;
    try {
      writing.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while records are written", e);
    } catch (ExecutionException e) {
      switch (e.getCause()) {
        case IOException io -> throw io;
        case RuntimeException fault -> throw fault;
        default -> throw new IllegalStateException(e.getCause());
      }
    } finally {
      writing = null;
    }
  }

  /** Ends a run that was stopped; where that was at the end of a segment, one can go on from there. */
  void stop(Position at, Outputs outputs, boolean whole) throws IOException {
    await();
    if (whole) save(at, outputs, lasted);
  }

  private void takeNow(Segment segment, Outputs outputs, Outputs before, boolean whole, double seconds) throws IOException {
    if (!whole) save(segment.from(), before, seconds);
    Records records = Ends.records(experiment, timeline, segment, outputs, first).since(origins);
    origins = records.origins();
    records.values().forEach((name, values) -> hash.append(name, values, 0, values.length));
    recorded.forEach((name, sum) -> {
      long[] here = outputs.integers(name);
      for (int m = 0; m < members; m++) sum[m] += here[m];
    });
    expects.take(records);
    spectra.take(records);
    kept.add(records.thinned(footprint.stride(), footprint.counts()));
    if (!records.isEmpty()) recording.consumer().take(records);
    lasted = seconds;
    if (whole && isDue(segment)) {
      save(segment.to(), outputs, seconds);
      saved = System.nanoTime();
    }
  }

  private boolean isDue(Segment segment) {
    if (recording.checkpoint().isEmpty() || segment.to().equals(timeline.end())) return false;
    Recording.Checkpoints c = recording.checkpoint().get();
    return c.records() < Long.MAX_VALUE || (System.nanoTime() - saved) * 1e-9 >= 0.75 * c.seconds();
  }

  private void save(Position at, Outputs outputs, double seconds) throws IOException {
    if (recording.checkpoint().isEmpty()) return;
    Records all = kept.isEmpty() ? null : Records.joined(kept);
    if (all != null) {
      kept.clear();
      kept.add(all);
    }
    Map<String, Object> carries = new LinkedHashMap<>();
    if (outputs != null) finals(outputs, carries);
    Recording.Checkpoints c = recording.checkpoint().get();
    CheckpointFile.write(new Checkpoint(c.manifest().get(), program(), at, carries, hash.chains(), all == null ? List.of() : all.numbers(),
        all == null ? Map.of() : all.values(), spectra.state(), expects.state(), recording.consumer().marks(), seconds), c.file());
  }

  private String program() {
    if (program == null) program = Checkpoint.programHash(compilation);
    return program;
  }

  /** All that is not records, records being counted over the whole run. */
  private void finals(Outputs outputs, Map<String, Object> into) {
    for (Value v : compilation.signature().outputs()) {
      if (Outputs.isRecord(v)) continue;
      into.put(v.name(), recorded.containsKey(v.name()) ? recorded.get(v.name()).clone() : outputs.arrays().get(v.name()));
    }
  }

  RunResult result(Outputs last, double seconds) throws IOException {
    await();
    Records all = Records.joined(kept);
    expects.finish(all);
    expects.finish(spectra);
    Map<String, Object> finals = new LinkedHashMap<>();
    finals(last, finals);
    finals.forEach((name, array) -> hash.append(name, array, 0, Array.getLength(array)));
    Map<String, Object> arrays = new LinkedHashMap<>();
    for (Value v : compilation.signature().outputs()) {
      arrays.put(v.name(), Outputs.isRecord(v) ? all.values().get(v.name()) : finals.get(v.name()));
    }
    return new RunResult(compilation, Outputs.of(arrays, members).with(waits), first, seconds, all, spectra, hash.text(),
        expects.verdicts());
  }

  @Override
  public void close() throws IOException {
    try {
      await();
    } finally {
      if (writer != null) writer.shutdown();
    }
  }
}

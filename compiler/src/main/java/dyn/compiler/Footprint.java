package dyn.compiler;

import dyn.frontend.CheckedExperiment;
import dyn.frontend.Track;
import java.util.List;

/** Bytes that records of a run take, and how many of them are held at once. */
final class Footprint {
  /** Blocks that live at once: one that is computed, one that is written, and what is made of that. */
  private static final int BLOCKS = 6;
  private static final long LARGEST_BLOCK = 64L << 20;
  /** Held records live twice when they are put together. */
  private static final int HELD = 3;
  private static final long MOST_KEPT = 256L << 20;

  private final Timeline timeline;
  private final List<Track> tracks;
  private final long[] perRecord;
  private final long memory;
  private final boolean streams;
  private final double all;

  Footprint(CheckedExperiment experiment, Timeline timeline, int members, Recording recording) {
    this.timeline = timeline;
    this.tracks = experiment.tracks();
    this.memory = recording.memory();
    this.streams = recording.mayStream();
    perRecord = new long[tracks.size()];
    double sum = 0;
    for (int k = 0; k < perRecord.length; k++) {
      long cells = Records.cellsOf(experiment, tracks.get(k)).values().stream().mapToLong(Integer::longValue).sum();
      perRecord[k] = 8 * cells * members;
      sum += (double) perRecord[k] * timeline.count(tracks.get(k));
    }
    all = sum;
  }

  /** Whether all records are held until the run ends. */
  boolean isHeld() {
    return !streams || all <= memory / HELD;
  }

  double all() {
    return all;
  }

  private long block() {
    return streams ? Math.min(memory / BLOCKS, LARGEST_BLOCK) : memory;
  }

  boolean fits(Segment s) {
    return bytes(s) <= block();
  }

  private double bytes(Segment s) {
    double bytes = 0;
    for (int k = 0; k < perRecord.length; k++) bytes += (double) perRecord[k] * s.counts()[k];
    return bytes;
  }

  /** Of every so many records one is kept for pictures. */
  long stride() {
    return isHeld() ? 1 : (long) Math.ceil(all / Math.min(memory / BLOCKS, MOST_KEPT));
  }

  long[] counts() {
    return tracks.stream().mapToLong(timeline::count).toArray();
  }
}

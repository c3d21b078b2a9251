package dyn.compiler;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * How the records of a run are held and handed on.
 *
 * @param memory bytes that records may take; a run that records more goes in segments
 * @param mayStream whether a run may record more than that, as long as {@code consumer} takes it
 * @param checkpoint where and how often what is needed to go on is saved
 * @param cuts shares of the time at which a segment ends in any case
 */
public record Recording(long memory, boolean mayStream, RecordConsumer consumer, Optional<Checkpoints> checkpoint, List<Double> cuts) {
  private static final double SHARE = 0.5;

  /** Everything is kept and handed back in the result. */
  public static Recording inMemory() {
    return new Recording((long) (0.8 * Runtime.getRuntime().maxMemory()), false, RecordConsumer.NONE, Optional.empty(), List.of());
  }

  /** Half of what this process may have. */
  public static long defaultMemory() {
    return (long) (SHARE * Runtime.getRuntime().maxMemory());
  }

  /**
   * @param manifest what the run is, for whoever goes on with it
   * @param seconds least wall time between two checkpoints
   * @param records most records of a track between two of them
   */
  public record Checkpoints(Path file, Supplier<String> manifest, double seconds, long records) {
    boolean isRegular() {
      return Double.isFinite(seconds) || records < Long.MAX_VALUE;
    }
  }
}

package dyn.passes;

import java.util.Optional;

/**
 * What one worker does, counted.
 *
 * @param neighbourWaits waits for the tiles beside it
 * @param globalWaits waits for all tiles
 * @param passes loops over cells that write to memory, the outermost counted
 * @param loaded bytes read from arrays
 * @param stored bytes written to arrays
 * @param flops additions, products, quotients, roots, minima and the like of real numbers; an fma is two
 * @param functions evaluations of functions that are written in terms of those
 */
public record Work(long neighbourWaits, long globalWaits, long passes, long loaded, long stored, long flops, long functions) {
  /**
   * In a turn of the loop over steps.
   *
   * @param steps in the turn; where a turn may take several, {@code single} is the one that takes one
   */
  public record Turn(int steps, Work work, Optional<Work> single) {}

  public static final Work NONE = new Work(0, 0, 0, 0, 0, 0, 0);

  public Work plus(Work o) {
    return new Work(neighbourWaits + o.neighbourWaits, globalWaits + o.globalWaits, passes + o.passes, loaded + o.loaded, stored + o.stored,
        flops + o.flops, functions + o.functions);
  }

  public Work times(long n) {
    return new Work(n * neighbourWaits, n * globalWaits, n * passes, n * loaded, n * stored, n * flops, n * functions);
  }

  public Work withPasses(long n) {
    return new Work(neighbourWaits, globalWaits, n, loaded, stored, flops, functions);
  }

  public long bytes() {
    return loaded + stored;
  }
}

package dyn.runtime.ensemble;

import dyn.backend.Host;

/** One worker, as its kernel sees it: tells how far it has come, and hears whether it is to stop, about every millisecond. */
final class Listening implements Host {
  private static final long OFTEN = 500_000;
  private static final long SELDOM = 2_000_000;
  private static final long MOST_SKIPS = 1 << 12;

  private final Outputs outputs;
  private final boolean alone;
  private final Progress progress;
  private long skips;
  private long asked = System.nanoTime();

  /** @param alone whether there is one member, whose time is of interest */
  Listening(Outputs outputs, boolean alone, Progress progress) {
    this.outputs = outputs;
    this.alone = alone;
    this.progress = progress;
  }

  @Override
  public boolean poll(long step, double time) {
    long now = System.nanoTime();
    if (now - asked < OFTEN) skips = Math.min(2 * skips + 1, MOST_SKIPS);
    else if (now - asked > SELDOM) skips /= 2;
    asked = now;
    if (alone) progress.time(step, time);
    if (!progress.stopRequested()) return false;
    outputs.stop();
    skips = 0;
    return true;
  }

  @Override
  public long skips() {
    return skips;
  }
}

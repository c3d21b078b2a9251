package dyn.runtime.ensemble;

import dyn.backend.Host;
import dyn.ir.Output;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.locks.LockSupport;

/**
 * Where the tiles of a member wait for each other: each counts the waits it has come to, and goes on when those it waits for have come as
 * far. Tiles beside each other are so at most one wait apart, and there is no barrier. A tile that fails lets no other wait for it.
 */
final class TileWaits {
  /** Counters lie in lines of the cache of their own. */
  private static final int STRIDE = 16;
  private static final int SPINS = 2000;
  private static final long PARKED = 50_000;

  private final int tiles;
  private final AtomicLongArray come;
  private final Host host;
  private final ConcurrentHashMap<Long, Boolean> answers = new ConcurrentHashMap<>();
  private volatile Throwable failure;
  private long neighbourWaits;
  private long globalWaits;

  TileWaits(int tiles, Host host) {
    this.tiles = tiles;
    this.host = host;
    come = new AtomicLongArray((tiles + 2) * STRIDE);
  }

  /** What one tile is told: the same as every other. */
  Host of(int tile) {
    return new Host() {
      private long mine;

      @Override
      public boolean poll(long step, double time) {
        // Whoever comes first asks; the others, at most a step behind, hear the same.
        answers.remove(step - 2L * Output.Poll.EVERY);
        return answers.computeIfAbsent(step, s -> host.poll(s, time));
      }

      @Override
      public void await(boolean all) {
        if (tile == 0 && all) globalWaits++;
        if (tile == 0 && !all) neighbourWaits++;
        come.setRelease((tile + 1) * STRIDE, ++mine);
        if (all) {
          for (int t = 0; t < tiles; t++) if (t != tile) reach(t, mine);
        } else if (tiles > 1) {
          reach((tile + tiles - 1) % tiles, mine);
          if (tiles > 2) reach((tile + 1) % tiles, mine);
        }
      }
    };
  }

  private void reach(int other, long wanted) {
    int at = (other + 1) * STRIDE;
    for (int spins = 0; come.getAcquire(at) < wanted; spins++) {
      if (failure != null) throw new IllegalStateException("another tile failed", failure);
      if (spins < SPINS) Thread.onSpinWait();
      else LockSupport.parkNanos(PARKED);
    }
  }

  /** The first to fail says why; those who only waited for it do not. */
  synchronized void fail(Throwable why) {
    if (failure == null) failure = why;
  }

  Throwable failure() {
    return failure;
  }

  /** Waits so far for neighbours, of one tile: every tile has as many. */
  long neighbourWaits() {
    return neighbourWaits;
  }

  long globalWaits() {
    return globalWaits;
  }
}

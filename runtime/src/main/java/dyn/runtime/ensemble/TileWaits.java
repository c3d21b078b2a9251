package dyn.runtime.ensemble;

import dyn.backend.Host;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.locks.LockSupport;

/**
 * Where the tiles of a member wait for each other: each counts the waits it has come to, and goes on when those it waits for have come as
 * far. Tiles that wait for each other are so at most one wait apart, and there is no barrier; those that no wait joins may be any number of
 * steps apart. A tile that fails lets no other wait for it.
 */
final class TileWaits {
  /** Counters lie in lines of the cache of their own. */
  private static final int STRIDE = 16;
  private static final int SPINS = 2000;
  private static final long PARKED = 50_000;

  private final int tiles;
  private final AtomicLongArray come;
  private final Map<String, List<BitSet>> joined;
  private final Answers answers;
  private volatile Throwable failure;
  private long neighbourWaits;
  private long globalWaits;

  TileWaits(int tiles, Map<String, List<BitSet>> joined, Host host) {
    this.tiles = tiles;
    this.joined = joined;
    this.answers = new Answers(host);
    come = new AtomicLongArray((tiles + 2) * STRIDE);
  }

  /** What one tile is told: the same as every other. */
  Host of(int tile) {
    return new Host() {
      private final Map<String, int[]> known = new HashMap<>();
      private final Answers.Asker asker = answers.asker();
      private long mine;

      @Override
      public boolean poll(long step, double time) {
        return asker.poll(step, time);
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

      @Override
      public void awaitAlong(String graphs) {
        if (tile == 0) neighbourWaits++;
        come.setRelease((tile + 1) * STRIDE, ++mine);
        for (int t : known.computeIfAbsent(graphs, this::along)) reach(t, mine);
      }

      @Override
      public int[] along(String graphs) {
        BitSet others = new BitSet();
        for (String g : graphs.split(",")) others.or(joined.get(g).get(tile));
        others.clear(tile);
        return others.stream().toArray();
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

  /** Waits so far for neighbours, and along edges, of one tile: every tile has as many. */
  long neighbourWaits() {
    return neighbourWaits;
  }

  long globalWaits() {
    return globalWaits;
  }
}

package dyn.backend.reference;

import dyn.backend.Host;
import dyn.ir.Value;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * Finds races in the runs of a placed program by tiles: a cell that two of them touch, and one of them writes, with no wait that puts
 * the one after the other. Every tile has a vector clock; to wait for another is to learn its clock (Lamport 1978; Flanagan and Freund,
 * "FastTrack", PLDI 2009, of which this is the plain form). What is found does not depend on how the threads happen to run.
 */
public final class Races {
  private final int tiles;
  private final Map<Object, Run> runs = new IdentityHashMap<>();

  public Races(int tiles) {
    this.tiles = tiles;
  }

  /** The run of all tiles that have {@code memory} in common and no earlier run had. */
  synchronized Run run(Object memory) {
    return runs.computeIfAbsent(memory, _ -> new Run(tiles));
  }

  /** When every tile last read and wrote each cell of a buffer, by its own clock; 0 for never. */
  private record Touched(long[][] read, long[][] written) {
    static Touched of(int tiles, int cells) {
      return new Touched(new long[tiles][cells], new long[tiles][cells]);
    }
  }

  static final class Run {
    private final int tiles;
    /** Clock of every tile at each wait it has come to. */
    private final List<List<long[]>> published = new ArrayList<>();
    private final Map<Object, long[]> cells = new IdentityHashMap<>();
    private final Map<long[], Touched> touched = Collections.synchronizedMap(new IdentityHashMap<>());

    Run(int tiles) {
      this.tiles = tiles;
      for (int t = 0; t < tiles; t++) published.add(Collections.synchronizedList(new ArrayList<>()));
    }

    /** The cells that all tiles have for an array of memory. */
    synchronized long[] cells(Object memory, Function<Object, long[]> read) {
      long[] bits = cells.computeIfAbsent(memory, read);
      touched.computeIfAbsent(bits, b -> Touched.of(tiles, b.length));
      return bits;
    }

    /** One tile at a time takes back to memory what all have written by then. */
    synchronized void takeBack(Runnable copy) {
      copy.run();
    }
  }

  /** What one tile does, and whom it waits for. */
  static final class Tile implements Watcher, Host {
    private final Run run;
    private final int tile;
    private final int tiles;
    private final Host host;
    private final long[] clock;
    private int waits;

    Tile(Run run, int tile, Host host) {
      this.run = run;
      this.tile = tile;
      this.tiles = run.tiles;
      this.clock = new long[tiles];
      this.host = host;
      clock[tile] = 1;
    }

    @Override
    public boolean poll(long step, double time) {
      return host.poll(step, time);
    }

    @Override
    public void await(boolean all) {
      int[] beside = {(tile + 1) % tiles, (tile + tiles - 1) % tiles};
      await(() -> host.await(all), all ? IntStream.range(0, tiles).toArray() : beside);
    }

    @Override
    public void awaitAlong(String graphs) {
      await(() -> host.awaitAlong(graphs), host.along(graphs));
    }

    private void await(Runnable wait, int[] others) {
      run.published.get(tile).add(clock.clone());
      wait.run();
      for (int t : others) {
        if (t == tile) continue;
        long[] other = run.published.get(t).get(waits);
        for (int i = 0; i < tiles; i++) clock[i] = Math.max(clock[i], other[i]);
      }
      waits++;
      clock[tile]++;
    }

    @Override
    public void loaded(Value buffer, long[] of, int at) {
      Touched seen = run.touched.get(of);
      if (seen == null) return;
      synchronized (seen) {
        check(seen.written, "writes", "reads", buffer, at);
        seen.read[tile][at] = clock[tile];
      }
    }

    @Override
    public void stored(Value buffer, long[] to, int at) {
      Touched seen = run.touched.get(to);
      if (seen == null) return;
      synchronized (seen) {
        check(seen.written, "writes", "writes", buffer, at);
        check(seen.read, "reads", "writes", buffer, at);
        seen.written[tile][at] = clock[tile];
      }
    }

    private void check(long[][] before, String other, String mine, Value buffer, int at) {
      for (int t = 0; t < tiles; t++) {
        if (t == tile || before[t][at] <= clock[t]) continue;
        throw new IllegalStateException("a race: tile " + tile + " " + mine + " " + buffer.name() + "[" + at + "], which tile " + t + " "
            + other + " with no wait between; clocks " + Arrays.toString(clock) + ", " + before[t][at]);
      }
    }
  }
}

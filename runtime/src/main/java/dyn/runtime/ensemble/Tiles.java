package dyn.runtime.ensemble;

import dyn.backend.Host;
import dyn.backend.Kernel;
import dyn.backend.Memory;
import dyn.ir.Signature;
import dyn.ir.Value;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;

/**
 * Workers that share the cells of members, each with a tile of them from the start of a run to its end.
 *
 * @param count how many; 0 where a kernel knows no tiles
 * @param shared operands of the kernel that hold what tiles read of each other
 * @param joined by the name of a set of edges, for each tile those that an edge joins to it
 */
public record Tiles(int count, List<Value> shared, Map<String, List<BitSet>> joined) {
  public static final Tiles NONE = new Tiles(0, List.of(), Map.of());

  public Tiles {
    shared = List.copyOf(shared);
    joined = Map.copyOf(joined);
  }

  /** Waits that each tile came to in a run. */
  public record Counts(long neighbours, long global) {
    public static final Counts NONE = new Counts(0, 0);

    public Counts plus(Counts more) {
      return new Counts(neighbours + more.neighbours, global + more.global);
    }
  }

  /** Bytes of the buffers that tiles share. */
  public long bytes() {
    return shared.stream().mapToLong(v -> v.type().scalar().bytes() * v.type().cells()).sum();
  }

  Counts run(Kernel kernel, Memory memory, Host host) {
    if (count == 0) {
      kernel.run(memory, host);
      return Counts.NONE;
    }
    memory.put(Signature.TILES, (long) count);
    TileWaits waits = new TileWaits(count, joined, host);
    try (Kernel.Shared all = kernel.share(memory, shared)) {
      List<Thread> others = new ArrayList<>();
      for (int t = 1; t < count; t++) {
        int tile = t;
        others.add(Thread.ofPlatform().name("tile-" + t).start(() -> run(all, waits, tile)));
      }
      run(all, waits, 0);
      for (Thread t : others) join(t);
    }
    if (waits.failure() instanceof RuntimeException fault) throw fault;
    if (waits.failure() instanceof Error fault) throw fault;
    return new Counts(waits.neighbourWaits(), waits.globalWaits());
  }

  private static void run(Kernel.Shared all, TileWaits waits, int tile) {
    try {
      all.run(tile, waits.of(tile));
    } catch (RuntimeException | Error e) {
      waits.fail(e);
    }
  }

  private static void join(Thread t) {
    boolean interrupted = false;
    while (t.isAlive()) {
      try {
        t.join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) Thread.currentThread().interrupt();
  }
}

package dyn.frontend.term;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Cells that read each other have different colours, and these are few. */
class CellGraphTest {
  /** @param reads of each cell */
  private static CellGraph graph(int[]... reads) {
    int[] starts = new int[reads.length + 1];
    for (int c = 0; c < reads.length; c++) starts[c + 1] = starts[c] + reads[c].length;
    return new CellGraph(starts, Arrays.stream(reads).flatMapToInt(Arrays::stream).toArray());
  }

  @Test
  void smallGraphs() {
    assertArrayEquals(new int[] {0, 0, 0}, graph(new int[] {}, new int[] {1}, new int[] {}).firstFit());
    assertArrayEquals(new int[] {0, 1, 0, 1}, graph(new int[] {}, new int[] {0}, new int[] {1}, new int[] {2}).firstFit());
    // All read the last one.
    assertArrayEquals(new int[] {0, 0, 0, 1}, graph(new int[] {3}, new int[] {3}, new int[] {3}, new int[] {3}).firstFit());
    assertArrayEquals(new int[] {0, 1, 2}, graph(new int[] {1, 2}, new int[] {2, 2}, new int[] {}).firstFit());
  }

  @Test
  void graphsByChance() {
    for (int seed = 0; seed < 50; seed++) {
      Random random = new Random(seed);
      int n = 1 + random.nextInt(60);
      int[][] reads = new int[n][];
      int[] degree = new int[n];
      for (int c = 0; c < n; c++) {
        reads[c] = random.ints(random.nextInt(6), 0, n).toArray();
        degree[c] += reads[c].length;
        for (int r : reads[c]) degree[r]++;
      }
      int[] colours = graph(reads).firstFit();
      for (int c = 0; c < n; c++) for (int r : reads[c]) if (r != c) assertNotEquals(colours[c], colours[r]);
      int most = Arrays.stream(colours).max().orElseThrow() + 1;
      assertTrue(most <= Arrays.stream(degree).max().orElseThrow() + 1);
      assertEquals(most, Arrays.stream(colours).distinct().count());
    }
  }
}

package dyn.frontend.term;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class EdgeListsTest {
  private static final IndexRange N = new IndexRange("n", "n", 3);

  /** Sorted by target; two edges into one node stay in the order in which they were given, as does what was given with them. */
  @Test
  void sortedByTargetInTheGivenOrder() {
    EdgeLists lists = EdgeLists.of(new int[] {2, 0, 1, 0, 2}, new int[] {1, 2, 1, 0, 1}, 3, 3);
    assertArrayEquals(new long[] {0, 2, 1, 2, 0}, lists.ends(true, List.of(N), 0));
    assertArrayEquals(new long[] {0, 1, 1, 1, 2}, lists.ends(false, List.of(N), 0));
    assertArrayEquals(new double[] {40, 10, 30, 50, 20}, lists.sorted(new double[] {10, 20, 30, 40, 50}));
    assertArrayEquals(new long[] {0, 1, 4}, lists.firsts(true));
    assertArrayEquals(new long[] {1, 4, 5}, lists.lasts(true));
    assertArrayEquals(new int[] {1, 3}, lists.degrees(true));
  }

  @Test
  void outOfANodeInTheOrderOfEdges() {
    EdgeLists lists = EdgeLists.of(new int[] {2, 0, 1, 0, 2}, new int[] {1, 2, 1, 0, 1}, 3, 3);
    assertArrayEquals(new long[] {0, 4, 2, 1, 3}, lists.order());
    assertArrayEquals(new long[] {0, 2, 3}, lists.firsts(false));
    assertArrayEquals(new long[] {2, 3, 5}, lists.lasts(false));
  }

  @Test
  void cellsOfAGridHaveAnIndexForEachDimension() {
    EdgeLists lists = EdgeLists.of(new int[] {5, 3}, new int[] {0, 4}, 6, 6);
    List<IndexRange> grid = List.of(new IndexRange("i", "i", 2), new IndexRange("j", "j", 3));
    assertArrayEquals(new long[] {1, 1}, lists.ends(true, grid, 0));
    assertArrayEquals(new long[] {2, 0}, lists.ends(true, grid, 1));
  }
}

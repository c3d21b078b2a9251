package dyn.passes.colour;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeout;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dyn.ir.Axis;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** No cell has the colour of one that it reads: asked of every cell and every read, and not of differences along axes. */
class LatticeColouringTest {
  private static final int[] SIZES = {1, 2, 3, 4, 5, 6, 7, 8, 9, 12, 13};

  private static LatticeReads reads(int[] sizes, boolean[] rings, Set<List<Integer>> offsets) {
    List<Axis> axes = IntStream.range(0, sizes.length).mapToObj(k -> new Axis("x" + k, sizes[k])).toList();
    List<Boolean> closed = IntStream.range(0, sizes.length).mapToObj(k -> rings[k]).toList();
    return new LatticeReads(axes, closed, offsets);
  }

  /** Of every cell in turn, every cell that it reads: around a ring, and nothing beyond another end. */
  private static void assertLegal(LatticeReads reads, LatticeColouring c) {
    int rank = reads.axes().size();
    long cells = reads.axes().stream().mapToLong(Axis::size).reduce(1, (a, b) -> a * b);
    for (long n = 0; n < cells; n++) {
      long[] at = new long[rank];
      long rest = n;
      for (int k = rank - 1; k >= 0; k--) {
        at[k] = rest % reads.axes().get(k).size();
        rest /= reads.axes().get(k).size();
      }
      int own = c.colour(at);
      assertTrue(own >= 0 && own < c.colours());
      for (List<Integer> offset : reads.offsets()) {
        long[] other = at.clone();
        boolean inside = true;
        for (int k = 0; k < rank; k++) {
          long size = reads.axes().get(k).size();
          other[k] += offset.get(k);
          if (reads.rings().get(k)) other[k] = Math.floorMod(other[k], size);
          inside &= other[k] >= 0 && other[k] < size;
        }
        if (!inside || Arrays.equals(at, other)) continue;
        assertNotEquals(own, c.colour(other), () -> Arrays.toString(at) + " reads " + Arrays.toString(other) + " of " + c);
      }
    }
  }

  /** All within {@code width} along each axis, or of that many steps in all. */
  private static Set<List<Integer>> within(int rank, int width, boolean diagonal) {
    Set<List<Integer>> all = new LinkedHashSet<>(Set.of(List.of()));
    for (int k = 0; k < rank; k++) {
      Set<List<Integer>> more = new LinkedHashSet<>();
      for (List<Integer> o : all) {
        for (int by = -width; by <= width; by++) {
          List<Integer> longer = new ArrayList<>(o);
          longer.add(by);
          more.add(longer);
        }
      }
      all = more;
    }
    all.removeIf(o -> o.stream().allMatch(x -> x == 0) || !diagonal && o.stream().mapToInt(Math::abs).sum() > width);
    return all;
  }

  private static Map<String, Set<List<Integer>>> stencils(int rank) {
    Map<String, Set<List<Integer>>> all = new LinkedHashMap<>();
    all.put("beside", within(rank, 1, false));
    all.put("diagonal", within(rank, 1, true));
    all.put("two steps", within(rank, 2, false));
    all.put("nothing", Set.of());
    List<Integer> one = new ArrayList<>(Collections.nCopies(rank, 0));
    one.set(rank - 1, -1);
    all.put("before", Set.of(List.copyOf(one)));
    one.set(rank - 1, 2);
    all.put("two on", Set.of(List.copyOf(one)));
    if (rank > 1) {
      all.put("knight", Set.of(offset(rank, 1, 2), offset(rank, 2, 1), offset(rank, -1, 2), offset(rank, -2, 1)));
      all.put("one diagonal", Set.of(offset(rank, 1, 1)));
      all.put("all within two", within(2, 2, true).stream().map(o -> offset(rank, o.get(0), o.get(1)))
          .collect(Collectors.toSet()));
    }
    return all;
  }

  private static List<Integer> offset(int rank, int a, int b) {
    List<Integer> o = new ArrayList<>(List.of(a, b));
    while (o.size() < rank) o.add(0);
    return List.copyOf(o);
  }

  @TestFactory
  Stream<DynamicTest> noCellHasTheColourOfOneThatItReads() {
    return IntStream.rangeClosed(1, 3).boxed().flatMap(rank -> stencils(rank).entrySet().stream().map(s ->
        dynamicTest(s.getKey() + " in " + rank, () -> everySize(rank, s.getValue()))));
  }

  private static void everySize(int rank, Set<List<Integer>> offsets) {
    int[] sizes = rank == 3 ? new int[] {1, 2, 3, 4, 5, 7} : SIZES;
    int shapes = (int) Math.pow(sizes.length, rank);
    for (int shape = 0; shape < shapes; shape++) {
      int[] chosen = new int[rank];
      for (int k = 0, rest = shape; k < rank; k++, rest /= sizes.length) chosen[k] = sizes[rest % sizes.length];
      for (int ends = 0; ends < 1 << rank; ends++) {
        boolean[] rings = new boolean[rank];
        for (int k = 0; k < rank; k++) rings[k] = (ends >> k & 1) == 1;
        LatticeReads reads = reads(chosen, rings, offsets);
        assertLegal(reads, LatticeColouring.of(reads));
      }
    }
  }

  /** Longer than what is looked at when labels are compared. */
  @Test
  void longRingsAreLegalToo() {
    for (int width : new int[] {1, 2, 3, 5, 20}) {
      for (int size = 90; size < 120; size++) {
        for (boolean ring : new boolean[] {true, false}) {
          LatticeReads reads = reads(new int[] {size}, new boolean[] {ring}, within(1, width, true));
          LatticeColouring c = LatticeColouring.of(reads);
          assertLegal(reads, c);
          assertTrue(c.colours() <= width + 1 + (ring ? (width + size - 1) / width : 0), () -> c.toString());
        }
      }
    }
  }

  private static int colours(int width, boolean diagonal, int... sizes) {
    boolean[] rings = new boolean[sizes.length];
    Arrays.fill(rings, true);
    return LatticeColouring.of(reads(sizes, rings, within(sizes.length, width, diagonal))).colours();
  }

  /** What is known of products of rings: 2 where all are even, 3 where one is odd; and complete graphs. */
  @Test
  void asFewColoursAsThereCanBe() {
    assertEquals(2, colours(1, false, 4, 4));
    assertEquals(2, colours(1, false, 2, 6, 8));
    assertEquals(3, colours(1, false, 3, 3, 3));
    assertEquals(3, colours(1, false, 5, 4));
    assertEquals(3, colours(1, false, 101, 7, 2));
    assertEquals(2, colours(1, false, 2));
    assertEquals(3, colours(1, false, 3));
    assertEquals(4, colours(1, true, 6, 8));
    assertEquals(8, colours(1, true, 4, 4, 6));
    assertEquals(5, colours(2, true, 5));
    assertEquals(3, colours(2, true, 9));
    assertEquals(4, colours(2, true, 10));
    assertEquals(9, colours(1, true, 3, 3));
    assertEquals(1, colours(1, true, 1, 1));
    LatticeReads bounded = reads(new int[] {7, 5}, new boolean[2], within(2, 1, false));
    assertEquals(2, LatticeColouring.of(bounded).colours());
  }

  /** Parity on a ring of three is the mistake that this class exists for. */
  @Test
  void parityOnAnOddRingIsFoundOut() {
    LatticeReads reads = reads(new int[] {3, 3, 3}, new boolean[] {true, true, true}, within(3, 1, false));
    List<LatticeColouring.Part> parity = Collections.nCopies(3, new LatticeColouring.Part(3, 1, 0, 3));
    assertThrows(AssertionError.class, () -> assertLegal(reads, new LatticeColouring(2, parity)));
  }

  /** The size of the lattice does not matter to how long it takes. */
  @Test
  void largeLatticesTakeNoLonger() {
    LatticeReads reads = reads(new int[] {100_001, 100_003, 99_999}, new boolean[] {true, true, true}, within(3, 1, true));
    LatticeColouring c = assertTimeout(Duration.ofSeconds(20), () -> LatticeColouring.of(reads));
    assertTrue(c.colours() <= 27, () -> c.toString());
  }
}

package dyn.passes.colour;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A colour for each cell of a lattice, from its position alone: the sum over axes of {@code factor * label}, modulo the number of colours.
 * No cell has the colour of one that it reads.
 *
 * <p>Labels count cells along an axis in blocks, 0, 1, ..., p - 1, 0, 1, ...; on a ring whose size p does not divide, the last blocks are
 * longer by one, so that a ring of odd size ends with a label of its own: 0 1 0 1 2. What is sought is the least modulus for which some
 * factors and blocks keep all cells apart that read each other. What a sum does along each axis does not depend on the others, so that
 * differences of labels along one axis at a time decide that, whatever the size of the lattice.
 */
public record LatticeColouring(int colours, List<Part> parts) {
  /**
   * Along one axis.
   *
   * @param block cells of a block; 0 where labels are positions
   * @param shorter cells in blocks of that size; those of the others have one more
   */
  public record Part(long size, int factor, int block, long shorter) {
    public long label(long i) {
      if (block == 0) return i;
      return i < shorter ? i % block : (i - shorter) % (block + 1);
    }
  }

  /** Above, the modulus is not sought but that of blocks as wide as cells read is taken. */
  private static final int MOST_SOUGHT = 64;
  private static final int WIDEST_SOUGHT = 6;
  private static final int MOST_TRIED = 100_000;

  public LatticeColouring {
    parts = List.copyOf(parts);
  }

  public static LatticeColouring of(LatticeReads reads) {
    return new Search(reads).colouring();
  }

  public int colour(long... at) {
    long sum = 0;
    for (int k = 0; k < parts.size(); k++) sum += parts.get(k).factor() * parts.get(k).label(at[k]);
    return (int) Math.floorMod(sum, (long) colours);
  }

  private static final class Search {
    private final int rank;
    private final long[] sizes;
    private final boolean[] rings;
    /** One of each pair of opposite distances between different cells. */
    private final Set<List<Integer>> distances = new LinkedHashSet<>();
    private final int[] widths;
    private final List<Map<Integer, Map<Integer, int[]>>> known = new ArrayList<>();
    private int tried;

    Search(LatticeReads reads) {
      rank = reads.axes().size();
      sizes = reads.axes().stream().mapToLong(a -> a.size()).toArray();
      rings = new boolean[rank];
      widths = new int[rank];
      for (int k = 0; k < rank; k++) {
        rings[k] = reads.rings().get(k);
        known.add(new LinkedHashMap<>());
      }
      reads.offsets().forEach(this::add);
      for (List<Integer> d : distances) for (int k = 0; k < rank; k++) widths[k] = Math.max(widths[k], Math.abs(d.get(k)));
    }

    /** On a ring the shorter way; none beyond the end of another axis, and none from a cell to itself. */
    private void add(List<Integer> offset) {
      List<Integer> d = new ArrayList<>();
      int sign = 0;
      for (int k = 0; k < rank; k++) {
        long by = offset.get(k);
        if (rings[k]) {
          by = Math.floorMod(by, sizes[k]);
          if (2 * by > sizes[k]) by -= sizes[k];
        } else if (Math.abs(by) >= sizes[k]) {
          return;
        }
        d.add((int) by);
        if (sign == 0) sign = Long.signum(by);
      }
      if (sign == 0) return;
      int turn = sign;
      distances.add(d.stream().map(x -> turn * x).toList());
    }

    LatticeColouring colouring() {
      if (distances.isEmpty()) return new LatticeColouring(1, wide().stream().map(p -> new Part(p.size(), 0, 0, p.size())).toList());
      List<Part> wide = wide();
      long most = wide.stream().mapToLong(p -> p.factor() == 0 ? 1 : labels(p)).reduce(1, Math::multiplyExact);
      for (int m = least(); m <= MOST_SOUGHT && m < most && tried < MOST_TRIED; m++) {
        List<Part> found = extend(new ArrayList<>(), m);
        if (found != null) return new LatticeColouring(m, found);
      }
      return new LatticeColouring(Math.toIntExact(most), wide);
    }

    private static long labels(Part p) {
      return p.shorter() == p.size() ? p.block() : p.block() + 1;
    }

    /** So many cells behind each other read each other. */
    private int least() {
      int most = 2;
      for (int k = 0; k < rank; k++) {
        int run = 1;
        while (distances.contains(along(k, run))) run++;
        most = Math.max(most, run);
      }
      return most;
    }

    private List<Integer> along(int axis, int by) {
      List<Integer> d = new ArrayList<>();
      for (int k = 0; k < rank; k++) d.add(k == axis ? by : 0);
      return d;
    }

    /** Blocks wider than any distance along their axis: labels differ wherever positions do, and the factors keep those of axes apart. */
    private List<Part> wide() {
      List<Part> parts = new ArrayList<>();
      int factor = 1;
      for (int k = 0; k < rank; k++) {
        if (widths[k] == 0) {
          parts.add(new Part(sizes[k], 0, 0, sizes[k]));
          continue;
        }
        int block = widths[k] + 1;
        while (!fits(k, block)) block++;
        Part p = part(k, factor, block);
        parts.add(p);
        factor = Math.multiplyExact(factor, Math.toIntExact(labels(p)));
      }
      return parts;
    }

    /** Whether the axis is a whole number of blocks, some of them longer by one on a ring. */
    private boolean fits(int k, int block) {
      return !rings[k] || block <= sizes[k] && sizes[k] >= sizes[k] % block * (block + 1);
    }

    private Part part(int k, int factor, int block) {
      long longer = block == 0 || !rings[k] ? 0 : sizes[k] % block * (block + 1);
      return new Part(sizes[k], factor, block, sizes[k] - longer);
    }

    // ---- search

    /** Parts for the axes that follow, or null where none keep cells apart. */
    private List<Part> extend(List<Part> parts, int m) {
      int k = parts.size();
      if (k == rank) return parts;
      for (Part p : candidates(parts, m)) {
        if (tried++ > MOST_TRIED) return null;
        List<Part> more = new ArrayList<>(parts);
        more.add(p);
        List<Part> found = apart(more, m) ? extend(more, m) : null;
        if (found != null) return found;
      }
      return null;
    }

    private List<Part> candidates(List<Part> parts, int m) {
      int k = parts.size();
      List<Part> all = new ArrayList<>();
      if (widths[k] == 0) return List.of(part(k, 0, 0));
      boolean first = parts.stream().allMatch(p -> p.factor() == 0);
      for (int factor = 0; factor < m; factor++) {
        // Colours times a number without a common divisor are the same colours by other names.
        if (first && factor > 0 && m % factor != 0) continue;
        // Along a ring a position and the one after a turn must have the same label.
        if (!rings[k] || factor * sizes[k] % m == 0) all.add(part(k, factor, 0));
        if (factor == 0) continue;
        for (int block = 2; block <= WIDEST_SOUGHT && block <= m; block++) if (fits(k, block)) all.add(part(k, factor, block));
      }
      return all;
    }

    /** Whether cells apart along these axes, and not along the others, have different colours wherever they lie. */
    private boolean apart(List<Part> parts, int m) {
      for (List<Integer> d : distances) {
        if (d.subList(parts.size(), rank).stream().anyMatch(x -> x != 0) || d.get(parts.size() - 1) == 0) continue;
        boolean[] sums = new boolean[m];
        sums[0] = true;
        for (int k = 0; k < parts.size(); k++) {
          boolean[] next = new boolean[m];
          for (int difference : differences(k, parts.get(k), d.get(k))) {
            int by = (int) Math.floorMod((long) parts.get(k).factor() * difference, (long) m);
            for (int s = 0; s < m; s++) next[(s + by) % m] |= sums[s];
          }
          sums = next;
        }
        if (sums[0]) return false;
      }
      return true;
    }

    /** By how much labels can differ so far apart. */
    private int[] differences(int k, Part p, int by) {
      if (p.block() == 0 || by == 0) return new int[] {by};
      return known.get(k).computeIfAbsent(p.block(), _ -> new LinkedHashMap<>()).computeIfAbsent(by, _ -> counted(k, p, by));
    }

    /** On an axis of so many blocks that more would show nothing new. */
    private int[] counted(int k, Part p, int by) {
      long blocks = Math.min(p.shorter() / p.block(), Math.abs(by) + 2L);
      long tail = rings[k] ? p.size() - p.shorter() : p.shorter() % p.block();
      boolean cut = blocks < p.shorter() / p.block();
      long size = cut ? blocks * p.block() + tail : p.size();
      Part few = new Part(size, 1, p.block(), rings[k] ? size - tail : size);
      Set<Integer> all = new LinkedHashSet<>();
      for (long i = 0; i < size; i++) {
        long j = i + by;
        if (rings[k]) j = Math.floorMod(j, size);
        else if (j < 0 || j >= size) continue;
        all.add((int) (few.label(j) - few.label(i)));
      }
      return all.stream().mapToInt(x -> x).toArray();
    }
  }
}

package dyn.runtime.plot;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Deque;
import java.util.stream.IntStream;

/** Fewer points, same picture. A gap is one NaN point. */
final class Thinning {
  private Thinning() {}

  record Points(double[] x, double[] y) {
    Points {
      Checks.sameLength("y", y.length, x.length);
    }

    boolean isGap(int i) {
      return !Double.isFinite(x[i]) || !Double.isFinite(y[i]);
    }
  }

  /**
   * First, last, least and greatest point of each of so many equal parts of the time axis, which draws the same pixels as all
   * points if a part is a pixel wide (M4; Jugel et al., VLDB 7 (2014) 797). At most {@code limit} points.
   *
   * @param times ascending
   */
  static Points overTime(double[] times, double[] values, int limit) {
    Points all = new Points(times, values);
    int count = times.length;
    if (count <= limit) {
      return all;
    }
    Range range = Range.of(times).axis();
    boolean gaps = IntStream.range(0, count).anyMatch(all::isGap);
    int parts = Math.max(1, limit / (gaps ? 6 : 4));
    BitSet kept = new BitSet(count);
    for (int from = 0; from < count; ) {
      int part = part(range, times[from], parts);
      int to = from;
      while (to < count && part(range, times[to], parts) == part) {
        to++;
      }
      keepCorners(all, from, to, kept);
      from = to;
    }
    return pick(all, kept);
  }

  private static int part(Range range, double time, int parts) {
    return Double.isFinite(time) ? Math.min(parts - 1, (int) (range.share(time) * parts)) : -1;
  }

  private static void keepCorners(Points all, int from, int to, BitSet kept) {
    int first = -1;
    int last = -1;
    int least = -1;
    int greatest = -1;
    for (int i = from; i < to; i++) {
      if (all.isGap(i)) {
        continue;
      }
      first = first < 0 ? i : first;
      last = i;
      least = least < 0 || all.y[i] < all.y[least] ? i : least;
      greatest = greatest < 0 || all.y[i] > all.y[greatest] ? i : greatest;
    }
    if (first < 0) {
      kept.set(from); // a part without values stays a gap
      return;
    }
    kept.set(first);
    kept.set(last);
    kept.set(least);
    kept.set(greatest);
    if (first > from) {
      kept.set(first - 1);
    }
    if (last < to - 1) {
      kept.set(last + 1);
    }
  }

  /**
   * First drops points that lie within a fraction of a pixel of the simplified curve (Douglas and Peucker, Cartographica 10
   * (1973) 112). A long trajectory that fills the plane keeps too many; of it, only the pieces are kept that reach a cell of the
   * plane that no earlier piece has reached, with cells as coarse as it takes for {@code limit} points, a sixteenth of the
   * plane's width at most. Extremes stay.
   */
  static Points curve(double[] x, double[] y, int limit) {
    Points all = new Points(x, y);
    if (x.length <= limit) {
      return all;
    }
    Range across = Range.of(x).axis();
    Range along = Range.of(y).axis();
    Points unit = new Points(Arrays.stream(x).map(across::share).toArray(), Arrays.stream(y).map(along::share).toArray());
    BitSet corners = simplified(unit, 1.0 / 4096);
    keepExtremes(all, corners);
    Points shape = pick(all, corners);
    Points unitShape = pick(unit, corners);
    for (int cells = 1024; shape.x.length > limit && cells >= 16; cells /= 2) {
      Points fresh = Coverage.fresh(shape, unitShape, cells);
      if (fresh.x.length <= limit || cells == 16) {
        return fresh;
      }
    }
    return shape;
  }

  /**
   * Of all dots in a cell of the plane only the first, with cells as coarse as it takes for {@code limit} dots; extremes stay.
   * Unlike every n-th dot, this keeps lone dots and shows no stripes where members and times make a lattice.
   */
  static Points dots(double[] x, double[] y, int limit) {
    Points all = new Points(x, y);
    Range across = Range.of(x).axis();
    Range along = Range.of(y).axis();
    BitSet kept = new BitSet(x.length);
    for (int i = 0; i < x.length; i++) {
      kept.set(i, !all.isGap(i));
    }
    for (int cells = 2048; kept.cardinality() > limit && cells >= 16; cells = cells * 7 / 8) {
      BitSet taken = new BitSet(cells * cells);
      for (int i = kept.nextSetBit(0); i >= 0; i = kept.nextSetBit(i + 1)) {
        int column = Math.min(cells - 1, (int) (across.share(x[i]) * cells));
        int row = Math.min(cells - 1, (int) (along.share(y[i]) * cells));
        kept.set(i, !taken.get(row * cells + column));
        taken.set(row * cells + column);
      }
      keepExtremes(all, kept);
    }
    return pick(all, kept);
  }

  private static void keepExtremes(Points points, BitSet kept) {
    int[] best = new int[] {-1, -1, -1, -1};
    for (int i = 0; i < points.x.length; i++) {
      if (points.isGap(i)) {
        continue;
      }
      best[0] = best[0] < 0 || points.x[i] < points.x[best[0]] ? i : best[0];
      best[1] = best[1] < 0 || points.x[i] > points.x[best[1]] ? i : best[1];
      best[2] = best[2] < 0 || points.y[i] < points.y[best[2]] ? i : best[2];
      best[3] = best[3] < 0 || points.y[i] > points.y[best[3]] ? i : best[3];
    }
    Arrays.stream(best).filter(i -> i >= 0).forEach(kept::set);
  }

  private static BitSet simplified(Points points, double tolerance) {
    BitSet kept = new BitSet(points.x.length);
    int count = points.x.length;
    for (int from = 0; from < count; ) {
      if (points.isGap(from)) {
        kept.set(from);
        while (from < count && points.isGap(from)) {
          from++;
        }
        continue;
      }
      int to = from;
      while (to < count && !points.isGap(to)) {
        to++;
      }
      simplifyRun(points, from, to - 1, tolerance, kept);
      from = to;
    }
    return kept;
  }

  private static void simplifyRun(Points points, int first, int last, double tolerance, BitSet kept) {
    Deque<int[]> open = new ArrayDeque<>();
    open.push(new int[] {first, last});
    kept.set(first);
    kept.set(last);
    while (!open.isEmpty()) {
      int[] piece = open.pop();
      int far = -1;
      double furthest = tolerance;
      for (int i = piece[0] + 1; i < piece[1]; i++) {
        double distance = distance(points, i, piece[0], piece[1]);
        if (distance > furthest) {
          furthest = distance;
          far = i;
        }
      }
      if (far >= 0) {
        kept.set(far);
        open.push(new int[] {piece[0], far});
        open.push(new int[] {far, piece[1]});
      }
    }
  }

  /** Of point i to the segment from a to b. */
  private static double distance(Points points, int i, int a, int b) {
    double dx = points.x[b] - points.x[a];
    double dy = points.y[b] - points.y[a];
    double px = points.x[i] - points.x[a];
    double py = points.y[i] - points.y[a];
    double length = dx * dx + dy * dy;
    double along = length == 0 ? 0 : Math.clamp((px * dx + py * dy) / length, 0, 1);
    return Math.hypot(px - along * dx, py - along * dy);
  }

  private static Points pick(Points all, BitSet kept) {
    int[] indices = kept.stream().toArray();
    double[] x = new double[indices.length];
    double[] y = new double[indices.length];
    for (int k = 0; k < indices.length; k++) {
      boolean gap = all.isGap(indices[k]);
      x[k] = gap ? Double.NaN : all.x[indices[k]];
      y[k] = gap ? Double.NaN : all.y[indices[k]];
    }
    return new Points(x, y);
  }
}

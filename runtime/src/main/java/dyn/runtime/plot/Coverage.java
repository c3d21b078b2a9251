package dyn.runtime.plot;

import java.util.Arrays;
import java.util.BitSet;

/** Which cells of the unit square a curve has reached. */
final class Coverage {
  private final Points out;
  private final Thinning.Points unit;
  private final int cells;
  private final BitSet reached;

  private Coverage(Thinning.Points points, Thinning.Points unit, int cells) {
    this.out = new Points(points);
    this.unit = unit;
    this.cells = cells;
    this.reached = new BitSet(cells * cells);
  }

  /** The pieces of the curve that reach new cells, and all that touch an extreme point; gaps between them. */
  static Thinning.Points fresh(Thinning.Points points, Thinning.Points unit, int cells) {
    return new Coverage(points, unit, cells).fresh();
  }

  private Thinning.Points fresh() {
    BitSet extremes = extremes();
    int last = -1; // the last point given out
    for (int i = 0; i + 1 < unit.x().length; i++) {
      if (unit.isGap(i) || unit.isGap(i + 1)) {
        continue;
      }
      boolean fresh = reach(i);
      if (!fresh && !extremes.get(i) && !extremes.get(i + 1)) {
        continue;
      }
      if (last != i) {
        if (last >= 0 && !near(last, i)) {
          out.gap();
        }
        out.add(i);
      }
      out.add(i + 1);
      last = i + 1;
    }
    return out.finished();
  }

  /** Marks the cells of the piece that starts at i; true if one of them is new. */
  private boolean reach(int i) {
    double dx = unit.x()[i + 1] - unit.x()[i];
    double dy = unit.y()[i + 1] - unit.y()[i];
    int steps = 1 + (int) (Math.max(Math.abs(dx), Math.abs(dy)) * cells);
    boolean fresh = false;
    for (int k = 0; k <= steps; k++) {
      double share = (double) k / steps;
      int cell = cell(unit.y()[i] + share * dy) * cells + cell(unit.x()[i] + share * dx);
      fresh |= !reached.get(cell);
      reached.set(cell);
    }
    return fresh;
  }

  private int cell(double share) {
    return Math.clamp((long) (share * cells), 0, cells - 1);
  }

  /** Whether a straight line instead of what lies between goes unseen. */
  private boolean near(int from, int to) {
    for (int i = from; i <= to; i++) {
      if (unit.isGap(i) || Math.hypot(unit.x()[i] - unit.x()[from], unit.y()[i] - unit.y()[from]) > 2.0 / cells) {
        return false;
      }
    }
    return true;
  }

  private BitSet extremes() {
    Range across = Range.of(unit.x());
    Range along = Range.of(unit.y());
    BitSet found = new BitSet();
    for (int i = 0; i < unit.x().length; i++) {
      double x = unit.x()[i];
      double y = unit.y()[i];
      found.set(i, x == across.low() || x == across.high() || y == along.low() || y == along.high());
    }
    return found;
  }

  /** Points picked so far. */
  private static final class Points {
    private final Thinning.Points from;
    private final double[] x;
    private final double[] y;
    private int count;

    Points(Thinning.Points from) {
      this.from = from;
      this.x = new double[2 * from.x().length];
      this.y = new double[2 * from.x().length];
    }

    void add(int i) {
      x[count] = from.x()[i];
      y[count++] = from.y()[i];
    }

    void gap() {
      x[count] = Double.NaN;
      y[count++] = Double.NaN;
    }

    Thinning.Points finished() {
      return new Thinning.Points(Arrays.copyOf(x, count), Arrays.copyOf(y, count));
    }
  }
}

package dyn.frontend.stability;

import dyn.frontend.Stability;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Looks in a Jacobian for what shows that a map is stable with stale reads. */
final class Certifier {
  /** What rounding of the bounds themselves may amount to, and more. */
  static final double ROOM = 1e-9;
  private static final long MOST_WORK = 400_000_000;
  private static final int MOST_TURNS = 2000;
  private static final double SETTLED = 1e-5;
  private static final double SAME = 1e-12;

  private final Jacobian jacobian;
  private final int cells;

  Certifier(Jacobian jacobian) {
    this.jacobian = jacobian;
    this.cells = jacobian.rows().size();
  }

  /** The row whose sum is the largest, or the first that is not bounded. */
  int worst() {
    int worst = 0;
    for (int i = 0; i < cells; i++) {
      if (jacobian.rows().get(i).why() != null) return i;
      if (jacobian.rows().get(i).sum() > jacobian.rows().get(worst).sum()) worst = i;
    }
    return worst;
  }

  /** Whatever the delays, and in whatever order cells are updated. */
  Optional<Stability> contraction() {
    Row worst = jacobian.rows().get(worst());
    if (worst.why() != null || Double.isInfinite(worst.sum())) return Optional.empty();
    if (worst.sum() < 1 - ROOM) return Optional.of(new Stability.Contraction(worst.sum(), false));
    double factor = weighted();
    return factor < 1 - ROOM ? Optional.of(new Stability.Contraction(factor, true)) : Optional.empty();
  }

  /**
   * For any weights w > 0 the greatest (|J| w)_i / w_i is a bound; the better, the nearer w is to the eigenvector of |J| that has no
   * negative cell (Collatz, 1942), which the power method approaches.
   */
  private double weighted() {
    double[] w = new double[cells];
    Arrays.fill(w, 1);
    double best = Double.POSITIVE_INFINITY;
    long entries = jacobian.rows().stream().mapToLong(r -> r.size() + r.parts().size()).sum() + cells;
    long turns = Math.min(MOST_TURNS, MOST_WORK / entries);
    for (long turn = 0; turn < turns; turn++) {
      double[] next = new double[cells];
      Map<Row, Double> shared = new IdentityHashMap<>();
      double most = 0;
      double least = Double.POSITIVE_INFINITY;
      double largest = 0;
      for (int i = 0; i < cells; i++) {
        double sum = reads(jacobian.rows().get(i), w, shared);
        most = Math.max(most, sum / w[i]);
        least = Math.min(least, sum / w[i]);
        // Half of the old weight keeps a cycle from going round for ever.
        next[i] = (w[i] + sum) / 2;
        largest = Math.max(largest, next[i]);
      }
      best = Math.min(best, most);
      if (most - least <= SETTLED * most) break;
      for (int i = 0; i < cells; i++) w[i] = Math.max(next[i] / largest, 1e-12);
    }
    return best;
  }

  /** @param shared what rows that others refer to come to, with these weights */
  private double reads(Row row, double[] w, Map<Row, Double> shared) {
    double sum = 0;
    for (int k = 0; k < row.size(); k++) sum += row.at(k).magnitude() * w[jacobian.cellOf()[row.column(k)]];
    for (Row.Part p : row.parts()) {
      Double known = shared.get(p.row());
      if (known == null) {
        known = reads(p.row(), w, shared);
        shared.put(p.row(), known);
      }
      sum += p.factor().magnitude() * known;
    }
    return sum;
  }

  // ---- x - M x(k steps ago)

  /**
   * The largest eigenvalue of M and the age, where the map is of that form with M symmetric and without negative eigenvalues.
   */
  Optional<Stability.DelayedGradient> gradient() {
    boolean small = cells <= Spectrum.LARGEST;
    boolean shares = jacobian.rows().stream().anyMatch(r -> !r.parts().isEmpty());
    if (shares && !small || jacobian.rows().stream().anyMatch(r -> r.why() != null)) return Optional.empty();
    List<Row> rows = jacobian.rows().stream().map(Row::flat).toList();
    int age = 0;
    for (Row r : rows) {
      for (int k = 0; k < r.size(); k++) {
        int a = jacobian.ages()[r.column(k)];
        if (a == 0 || a == age) continue;
        if (age > 0) return Optional.empty();
        age = a;
      }
    }
    if (age == 0 || !keepsItself(rows)) return Optional.empty();
    Optional<Interval> modes = small ? symmetric(rows).map(Spectrum::of) : Optional.empty();
    if (modes.isEmpty()) modes = diagonal(rows);
    if (modes.isEmpty() || modes.get().lo() < -SAME * modes.get().magnitude()) return Optional.empty();
    return Optional.of(new Stability.DelayedGradient(modes.get().hi(), age));
  }

  static boolean isStable(Stability.DelayedGradient g) {
    return g.fastest() < Stability.DelayedGradient.limit(g.age()) * (1 - ROOM);
  }

  /** Of the states as they are now, each cell reads itself, and as it is. */
  private boolean keepsItself(List<Row> rows) {
    for (int i = 0; i < cells; i++) {
      Row r = rows.get(i);
      boolean itself = false;
      for (int k = 0; k < r.size(); k++) {
        if (jacobian.ages()[r.column(k)] > 0) continue;
        if (r.column(k) != i || !r.at(k).equals(Interval.ONE)) return false;
        itself = true;
      }
      if (!itself) return false;
    }
    return true;
  }

  private Optional<double[][]> symmetric(List<Row> rows) {
    double[][] m = new double[cells][cells];
    double size = 0;
    for (int i = 0; i < cells; i++) {
      Row r = rows.get(i);
      for (int k = 0; k < r.size(); k++) {
        if (jacobian.ages()[r.column(k)] == 0) continue;
        if (r.at(k).hi() - r.at(k).lo() > SAME * r.at(k).magnitude()) return Optional.empty();
        m[i][jacobian.cellOf()[r.column(k)]] = -r.at(k).lo();
        size = Math.max(size, Math.abs(r.at(k).lo()));
      }
    }
    for (int i = 0; i < cells; i++) {
      for (int j = 0; j < i; j++) {
        if (Math.abs(m[i][j] - m[j][i]) > SAME * size) return Optional.empty();
        m[i][j] = m[j][i];
      }
    }
    return Optional.of(m);
  }

  /** Where each cell reads only itself, M may be one for each member. */
  private Optional<Interval> diagonal(List<Row> rows) {
    Interval all = null;
    for (int i = 0; i < cells; i++) {
      Row r = rows.get(i);
      for (int k = 0; k < r.size(); k++) {
        if (jacobian.ages()[r.column(k)] == 0) continue;
        if (jacobian.cellOf()[r.column(k)] != i) return Optional.empty();
        Interval here = r.at(k).negate();
        all = all == null ? here : all.hull(here);
      }
    }
    return Optional.ofNullable(all);
  }
}

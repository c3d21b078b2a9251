package dyn.runtime.plot;

import dyn.runtime.results.Statistics;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A fan from the values of all members, one time after the other. It keeps quantiles only, of at most {@link #MOST} times: of more,
 * neighbours are joined, where a lower quantile keeps its least and an upper one its greatest value.
 */
public final class FanBuilder {
  private static final int MOST = 4096;

  private final double[] levels;
  private final List<double[]> rows = new ArrayList<>();
  private int stride = 1;
  private int inLast;

  /** @param levels of the quantiles, ascending; each pairs with its mirror image into a band, what has none is a line */
  public FanBuilder(double... levels) {
    this.levels = levels.clone();
    Arrays.sort(this.levels);
  }

  /** Members that are missing (NaN) are left out. */
  public void add(double time, double[] members) {
    addQuantiles(time, Statistics.quantiles(Statistics.present(members), levels));
  }

  /** @param quantiles one for each level */
  public void addQuantiles(double time, double[] quantiles) {
    double[] row = Arrays.copyOf(quantiles, levels.length + 1);
    row[levels.length] = time;
    if (inLast > 0 && inLast < stride) {
      rows.set(rows.size() - 1, joined(rows.getLast(), row));
    } else {
      inLast = 0;
      rows.add(row);
    }
    inLast++;
    if (rows.size() > MOST) {
      halve();
    }
  }

  private void halve() {
    List<double[]> half = new ArrayList<>();
    for (int k = 0; k < rows.size(); k += 2) {
      half.add(k + 1 < rows.size() ? joined(rows.get(k), rows.get(k + 1)) : rows.get(k));
    }
    inLast += rows.size() % 2 == 0 ? stride : 0;
    stride *= 2;
    rows.clear();
    rows.addAll(half);
  }

  private double[] joined(double[] a, double[] b) {
    double[] both = b.clone();
    for (int q = 0; q < levels.length; q++) {
      if (Double.isNaN(a[q]) || Double.isNaN(b[q])) {
        both[q] = Double.NaN;
      } else {
        both[q] = levels[q] < 0.5 ? Math.min(a[q], b[q]) : levels[q] > 0.5 ? Math.max(a[q], b[q]) : b[q];
      }
    }
    return both;
  }

  public Fan fan(Heading heading, Axis time, Axis value) {
    List<Fan.Band> bands = new ArrayList<>();
    List<Fan.Line> lines = new ArrayList<>();
    for (int low = 0; low < levels.length; low++) {
      int high = mirrorOf(low);
      if (high > low) {
        String label = percent(levels[low]) + "\u2013" + percent(levels[high]) + " %";
        bands.add(new Fan.Band(label, column(low), column(high)));
      } else if (high < 0 || levels[low] == 0.5) {
        lines.add(new Fan.Line(levels[low] == 0.5 ? "median" : percent(levels[low]) + " %", column(low)));
      }
    }
    return new Fan(heading, time, value, column(levels.length), lines, bands);
  }

  private int mirrorOf(int level) {
    for (int k = 0; k < levels.length; k++) {
      if (Math.abs(levels[k] + levels[level] - 1) < 1e-9) {
        return k;
      }
    }
    return -1;
  }

  private double[] column(int at) {
    return rows.stream().mapToDouble(r -> r[at]).toArray();
  }

  private static String percent(double p) {
    return BigDecimal.valueOf(p).movePointRight(2).stripTrailingZeros().toPlainString();
  }
}

package dyn.runtime.plot;

import dyn.runtime.results.Column;
import dyn.runtime.results.MemberTable;
import dyn.runtime.results.Statistics;
import java.util.ArrayList;
import java.util.List;

/** How an ensemble spreads over time: its median and shaded bands between quantiles, the widest band first. */
public record Fan(String title, String timeLabel, String valueLabel, double[] times, double[] median, List<Band> bands)
    implements Plot {

  /** Between two quantiles: {@code 5-95 %}. */
  public record Band(String label, double[] lower, double[] upper) {}

  public Fan {
    bands = List.copyOf(bands);
    Checks.sameLength("median", median.length, times.length);
    for (Band band : bands) {
      Checks.sameLength(band.label(), band.lower().length, times.length);
      Checks.sameLength(band.label(), band.upper().length, times.length);
    }
  }

  /** Bands of 5-95 % and 25-75 % of the members; members missing at a time are left out there. */
  public static Fan of(String title, MemberTable table, Column column) {
    return of(title, table, column, 0.05, 0.25);
  }

  /** @param tails lower quantiles of the bands, the widest band first; each is mirrored: 0.05 gives 5-95 % */
  public static Fan of(String title, MemberTable table, Column column, double... tails) {
    int count = table.times().length;
    double[] probabilities = new double[2 * tails.length + 1];
    double[][] quantiles = new double[probabilities.length][count];
    for (int b = 0; b < tails.length; b++) {
      probabilities[2 * b] = tails[b];
      probabilities[2 * b + 1] = 1 - tails[b];
    }
    probabilities[2 * tails.length] = 0.5;
    for (int t = 0; t < count; t++) {
      double[] at = Statistics.quantiles(Statistics.present(table.at(t, column)), probabilities);
      for (int q = 0; q < at.length; q++) {
        quantiles[q][t] = at[q];
      }
    }
    List<Band> bands = new ArrayList<>();
    for (int b = 0; b < tails.length; b++) {
      String label = percent(tails[b]) + "\u2013" + percent(1 - tails[b]) + " %";
      bands.add(new Band(label, quantiles[2 * b], quantiles[2 * b + 1]));
    }
    return new Fan(title, Column.title("time", table.timeUnit()), column.title(), table.times(), quantiles[2 * tails.length], bands);
  }

  private static String percent(double p) {
    return Ticks.label(100 * p, 100);
  }
}

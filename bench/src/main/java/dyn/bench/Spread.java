package dyn.bench;

import java.util.Arrays;
import java.util.stream.IntStream;

/** Of many measurements the middle one and the range. */
record Spread(double median, double low, double high) {
  static Spread of(double... values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    int n = sorted.length;
    return new Spread((sorted[(n - 1) / 2] + sorted[n / 2]) / 2, sorted[0], sorted[n - 1]);
  }

  /** Of the ratios round by round: what slows a whole round cancels. */
  static Spread ofRatios(double[] above, double[] below) {
    return of(IntStream.range(0, above.length).mapToDouble(i -> above[i] / below[i]).toArray());
  }
}

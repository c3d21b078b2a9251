package dyn.runtime.plot;

import java.util.Arrays;

/**
 * An axis with its range. On a logarithmic one, ranges and drawn values are decimal logarithms.
 *
 * @param range never empty
 */
record Scale(String label, Range range, boolean log) {
  /** Covers the values with a margin. */
  static Scale covering(Axis axis, Range drawn, double margin) {
    Range range = drawn.axis();
    return new Scale(axis.label(), axis.log() ? range.widened(margin) : range.padded(margin), axis.log());
  }

  /** What is drawn for values: their logarithms on a logarithmic axis, where others than positive ones are missing. */
  static double[] drawn(Axis axis, double[] values) {
    return axis.log() ? Arrays.stream(values).map(v -> v > 0 ? Math.log10(v) : Double.NaN).toArray() : values;
  }

  double share(double drawn) {
    return range.share(drawn);
  }

  Scale with(Range other) {
    return new Scale(label, other, log);
  }

  Scale unlabelled() {
    return new Scale("", range, log);
  }
}

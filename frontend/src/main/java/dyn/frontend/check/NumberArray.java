package dyn.frontend.check;

import java.util.List;

/** A constant array in row-major order; a number has no dimensions. */
record NumberArray(double[] values, List<Integer> dims) {
  static NumberArray of(double value) {
    return new NumberArray(new double[] {value}, List.of());
  }

  boolean isNumber() {
    return dims.isEmpty();
  }
}

package dyn.runtime.results;

import java.util.Objects;

/**
 * One recorded quantity, named as the model names it: {@code x}, {@code theta[3]}, {@code quantile(z, 0.05)}.
 * The array is handed over, not copied: nobody may write to it afterwards. NaN is a missing value.
 */
public record Column(String label, double[] values) {
  public Column {
    Objects.requireNonNull(label, "label");
    Objects.requireNonNull(values, "values");
  }
}

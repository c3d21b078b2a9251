package dyn.runtime.results;

import java.util.Objects;

/**
 * One recorded quantity, named as the model names it: {@code x}, {@code theta[3]}, {@code quantile(z, 0.05)}.
 * The array is handed over, not copied: nobody may write to it afterwards. NaN is a missing value.
 *
 * @param unit of the values, as the model writes it: {@code mV}; empty where the model has no units
 */
public record Column(String label, String unit, double[] values) {
  public Column {
    Objects.requireNonNull(label, "label");
    Objects.requireNonNull(unit, "unit");
    Objects.requireNonNull(values, "values");
  }

  public Column(String label, double[] values) {
    this(label, "", values);
  }

  /** As files head it: {@code v [mV]}. */
  public String heading() {
    return heading(label, unit);
  }

  /** As pictures name it: {@code v (mV)}. */
  public String title() {
    return title(label, unit);
  }

  static String heading(String label, String unit) {
    return unit.isEmpty() ? label : label + " [" + unit + "]";
  }

  public static String title(String label, String unit) {
    return unit.isEmpty() ? label : label + " (" + unit + ")";
  }
}

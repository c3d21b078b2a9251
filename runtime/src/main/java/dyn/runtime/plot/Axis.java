package dyn.runtime.plot;

import dyn.runtime.results.Column;

/**
 * What an axis or a colour stands for.
 *
 * @param label with the unit: {@code v (mV)}
 * @param log whether equal lengths are equal ratios; values that are not positive are then left out
 */
public record Axis(String label, boolean log) {
  public static Axis of(String label) {
    return new Axis(label, false);
  }

  public static Axis of(Column column) {
    return of(column.title());
  }
}

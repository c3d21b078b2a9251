package dyn.frontend;

import dyn.ir.diagnostics.Span;
import java.util.Optional;

/**
 * An input bound to a column of a data file; without a named time column, the first column holds the times.
 *
 * @param value what turns the column into working units
 * @param time what turns its times into the working unit of time
 */
public record InputTable(String input, String path, String column, Optional<String> timeColumn, Interpolation interpolation,
    Conversion value, Conversion time, Span at) {
  public enum Interpolation { NONE, LINEAR, CUBIC }

  /** A multiplication and a division by whole numbers: of powers of ten, at most one of them rounds. */
  public record Conversion(double times, double over) {
    public static final Conversion NONE = new Conversion(1, 1);

    public double of(double x) {
      return x * times / over;
    }
  }
}

package dyn.frontend;

import dyn.ir.diagnostics.Span;
import java.util.Optional;

/** An input bound to a column of a data file; without a named time column, the first column holds the times. */
public record InputTable(String input, String path, String column, Optional<String> timeColumn, Interpolation interpolation, Span at) {
  public enum Interpolation { NONE, LINEAR, CUBIC }
}

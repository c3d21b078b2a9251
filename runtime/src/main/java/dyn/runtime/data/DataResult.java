package dyn.runtime.data;

import dyn.ir.diagnostics.Code;

/** What reading a file gave. A bad file is the user's mistake, so it is a value. */
public sealed interface DataResult {

  /** A column and its times, which increase; none is missing. */
  record Data(double[] times, double[] values) implements DataResult {}

  /** The first fault found: with file, row and column in its message. */
  record Fault(Code code, String message, String help) implements DataResult {}
}

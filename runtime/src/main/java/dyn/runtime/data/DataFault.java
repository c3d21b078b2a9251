package dyn.runtime.data;

import dyn.ir.diagnostics.Code;

/** Carries a fault out of a reader; {@link DataFile} turns it into a value. */
final class DataFault extends Exception {
  private final transient DataResult.Fault fault;

  DataFault(Code code, String message, String help) {
    super(message, null, false, false);
    this.fault = new DataResult.Fault(code, message, help);
  }

  DataResult.Fault fault() {
    return fault;
  }
}

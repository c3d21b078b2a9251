package dyn.backend.reference;

import dyn.ir.Output;
import java.util.List;

/** Where a program's outputs go. A null {@code active} means every lane. */
interface Sink {
  /** For bodies without outputs. */
  Sink NONE = new Sink() {
    @Override
    public void record(Output.Record r, Array index, List<Array> values, Array active) {
      throw new IllegalStateException("no place for records of " + r.track());
    }

    @Override
    public void result(Output.Result r, Array value, Array active) {
      throw new IllegalStateException("no place for result " + r.label());
    }

    @Override
    public boolean poll(long step, double time) {
      return false;
    }
  };

  void record(Output.Record r, Array index, List<Array> values, Array active);

  void result(Output.Result r, Array value, Array active);

  boolean poll(long step, double time);

  /** A tile has come to a wait. */
  default void await(boolean all) {}

  default void awaitAlong(String graphs) {}
}

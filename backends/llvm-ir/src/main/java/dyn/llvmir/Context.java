package dyn.llvmir;

import dyn.ir.Scalar;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Registers of what a function is given beside its operands: who is asked and waited for, the worker's memory, the number of members.
 * Those that are called from it get the same, and which lanes take part.
 */
record Context(String host, String scratch, String lanes) {
  static final String HOST = "%run.host";
  static final String SCRATCH = "%run.scratch";
  static final String MEMBERS = "%run.members";

  static Context parameters() {
    return new Context(HOST, SCRATCH, MEMBERS);
  }

  List<String> arguments(Shape shape, List<String> active) {
    List<String> given = new ArrayList<>(List.of("ptr " + host, "ptr " + scratch, "i64 " + lanes));
    if (shape.lanes() == 1) return given;
    String type = shape.text(Scalar.BOOL, true);
    for (int k = 0; k < shape.parts(); k++) given.add(type + " " + (active == null ? all(shape) : active.get(k)));
    return given;
  }

  static String all(Shape shape) {
    return "<" + String.join(", ", Collections.nCopies(shape.perPart(), "i1 true")) + ">";
  }
}

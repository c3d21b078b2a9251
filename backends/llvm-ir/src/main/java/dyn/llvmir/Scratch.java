package dyn.llvmir;

import dyn.ir.Axis;
import dyn.ir.Placed;
import dyn.ir.Value;
import java.util.LinkedHashMap;
import java.util.Map;

/** Lays out a worker's memory. Bodies never call themselves, so each buffer has one place. */
final class Scratch {
  /** Of a line of the cache, which no vector shall cross. */
  private static final int LINE = 64;
  /** Buffers whose sizes are powers of two would all begin in the same set of the cache: each is moved on by a few lines. */
  private static final int STAGGER = 5 * LINE;

  private long bytes;
  private final Map<String, Long> ofMain = new LinkedHashMap<>();

  /** The address of a new buffer. Those of {@code @main} become its parameters, which says that they do not overlap. */
  String place(Value v, Placed.Alloc a, FunctionPrinter in) {
    long at = bytes;
    long cells = 1;
    for (Axis axis : a.axes()) cells = Math.multiplyExact(cells, axis.size());
    long size = Math.multiplyExact(cells, a.scalar().bytes());
    bytes = Math.addExact(at, (size + LINE - 1) / LINE * LINE + STAGGER);
    if (!in.isMain()) return in.out.let(v.name(), address(in.context().scratch(), at));
    String register = in.out.register(v.name());
    ofMain.put(register, at);
    return register;
  }

  static String address(String scratch, long at) {
    return "getelementptr inbounds i8, ptr " + scratch + ", i64 " + at;
  }

  /** Places of the buffers of {@code @main} by the registers that hold their addresses there. */
  Map<String, Long> ofMain() {
    return ofMain;
  }

  long bytes() {
    return bytes;
  }
}

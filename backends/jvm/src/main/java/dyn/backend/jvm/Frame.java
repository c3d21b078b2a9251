package dyn.backend.jvm;

import dyn.ir.Placed;
import dyn.ir.Scalar;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Places in a worker's three arrays (reals, integers, buffers) for what one method hands to another. Bodies never call themselves,
 * so each value has one fixed place.
 */
final class Frame {
  /** Place of the number of lanes among the integers. */
  static final int LANES = 0;
  /** In cells of 8 bytes. */
  private static final int LINE = 8;
  private static final int HEADER = 2;

  private int reals;
  private int integers = LANES + 1;
  private final Map<Integer, Placed.Alloc> scratch = new LinkedHashMap<>();
  private int buffers;
  private boolean readsLanes;
  private Spill spill;

  /** Some address depends on the number of lanes. */
  void needLanes() {
    readsLanes = true;
  }

  boolean readsLanes() {
    return readsLanes;
  }

  int place(Cell c) {
    if (c.isArray()) {
      if (c.alloc != null) scratch.put(buffers, c.alloc);
      return buffers++;
    }
    return place(c.value.type().scalar(), c.isVector() ? Math.toIntExact(c.value.type().axes().getFirst().size()) : 1);
  }

  private int place(Scalar scalar, int size) {
    boolean real = scalar.isReal();
    int at = aligned(real ? reals : integers, size);
    if (real) reals = at + size;
    else integers = at + size;
    return at;
  }

  /**
   * A vector should not cross from one line of the cache into the next. Cells of a Java array begin two cells after the array does, which
   * a process for vectors aligns to a line.
   */
  private static int aligned(int place, int size) {
    int to = Math.min(Integer.highestOneBit(size), LINE);
    return (place + HEADER + to - 1) / to * to - HEADER;
  }

  /** Where lanes are handed over to be treated one by one: two places for reals, three for integers, of {@code lanes} each. */
  Spill spill(int lanes) {
    if (spill == null) spill = new Spill(place(Scalar.F64, 2 * lanes), place(Scalar.I64, 3 * lanes), lanes);
    return spill;
  }

  record Spill(int firstReal, int firstInteger, int lanes) {
    int reals(int k) {
      return firstReal + k * lanes;
    }

    int integers(int k) {
      return firstInteger + k * lanes;
    }
  }

  int reals() {
    return reals;
  }

  int integers() {
    return integers;
  }

  int buffers() {
    return buffers;
  }

  /** Scratch arrays to be made once per run, by place. */
  Map<Integer, Placed.Alloc> scratch() {
    return scratch;
  }
}

package dyn.backend.jvm;

import dyn.ir.Placed;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Places in a worker's three arrays (reals, integers, buffers) for what one method hands to another. Bodies never call themselves,
 * so each value has one fixed place.
 */
final class Frame {
  /** Place of the number of lanes among the integers. */
  static final int LANES = 0;

  private int reals;
  private int integers = LANES + 1;
  private final Map<Integer, Placed.Alloc> scratch = new LinkedHashMap<>();
  private int buffers;
  private boolean readsLanes;

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
    return switch (c.value.type().scalar()) {
      case F64, F32 -> reals++;
      case I64, BOOL -> integers++;
    };
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

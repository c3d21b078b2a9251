package dyn.backend;

import dyn.ir.Scalar;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * Named inputs and outputs of one kernel run: {@code Double} and {@code Long} for single numbers, {@code double[]}, {@code long[]}
 * and, between placed kernels, {@code float[]} for arrays, row-major.
 */
public final class Memory {
  private final Map<String, Object> slots = new LinkedHashMap<>();
  private final Set<String> blank = new HashSet<>();

  public Memory put(String name, Object value) {
    blank.remove(name);
    switch (value) {
      case Double _, Long _, double[] _, float[] _, long[] _ -> slots.put(name, value);
      default -> throw new IllegalArgumentException(name + " is a " + value.getClass());
    }
    return this;
  }

  /** An array of which a run writes every cell: what is in it before does not matter. */
  public Memory putBlank(String name, Object array) {
    put(name, array);
    blank.add(name);
    return this;
  }

  /** Whether a run writes all of an array and reads nothing of it. */
  public boolean isBlank(String name) {
    return blank.contains(name);
  }

  /** An array between placed kernels. */
  static Object array(Scalar scalar, int size) {
    return switch (scalar) {
      case F64 -> new double[size];
      case F32 -> new float[size];
      case I64, BOOL -> new long[size];
    };
  }

  public void copyInto(Memory other) {
    other.slots.putAll(slots);
    other.blank.removeAll(slots.keySet());
    other.blank.addAll(blank);
  }

  public Object get(String name) {
    Object value = slots.get(name);
    if (value == null) throw new IllegalArgumentException("no `" + name + "` in memory; it has " + slots.keySet());
    return value;
  }

  public boolean has(String name) {
    return slots.containsKey(name);
  }

  public double[] reals(String name) {
    return (double[]) get(name);
  }

  public long[] integers(String name) {
    return (long[]) get(name);
  }

  public long integer(String name) {
    return (Long) get(name);
  }
}

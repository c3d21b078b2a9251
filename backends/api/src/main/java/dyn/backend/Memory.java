package dyn.backend;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Named inputs and outputs of one kernel run: {@code Double} and {@code Long} for single numbers, {@code double[]} and {@code long[]}
 * for arrays, row-major.
 */
public final class Memory {
  private final Map<String, Object> slots = new LinkedHashMap<>();

  public Memory put(String name, Object value) {
    boolean known = value instanceof Double || value instanceof Long || value instanceof double[] || value instanceof long[];
    if (!known) throw new IllegalArgumentException(name + " is a " + value.getClass());
    slots.put(name, value);
    return this;
  }

  public void copyInto(Memory other) {
    other.slots.putAll(slots);
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

package dyn.backend.llvm;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.IdentityHashMap;
import java.util.Map;

/** Arrays one after the other, little-endian, each once and at a multiple of 64 bytes, with a cell behind it that may be looked at. */
final class DataBlock {
  private static final int LINE = 64;

  private final ByteArrayOutputStream all = new ByteArrayOutputStream();
  private final Map<Object, Integer> places = new IdentityHashMap<>();

  /** @param array of doubles or longs */
  int place(Object array) {
    return places.computeIfAbsent(array, this::add);
  }

  private int add(Object array) {
    while (all.size() % LINE != 0) all.write(0);
    int at = all.size();
    int cells = java.lang.reflect.Array.getLength(array);
    ByteBuffer bytes = ByteBuffer.allocate(Math.multiplyExact(Math.addExact(cells, 1), Long.BYTES)).order(ByteOrder.LITTLE_ENDIAN);
    switch (array) {
      case double[] reals -> bytes.asDoubleBuffer().put(reals);
      case long[] integers -> bytes.asLongBuffer().put(integers);
      default -> throw new IllegalArgumentException("an array of " + array.getClass());
    }
    all.writeBytes(bytes.array());
    return at;
  }

  byte[] bytes() {
    return all.toByteArray();
  }
}

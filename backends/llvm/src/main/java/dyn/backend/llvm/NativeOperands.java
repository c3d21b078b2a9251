package dyn.backend.llvm;

import dyn.backend.Memory;
import dyn.ir.Signature;
import dyn.ir.Type;
import dyn.ir.Value;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The operands of a kernel outside of Java's heap: copied there, and what they have become copied back at the end. What tiles share has no
 * place in the heap.
 */
final class NativeOperands implements AutoCloseable {
  static final long LINE = 64;
  /** Arrays of like sizes would all begin in the same set of the cache. */
  private static final long STAGGER = 5 * LINE;

  private final Blocks blocks;
  private final MemorySegment all;
  private final List<String> names;
  private final List<Object> values = new ArrayList<>();
  private final List<MemorySegment> blocksOfShared = new ArrayList<>();
  private final List<MemorySegment> places = new ArrayList<>();
  private final MemorySegment lengths;

  NativeOperands(List<String> names, Memory memory, List<Value> shared, Blocks blocks) {
    this.names = names;
    this.blocks = blocks;
    long table = names.size() * (long) Long.BYTES;
    long bytes = LINE + table;
    for (String name : names) {
      Object value = memory.has(name) ? memory.get(name) : null;
      values.add(value);
      bytes += place(value);
    }
    all = blocks.take(bytes);
    lengths = all.asSlice(0, table).fill((byte) 0);
    long at = (table + LINE - 1) / LINE * LINE;
    for (int i = 0; i < values.size(); i++) {
      Optional<Type> ofTiles = type(shared, names.get(i));
      if (ofTiles.isPresent()) {
        long first = blocksOfShared.size() * STAGGER;
        MemorySegment block = blocks.take(first + ofTiles.get().cells() * ofTiles.get().scalar().bytes());
        blocksOfShared.add(block);
        places.add(block.asSlice(first));
        lengths.setAtIndex(ValueLayout.JAVA_LONG, i, ofTiles.get().cells());
        continue;
      }
      MemorySegment heap = heap(values.get(i));
      if (heap == null) {
        places.add(null);
        continue;
      }
      MemorySegment place = all.asSlice(at, heap.byteSize());
      if (!memory.isBlank(names.get(i)) && !isAnything(i)) place.copyFrom(heap);
      places.add(place);
      lengths.setAtIndex(ValueLayout.JAVA_LONG, i, cells(values.get(i)));
      at += place(values.get(i));
    }
  }

  /** Where nothing is carried on yet, an output stands in for it, which nobody looks at. */
  private boolean isAnything(int i) {
    return Signature.carried(names.get(i)).map(names::indexOf).filter(k -> k >= 0 && values.get(k) == values.get(i)).isPresent();
  }

  private static Optional<Type> type(List<Value> shared, String name) {
    if (shared.isEmpty()) return Optional.empty();
    return shared.stream().filter(v -> v.name().equals(name)).map(Value::type).findFirst();
  }

  private static long place(Object value) {
    MemorySegment heap = heap(value);
    return heap == null ? 0 : (heap.byteSize() + LINE - 1) / LINE * LINE + STAGGER;
  }

  private static MemorySegment heap(Object value) {
    return switch (value) {
      case double[] a -> MemorySegment.ofArray(a);
      case float[] a -> MemorySegment.ofArray(a);
      case long[] a -> MemorySegment.ofArray(a);
      case null, default -> null;
    };
  }

  private static long cells(Object array) {
    return java.lang.reflect.Array.getLength(array);
  }

  /** One for each operand: a number, or an address. @param own numbers that stand in place of those of all */
  MemorySegment slots(Arena of, Memory own) {
    MemorySegment slots = of.allocate(ValueLayout.JAVA_LONG, Math.max(1, names.size()));
    for (int i = 0; i < names.size(); i++) {
      Object value = own.has(names.get(i)) ? own.get(names.get(i)) : values.get(i);
      long bits = places.get(i) != null ? places.get(i).address() : switch (value) {
        case Double x -> Double.doubleToRawLongBits(x);
        case Long x -> x;
        case null, default -> throw new IllegalArgumentException("no `" + names.get(i) + "` in memory");
      };
      slots.setAtIndex(ValueLayout.JAVA_LONG, i, bits);
    }
    return slots;
  }

  MemorySegment lengths() {
    return lengths;
  }

  @Override
  public void close() {
    for (int i = 0; i < places.size(); i++) {
      MemorySegment heap = heap(values.get(i));
      // What a run carries on is read only.
      if (heap != null && Signature.carried(names.get(i)).isEmpty()) heap.copyFrom(places.get(i));
    }
    blocks.give(all);
    blocksOfShared.forEach(blocks::give);
  }
}

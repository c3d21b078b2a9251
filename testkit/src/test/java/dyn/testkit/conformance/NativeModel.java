package dyn.testkit.conformance;

import java.lang.foreign.AddressLayout;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.nio.file.Path;

/** A model's library, called as C would. */
final class NativeModel implements AutoCloseable {
  private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT;
  private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG;
  private static final ValueLayout.OfDouble REAL = ValueLayout.JAVA_DOUBLE;
  private static final AddressLayout ADDRESS = ValueLayout.ADDRESS;

  private final Arena arena = Arena.ofConfined();
  private final SymbolLookup library;
  private final String prefix;
  private final MemorySegment model;

  NativeModel(Path file) {
    library = SymbolLookup.libraryLookup(file, arena);
    prefix = file.getFileName().toString().replaceFirst("^lib", "").replaceFirst("\\.so$", "_");
    model = (MemorySegment) invoke("create", FunctionDescriptor.of(ADDRESS));
    if (model.address() == 0) throw new IllegalStateException("no memory");
  }

  private Object invoke(String name, FunctionDescriptor type, Object... operands) {
    try {
      return Linker.nativeLinker().downcallHandle(library.find(prefix + name).orElseThrow(), type).invokeWithArguments(operands);
    } catch (Throwable e) {
      throw new IllegalStateException(name, e);
    }
  }

  private int number(String name, MemoryLayout[] types, Object... operands) {
    return (int) invoke(name, FunctionDescriptor.of(INT, types), operands);
  }

  int call(String name) {
    return number(name, new MemoryLayout[] {ADDRESS}, model);
  }

  void reset() {
    invoke("reset", FunctionDescriptor.ofVoid(ADDRESS), model);
  }

  int advance(double until) {
    return number("advance", new MemoryLayout[] {ADDRESS, REAL}, model, until);
  }

  int step(long steps) {
    return number("step", new MemoryLayout[] {ADDRESS, LONG}, model, steps);
  }

  int members(long first, long count) {
    return number("set_members", new MemoryLayout[] {ADDRESS, LONG, LONG}, model, first, count);
  }

  int set(int parameter, double... values) {
    MemorySegment cells = arena.allocateFrom(REAL, values);
    return number("set", new MemoryLayout[] {ADDRESS, INT, ADDRESS, LONG}, model, parameter, cells, (long) values.length);
  }

  /** @param of state, record or times */
  double[] values(String of, int which) {
    MemorySegment count = arena.allocate(LONG);
    MemorySegment at = (MemorySegment) invoke(of, FunctionDescriptor.of(ADDRESS, ADDRESS, INT, ADDRESS), model, which, count);
    return at.reinterpret(count.get(LONG, 0) * Double.BYTES).toArray(REAL);
  }

  String text(int error) {
    MemorySegment at = (MemorySegment) invoke("text", FunctionDescriptor.of(ADDRESS, INT), error);
    return at.reinterpret(1000).getString(0);
  }

  @Override
  public void close() {
    invoke("destroy", FunctionDescriptor.ofVoid(ADDRESS), model);
    arena.close();
  }
}

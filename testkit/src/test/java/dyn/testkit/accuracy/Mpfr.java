package dyn.testkit.accuracy;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;

/**
 * Numbers of the library MPFR (Fousse and others, MPFR: a multiple-precision binary floating-point library with correct rounding,
 * 2007) in native memory. Exponents are practically unbounded, so nothing overflows here that overflows in f64.
 */
final class Mpfr {
  /** Of 96 bits: a rounding error of 2^-43 units in the last place of an f64. */
  static final int BITS = 96;

  private static final Arena ARENA = Arena.ofAuto();
  private static final SymbolLookup LIBRARY = load();
  private static final Linker LINKER = Linker.nativeLinker();
  private static final int NEAREST = 0;
  /** The struct holds precision, sign, exponent and digits in four words. */
  private static final long SIZE = 32;
  private static final long EXPONENT = 16;

  private static final MethodHandle INIT = handle("mpfr_init2", FunctionDescriptor.ofVoid(ValueLayout.ADDRESS, ValueLayout.JAVA_LONG));
  private static final MethodHandle SET = handle("mpfr_set_d", FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.ADDRESS,
      ValueLayout.JAVA_DOUBLE, ValueLayout.JAVA_INT));
  private static final MethodHandle GET = handle("mpfr_get_d", FunctionDescriptor.of(ValueLayout.JAVA_DOUBLE, ValueLayout.ADDRESS,
      ValueLayout.JAVA_INT));
  private static final MethodHandle MINUS = handle("mpfr_sub_d", FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.ADDRESS,
      ValueLayout.ADDRESS, ValueLayout.JAVA_DOUBLE, ValueLayout.JAVA_INT));
  private static final MethodHandle SCALE = handle("mpfr_mul_2si", FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.ADDRESS,
      ValueLayout.ADDRESS, ValueLayout.JAVA_LONG, ValueLayout.JAVA_INT));

  private final MemorySegment at = ARENA.allocate(SIZE, 8);

  Mpfr() {
    try {
      INIT.invokeExact(at, (long) BITS);
    } catch (Throwable e) {
      throw new AssertionError(e);
    }
  }

  private static SymbolLookup load() {
    try {
      return SymbolLookup.libraryLookup("libmpfr.so.6", Arena.global());
    } catch (IllegalArgumentException e) {
      throw new AssertionError("The elementary functions are measured against MPFR, and libmpfr.so.6 is not installed"
          + " (Debian: apt-get install libmpfr6)", e);
    }
  }

  private static MethodHandle handle(String name, FunctionDescriptor type) {
    MemorySegment symbol = LIBRARY.find(name).orElseThrow(() -> new AssertionError("libmpfr.so.6 has no " + name));
    return LINKER.downcallHandle(symbol, type);
  }

  /** {@code into = f(x)}, correctly rounded to {@link #BITS} bits. */
  interface Unary {
    void apply(Mpfr into, Mpfr x);
  }

  interface Binary {
    void apply(Mpfr into, Mpfr x, Mpfr y);
  }

  static Unary unary(String name) {
    MethodHandle f = handle("mpfr_" + name, FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.ADDRESS, ValueLayout.ADDRESS,
        ValueLayout.JAVA_INT));
    return (into, x) -> {
      try {
        int _ = (int) f.invokeExact(into.at, x.at, NEAREST);
      } catch (Throwable e) {
        throw new AssertionError(e);
      }
    };
  }

  static Binary binary(String name) {
    MethodHandle f = handle("mpfr_" + name, FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.ADDRESS, ValueLayout.ADDRESS,
        ValueLayout.ADDRESS, ValueLayout.JAVA_INT));
    return (into, x, y) -> {
      try {
        int _ = (int) f.invokeExact(into.at, x.at, y.at, NEAREST);
      } catch (Throwable e) {
        throw new AssertionError(e);
      }
    };
  }

  Mpfr set(double x) {
    try {
      int _ = (int) SET.invokeExact(at, x, NEAREST);
      return this;
    } catch (Throwable e) {
      throw new AssertionError(e);
    }
  }

  /** The nearest f64; infinite where that is. */
  double get() {
    try {
      return (double) GET.invokeExact(at, NEAREST);
    } catch (Throwable e) {
      throw new AssertionError(e);
    }
  }

  /** Zero, infinite or NaN. MPFR marks them by the three least exponents. */
  boolean isSpecial() {
    return at.get(ValueLayout.JAVA_LONG, EXPONENT) <= Long.MIN_VALUE + 3;
  }

  /** e of 2^e <= |this| < 2^(e + 1), for a number that is neither zero, infinite nor NaN. */
  long exponent() {
    return at.get(ValueLayout.JAVA_LONG, EXPONENT) - 1;
  }

  /** (x - y) 2^e, as an f64. */
  static double scaledDifference(Mpfr x, double y, long e, Mpfr scratch) {
    try {
      int _ = (int) MINUS.invokeExact(scratch.at, x.at, y, NEAREST);
      int _ = (int) SCALE.invokeExact(scratch.at, scratch.at, e, NEAREST);
      return scratch.get();
    } catch (Throwable t) {
      throw new AssertionError(t);
    }
  }
}

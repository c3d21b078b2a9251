package dyn.backend.reference;

import dyn.ir.Scalar;
import dyn.ir.Type;
import java.util.Arrays;

/** Cells in row-major order over the axes of {@code type}; bits as in {@link Scalar}. Only buffers of placed code are ever written to. */
public record Array(Type type, long[] bits) {
  public static Array of(double x) {
    return new Array(Type.F64, new long[] {Double.doubleToRawLongBits(x)});
  }

  public static Array of(long x) {
    return new Array(Type.I64, new long[] {x});
  }

  public static Array of(boolean x) {
    return new Array(Type.BOOL, new long[] {x ? 1 : 0});
  }

  public static Array of(Type type, double... cells) {
    Scalar scalar = type.scalar().isReal() ? type.scalar() : Scalar.F64;
    return new Array(type.withScalar(scalar), Arrays.stream(cells).mapToLong(scalar::bits).toArray());
  }

  public double real(int cell) {
    return type.scalar().real(bits[cell]);
  }

  public double[] reals() {
    return Arrays.stream(bits).mapToDouble(type.scalar()::real).toArray();
  }

  Array as(Type other) {
    return other == type ? this : new Array(other, bits);
  }

  @Override
  public boolean equals(Object o) {
    return o instanceof Array a && type.equals(a.type) && Arrays.equals(bits, a.bits);
  }

  @Override
  public int hashCode() {
    return 31 * type.hashCode() + Arrays.hashCode(bits);
  }

  @Override
  public String toString() {
    String cells = type.scalar().isReal() ? Arrays.toString(reals()) : Arrays.toString(bits);
    return type.text() + " " + cells;
  }
}

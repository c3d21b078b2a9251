package dyn.ir;

import java.util.Locale;

/** Element types. Bits travel as {@code long}: f64 by its IEEE pattern, f32 by its pattern sign-extended, bool as 0 or 1. */
public enum Scalar {
  F64, F32, I64, BOOL;

  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  public boolean isReal() {
    return this == F64 || this == F32;
  }

  /** Of one cell in a buffer; conditions are kept as integers. */
  public int bytes() {
    return this == F32 ? Float.BYTES : Long.BYTES;
  }

  /** The real number {@code x}, rounded to this type, as bits. */
  public long bits(double x) {
    return switch (this) {
      case F64 -> Double.doubleToRawLongBits(x);
      case F32 -> Float.floatToRawIntBits((float) x);
      case I64, BOOL -> throw new IllTyped(x + " as " + text());
    };
  }

  /** The real number that {@code bits} stand for. */
  public double real(long bits) {
    return switch (this) {
      case F64 -> Double.longBitsToDouble(bits);
      case F32 -> Float.intBitsToFloat((int) bits);
      case I64, BOOL -> throw new IllTyped("a real of " + text());
    };
  }
}

package dyn.llvmir;

import dyn.ir.Scalar;
import java.util.Locale;

/** Numbers as LLVM writes them. */
final class Constants {
  private Constants() {}

  /** @param bits as in {@link Scalar} */
  static String text(Scalar scalar, long bits) {
    return switch (scalar) {
      case F64 -> hex(bits);
      // A float is written as the double of the same value.
      case F32 -> hex(Double.doubleToRawLongBits(Float.intBitsToFloat((int) bits)));
      case I64 -> Long.toString(bits);
      case BOOL -> bits != 0 ? "true" : "false";
    };
  }

  private static String hex(long bits) {
    return String.format(Locale.ROOT, "0x%016X", bits);
  }

  static String real(Scalar scalar, double x) {
    return text(scalar, scalar.bits(x));
  }

  static boolean isLiteral(String operand) {
    return !operand.startsWith("%");
  }
}

package dyn.frontend.check;

import java.util.Optional;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;

/** Functions of constants, evaluated while checking. */
final class ConstantFunctions {
  private ConstantFunctions() {}

  static Optional<DoubleUnaryOperator> unary(String name) {
    DoubleUnaryOperator f = switch (name) {
      case "exp" -> StrictMath::exp;
      case "expm1" -> StrictMath::expm1;
      case "log" -> StrictMath::log;
      case "log1p" -> StrictMath::log1p;
      case "log10" -> StrictMath::log10;
      case "log2" -> ConstantFunctions::log2;
      case "exp2" -> x -> StrictMath.pow(2, x);
      case "sin" -> StrictMath::sin;
      case "cos" -> StrictMath::cos;
      case "tan" -> StrictMath::tan;
      case "asin" -> StrictMath::asin;
      case "acos" -> StrictMath::acos;
      case "atan" -> StrictMath::atan;
      case "sinh" -> StrictMath::sinh;
      case "cosh" -> StrictMath::cosh;
      case "tanh" -> StrictMath::tanh;
      case "sqrt" -> Math::sqrt;
      case "cbrt" -> StrictMath::cbrt;
      case "abs" -> Math::abs;
      case "floor" -> Math::floor;
      case "ceil" -> Math::ceil;
      case "round" -> Math::rint;
      case "sign" -> Math::signum;
      default -> null;
    };
    return Optional.ofNullable(f);
  }

  static Optional<DoubleBinaryOperator> binary(String name) {
    DoubleBinaryOperator f = switch (name) {
      case "atan2" -> StrictMath::atan2;
      case "pow" -> StrictMath::pow;
      case "hypot" -> StrictMath::hypot;
      case "min" -> Math::min;
      case "max" -> Math::max;
      case "mod" -> ConstantFunctions::mod;
      default -> null;
    };
    return Optional.ofNullable(f);
  }

  /** Of powers of two an integer. */
  private static double log2(double x) {
    int e = Math.getExponent(x);
    return x == Math.scalb(1.0, e) ? e : StrictMath.log(x) / StrictMath.log(2);
  }

  /** The body `mod` of the library in other words: `%` is exact. */
  private static double mod(double a, double b) {
    double r = Math.abs(a) % Math.abs(b);
    boolean differ = a < 0 != b < 0;
    return Math.copySign(differ && r > 0 ? Math.abs(b) - r : r, b);
  }
}

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
      case "log10" -> x -> StrictMath.log(x) / StrictMath.log(10);
      case "log2" -> x -> StrictMath.log(x) / StrictMath.log(2);
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
      case "mod" -> (a, b) -> a - b * Math.floor(a / b);
      default -> null;
    };
    return Optional.ofNullable(f);
  }
}

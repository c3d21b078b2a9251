package dyn.compiler;

import java.math.BigDecimal;

/** Numbers as a modeller types them: `0.005`, `1e-6`, `2.5e9`; all their digits. */
final class Decimals {
  private Decimals() {}

  static String text(double value) {
    return Double.isFinite(value) ? text(BigDecimal.valueOf(value)) : Double.toString(value);
  }

  static String text(BigDecimal value) {
    BigDecimal v = value.stripTrailingZeros();
    int exponent = v.precision() - v.scale() - 1;
    if (v.signum() == 0 || exponent >= -4 && exponent < 7) return v.toPlainString();
    return v.scaleByPowerOfTen(-exponent).toPlainString() + "e" + exponent;
  }
}

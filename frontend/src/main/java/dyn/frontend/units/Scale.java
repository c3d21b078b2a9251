package dyn.frontend.units;

import dyn.frontend.InputTable;
import java.math.BigDecimal;
import java.math.MathContext;

/** A positive rational factor, exact. */
record Scale(BigDecimal num, BigDecimal den) {
  static final Scale ONE = new Scale(BigDecimal.ONE, BigDecimal.ONE);
  /** A quotient of short decimals is never so near to the middle of two doubles that 60 digits would round it the wrong way. */
  private static final MathContext DIGITS = new MathContext(60);
  private static final int FARTHEST = 100_000;

  static Scale of(String decimal) {
    return new Scale(new BigDecimal(decimal), BigDecimal.ONE);
  }

  static Scale ten(int exponent) {
    return new Scale(BigDecimal.ONE.scaleByPowerOfTen(exponent), BigDecimal.ONE);
  }

  Scale times(Scale o) {
    return new Scale(num.multiply(o.num), den.multiply(o.den)).reduced();
  }

  Scale over(Scale o) {
    return new Scale(num.multiply(o.den), den.multiply(o.num)).reduced();
  }

  Scale to(long n) {
    Scale result = ONE;
    for (long i = 0; i < Math.abs(n); i++) result = n > 0 ? result.times(this) : result.over(this);
    return result;
  }

  /** Powers of ten cancel; what is left grows with the factors that are none, as 60 and 1.602e-19. */
  private Scale reduced() {
    BigDecimal n = num.stripTrailingZeros();
    BigDecimal d = den.stripTrailingZeros();
    int shift = d.scale();
    return new Scale(n.scaleByPowerOfTen(shift), d.scaleByPowerOfTen(shift));
  }

  /** An exact decimal wherever there is one, so that it is rounded once, when it becomes a double. */
  BigDecimal of(BigDecimal value) {
    if (Math.abs((long) value.scale()) > FARTHEST) return value;
    BigDecimal product = value.multiply(num);
    try {
      return product.divide(den);
    } catch (ArithmeticException endless) {
      return product.divide(den, DIGITS);
    }
  }

  /** False beyond what any unit is. */
  boolean isReasonable() {
    return Math.abs((long) num.scale()) < 1000 && Math.abs((long) den.scale()) < 1000 && num.precision() < 400 && den.precision() < 400;
  }

  InputTable.Conversion conversion() {
    int shift = Math.max(0, Math.max(num.stripTrailingZeros().scale(), den.stripTrailingZeros().scale()));
    return new InputTable.Conversion(num.scaleByPowerOfTen(shift).doubleValue(), den.scaleByPowerOfTen(shift).doubleValue());
  }

  boolean same(Scale o) {
    return num.multiply(o.den).compareTo(o.num.multiply(den)) == 0;
  }

  double value() {
    return of(BigDecimal.ONE).doubleValue();
  }
}

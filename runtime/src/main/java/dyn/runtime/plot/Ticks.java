package dyn.runtime.plot;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;

/** Round numbers on an axis: multiples of 1, 2 or 5 times a power of ten. */
final class Ticks {
  private Ticks() {}

  /** Ends of ranges are often sums of steps, so a tick may lie this share of a tick distance outside. */
  private static final BigDecimal SLACK = new BigDecimal("1e-9");

  /** About {@code most} ticks within the range, fewer if round numbers are sparse. */
  static List<Double> of(Range range, int most) {
    BigDecimal step = step(range.width() / Math.max(1, most));
    BigDecimal first = BigDecimal.valueOf(range.low()).divide(step, 12, RoundingMode.HALF_EVEN).subtract(SLACK)
        .setScale(0, RoundingMode.CEILING);
    BigDecimal last = BigDecimal.valueOf(range.high()).divide(step, 12, RoundingMode.HALF_EVEN).add(SLACK)
        .setScale(0, RoundingMode.FLOOR);
    List<Double> ticks = new ArrayList<>();
    for (BigDecimal k = first; k.compareTo(last) <= 0; k = k.add(BigDecimal.ONE)) {
      ticks.add(k.multiply(step).doubleValue());
    }
    return ticks;
  }

  /** The least 1, 2 or 5 times a power of ten that is not below. */
  private static BigDecimal step(double atLeast) {
    double decade = Math.floor(Math.log10(atLeast));
    for (int exponent = (int) decade - 1; ; exponent++) {
      for (int digit : new int[] {1, 2, 5}) {
        BigDecimal step = BigDecimal.valueOf(digit).scaleByPowerOfTen(exponent);
        if (step.doubleValue() >= atLeast * (1 - 1e-9)) {
          return step;
        }
      }
    }
  }

  /** Short text of a number on an axis of the given width: digits far below the width are not shown. */
  static String label(double value, double width) {
    if (Math.abs(value) <= width * 1e-9) {
      return "0";
    }
    BigDecimal exact = new BigDecimal(value);
    int digits = exact.precision() - exact.scale() - (int) Math.floor(Math.log10(width)) + 3;
    BigDecimal rounded = exact.round(new MathContext(Math.clamp(digits, 1, 15))).stripTrailingZeros();
    int exponent = rounded.precision() - rounded.scale() - 1;
    if (exponent >= -4 && exponent < 6) {
      return minus(rounded.toPlainString());
    }
    BigDecimal mantissa = rounded.scaleByPowerOfTen(-exponent);
    return minus(mantissa.toPlainString() + "e" + exponent);
  }

  /** The minus sign proper, as wide as the digits around it. */
  private static String minus(String text) {
    return text.replace('-', '\u2212');
  }
}

package dyn.runtime.plot;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Round numbers on an axis: multiples of 1, 2 or 5 times a power of ten, in exact decimals; on a logarithmic axis powers of ten.
 *
 * @param at places on the axis; logarithms on a logarithmic one
 * @param labels all with the same number of decimals
 * @param factor by which all labels are to be multiplied: {@code ×10⁻⁷}; empty for 1
 * @param minor places of marks without labels
 */
record Ticks(List<Double> at, List<String> labels, String factor, List<Double> minor) {
  /** Ends of ranges are often sums of steps, so a tick may lie this share of a tick distance outside. */
  private static final BigDecimal SLACK = new BigDecimal("1e-9");
  private static final int MOST_DIGITS = 5;

  static Ticks of(Scale scale, int most) {
    return scale.log() ? logarithmic(scale.range(), most) : linear(scale.range(), most);
  }

  private static Ticks linear(Range range, int most) {
    List<BigDecimal> exact = List.of();
    for (int wanted = Math.max(1, most); exact.size() < 3 && wanted <= most + 3; wanted++) {
      exact = exact(range, step(range.width() / wanted));
    }
    return new Ticks(doubles(exact), labels(exact, exponent(exact)), factor(exponent(exact)), List.of());
  }

  /** About {@code most} multiples of a round step within the range. */
  static List<Double> multiples(Range range, double atLeast) {
    return doubles(exact(range, step(atLeast)));
  }

  private static List<Double> doubles(List<BigDecimal> exact) {
    return exact.stream().map(BigDecimal::doubleValue).toList();
  }

  private static List<BigDecimal> exact(Range range, BigDecimal step) {
    BigDecimal first = BigDecimal.valueOf(range.low()).divide(step, 12, RoundingMode.HALF_EVEN).subtract(SLACK)
        .setScale(0, RoundingMode.CEILING);
    BigDecimal last = BigDecimal.valueOf(range.high()).divide(step, 12, RoundingMode.HALF_EVEN).add(SLACK)
        .setScale(0, RoundingMode.FLOOR);
    List<BigDecimal> ticks = new ArrayList<>();
    for (BigDecimal k = first; k.compareTo(last) <= 0; k = k.add(BigDecimal.ONE)) {
      ticks.add(k.multiply(step));
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

  /** Of the common factor: 0 where plain numbers are short enough, or where a factor would leave them long. */
  private static int exponent(List<BigDecimal> ticks) {
    int greatest = Integer.MIN_VALUE;
    int finest = Integer.MAX_VALUE;
    for (BigDecimal tick : ticks) {
      if (tick.signum() != 0) {
        BigDecimal bare = tick.stripTrailingZeros();
        greatest = Math.max(greatest, bare.precision() - bare.scale() - 1);
        finest = Math.min(finest, -bare.scale());
      }
    }
    boolean plain = greatest == Integer.MIN_VALUE || greatest >= -3 && greatest < MOST_DIGITS && finest >= -6;
    boolean longAnyway = greatest - finest > MOST_DIGITS && greatest < 12 && finest > -12;
    return plain || longAnyway ? 0 : greatest;
  }

  private static String factor(int exponent) {
    return exponent == 0 ? "" : "\u00d710" + superscript(exponent);
  }

  private static List<String> labels(List<BigDecimal> ticks, int exponent) {
    int decimals = 0;
    for (BigDecimal tick : ticks) {
      decimals = tick.signum() == 0 ? decimals : Math.max(decimals, tick.stripTrailingZeros().scale() + exponent);
    }
    int common = decimals;
    return ticks.stream().map(t -> t.signum() == 0 ? "0" : minus(t.scaleByPowerOfTen(-exponent).setScale(common).toPlainString())).toList();
  }

  private static Ticks logarithmic(Range range, int most) {
    int low = (int) Math.ceil(range.low() - 1e-9);
    int high = (int) Math.floor(range.high() + 1e-9);
    if (high - low < 2) {
      return withinDecades(range, most);
    }
    int stride = Math.max(1, (high - low + most) / most);
    boolean plain = low >= -3 && high <= 4;
    List<Double> at = new ArrayList<>();
    List<String> labels = new ArrayList<>();
    for (int k = Math.ceilDiv(low, stride) * stride; k <= high; k += stride) {
      at.add((double) k);
      labels.add(plain ? BigDecimal.ONE.scaleByPowerOfTen(k).toPlainString() : "10" + superscript(k));
    }
    return new Ticks(at, labels, "", minor(range, low, high, stride));
  }

  private static List<Double> minor(Range range, int low, int high, int stride) {
    List<Double> minor = new ArrayList<>();
    for (int k = low - 1; k <= high; k++) {
      for (int digit = stride > 1 ? 10 : 2; digit < (stride > 1 ? 11 : 10); digit++) {
        double place = k + Math.log10(digit);
        if (place > range.low() && place < range.high()) {
          minor.add(place);
        }
      }
    }
    return minor;
  }

  /** Where there are not three powers of ten: these times 1, 2 and 5, or round numbers that are equally far apart. */
  private static Ticks withinDecades(Range range, int most) {
    List<Double> at = new ArrayList<>();
    List<String> labels = new ArrayList<>();
    for (int k = (int) Math.floor(range.low()); k <= range.high(); k++) {
      for (int digit : new int[] {1, 2, 5}) {
        double place = k + Math.log10(digit);
        if (place >= range.low() - 1e-9 && place <= range.high() + 1e-9) {
          at.add(place);
          labels.add(number(BigDecimal.valueOf(digit).scaleByPowerOfTen(k).doubleValue(), 1));
        }
      }
    }
    if (at.size() >= 3 && at.size() <= most + 1) {
      return new Ticks(at, labels, "", minor(range, (int) Math.floor(range.low()), (int) Math.floor(range.high()), 1));
    }
    Ticks linear = linear(new Range(Math.pow(10, range.low()), Math.pow(10, range.high())), most);
    List<Integer> positive = IntStream.range(0, linear.at.size()).filter(k -> linear.at.get(k) > 0).boxed().toList();
    return new Ticks(positive.stream().map(k -> Math.log10(linear.at.get(k))).toList(), positive.stream().map(linear.labels::get).toList(),
        linear.factor, List.of());
  }

  /** A number by itself, short: {@code 2×10⁻⁵}. */
  static String number(double value, int digits) {
    BigDecimal rounded = new BigDecimal(value).round(new MathContext(digits)).stripTrailingZeros();
    int exponent = rounded.precision() - rounded.scale() - 1;
    if (value == 0 || exponent >= -3 && exponent < MOST_DIGITS) {
      return minus(rounded.toPlainString());
    }
    return minus(rounded.scaleByPowerOfTen(-exponent).toPlainString()) + factor(exponent);
  }

  private static String superscript(int exponent) {
    StringBuilder text = new StringBuilder();
    for (char c : Integer.toString(exponent).toCharArray()) {
      text.append(c == '-' ? '\u207b' : "\u2070\u00b9\u00b2\u00b3\u2074\u2075\u2076\u2077\u2078\u2079".charAt(c - '0'));
    }
    return text.toString();
  }

  /** The minus sign proper, as wide as the digits around it. */
  private static String minus(String text) {
    return text.replace('-', '\u2212');
  }
}

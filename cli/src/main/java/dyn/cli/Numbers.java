package dyn.cli;

import java.math.BigDecimal;
import java.math.MathContext;

/** Numbers as people read them. */
final class Numbers {
  private Numbers() {}

  /** So many significant digits; an exponent only where plain digits would be long. */
  static String text(double v, int digits) {
    if (!Double.isFinite(v)) return Double.isNaN(v) ? "not finite" : v > 0 ? "infinite" : "-infinite";
    if (v == 0) return "0";
    BigDecimal d = new BigDecimal(v).round(new MathContext(digits)).stripTrailingZeros();
    int exponent = d.precision() - d.scale() - 1;
    if (exponent >= -4 && exponent < 9) return d.toPlainString();
    String mantissa = d.unscaledValue().signum() == 0 ? "0" : d.movePointLeft(exponent).stripTrailingZeros().toPlainString();
    return mantissa + "e" + exponent;
  }

  /** 12345678 as 12,345,678. */
  static String count(long n) {
    StringBuilder text = new StringBuilder(Long.toString(n));
    int first = n < 0 ? 1 : 0;
    for (int at = text.length() - 3; at > first; at -= 3) text.insert(at, ',');
    return text.toString();
  }

  static String count(long n, String noun) {
    return count(n) + " " + noun + (n == 1 ? "" : "s");
  }

  static String seconds(double s) {
    if (s < 1e-3) return text(s * 1e6, 3) + " µs";
    if (s < 1) return text(s * 1e3, 3) + " ms";
    if (s < 120) return text(s, 3) + " s";
    long all = Math.round(s);
    return all < 7200 ? all / 60 + " min " + all % 60 + " s" : all / 3600 + " h " + all / 60 % 60 + " min";
  }

  static String nanoseconds(double ns) {
    return ns < 1e4 ? text(ns, 3) + " ns" : seconds(ns * 1e-9);
  }

  static String bytes(double b) {
    String[] units = {"bytes", "KiB", "MiB", "GiB", "TiB", "PiB"};
    int k = 0;
    double v = b;
    for (; v >= 1024 && k < units.length - 1; k++) v /= 1024;
    return text(v, 3) + " " + units[k];
  }

  static String padded(String text, int width) {
    int missing = width - text.codePointCount(0, text.length());
    return missing > 0 ? text + " ".repeat(missing) : text;
  }

  static String right(String text, int width) {
    int missing = width - text.codePointCount(0, text.length());
    return missing > 0 ? " ".repeat(missing) + text : text;
  }

  /** Behind a number; nothing of one without a unit. */
  static String unit(String unit) {
    return unit.isEmpty() ? "" : " " + unit;
  }
}

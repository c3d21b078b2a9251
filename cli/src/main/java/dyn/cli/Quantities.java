package dyn.cli;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Amounts that options take: {@code 500M}, {@code 30s}, {@code 1000}. */
final class Quantities {
  private static final Pattern AMOUNT = Pattern.compile("([0-9]{1,15}(?:\\.[0-9]{1,9})?) ?([A-Za-z]*)");

  /** Infinite time and as many records as there are mean never. */
  record Interval(double seconds, long records) {
    static final Interval NEVER = new Interval(Double.POSITIVE_INFINITY, Long.MAX_VALUE);
  }

  private Quantities() {}

  static Optional<Long> bytes(String text) {
    return amount(text).flatMap(m -> factor(m.group(2)).map(f -> (long) (Double.parseDouble(m.group(1)) * f))).filter(b -> b > 0);
  }

  private static Optional<Double> factor(String unit) {
    String prefix = unit.toUpperCase(Locale.ROOT).replaceFirst("I?B$", "");
    int power = prefix.isEmpty() ? 0 : "KMGT".indexOf(prefix) + 1;
    return prefix.length() > 1 || power == 0 && !prefix.isEmpty() ? Optional.empty() : Optional.of(Math.pow(1024, power));
  }

  static Optional<Interval> interval(String text) {
    Optional<Matcher> m = amount(text);
    if (m.isEmpty()) return Optional.empty();
    double value = Double.parseDouble(m.get().group(1));
    if (!(value > 0)) return Optional.empty();
    double never = Interval.NEVER.seconds();
    return switch (m.get().group(2)) {
      case "" -> value == Math.rint(value) ? Optional.of(new Interval(never, (long) value)) : Optional.empty();
      case "s" -> Optional.of(new Interval(value, Long.MAX_VALUE));
      case "ms" -> Optional.of(new Interval(value / 1000, Long.MAX_VALUE));
      case "min" -> Optional.of(new Interval(60 * value, Long.MAX_VALUE));
      case "h" -> Optional.of(new Interval(3600 * value, Long.MAX_VALUE));
      default -> Optional.empty();
    };
  }

  private static Optional<Matcher> amount(String text) {
    Matcher m = AMOUNT.matcher(text.strip());
    return m.matches() ? Optional.of(m) : Optional.empty();
  }
}

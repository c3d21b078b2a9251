package dyn.frontend.units;

import java.util.Map;
import java.util.TreeMap;

/** A product of powers of base dimensions, each named by its unit: `s`, `m`, `kg`, `A`, `K`, `mol`, `cd`, or one that a model declares. */
record Dimension(Map<String, Ratio> powers) {
  static final Dimension PLAIN = new Dimension(Map.of());
  /** Of what has already been reported: whatever contains it is silent. */
  static final Dimension UNKNOWN = new Dimension(Map.of("?", Ratio.ONE));

  static Dimension base(String name) {
    return new Dimension(Map.of(name, Ratio.ONE));
  }

  /** `kg 1 m 2 s -3` as names and exponents in turn. */
  static Dimension of(Object... namesAndExponents) {
    Map<String, Ratio> powers = new TreeMap<>();
    for (int i = 0; i < namesAndExponents.length; i += 2) {
      powers.put((String) namesAndExponents[i], Ratio.of((Integer) namesAndExponents[i + 1]));
    }
    return new Dimension(powers);
  }

  boolean isUnknown() {
    return equals(UNKNOWN);
  }

  boolean isPlain() {
    return powers.isEmpty();
  }

  Ratio power(String base) {
    return powers.getOrDefault(base, Ratio.ZERO);
  }

  Dimension times(Dimension o) {
    return combine(o, Ratio.ONE);
  }

  Dimension over(Dimension o) {
    return combine(o, Ratio.of(-1));
  }

  Dimension combine(Dimension o, Ratio factor) {
    if (o.isPlain()) return this;
    Map<String, Ratio> sum = new TreeMap<>(powers);
    o.powers.forEach((name, r) -> {
      Ratio total = power(name).plus(r.times(factor));
      if (total.isZero()) sum.remove(name);
      else sum.put(name, total);
    });
    return sum.isEmpty() ? PLAIN : new Dimension(sum);
  }

  Dimension to(Ratio exponent) {
    return PLAIN.combine(this, exponent);
  }

  boolean isReasonable() {
    return powers.values().stream().allMatch(Ratio::isReasonable);
  }
}

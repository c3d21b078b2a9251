package dyn.frontend.units;

import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The units of the language: those of the SI (BIPM, The International System of Units, 9th edition, 2019, tables 2, 4 and 8), with prefixes
 * from femto to tera, and a few that its fields use.
 */
final class Registry {
  private static final Map<String, Integer> PREFIXES = new LinkedHashMap<>();
  private static final Map<String, Unit> ALL = new LinkedHashMap<>();
  /** Scales with an offset: no factor turns them into kelvin. */
  static final List<String> AFFINE = List.of("degC", "degF", "celsius", "fahrenheit", "Celsius", "Fahrenheit", "oC");

  static {
    PREFIXES.put("k", 3);
    PREFIXES.put("m", -3);
    PREFIXES.put("u", -6);
    PREFIXES.put("n", -9);
    PREFIXES.put("p", -12);
    PREFIXES.put("f", -15);
    PREFIXES.put("M", 6);
    PREFIXES.put("G", 9);
    PREFIXES.put("T", 12);
    PREFIXES.put("\u00b5", -6);
    PREFIXES.put("\u03bc", -6);
    base();
    derived();
    others();
  }

  private Registry() {}

  private static void base() {
    prefixed("s", Dimension.base("s"), 0);
    prefixed("m", Dimension.base("m"), 0);
    one("cm", Dimension.base("m"), Scale.ten(-2));
    one("dm", Dimension.base("m"), Scale.ten(-1));
    prefixed("g", Dimension.base("kg"), -3);
    prefixed("A", Dimension.base("A"), 0);
    prefixed("K", Dimension.base("K"), 0);
    prefixed("mol", Dimension.base("mol"), 0);
    prefixed("cd", Dimension.base("cd"), 0);
  }

  private static void derived() {
    prefixed("V", Dimension.of("kg", 1, "m", 2, "s", -3, "A", -1), 0);
    Dimension ohm = Dimension.of("kg", 1, "m", 2, "s", -3, "A", -2);
    for (String name : List.of("Ohm", "ohm", "\u03a9", "\u2126")) prefixed(name, ohm, 0);
    prefixed("S", Dimension.of("kg", -1, "m", -2, "s", 3, "A", 2), 0);
    prefixed("F", Dimension.of("kg", -1, "m", -2, "s", 4, "A", 2), 0);
    prefixed("C", Dimension.of("A", 1, "s", 1), 0);
    prefixed("N", Dimension.of("kg", 1, "m", 1, "s", -2), 0);
    prefixed("J", Dimension.of("kg", 1, "m", 2, "s", -2), 0);
    prefixed("W", Dimension.of("kg", 1, "m", 2, "s", -3), 0);
    prefixed("Pa", Dimension.of("kg", 1, "m", -1, "s", -2), 0);
    prefixed("Wb", Dimension.of("kg", 1, "m", 2, "s", -2, "A", -1), 0);
    prefixed("T", Dimension.of("kg", 1, "s", -2, "A", -1), 0);
    prefixed("H", Dimension.of("kg", 1, "m", 2, "s", -2, "A", -2), 0);
    prefixed("Hz", Dimension.of("s", -1), 0);
    prefixed("Bq", Dimension.of("s", -1), 0);
    prefixed("M", Dimension.of("mol", 1, "m", -3), 3);
    prefixed("L", Dimension.of("m", 3), -3);
    prefixed("l", Dimension.of("m", 3), -3);
    one("dL", Dimension.of("m", 3), Scale.ten(-4));
  }

  private static void others() {
    one("min", Dimension.base("s"), Scale.of("60"));
    one("h", Dimension.base("s"), Scale.of("3600"));
    one("day", Dimension.base("s"), Scale.of("86400"));
    one("rad", Dimension.PLAIN, Scale.ONE);
    one("mrad", Dimension.PLAIN, Scale.ten(-3));
    one("sr", Dimension.PLAIN, Scale.ONE);
    one("deg", Dimension.PLAIN, new Scale(new BigDecimal("3.14159265358979323846264338327950288419716939937510582097494"),
        new BigDecimal("180")));
    Dimension energy = Dimension.of("kg", 1, "m", 2, "s", -2);
    one("eV", energy, Scale.of("1.602176634e-19"));
    one("keV", energy, Scale.of("1.602176634e-16"));
    one("MeV", energy, Scale.of("1.602176634e-13"));
    one("cal", energy, Scale.of("4.184"));
    one("kcal", energy, Scale.of("4184"));
    Dimension pressure = Dimension.of("kg", 1, "m", -1, "s", -2);
    one("bar", pressure, Scale.ten(5));
    one("atm", pressure, Scale.of("101325"));
    one("mmHg", pressure, Scale.of("133.322387415"));
    one("hPa", pressure, Scale.ten(2));
  }

  private static void one(String name, Dimension dimension, Scale scale) {
    ALL.put(name, new Unit(name, dimension, scale));
  }

  private static void prefixed(String name, Dimension dimension, int exponent) {
    one(name, dimension, Scale.ten(exponent));
    PREFIXES.forEach((prefix, power) -> ALL.putIfAbsent(prefix + name, new Unit(prefix + name, dimension, Scale.ten(exponent + power))));
  }

  static Optional<Unit> find(String name) {
    return Optional.ofNullable(ALL.get(name));
  }

  static Map<String, Unit> all() {
    return ALL;
  }
}

package dyn.frontend.units;

import dyn.frontend.syntax.UnitText;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The working units of a model: one for every dimension, coherent, so that no equation needs a factor. Those that the model declares come
 * first; the SI fills in what does not follow from them.
 */
final class UnitSystem {
  /** A unit that the others do not give, with its text as factors. */
  private record Basis(Map<String, Integer> factors, Scale scale) {}

  /** A reduced row of the elimination: `dimension` has exponent 1 in its pivot and is the product of basis units to `powers`. */
  private record Row(String pivot, Dimension dimension, Map<Integer, Ratio> powers) {}

  /** Mass last: with a working unit of voltage, it follows from that, and A stays A. */
  private static final List<String> SI = List.of("s", "m", "A", "K", "mol", "cd");
  private static final List<String> NAMED = List.of("V", "Ohm", "S", "F", "C", "N", "J", "W", "Pa", "Wb", "T", "H");

  private final List<Basis> basis = new ArrayList<>();
  private List<Row> rows = new ArrayList<>();
  private final Map<Dimension, Map<String, Scale>> preferred = new HashMap<>();
  private final Map<Dimension, String> texts = new HashMap<>();
  private final Map<Dimension, Scale> scales = new HashMap<>();

  /** What came of adding a working unit. */
  enum Added { NEW, FOLLOWS, CONTRADICTS, FRACTIONAL }

  Added add(UnitText text, Dimension dimension, Scale scale) {
    Map<String, Integer> factors = new LinkedHashMap<>();
    text.factors().forEach(f -> factors.merge(f.name(), f.exponent(), Integer::sum));
    Added added = add(factors, dimension, scale);
    if (added == Added.NEW || added == Added.FOLLOWS) prefer(text.text(), dimension, scale);
    return added;
  }

  private Added add(Map<String, Integer> factors, Dimension dimension, Scale scale) {
    Map<Integer, Ratio> powers = new TreeMap<>(Map.of(basis.size(), Ratio.ONE));
    Dimension left = dimension;
    for (Row r : rows) {
      Ratio c = dimension.power(r.pivot);
      if (c.isZero()) continue;
      left = left.combine(r.dimension, c.negate());
      add(powers, r.powers, c.negate());
    }
    if (left.isPlain()) return follows(powers, scale);
    String pivot = left.powers().keySet().iterator().next();
    Ratio one = Ratio.ONE.over(left.power(pivot));
    Map<Integer, Ratio> unit = new TreeMap<>();
    add(unit, powers, one);
    Row row = new Row(pivot, left.to(one), unit);
    List<Row> reduced = new ArrayList<>();
    for (Row r : rows) reduced.add(without(r, row));
    reduced.add(row);
    boolean whole = reduced.stream().allMatch(r -> r.powers.values().stream().allMatch(p -> p.isWhole() && p.isReasonable()));
    if (!whole) return Added.FRACTIONAL;
    rows = reduced;
    basis.add(new Basis(factors, scale));
    return Added.NEW;
  }

  private Added follows(Map<Integer, Ratio> powers, Scale scale) {
    Scale product = scale;
    for (var p : powers.entrySet()) {
      if (p.getKey() < basis.size()) product = product.times(basis.get(p.getKey()).scale.to(p.getValue().num()));
    }
    return product.same(Scale.ONE) ? Added.FOLLOWS : Added.CONTRADICTS;
  }

  private static Row without(Row r, Row row) {
    Ratio c = r.dimension.power(row.pivot);
    if (c.isZero()) return r;
    Map<Integer, Ratio> powers = new TreeMap<>(r.powers);
    add(powers, row.powers, c.negate());
    return new Row(r.pivot, r.dimension.combine(row.dimension, c.negate()), powers);
  }

  private static void add(Map<Integer, Ratio> sum, Map<Integer, Ratio> more, Ratio factor) {
    more.forEach((k, r) -> {
      Ratio total = sum.getOrDefault(k, Ratio.ZERO).plus(r.times(factor));
      if (total.isZero()) sum.remove(k);
      else sum.put(k, total);
    });
  }

  /** The rest, from the SI and the dimensions that the model declares. False where a declared unit fixes only a power of one. */
  boolean complete(List<String> declared) {
    List<String> all = new ArrayList<>(SI);
    all.addAll(declared);
    all.add("kg");
    for (String name : all) {
      if (add(new LinkedHashMap<>(Map.of(name, 1)), Dimension.base(name), Scale.ONE) == Added.FRACTIONAL) return false;
    }
    return true;
  }

  /** A text that the model uses, shown where it is a working unit. */
  void prefer(String text, Dimension dimension, Scale scale) {
    Scale before = preferred.computeIfAbsent(dimension, _ -> new LinkedHashMap<>()).putIfAbsent(text, scale);
    if (before == null) texts.remove(dimension);
  }

  private Map<Integer, Ratio> powers(Dimension d) {
    Map<Integer, Ratio> powers = new TreeMap<>();
    for (Row r : rows) if (!d.power(r.pivot).isZero()) add(powers, r.powers, d.power(r.pivot));
    return powers;
  }

  /** The working unit of a dimension of whole powers, in coherent SI units. */
  Scale scale(Dimension d) {
    return scales.computeIfAbsent(d, _ -> {
      Scale product = Scale.ONE;
      for (var p : powers(d).entrySet()) product = product.times(basis.get(p.getKey()).scale.to(p.getValue().num()));
      return product;
    });
  }

  /** The working unit as the model would write it; empty for a plain number. */
  String text(Dimension d) {
    return d.isPlain() ? "" : texts.computeIfAbsent(d, this::named);
  }

  /** For messages: in a unit that the model uses, though it works in another. */
  String words(Dimension d) {
    if (d.isPlain()) return "a plain number";
    String working = text(d);
    Map<String, Scale> used = preferred.getOrDefault(d, Map.of());
    return used.isEmpty() || used.containsKey(working) ? working : used.keySet().iterator().next();
  }

  private String named(Dimension d) {
    boolean whole = d.powers().values().stream().allMatch(Ratio::isWhole);
    Map<String, Ratio> factors = factors(d);
    if (!whole) return product(factors);
    Scale scale = scale(d);
    Optional<String> used = preferred.getOrDefault(d, Map.of()).entrySet().stream().filter(n -> n.getValue().same(scale))
        .map(Map.Entry::getKey).findFirst();
    if (used.isPresent()) return used.get();
    Optional<String> known = factors.size() < 2 ? Optional.empty() : Registry.all().values().stream()
        .filter(u -> u.dimension().equals(d) && NAMED.stream().anyMatch(u.name()::endsWith) && u.scale().same(scale))
        .map(Unit::name).findFirst();
    return known.orElseGet(() -> product(factors));
  }

  private Map<String, Ratio> factors(Dimension d) {
    Map<String, Ratio> factors = new LinkedHashMap<>();
    powers(d).forEach((k, power) -> basis.get(k).factors.forEach((name, e) ->
        factors.merge(name, power.times(Ratio.of(e)), Ratio::plus)));
    factors.values().removeIf(Ratio::isZero);
    return factors;
  }

  private static String product(Map<String, Ratio> factors) {
    List<String> above = new ArrayList<>();
    StringBuilder below = new StringBuilder();
    factors.forEach((name, r) -> {
      if (r.num() > 0) above.add(name + exponent(r));
      else below.append('/').append(name).append(exponent(r.negate()));
    });
    return (above.isEmpty() ? "1" : String.join("*", above)) + below;
  }

  private static String exponent(Ratio r) {
    return r.equals(Ratio.ONE) ? "" : r.isWhole() ? "^" + r.num() : "^(" + r.num() + "/" + r.den() + ")";
  }
}

package dyn.cli;

import dyn.frontend.QuantityUnits;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The unit of each quantity, a line each. */
final class UnitTable {
  private static final String PLAIN = "plain number";

  private UnitTable() {}

  static List<String> lines(QuantityUnits units, Style style) {
    Map<String, String> all = all(units);
    int width = all.keySet().stream().mapToInt(String::length).max().orElse(0) + 2;
    List<String> lines = new ArrayList<>();
    all.forEach((name, unit) -> lines.add("        " + Numbers.padded(name, width) + (unit.isEmpty() ? style.dim(PLAIN) : unit)));
    return lines;
  }

  /** Of time and of each name. */
  static Map<String, String> all(QuantityUnits units) {
    Map<String, String> all = new LinkedHashMap<>();
    if (!units.time().isEmpty()) all.put("t", units.time());
    all.putAll(units.names());
    return all;
  }
}

package dyn.passes.methods;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Coefficients as text, in the layout of the literature: rows {@code head | entry entry ...}. An entry is a decimal or a fraction
 * of integers; a line without a bar continues the row above. Read once, with enough digits that every double is the nearest one.
 */
final class Table {
  private static final MathContext DIGITS = new MathContext(60);

  record Row(String head, List<BigDecimal> entries) {
    List<Double> doubles() {
      return Table.doubles(entries);
    }
  }

  private Table() {}

  static List<Row> rows(String text) {
    var rows = new ArrayList<Row>();
    for (String line : text.strip().split("\n")) {
      int bar = line.indexOf('|');
      if (bar < 0) {
        Row above = rows.removeLast();
        var joined = new ArrayList<>(above.entries());
        joined.addAll(entries(line));
        rows.add(new Row(above.head(), List.copyOf(joined)));
      } else {
        rows.add(new Row(line.substring(0, bar).strip(), entries(line.substring(bar + 1))));
      }
    }
    return List.copyOf(rows);
  }

  static List<BigDecimal> entries(String text) {
    return Arrays.stream(text.strip().split("\\s+")).filter(entry -> !entry.isEmpty()).map(Table::number).toList();
  }

  static List<Double> doubles(List<BigDecimal> exact) {
    return exact.stream().map(BigDecimal::doubleValue).toList();
  }

  static BigDecimal number(String text) {
    int slash = text.indexOf('/');
    return slash < 0
        ? new BigDecimal(text)
        : new BigDecimal(text.substring(0, slash)).divide(new BigDecimal(text.substring(slash + 1)), DIGITS);
  }
}

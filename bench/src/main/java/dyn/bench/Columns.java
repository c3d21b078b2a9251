package dyn.bench;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** A table in Markdown whose columns are as wide as their cells, so that it can be read as it is; the first row has the titles. */
final class Columns {
  private Columns() {}

  static String of(List<List<String>> rows) {
    int[] widths = IntStream.range(0, rows.getFirst().size())
        .map(c -> rows.stream().filter(r -> r.size() == rows.getFirst().size()).mapToInt(r -> r.get(c).length()).max().orElse(0)).toArray();
    StringBuilder text = new StringBuilder(line(rows.getFirst(), widths));
    text.append(IntStream.of(widths).mapToObj(w -> "-".repeat(w + 2)).collect(Collectors.joining("|", "|", "|\n")));
    for (List<String> row : rows.subList(1, rows.size())) text.append(line(row, widths));
    return text.toString();
  }

  private static String line(List<String> row, int[] widths) {
    StringBuilder text = new StringBuilder("|");
    for (int c = 0; c < row.size(); c++) text.append(' ').append(row.get(c)).append(" ".repeat(Math.max(0,
        widths[c] - row.get(c).length()))).append(" |");
    return text.append("\n").toString();
  }
}

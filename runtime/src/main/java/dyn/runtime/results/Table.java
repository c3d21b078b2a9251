package dyn.runtime.results;

import java.util.List;
import java.util.Optional;

/** One trajectory, or statistics over members: every column has one value per record time. */
public record Table(String name, String timeLabel, String timeUnit, double[] times, List<Column> columns) implements RecordTable {
  public Table(String name, String timeLabel, double[] times, List<Column> columns) {
    this(name, timeLabel, "", times, columns);
  }

  public Table {
    columns = List.copyOf(columns);
    for (Column column : columns) {
      if (column.values().length != times.length) {
        throw new IllegalArgumentException(
            "column " + column.label() + " has " + column.values().length + " values for " + times.length + " times");
      }
    }
  }

  public Optional<Column> column(String label) {
    return columns.stream().filter(c -> c.label().equals(label)).findFirst();
  }
}

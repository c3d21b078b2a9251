package dyn.runtime.plot;

import dyn.runtime.results.Column;
import dyn.runtime.results.Table;
import java.util.List;

/** Columns over time. Columns whose scales differ much get panels of their own, one above the other. */
public record TimeSeries(String title, String timeLabel, double[] times, List<Column> series) implements Plot {
  public TimeSeries {
    series = List.copyOf(series);
    for (Column column : series) {
      Checks.sameLength(column.label(), column.values().length, times.length);
    }
  }

  public static TimeSeries of(String title, Table table) {
    return new TimeSeries(title, Column.title(table.timeLabel(), table.timeUnit()), table.times(), table.columns());
  }
}

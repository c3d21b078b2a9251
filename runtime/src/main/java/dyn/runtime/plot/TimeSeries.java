package dyn.runtime.plot;

import dyn.runtime.results.Column;
import dyn.runtime.results.Table;
import java.util.List;
import java.util.Optional;

/**
 * Quantities over time, or over cells or a swept parameter. Those whose scales differ much get panels of their own, one above the other.
 *
 * @param value what the one vertical axis stands for; if there is none, that follows from the lines
 */
public record TimeSeries(Heading heading, Axis time, boolean log, Style style, List<Series> series, Optional<String> value)
    implements Plot {
  /** Iterations of a map are points, as nothing lies between them; members are thin lines with their mean among them. */
  public enum Style { LINES, POINTS, MEMBERS }

  /** @param x ascending */
  public record Series(String label, String unit, double[] x, double[] y) {
    public Series {
      Checks.sameLength(label, y.length, x.length);
    }

    public static Series of(double[] times, Column column) {
      return new Series(column.label(), column.unit(), times, column.values());
    }

    String title() {
      return Column.title(label, unit);
    }
  }

  public TimeSeries {
    series = List.copyOf(series);
  }

  public TimeSeries(Heading heading, Axis time, boolean log, Style style, List<Series> series) {
    this(heading, time, log, style, series, Optional.empty());
  }

  public static TimeSeries of(Heading heading, Axis time, double[] times, List<Column> columns) {
    return new TimeSeries(heading, time, false, Style.LINES, columns.stream().map(c -> Series.of(times, c)).toList());
  }

  public static TimeSeries of(Heading heading, Table table) {
    return of(heading, Axis.of(Column.title(table.timeLabel(), table.timeUnit())), table.times(), table.columns());
  }
}

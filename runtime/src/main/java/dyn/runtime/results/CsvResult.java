package dyn.runtime.results;

import java.util.List;

/** What reading a data file gave: its columns, or what is wrong with it. A bad file is the user's mistake, so it is a value. */
public sealed interface CsvResult {

  /** The columns asked for, in the order asked; all of one length. An empty field is NaN. */
  record Data(List<Column> columns) implements CsvResult {
    public Data {
      columns = List.copyOf(columns);
    }
  }

  /**
   * The first fault found.
   *
   * @param row line of the file where the faulty record starts, from 1; 0 if the file could not be read at all
   * @param field position in the record, from 1; 0 if the whole record is at fault
   * @param column header name of that field, or the name asked for; empty if none applies
   */
  record Fault(String file, int row, int field, String column, String reason) implements CsvResult {
    /** For example {@code signal.csv:12: field 2 (`u`): `1,5` is not a number}. */
    public String message() {
      String where = row > 0 ? file + ":" + row : file;
      String what = field > 0 ? "field " + field + (column.isEmpty() ? "" : " (`" + column + "`)") + ": " : "";
      return where + ": " + what + reason;
    }
  }
}

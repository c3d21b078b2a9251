package dyn.runtime.data;

import dyn.ir.diagnostics.Code;
import java.util.Arrays;

/** Times and values while they are read. */
final class Series {
  private final String file;
  private double[] times = new double[256];
  private double[] values = new double[256];
  private int count;

  Series(String file) {
    this.file = file;
  }

  /** @param row of the file, from 1 */
  void add(long row, double time, double value) throws DataFault {
    if (count == Sizes.ROWS) throw Sizes.tooLong(file);
    if (Double.isNaN(time) || Double.isNaN(value)) {
      throw missing(file, row, Double.isNaN(time) ? "the time" : "the value");
    }
    if (count > 0 && !(time > times[count - 1])) {
      throw new DataFault(Code.E0804, "the times of `" + file + "` do not increase at row " + row + ": " + time + " after "
          + times[count - 1], "sort the rows, and keep one of those with the same time");
    }
    if (count == times.length) {
      int more = Math.min(2 * count, Sizes.ROWS);
      times = Arrays.copyOf(times, more);
      values = Arrays.copyOf(values, more);
    }
    times[count] = time;
    values[count++] = value;
  }

  static DataFault missing(String file, long row, String what) {
    return new DataFault(Code.E0825, "`" + file + "`, row " + row + ": " + what + " is missing",
        "leave the row out: between rows the input is interpolated");
  }

  DataResult.Data data() throws DataFault {
    if (count == 0) throw new DataFault(Code.E0801, "`" + file + "` has no rows", "each row holds a time and a value");
    return new DataResult.Data(Arrays.copyOf(times, count), Arrays.copyOf(values, count));
  }
}

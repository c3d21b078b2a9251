package dyn.runtime.data;

import dyn.ir.diagnostics.Code;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An array, or a cell of one: {@code u}, {@code u[3]}, {@code u[3, 0]}: indices from 0 of all axes but the first, which is time.
 *
 * @param index empty for the array itself
 */
record Cell(String array, long[] index) {
  private static final Pattern INDEXED = Pattern.compile("([^\\[]+)\\[ ?(\\d{1,9}(?: ?, ?\\d{1,9}){0,31}) ?]");

  static Cell of(String name) {
    Matcher m = INDEXED.matcher(name);
    if (!m.matches()) return new Cell(name, new long[0]);
    return new Cell(m.group(1), Arrays.stream(m.group(2).split(",")).map(String::strip).mapToLong(Long::parseLong).toArray());
  }

  /** @return position of the cell in a row, and the cells of a row */
  long[] place(String file, long[] shape) throws DataFault {
    boolean fits = shape.length == index.length + 1;
    for (int k = 0; fits && k < index.length; k++) fits = index[k] < shape[k + 1];
    if (!fits) {
      String wanted = index.length == 0 ? "an array of one axis is needed" : "there is no cell " + Arrays.toString(index);
      String example = shape.length < 2 ? array : array + "[" + "0, ".repeat(Math.min(shape.length, 9) - 2) + "0]";
      throw new DataFault(Code.E0828, "`" + file + "`: `" + Shown.text(array) + "` has the shape " + Arrays.toString(shape) + ": " + wanted,
          shape.length == 0 ? "the first axis is time" : "write `column \"" + Shown.text(example)
          + "\"`: an index for each axis but the first, which is time");
    }
    long at = 0;
    long cells = 1;
    for (int k = 0; k < index.length; k++) {
      at = at * shape[k + 1] + index[k];
      cells *= shape[k + 1];
    }
    return new long[] {at, cells};
  }
}

package dyn.runtime.results;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Puts the cells of an array together again: {@code u[0]}, {@code u[1]}, ... become one array, as binary formats have them. Cells are
 * those that follow each other with all indices from 0 on, the last index fastest; any other column is an array of its own.
 *
 * @param name for example {@code u}; {@code u[3]} where it stands alone
 * @param shape sizes of the axes of cells; empty for a number
 * @param first position of the first column
 */
record Grouping(String name, String unit, int[] shape, int first) {
  private static final Pattern CELL = Pattern.compile("(.*)\\[(\\d{1,9}(?:, \\d{1,9})*)]");

  int cells() {
    return Arrays.stream(shape).reduce(1, (a, b) -> a * b);
  }

  static List<Grouping> of(List<Column> columns) {
    List<Grouping> groups = new ArrayList<>();
    for (int i = 0; i < columns.size(); i += groups.getLast().cells()) groups.add(from(columns, i));
    return groups;
  }

  /**
   * Names in a file, of which no two are the same and none is {@code taken}. A slash would open a folder or a group, and a name of
   * points is the folder itself: {@code a/b} becomes {@code a|b}.
   */
  static List<String> names(List<Grouping> groups, List<String> taken) {
    Set<String> used = new HashSet<>(taken);
    List<String> names = new ArrayList<>();
    for (Grouping g : groups) {
      String name = g.name.replace('/', '|').replace('\\', '|');
      if (name.isBlank() || name.matches("\\.+")) name = "_";
      while (!used.add(name)) name += "_";
      names.add(name);
    }
    return names;
  }

  private static Grouping from(List<Column> columns, int first) {
    Column column = columns.get(first);
    Matcher cell = CELL.matcher(column.label());
    Grouping alone = new Grouping(column.label(), column.unit(), new int[0], first);
    if (!cell.matches() || Arrays.stream(index(cell)).anyMatch(i -> i != 0)) return alone;
    int end = first + 1;
    int[] last = index(cell);
    while (end < columns.size()) {
      Matcher next = CELL.matcher(columns.get(end).label());
      boolean same = next.matches() && next.group(1).equals(cell.group(1)) && columns.get(end).unit().equals(column.unit());
      if (!same || !isSuccessor(last, index(next))) break;
      last = index(next);
      end++;
    }
    int[] shape = Arrays.stream(last).map(i -> i + 1).toArray();
    Grouping array = new Grouping(cell.group(1), column.unit(), shape, first);
    return rowMajor(columns, array, end - first) ? array : alone;
  }

  private static int[] index(Matcher cell) {
    return Arrays.stream(cell.group(2).split(", ")).mapToInt(Integer::parseInt).toArray();
  }

  /** Some index grows by one, those before it stay, those after it begin again. */
  private static boolean isSuccessor(int[] before, int[] after) {
    if (before.length != after.length) return false;
    int k = 0;
    while (k < before.length && before[k] == after[k]) k++;
    if (k == before.length || after[k] != before[k] + 1) return false;
    for (int i = k + 1; i < after.length; i++) if (after[i] != 0) return false;
    return true;
  }

  private static boolean rowMajor(List<Column> columns, Grouping array, int count) {
    long cells = Arrays.stream(array.shape).asLongStream().reduce(1, (a, b) -> Math.min(a * b, Integer.MAX_VALUE));
    if (cells != count) return false;
    int[] index = new int[array.shape.length];
    for (int c = 0; c < count; c++) {
      Matcher cell = CELL.matcher(columns.get(array.first + c).label());
      if (!cell.matches() || !Arrays.equals(index(cell), index)) return false;
      for (int k = index.length - 1; k >= 0 && ++index[k] == array.shape[k]; k--) index[k] = 0;
    }
    return true;
  }

  /** Values of a block as [record, member, cells...]. */
  double[] values(RecordTable block) {
    double[] only = block.columns().get(first).values();
    int cells = cells();
    if (cells == 1) return only;
    double[] all = new double[only.length * cells];
    for (int c = 0; c < cells; c++) {
      double[] one = block.columns().get(first + c).values();
      for (int i = 0; i < one.length; i++) all[i * cells + c] = one[i];
    }
    return all;
  }
}

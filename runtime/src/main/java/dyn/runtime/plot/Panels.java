package dyn.runtime.plot;

import dyn.runtime.results.Column;
import java.util.ArrayList;
import java.util.List;

/** Groups columns so that none of them is a flat line because of another one's scale; cells and members of one quantity stay together. */
final class Panels {
  static final int MOST = 4;
  /** A column must fill at least this share of its panel's height. */
  private static final double LEAST_SHARE = 1.0 / 12;
  private static final String CELL = "\\[[\\d, ]+\\]";

  private Panels() {}

  private static final class Group {
    private final List<Column> columns = new ArrayList<>();
    private Range all = Range.EMPTY;
    private double narrowest = Double.POSITIVE_INFINITY;

    Group(Column column, Range range) {
      add(column, range);
    }

    void add(Column column, Range range) {
      columns.add(column);
      all = all.union(range);
      if (range.width() > 0) {
        narrowest = Math.min(narrowest, range.width());
      }
    }

    /** A cell or a member of the same quantity. */
    boolean holds(Column other) {
      return columns.stream().anyMatch(c -> quantity(c).equals(quantity(other)));
    }

    /** {@code x} of {@code x[3], member 7}, {@code mean(x)} of {@code mean(x[3])}; but {@code x[0] - x[1]} is all of itself. */
    private static String quantity(Column column) {
      String label = column.label().replaceFirst(", member \\d+$", "").replaceFirst("^(quantile.*), [^,]*$", "$1)");
      String bare = label.replaceFirst(CELL, "");
      return bare.matches(".*" + CELL + ".*") ? label : bare;
    }

    /** How small a share of the height the least of the columns would keep, were this range added. */
    double shareWith(Range range) {
      if (range.isEmpty()) {
        return 1;
      }
      double width = all.union(range).width();
      double least = range.width() > 0 ? Math.min(narrowest, range.width()) : narrowest;
      return width == 0 ? 1 : Math.min(1, least / width);
    }
  }

  /** In the order of the columns; at most {@link #MOST} groups, where a column that fits nowhere joins the best. */
  static List<List<Column>> grouped(List<Column> columns) {
    List<Group> groups = new ArrayList<>();
    for (Column column : columns) {
      Range range = Range.of(column.values());
      Group best = null;
      for (Group group : groups) {
        if (group.holds(column)) {
          best = group;
          break;
        }
        if (best == null || group.shareWith(range) > best.shareWith(range)) {
          best = group;
        }
      }
      if (best != null && (best.holds(column) || best.shareWith(range) >= LEAST_SHARE || groups.size() == MOST)) {
        best.add(column, range);
      } else {
        groups.add(new Group(column, range));
      }
    }
    return groups.stream().map(g -> List.copyOf(g.columns)).toList();
  }
}

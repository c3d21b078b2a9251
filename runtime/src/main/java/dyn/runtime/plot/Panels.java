package dyn.runtime.plot;

import dyn.runtime.plot.TimeSeries.Series;
import java.util.ArrayList;
import java.util.List;

/** Groups lines so that none of them is flat because of another one's scale; cells and members of one quantity stay together. */
final class Panels {
  static final int MOST = 5;
  /** A line must fill at least this share of its panel's height. */
  private static final double LEAST_SHARE = 1.0 / 12;
  private static final String CELL = "\\[[\\d, ]+\\]";

  private Panels() {}

  private static final class Group {
    private final List<Series> series = new ArrayList<>();
    private Range all = Range.EMPTY;
    private double narrowest = Double.POSITIVE_INFINITY;

    Group(Series first, Range range) {
      add(first, range);
    }

    void add(Series other, Range range) {
      series.add(other);
      all = all.union(range);
      if (range.width() > 0) {
        narrowest = Math.min(narrowest, range.width());
      }
    }

    /** A cell or a member of the same quantity. */
    boolean holds(Series other) {
      return series.stream().anyMatch(s -> quantity(s).equals(quantity(other)));
    }

    /** {@code x} of {@code x[3], member 7}, {@code mean(x)} of {@code mean(x[3])}; but {@code x[0] - x[1]} is all of itself. */
    private static String quantity(Series series) {
      String label = series.label().replaceFirst(", member \\d+$", "").replaceFirst("^(quantile.*), [^,]*$", "$1)");
      String bare = label.replaceFirst(CELL, "");
      return bare.matches(".*" + CELL + ".*") ? label : bare;
    }

    /** How small a share of the height the least of the lines would keep, were this range added; negative for another unit. */
    double shareWith(Series other, Range range) {
      if (!series.getFirst().unit().equals(other.unit())) {
        return -1;
      }
      if (range.isEmpty()) {
        return 1;
      }
      double width = all.union(range).width();
      double least = range.width() > 0 ? Math.min(narrowest, range.width()) : narrowest;
      return width == 0 ? 1 : Math.min(1, least / width);
    }
  }

  /** In the order of the lines; at most {@link #MOST} groups, where a line that fits nowhere joins the best. */
  static List<List<Series>> grouped(List<Series> series, boolean log) {
    List<Group> groups = new ArrayList<>();
    for (Series next : series) {
      Range range = Range.of(Scale.drawn(new Axis("", log), next.y()));
      Group best = null;
      for (Group group : groups) {
        if (group.holds(next)) {
          best = group;
          break;
        }
        if (best == null || group.shareWith(next, range) > best.shareWith(next, range)) {
          best = group;
        }
      }
      if (best != null && (best.holds(next) || best.shareWith(next, range) >= LEAST_SHARE || groups.size() == MOST)) {
        best.add(next, range);
      } else {
        groups.add(new Group(next, range));
      }
    }
    return groups.stream().map(g -> List.copyOf(g.series)).toList();
  }
}

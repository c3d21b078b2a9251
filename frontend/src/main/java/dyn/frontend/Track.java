package dyn.frontend;

import dyn.ir.Axis;
import java.util.List;
import java.util.Optional;

/**
 * Values recorded at the same times, by one observe body.
 *
 * @param observe number of the body `@observe<n>`
 * @param file where `record ... to` wants it
 */
public record Track(int observe, Times times, List<Item> items, Optional<String> file) {
  /**
   * One recorded value.
   *
   * @param label the user's expression
   * @param result which result of the observe body it is; several statistics may share one
   * @param hidden wanted by a plot or an `expect` only, not by `record`
   */
  public record Item(String label, int result, List<Axis> axes, Statistic statistic, boolean hidden) {
    /** Axes of what is shown of it: those along which a displacement is a vector are gone. */
    public List<Axis> shown() {
      return statistic instanceof Statistic.Displacement d ? axes.stream().filter(a -> !d.along().contains(a.name())).toList() : axes;
    }
  }

  /** An item of a track. */
  public record Ref(int track, int item) {}

  /** Items with numbers at each time. */
  public List<Item> ofOneTime() {
    return items.stream().filter(i -> i.statistic().isOfOneTime()).toList();
  }

  public boolean isHidden() {
    return items.stream().allMatch(Item::hidden);
  }
}

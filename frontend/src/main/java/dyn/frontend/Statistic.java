package dyn.frontend;

import java.util.List;

/** What is kept of a recorded value: every member's, or one number over the ensemble. */
public sealed interface Statistic {
  record EachMember() implements Statistic {}

  record Mean() implements Statistic {}

  /** The unbiased estimate: divided by members - 1. */
  record Variance() implements Statistic {}

  /** The square root of the variance. */
  record Deviation() implements Statistic {}

  record Quantile(List<Double> levels) implements Statistic {}

  default boolean overEnsemble() {
    return !(this instanceof EachMember);
  }

  /** Headings of the columns it gives. */
  default List<String> headings(String label) {
    return switch (this) {
      case EachMember _ -> List.of(label);
      case Mean _ -> List.of("mean(" + label + ")");
      case Variance _ -> List.of("var(" + label + ")");
      case Deviation _ -> List.of("sd(" + label + ")");
      case Quantile q -> q.levels().stream().map(l -> "quantile(" + label + ", " + l + ")").toList();
    };
  }
}

package dyn.frontend;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What is kept of a recorded value: every member's, or numbers over the ensemble. */
public sealed interface Statistic {
  /** The names of functions that stand for one. */
  List<String> NAMES = Stream.concat(Arrays.stream(Single.values()).map(Single::text), Stream.of("quantile", "histogram")).toList();

  record EachMember() implements Statistic {}

  /** One number over the members; that of a condition is of its value, 1 or 0. */
  enum Single implements Statistic {
    MEAN("mean"),
    /** The unbiased estimate: divided by members - 1. */
    VARIANCE("var"),
    /** The square root of the variance. */
    DEVIATION("sd"),
    /** Of the mean. */
    STANDARD_ERROR("se"),
    LEAST("min"),
    GREATEST("max"),
    MEDIAN("median"),
    COUNT("count"),
    FRACTION("fraction");

    private final String text;

    Single(String text) {
      this.text = text;
    }

    public String text() {
      return text;
    }

    public boolean ofCondition() {
      return this == COUNT || this == FRACTION;
    }

    public static Optional<Single> named(String name) {
      return Arrays.stream(values()).filter(s -> s.text.equals(name)).findFirst();
    }
  }

  record Quantile(List<Double> levels) implements Statistic {}

  /** How many members lie below the first edge, from each edge to the next, the latter left out, and from the last edge on. */
  record Histogram(List<Double> edges) implements Statistic {
    private List<String> bins(String label) {
      List<String> headings = new ArrayList<>();
      headings.add(label + " < " + text(edges.getFirst()));
      for (int i = 1; i < edges.size(); i++) headings.add(label + " in [" + text(edges.get(i - 1)) + ", " + text(edges.get(i)) + ")");
      headings.add(label + " >= " + text(edges.getLast()));
      return headings;
    }

    private static String text(double edge) {
      BigDecimal e = BigDecimal.valueOf(edge).stripTrailingZeros();
      return Math.abs(e.precision() - e.scale()) < 8 ? e.toPlainString() : e.toString();
    }
  }

  default boolean overEnsemble() {
    return !(this instanceof EachMember);
  }

  /** Headings of the columns it gives. */
  default List<String> headings(String label) {
    return switch (this) {
      case EachMember _ -> List.of(label);
      case Single s -> List.of(s.text() + "(" + label + ")");
      case Quantile q -> q.levels().stream().map(l -> "quantile(" + label + ", " + l + ")").toList();
      case Histogram h -> h.bins(label);
    };
  }
}

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
  List<String> NAMES = Stream.concat(Arrays.stream(Single.values()).map(Single::text),
      Stream.of("quantile", "histogram", "msd", "spectrum")).toList();

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

  /**
   * The mean-squared displacement: the mean over members of (x(t) - x(t0))^2.
   *
   * @param along dimensions over which the squares are added up, so that x is a vector along them
   * @param origin what is recorded of x at t0, the first of the times that are recorded
   */
  record Displacement(List<String> along, Optional<Track.Ref> origin) implements Statistic {}

  /**
   * The power spectral density of the records, one-sided: of each member an estimate, of which the mean over members is taken.
   *
   * @param window records in a window, of which those of Welch overlap by half; 0 for one window of all records
   */
  record Spectrum(int window) implements Statistic {}

  /** The label of its unit where that is not the unit of the value. */
  default Optional<String> unitOf(String label) {
    return switch (this) {
      case EachMember _, Histogram _, Quantile _ -> Optional.empty();
      case Single s -> s == Single.VARIANCE ? Optional.of("var(" + label + ")") : Optional.empty();
      case Displacement _ -> Optional.of("msd(" + label + ")");
      case Spectrum _ -> Optional.of("spectrum(" + label + ")");
    };
  }

  /** Whether it has one number at each time, or a few. */
  default boolean isOfOneTime() {
    return !(this instanceof Spectrum);
  }

  /** Whether its standard error can be told from the members. */
  default boolean hasError() {
    return switch (this) {
      case EachMember _, Histogram _ -> false;
      case Single s -> s != Single.LEAST && s != Single.GREATEST && s != Single.STANDARD_ERROR;
      case Quantile _, Displacement _, Spectrum _ -> true;
    };
  }

  /** Whether it is a mean of powers of the value, which few far members may rule. */
  default boolean isMoment() {
    return switch (this) {
      case EachMember _, Histogram _, Quantile _ -> false;
      case Single s -> s == Single.MEAN || s == Single.VARIANCE || s == Single.DEVIATION || s == Single.STANDARD_ERROR;
      case Displacement _, Spectrum _ -> true;
    };
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
      case Displacement d -> List.of("msd(" + String.join(", ", Stream.concat(Stream.of(label), d.along().stream()).toList()) + ")");
      case Spectrum _ -> List.of("spectrum(" + label + ")");
    };
  }
}

package dyn.frontend;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;

/** When something is recorded; exact, so that 0.3 is a multiple of 0.1. */
public sealed interface Times {
  /** At the first time, and every interval after it, as long as it is not after the last. */
  record Every(BigDecimal interval, BigDecimal first, BigDecimal last) implements Times {}

  /** In increasing order, none twice. */
  record At(List<BigDecimal> times) implements Times {}

  record End() implements Times {}

  default long count(BigDecimal start, BigDecimal end) {
    return switch (this) {
      case Every e -> e.last().subtract(e.first()).divide(e.interval(), 0, RoundingMode.FLOOR).longValue() + 1;
      case At a -> a.times().size();
      case End _ -> 1;
    };
  }

  /** Time number {@code k}, counted from 0. */
  default BigDecimal at(long k, BigDecimal end) {
    return switch (this) {
      case Every e -> e.first().add(e.interval().multiply(BigDecimal.valueOf(k)));
      case At a -> a.times().get(Math.toIntExact(k));
      case End _ -> end;
    };
  }

  default List<BigDecimal> list(BigDecimal start, BigDecimal end) {
    List<BigDecimal> all = new ArrayList<>();
    long n = count(start, end);
    for (long k = 0; k < n; k++) all.add(at(k, end));
    return all;
  }
}

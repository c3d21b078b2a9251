package dyn.compiler;

import dyn.frontend.CheckedExperiment;
import dyn.frontend.Times;
import dyn.frontend.Track;
import dyn.ir.Axis;
import dyn.ir.diagnostics.Code;
import dyn.ir.diagnostics.Diagnostic;
import dyn.ir.diagnostics.Span;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Optional;

/** Whether steps and records of a run can be counted and held at all; judged in exact decimals, before anything is laid out. */
final class Limits {
  /** Beyond these, steps are no longer counted exactly in f64; at a nanosecond each, this is a hundred days. */
  private static final BigDecimal MOST_STEPS = BigDecimal.valueOf(1L << 53);
  private static final BigDecimal LONGEST_ARRAY = BigDecimal.valueOf(Integer.MAX_VALUE - 8);

  private Limits() {}

  static Optional<Diagnostic> broken(CheckedExperiment e, MethodPlan plan) {
    BigDecimal span = e.end().subtract(e.start());
    Span at = e.method().at().orElse(e.states().getFirst().at());
    if (Double.isInfinite(span.doubleValue())) {
      return Optional.of(Diagnostic.of(Code.E0605, at, "the time span is beyond the range of 64-bit floating-point numbers"));
    }
    if (plan.dt() != null && span.divide(plan.dt(), 0, RoundingMode.CEILING).compareTo(MOST_STEPS) > 0) {
      return Optional.of(Diagnostic.of(Code.E0605, at, "the run would take more than 10^15 steps").because(plan.text())
          .help("take a larger `dt` or a shorter time"));
    }
    for (Track t : e.tracks()) {
      BigDecimal cells = times(t.times(), span).multiply(BigDecimal.valueOf(e.members())).multiply(BigDecimal.valueOf(widest(t)));
      double bytes = 8 * cells.doubleValue();
      if (cells.compareTo(LONGEST_ARRAY) > 0 || bytes > 0.8 * Runtime.getRuntime().maxMemory()) return Optional.of(tooLarge(e, bytes));
    }
    return Optional.empty();
  }

  private static BigDecimal times(Times times, BigDecimal span) {
    return switch (times) {
      case Times.Every e -> span.divide(e.interval(), 0, RoundingMode.FLOOR).add(BigDecimal.ONE);
      case Times.At a -> BigDecimal.valueOf(a.times().size());
      case Times.End _ -> BigDecimal.ONE;
    };
  }

  private static long widest(Track t) {
    long widest = 1;
    for (Track.Item i : t.items()) widest = Math.max(widest, i.axes().stream().mapToLong(Axis::size).reduce(1, Math::multiplyExact));
    return widest;
  }

  private static Diagnostic tooLarge(CheckedExperiment e, double bytes) {
    String size = bytes < 1e15 ? Math.round(bytes / (1 << 30)) + " GiB" : "10^" + (int) Math.log10(bytes) + " bytes";
    return Diagnostic.of(Code.E0620, e.states().getFirst().at(), "the records of this run need " + size + " of memory")
        .help("record fewer times, fewer variables or fewer members");
  }
}

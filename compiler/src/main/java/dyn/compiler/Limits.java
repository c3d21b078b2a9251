package dyn.compiler;

import dyn.frontend.CheckedExperiment;
import dyn.frontend.Statistic;
import dyn.frontend.Times;
import dyn.frontend.Track;
import dyn.ir.Axis;
import dyn.ir.diagnostics.Code;
import dyn.ir.diagnostics.Diagnostic;
import dyn.ir.diagnostics.Span;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Whether steps and records of a run can be counted and held at all; judged in exact decimals, before anything is laid out. */
final class Limits {
  /** Beyond these, steps are no longer counted exactly in f64; at a nanosecond each, this is a hundred days. */
  private static final BigDecimal MOST_STEPS = BigDecimal.valueOf(1L << 53);
  private static final BigDecimal LONGEST_ARRAY = BigDecimal.valueOf(Integer.MAX_VALUE - 8);

  private Limits() {}

  /** Before anything is compiled: a time span, steps and records that can be counted. */
  static Optional<Diagnostic> ofTime(CheckedExperiment e, MethodPlan plan) {
    BigDecimal span = e.end().subtract(e.start());
    Span at = e.method().at().orElse(e.states().getFirst().at());
    if (Double.isInfinite(span.doubleValue())) {
      return Optional.of(Diagnostic.of(Code.E0605, at, "the time span is beyond the range of 64-bit floating-point numbers"));
    }
    if (plan.dt() != null && span.divide(plan.dt(), 0, RoundingMode.CEILING).compareTo(MOST_STEPS) > 0) {
      return Optional.of(Diagnostic.of(Code.E0605, at, "the run would take more than 10^15 steps").because(plan.text())
          .help("take a larger `dt` or a shorter time"));
    }
    if (e.tracks().stream().anyMatch(t -> times(t.times(), e).compareTo(MOST_STEPS) > 0)) {
      return Optional.of(Diagnostic.of(Code.E0620, at, "more than 10^15 times would be recorded").help("record at longer intervals"));
    }
    return Optional.empty();
  }

  /** Before anything runs: final states and as many records as are held at once, of {@code members} members. */
  static Optional<Diagnostic> ofMemory(Compilation c, long members, Recording recording) {
    CheckedExperiment e = c.experiment();
    BigDecimal all = BigDecimal.ZERO;
    BigDecimal longest = BigDecimal.ZERO;
    for (CheckedExperiment.Variable s : e.carried()) {
      BigDecimal cells = cells(s.axes()).multiply(BigDecimal.valueOf(members));
      all = all.add(cells);
      longest = longest.max(cells);
    }
    BigDecimal spectra = BigDecimal.ZERO;
    double states = 8 * all.doubleValue();
    for (Track t : e.tracks()) {
      BigDecimal each = (recording.mayStream() ? BigDecimal.ONE : times(t.times(), e)).multiply(BigDecimal.valueOf(members));
      Map<Integer, BigDecimal> results = new LinkedHashMap<>();
      for (Track.Item i : t.items()) results.put(i.result(), cells(i.axes()).multiply(each));
      for (Track.Item i : t.items()) {
        if (!(i.statistic() instanceof Statistic.Spectrum s)) continue;
        BigDecimal window = BigDecimal.valueOf(s.window() > 0 ? s.window() : times(t.times(), e).longValueExact());
        BigDecimal rows = cells(i.axes()).multiply(BigDecimal.valueOf(members));
        spectra = spectra.add(rows.multiply(BigDecimal.valueOf(Spectra.held(s, window.longValueExact()))));
        longest = longest.max(rows.multiply(window));
      }
      for (BigDecimal cells : results.values()) {
        all = all.add(cells);
        longest = longest.max(cells);
      }
    }
    double bytes = 8 * all.doubleValue();
    boolean fits = longest.compareTo(LONGEST_ARRAY) <= 0 && states <= 0.8 * Runtime.getRuntime().maxMemory()
        && bytes - states <= recording.memory() / (recording.mayStream() ? 6.0 : 1.0);
    if (8 * spectra.doubleValue() > (fits ? recording.memory() / 2.0 : bytes)) {
      return Optional.of(tooLarge(e, 8 * spectra.doubleValue(), "spectra",
          "take shorter windows, as in `spectrum(x, 1024)`, or fewer members"));
    }
    return fits ? Optional.empty() : Optional.of(tooLarge(e, bytes + 8 * spectra.doubleValue(),
        "records and final states", "record fewer times, fewer variables or fewer members"));
  }

  private static BigDecimal times(Times times, CheckedExperiment e) {
    return switch (times) {
      case Times.Every every -> e.end().subtract(e.start()).divide(every.interval(), 0, RoundingMode.FLOOR).add(BigDecimal.ONE);
      case Times.At at -> BigDecimal.valueOf(at.times().size());
      case Times.End _ -> BigDecimal.ONE;
    };
  }

  private static BigDecimal cells(List<Axis> axes) {
    return axes.stream().map(a -> BigDecimal.valueOf(a.size())).reduce(BigDecimal.ONE, BigDecimal::multiply);
  }

  private static Diagnostic tooLarge(CheckedExperiment e, double bytes, String what, String help) {
    String size = bytes >= 1e15 ? "10^" + (int) Math.log10(bytes) + " bytes"
        : bytes >= 1 << 30 ? Math.round(bytes / (1 << 30)) + " GiB"
        : bytes >= 1 << 20 ? Math.round(bytes / (1 << 20)) + " MiB" : (long) Math.ceil(bytes / 1024) + " KiB";
    return Diagnostic.of(Code.E0620, e.states().getFirst().at(), what + " of this run need " + size + " of memory").help(help);
  }
}

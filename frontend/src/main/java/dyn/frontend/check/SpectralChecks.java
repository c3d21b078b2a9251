package dyn.frontend.check;

import dyn.frontend.Expectation;
import dyn.frontend.Expectation.Relation;
import dyn.frontend.Expectation.Subject;
import dyn.frontend.Expectation.Tolerance;
import dyn.frontend.Statistic;
import dyn.frontend.Times;
import dyn.frontend.Track;
import dyn.frontend.syntax.ExperimentItem;
import dyn.frontend.syntax.ExperimentItem.When;
import dyn.frontend.syntax.Expr;
import dyn.ir.diagnostics.Code;
import dyn.ir.diagnostics.Diagnostic;
import dyn.ir.diagnostics.Span;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** `expect spectrum(x) at 0.25 == ...`, where a frequency stands for the time: of the records by which it is recorded. */
record SpectralChecks(Recording recording, TimeSpan span, Checks checks, ExprChecker checker) {
  /** Of a frequency that is no decimal, like 1/3. */
  private static final BigDecimal ROUNDING = new BigDecimal("1e-9");

  Optional<Expectation> expect(ExperimentItem.Expect e, Relation relation) {
    Times times = recording.gridOf(e.subject());
    Optional<Tolerance> tolerance = checks.tolerance(e, relation);
    Optional<Track.Ref> item = recording.real(times, e.subject(), "a spectrum is of a real number");
    if (item.isEmpty() || tolerance.isEmpty()) return Optional.empty();
    Track.Item recorded = recording.item(item.get());
    int window = ((Statistic.Spectrum) recorded.statistic()).window();
    Times.Every every = (Times.Every) times;
    BigDecimal length = every.interval().multiply(BigDecimal.valueOf(window > 0 ? window : every.count(span.start(), span.end())));
    Optional<List<Integer>> multiples = multiples(e, every.interval(), length);
    Expr value = e.value().orElseThrow();
    Optional<NumberArray> expected = checks.constant(value);
    if (multiples.isEmpty()) return Optional.empty();
    if (expected.isEmpty()) {
      checker.fail(Diagnostic.of(Code.E0302, value.span(), "the expected value must be a constant here")
          .because("known only from the run"));
      return Optional.empty();
    }
    if (!checks.fits(recorded, expected.get().values(), value)) return Optional.empty();
    Subject subject = new Subject.Spectral(item.get(), multiples.get());
    return Optional.of(Checks.expectation(e, subject, false, relation, expected.get().values(), tolerance.get()));
  }

  private Optional<List<Integer>> multiples(ExperimentItem.Expect e, BigDecimal interval, BigDecimal length) {
    if (e.when().isEmpty() || !(e.when().get() instanceof When.At at)) {
      return refuse(e.when().map(When::span).orElse(e.subject().span()), "a spectrum is compared at frequencies", "none is said", length);
    }
    List<Integer> all = new ArrayList<>();
    for (Expr f : at.times() instanceof Expr.Literal l ? l.items() : List.of(at.times())) {
      Optional<BigDecimal> frequency = checks.decimal(f);
      if (frequency.isEmpty()) return refuse(f.span(), "a frequency is a constant", "not known before the run", length);
      if (frequency.get().signum() < 0 || frequency.get().multiply(interval).multiply(BigDecimal.TWO).compareTo(BigDecimal.ONE) > 0) {
        return refuse(f.span(), "a spectrum ends at half of the frequency of its records", "not from 0 to 1 / (2 * "
            + interval.toPlainString() + ")", length);
      }
      BigDecimal multiple = frequency.get().multiply(length);
      BigDecimal whole = multiple.setScale(0, RoundingMode.HALF_EVEN);
      if (multiple.subtract(whole).abs().compareTo(ROUNDING) > 0) {
        return refuse(f.span(), "its windows do not know this frequency", "not a multiple of 1 / " + text(length), length);
      }
      all.add(whole.intValueExact());
    }
    return Optional.of(all);
  }

  private <T> Optional<T> refuse(Span at, String message, String because, BigDecimal length) {
    checker.fail(Diagnostic.of(Code.E0652, at, message).because(because).help("windows are " + text(length)
        + " long: choose a multiple of 1 over that, as in `expect spectrum(x) at 3 / " + text(length) + " == ...`"));
    return Optional.empty();
  }

  private static String text(BigDecimal length) {
    return length.stripTrailingZeros().toPlainString();
  }
}

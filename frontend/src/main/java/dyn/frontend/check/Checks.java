package dyn.frontend.check;

import dyn.frontend.Expectation;
import dyn.frontend.Expectation.Relation;
import dyn.frontend.Expectation.Subject;
import dyn.frontend.Expectation.Tolerance;
import dyn.frontend.Expectation.Unit;
import dyn.frontend.Statistic;
import dyn.frontend.Times;
import dyn.frontend.Track;
import dyn.frontend.syntax.Expr;
import dyn.frontend.syntax.ExperimentItem;
import dyn.frontend.syntax.ExperimentItem.When;
import dyn.frontend.syntax.Operator;
import dyn.ir.Axis;
import dyn.ir.diagnostics.Code;
import dyn.ir.diagnostics.Diagnostic;
import dyn.ir.diagnostics.Diagnostics;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/** `expect`: what it needs is recorded, hidden where no `record` shows it. */
final class Checks {
  private final Recording recording;
  private final TimeSpan span;
  private final Constants constants;
  private final ExprChecker checker;
  private final Diagnostics diagnostics;

  /** `constants` hold the values of parameters that are the same for all members. */
  Checks(Recording recording, TimeSpan span, Constants constants, ExprChecker checker) {
    this.recording = recording;
    this.span = span;
    this.constants = constants;
    this.checker = checker;
    this.diagnostics = checker.diagnostics;
  }

  Optional<Expectation> expect(ExperimentItem.Expect e) {
    if (e.relation().isEmpty() || e.relation().get() == Operator.NE) {
      diagnostics.add(Diagnostic.of(Code.E0617, e.relationSpan(), "an `expect` compares with `==`, `<`, `<=`, `>` or `>=`")
          .because("no such comparison")
          .help("write `expect x at end == 1 within 1e-6`"));
      return Optional.empty();
    }
    if (SeveralTimes.in(e)) return new SeveralTimes(recording, span, this, checker).expect(e, relation(e.relation().get()));
    if (recording.isSpectrum(e.subject())) {
      return new SpectralChecks(recording, span, this, checker).expect(e, relation(e.relation().get()));
    }
    boolean throughout = e.when().isPresent() && e.when().get() instanceof When.Throughout;
    Optional<Times> times = throughout ? Optional.of(recording.recordedGrid())
        : e.when().isPresent() ? span.times(e.when().get()) : Optional.of(new Times.End());
    if (times.isEmpty()) return Optional.empty();
    if (times.get() instanceof Times.At a && a.times().size() > 1) throughout = true;
    Relation relation = relation(e.relation().get());
    Optional<Tolerance> tolerance = tolerance(e, relation);
    Expr value = e.value().orElseThrow();
    boolean complex = recording.isComplex(value) && !recording.isStatistic(e.subject()) || recording.isComplex(e.subject());
    if (complex) return complex(e, value, relation, tolerance, times.get(), throughout);
    Optional<NumberArray> expected = constants.array(value);
    boolean difference = expected.isEmpty();
    if (difference && (tolerance.isEmpty() || !recording.isNumber(value) || !comparable(e, value, tolerance.get()))) {
      recording.hidden(times.get(), e.subject()); // for its own mistakes
      return Optional.empty();
    }
    Optional<Track.Ref> item = difference ? difference(times.get(), e.subject(), value)
        : recording.real(times.get(), e.subject(), "an `expect` compares a real number");
    if (item.isEmpty() || tolerance.isEmpty()) return Optional.empty();
    Track.Item recorded = recording.item(item.get());
    double[] numbers = difference ? new double[] {0} : expected.get().values();
    if (!fits(recorded, numbers, value) || !errorsKnown(e, recorded, tolerance.get())) return Optional.empty();
    return Optional.of(expectation(e, item.get(), throughout, relation, numbers, tolerance.get()));
  }

  private static Expectation expectation(ExperimentItem.Expect e, Track.Ref item, boolean throughout, Relation relation, double[] expected,
      Tolerance tolerance) {
    return expectation(e, new Subject.Recorded(item), throughout, relation, expected, tolerance);
  }

  static Expectation expectation(ExperimentItem.Expect e, Subject subject, boolean throughout, Relation relation, double[] expected,
      Tolerance tolerance) {
    return new Expectation(subject, throughout, relation, expected, tolerance, e.span().text().strip().replaceAll("\\s+", " "), e.span());
  }

  /** Complex numbers are compared by the size of their difference. */
  private Optional<Expectation> complex(ExperimentItem.Expect e, Expr value, Relation relation, Optional<Tolerance> tolerance, Times times,
      boolean throughout) {
    if (tolerance.isEmpty() || relation == Relation.EQUAL && tolerance.get().unit() == Unit.ABSOLUTE) {
      Optional<Track.Ref> size = distance(times, e.subject(), value);
      return tolerance.isEmpty() ? Optional.empty()
          : size.map(s -> expectation(e, s, throughout, relation, new double[] {0}, tolerance.get()));
    }
    boolean order = relation != Relation.EQUAL;
    diagnostics.add(Diagnostic.of(order ? Code.E0306 : Code.E0610, order ? e.relationSpan() : e.unitSpan(),
        order ? "`" + relation.text() + "` needs an order, and complex numbers have none"
        : "a complex number is compared with an absolute tolerance")
        .because(order ? "a comparison of complex numbers" : "the distance of two complex numbers has no such unit")
        .help(order ? "compare `abs(z)`, `re(z)` or `im(z)`" : "write `within 1e-6`, or compare `abs(z)`"));
    return Optional.empty();
  }

  private Optional<Track.Ref> distance(Times times, Expr a, Expr b) {
    Expr minus = minus(a, b);
    Expr.Arg arg = new Expr.Arg(minus.span(), "", minus);
    Expr abs = new Expr.Call(minus.span(), minus.span(), "abs", List.of(arg));
    return recording.hidden(times, abs, "abs(" + differenceLabel(a, b) + ")");
  }

  static String differenceLabel(Expr a, Expr b) {
    return Recording.label(a) + " - " + (b instanceof Expr.Chain ? "(" + Recording.label(b) + ")" : Recording.label(b));
  }

  private static Relation relation(Operator op) {
    return switch (op) {
      case LT -> Relation.LESS;
      case LE -> Relation.LESS_OR_EQUAL;
      case GT -> Relation.GREATER;
      case GE -> Relation.GREATER_OR_EQUAL;
      default -> Relation.EQUAL;
    };
  }

  /** Recorded where the expected value is known only from the run, which is then 0. */
  private Optional<Track.Ref> difference(Times times, Expr a, Expr b) {
    return recording.hidden(times, minus(a, b), differenceLabel(a, b));
  }

  static Expr minus(Expr a, Expr b) {
    return new Expr.Chain(a.span().to(b.span()), a, List.of(new Expr.Link(Operator.SUB, b.span(), b)));
  }

  Optional<BigDecimal> decimal(Expr e) {
    return constants.decimal(e);
  }

  /** Empty where the expected value is known only from the run. */
  Optional<NumberArray> constant(Expr value) {
    return constants.array(value);
  }

  Optional<Tolerance> tolerance(ExperimentItem.Expect e, Relation relation) {
    if (relation != Relation.EQUAL) {
      if (e.within().isEmpty()) return Optional.of(new Tolerance(0, Unit.ABSOLUTE));
      diagnostics.add(Diagnostic.of(Code.E0610, e.within().get().span(), "only `==` takes a tolerance")
          .because("no meaning beside `" + relation.text() + "`"));
      return Optional.empty();
    }
    if (e.within().isEmpty()) {
      diagnostics.add(Diagnostic.of(Code.E0610, e.span(), "this `expect` says not how close").because("`==` needs a tolerance")
          .help("add `within 1e-6`, `within 1e-6 relative` or, for a statistic, `within 3 se`"));
      return Optional.empty();
    }
    OptionalDouble size = constants.number(e.within().get());
    if (size.isEmpty() || !(size.getAsDouble() >= 0)) {
      diagnostics.add(Diagnostic.of(Code.E0610, e.within().get().span(), "a tolerance is a constant that is not negative")
          .because("not such a number"));
      return Optional.empty();
    }
    Unit unit = switch (e.unit()) {
      case "" -> Unit.ABSOLUTE;
      case "relative" -> Unit.RELATIVE;
      case "se" -> Unit.STANDARD_ERRORS;
      default -> null;
    };
    if (unit != null) return Optional.of(new Tolerance(size.getAsDouble(), unit));
    diagnostics.add(Diagnostic.of(Code.E0610, e.unitSpan(), "unknown kind of tolerance `" + e.unit() + "`")
        .because("not a kind of tolerance")
        .help("write nothing, `relative` or `se`"));
    return Optional.empty();
  }

  /** A value that only the run knows can be subtracted, but not divided by. */
  boolean comparable(ExperimentItem.Expect e, Expr value, Tolerance tolerance) {
    if (tolerance.unit() == Unit.ABSOLUTE && !recording.isStatistic(e.subject())) return true;
    diagnostics.add(Diagnostic.of(Code.E0302, value.span(), "the expected value must be a constant here").because("known only from the run")
        .help("compare each member with an absolute tolerance, or write a number"));
    return false;
  }

  boolean fits(Track.Item item, double[] expected, Expr value) {
    long cells = item.shown().stream().mapToLong(Axis::size).reduce(1, (a, b) -> a * b);
    if (expected.length == 1 || expected.length == cells) return single(item, value);
    diagnostics.add(Diagnostic.of(Code.E0401, value.span(),
        "the expected value has " + expected.length + " numbers for " + cells + " cells")
        .because("not the shape of `" + item.label() + "`"));
    return false;
  }

  private boolean single(Track.Item item, Expr value) {
    if (item.statistic() instanceof Statistic.Histogram h) {
      String bin = item.label() + " >= " + h.edges().get(0) + " and " + item.label() + " < " + h.edges().get(1);
      diagnostics.add(Diagnostic.of(Code.E0609, value.span(), "an `expect` compares one number at a time").because("a histogram has many")
          .help("count the members of a bin: `expect count(" + bin + ") ...`"));
      return false;
    }
    if (!(item.statistic() instanceof Statistic.Quantile q) || q.levels().size() == 1) return true;
    diagnostics.add(Diagnostic.of(Code.E0609, value.span(), "an `expect` compares one quantile at a time")
        .because(q.levels().size() + " levels given"));
    return false;
  }

  boolean errorsKnown(ExperimentItem.Expect e, Track.Item item, Tolerance tolerance) {
    boolean extreme = item.statistic() == Statistic.Single.LEAST || item.statistic() == Statistic.Single.GREATEST;
    if (tolerance.unit() != Unit.STANDARD_ERRORS || item.statistic().overEnsemble() && !extreme) return true;
    if (extreme) {
      diagnostics.add(Diagnostic.of(Code.E0609, e.unitSpan(), "the standard error of an extreme is not known")
          .because("it depends on the tail of the distribution").help("write an absolute tolerance, or compare a quantile"));
      return false;
    }
    diagnostics.add(Diagnostic.of(Code.E0609, e.unitSpan(), "only a statistic has a standard error").because("`" + item
        .label() + "` is each member's value")
        .help("compare a statistic: `expect mean(" + item.label() + ") ...`"));
    return false;
  }
}

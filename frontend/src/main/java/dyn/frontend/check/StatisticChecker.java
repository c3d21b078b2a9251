package dyn.frontend.check;

import dyn.frontend.Statistic;
import dyn.frontend.Times;
import dyn.frontend.check.ExprChecker.Typed;
import dyn.frontend.syntax.Expr;
import dyn.frontend.term.IndexRange;
import dyn.frontend.term.Stage;
import dyn.frontend.term.Term;
import dyn.ir.Primitive;
import dyn.ir.diagnostics.Code;
import dyn.ir.diagnostics.Diagnostic;
import dyn.ir.diagnostics.Span;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/** Statistics over the members of an ensemble, as `record`, `plot` and `expect` name them. */
final class StatisticChecker {
  private static final int MOST_BINS = 10_000;
  private static final int SHORTEST_WINDOW = 8;
  private static final int LONGEST_WINDOW = 1 << 24;

  private final ExprChecker checker;

  StatisticChecker(ExprChecker checker) {
    this.checker = checker;
  }

  /** `min` and `max` of an array are over its cells, and functions of the model go first. */
  boolean isStatistic(Expr e) {
    if (!(e instanceof Expr.Call c) || !Statistic.NAMES.contains(c.name()) || checker.names.functions.containsKey(c.name())) return false;
    return Functions.find(c.name()).isEmpty() || c.name().equals("mean") || c.args().size() == 1 && !isArray(c.args().getFirst().value());
  }

  private boolean isArray(Expr e) {
    Term term = checker.silent().check(e, Scope.of("a record", Stage.STATE));
    return !term.failed() && term.typing().isArray();
  }

  /** How a call of it is written. */
  static String example(String name) {
    return switch (name) {
      case "quantile" -> "quantile(x, 0.05, 0.95)";
      case "histogram" -> "histogram(x, 0, 1, 10)";
      case "count", "fraction" -> name + "(x > 1)";
      case "spectrum" -> "spectrum(x, 1024)";
      default -> name + "(x)";
    };
  }

  /** Empty where one is written wrongly, which is reported. */
  Optional<Statistic> statistic(Expr e) {
    if (!isStatistic(e)) return Optional.of(new Statistic.EachMember());
    Expr.Call c = (Expr.Call) e;
    int n = c.args().size();
    boolean fits = switch (c.name()) {
      case "quantile" -> n >= 2;
      case "histogram" -> n == 4;
      case "msd" -> n >= 1;
      case "spectrum" -> n == 1 || n == 2;
      default -> n == 1;
    };
    if (!fits) {
      String takes = switch (c.name()) {
        case "quantile" -> "a value and its levels";
        case "histogram" -> "a value, where its bins begin and end, and how many there are";
        case "msd" -> "a value, and dimensions along which it is a vector";
        case "spectrum" -> "a value, and how many records are in a window";
        default -> "1 argument";
      };
      checker.fail(Diagnostic.of(Code.E0303, c.span(), "`" + c.name() + "` takes " + takes).because(n + " given")
          .help("write `" + example(c.name()) + "`"));
      return Optional.empty();
    }
    return switch (c.name()) {
      case "quantile" -> quantile(c);
      case "histogram" -> histogram(c);
      case "msd" -> displacement(c);
      case "spectrum" -> spectrum(c);
      default -> Optional.of(Statistic.Single.named(c.name()).orElseThrow());
    };
  }

  Optional<Statistic> quantile(Expr.Call c) {
    List<Double> levels = new ArrayList<>();
    for (Expr.Arg a : c.args().subList(1, c.args().size())) {
      OptionalDouble level = checker.constants.number(a.value());
      if (level.isEmpty() || !(level.getAsDouble() >= 0 && level.getAsDouble() <= 1)) {
        checker.fail(Diagnostic.of(Code.E0605, a.span(), "a level of a quantile lies between 0 and 1").because("not such a number"));
        return Optional.empty();
      }
      levels.add(level.getAsDouble());
    }
    return Optional.of(new Statistic.Quantile(levels));
  }

  /** Edges are decimals until they are rounded: those of `histogram(x, 0, 1, 10)` are 0.1, 0.2, 0.3, ... */
  private Optional<Statistic> histogram(Expr.Call c) {
    OptionalDouble lo = finite(c.args().get(1), "where the bins begin");
    OptionalDouble hi = finite(c.args().get(2), "where the bins end");
    OptionalDouble bins = finite(c.args().get(3), "the number of bins");
    if (lo.isEmpty() || hi.isEmpty() || bins.isEmpty()) return Optional.empty();
    double count = bins.getAsDouble();
    if (count != Math.rint(count) || count < 1 || count > MOST_BINS) {
      return bins(c.args().get(3), "the number of bins is a whole number from 1 to " + MOST_BINS, "not such a number",
          "write `" + example("histogram") + "` for ten bins between 0 and 1");
    }
    BigDecimal start = BigDecimal.valueOf(lo.getAsDouble());
    BigDecimal range = BigDecimal.valueOf(hi.getAsDouble()).subtract(start);
    List<Double> edges = new ArrayList<>();
    for (int k = 0; k <= count; k++) {
      BigDecimal along = range.multiply(BigDecimal.valueOf(k)).divide(BigDecimal.valueOf(count), MathContext.DECIMAL128);
      double edge = start.add(along).doubleValue();
      if (k > 0 && !(edge > edges.getLast())) {
        boolean order = lo.getAsDouble() < hi.getAsDouble();
        return bins(c.args().get(2), order ? "the bins are too narrow for numbers of 64 bits" : "the bins end where they begin, or before",
            order ? "too close to where they begin" : "not above `" + c.args().get(1).value().label() + "`",
            order ? "take fewer bins" : "write the lower end first");
      }
      edges.add(edge);
    }
    return Optional.of(new Statistic.Histogram(List.copyOf(edges)));
  }

  private Optional<Statistic> displacement(Expr.Call c) {
    List<String> along = new ArrayList<>();
    for (Expr.Arg a : c.args().subList(1, c.args().size())) {
      String name = a.value() instanceof Expr.Name n ? n.full() : "";
      if (!checker.names.dims.containsKey(name) || along.contains(name)) {
        checker.fail(Diagnostic.of(Code.E0653, a.span(), "`msd` adds up squares along dimensions")
            .because(along.contains(name) ? "named twice" : "no dimension of the model")
            .help("write `msd(x)` for each cell by itself, `msd(x, d)` where x is a vector along the dimension d"));
        return Optional.empty();
      }
      along.add(name);
    }
    return Optional.of(new Statistic.Displacement(List.copyOf(along), Optional.empty()));
  }

  private Optional<Statistic> spectrum(Expr.Call c) {
    if (c.args().size() == 1) return Optional.of(new Statistic.Spectrum(0));
    Expr.Arg length = c.args().get(1);
    OptionalDouble records = checker.constants.number(length.value());
    double n = records.orElse(0);
    if (n == Math.rint(n) && n >= SHORTEST_WINDOW && n <= LONGEST_WINDOW) return Optional.of(new Statistic.Spectrum((int) n));
    checker.fail(Diagnostic.of(Code.E0652, length.span(), "a window has " + SHORTEST_WINDOW + " to " + LONGEST_WINDOW + " records")
        .because("not such a number").help("write `" + example("spectrum") + "`"));
    return Optional.empty();
  }

  /** Whether the value can be taken so at these times, else it is reported. */
  boolean suits(Statistic statistic, Term value, Times times, TimeSpan span, Span at) {
    return switch (statistic) {
      case Statistic.Displacement d -> isVector(d, value, at);
      case Statistic.Spectrum s -> isSampled(s, times, span, at);
      case Statistic.EachMember _, Statistic.Single _, Statistic.Quantile _, Statistic.Histogram _ -> true;
    };
  }

  private boolean isVector(Statistic.Displacement d, Term value, Span at) {
    List<String> axes = value.typing().shape().stream().map(IndexRange::axisName).toList();
    Optional<String> strange = d.along().stream().filter(a -> !axes.contains(a)).findFirst();
    strange.ifPresent(a -> checker.fail(Diagnostic.of(Code.E0653, at, "this is no vector along `" + a + "`")
        .because(axes.isEmpty() ? "it is a number" : "its dimensions are " + String.join(", ", axes))
        .help("write `msd(x)` for each cell by itself")));
    return strange.isEmpty();
  }

  private boolean isSampled(Statistic.Spectrum s, Times times, TimeSpan span, Span at) {
    if (!(times instanceof Times.Every)) {
      checker.fail(Diagnostic.of(Code.E0652, at, "a spectrum needs records at equal intervals").because("recorded at other times")
          .help("write `record spectrum(x) every 0.1`"));
      return false;
    }
    long count = times.count(span.start(), span.end());
    long least = Math.max(s.window(), SHORTEST_WINDOW);
    if (count >= least && (s.window() > 0 || count <= LONGEST_WINDOW)) return true;
    checker.fail(Diagnostic.of(Code.E0652, at, count < least ? "a window needs " + least + " records"
        : "a window has at most " + LONGEST_WINDOW + " records")
        .because(count + " records").help(count < least ? "record at shorter intervals, or for longer"
            : "take shorter windows: `" + example("spectrum") + "`"));
    return false;
  }

  private OptionalDouble finite(Expr.Arg a, String what) {
    OptionalDouble value = checker.constants.number(a.value());
    if (value.isPresent() && Double.isFinite(value.getAsDouble())) return value;
    bins(a, what + " is a constant", "not a finite number that is known before the run", "write a number, or a constant of the model");
    return OptionalDouble.empty();
  }

  private Optional<Statistic> bins(Expr.Arg at, String message, String because, String help) {
    checker.fail(Diagnostic.of(Code.E0651, at.span(), message).because(because).help(help));
    return Optional.empty();
  }

  /** What is recorded for it; of a condition, 1 where it holds and else 0. */
  Term value(Expr e, Optional<Statistic.Single> ofCondition, Scope scope) {
    Typed value = checker.typed(e, scope);
    if (ofCondition.isEmpty()) return checker.requireNumber(value);
    String who = "`" + ofCondition.get().text() + "`";
    Term condition = checker.requireCondition(value, who);
    if (condition.failed()) return condition;
    return checker.apply(Primitive.SELECT, who, new Typed(condition, e.span()), new Typed(new Term.Constant(1), e.span()),
        new Typed(new Term.Constant(0), e.span()));
  }
}

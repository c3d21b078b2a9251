package dyn.frontend.check;

import dyn.frontend.Times;
import dyn.frontend.syntax.Expr;
import dyn.frontend.syntax.ExperimentItem.When;
import dyn.ir.diagnostics.Code;
import dyn.ir.diagnostics.Diagnostic;
import dyn.ir.diagnostics.Diagnostics;
import dyn.ir.diagnostics.Span;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/** The time span of an experiment, and the times within it that its clauses name. */
record TimeSpan(BigDecimal start, BigDecimal end, boolean map, Span at, Constants constants, Diagnostics diagnostics) {

  Optional<Times> times(When when) {
    return switch (when) {
      case When.Every e -> every(e);
      case When.At a -> at(a.times());
      case When.Throughout _ -> throw new IllegalArgumentException("throughout names no times of its own");
    };
  }

  private Optional<Times> every(When.Every e) {
    Optional<BigDecimal> interval = decimal(e.interval());
    if (interval.isEmpty()) return Optional.empty();
    if (interval.get().signum() <= 0) {
      diagnostics.add(Diagnostic.of(Code.E0615, e.interval().span(), "the interval between records must be positive").because("this is "
          + interval.get().toPlainString()));
      return Optional.empty();
    }
    return Optional.of(new Times.Every(interval.get()));
  }

  private Optional<Times> at(Expr e) {
    if (isEnd(e)) return Optional.of(new Times.End());
    List<Expr> list = e instanceof Expr.Literal l ? l.items() : List.of(e);
    TreeSet<BigDecimal> times = new TreeSet<>();
    for (Expr one : list) {
      Optional<BigDecimal> time = isEnd(one) ? Optional.of(end) : decimal(one);
      if (time.isEmpty() || !within(time.get(), one.span())) return Optional.empty();
      times.add(time.get());
    }
    boolean justEnd = times.size() == 1 && times.first().compareTo(end) == 0;
    return Optional.of(justEnd ? new Times.End() : new Times.At(new ArrayList<>(times)));
  }

  static boolean isEnd(Expr e) {
    return e instanceof Expr.Name n && n.full().equals("end");
  }

  private boolean within(BigDecimal time, Span place) {
    if (time.compareTo(start) >= 0 && time.compareTo(end) <= 0) return true;
    diagnostics.add(Diagnostic.of(Code.E0608, place, "time " + time.toPlainString() + " is outside the experiment")
        .because("it runs from " + start.toPlainString() + " to " + end.toPlainString()).label(at, "the time span"));
    return false;
  }

  private Optional<BigDecimal> decimal(Expr e) {
    return decimal(e, map, constants, diagnostics);
  }

  /** A constant time, stripped of trailing zeros; whole steps in a map. */
  static Optional<BigDecimal> decimal(Expr e, boolean map, Constants constants, Diagnostics diagnostics) {
    Optional<BigDecimal> value = constants.decimal(e).map(BigDecimal::stripTrailingZeros);
    if (value.isEmpty()) {
      diagnostics.add(Diagnostic.of(Code.E0302, e.span(), "a time must be a constant").because("not known before the run")
          .help("it may use numbers, `pi` and `const`s"));
    } else if (map && value.get().scale() > 0) {
      diagnostics.add(Diagnostic.of(Code.E0613, e.span(), "a map counts whole steps").because("this is not a whole number"));
      return Optional.empty();
    }
    return value;
  }
}

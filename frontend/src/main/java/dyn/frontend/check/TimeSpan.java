package dyn.frontend.check;

import dyn.frontend.Times;
import dyn.frontend.syntax.Expr;
import dyn.frontend.syntax.ExperimentItem.When;
import dyn.ir.diagnostics.Code;
import dyn.ir.diagnostics.Diagnostic;
import dyn.ir.diagnostics.Diagnostics;
import dyn.ir.diagnostics.Span;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeSet;

/**
 * The time span of an experiment, and the times within it that its clauses name.
 *
 * @param grid the ends of steps where nothing is known between them: of memories, and of paths with noise; unknown elsewhere, where a
 *     state has a value at any time
 */
record TimeSpan(BigDecimal start, BigDecimal end, boolean map, TimeGrid grid, boolean noisy, Span at, Constants constants,
    Diagnostics diagnostics) {
  private static final int MOST_TIMES = 10_000_000;

  Optional<Times> times(When when) {
    return any(when).filter(times -> onGrid(times, when.span()));
  }

  private Optional<Times> any(When when) {
    return switch (when) {
      case When.Every e -> every(e);
      case When.At a -> at(a.times());
      case When.Throughout _ -> throw new IllegalArgumentException("throughout names no times of its own");
    };
  }

  /** With memories and noise, nothing is known between the ends of steps. */
  private boolean onGrid(Times times, Span place) {
    if (!grid.isKnown()) return true;
    long count = times instanceof Times.Every ? Math.min(2, times.count(start, end)) : times.count(start, end);
    for (long k = 0; k < count; k++) {
      BigDecimal time = times.at(k, end);
      if (grid.cell(time).isPresent()) continue;
      Diagnostic d = noisy ? Diagnostic.of(Code.E0543, place, "nothing is known of a noisy path at " + TimeGrid.text(time))
          : Diagnostic.of(Code.E0522, place, "a memory knows no time " + TimeGrid.text(time));
      diagnostics.add(d.because("no step ends there")
          .help("times that are known lie " + TimeGrid.text(grid.dt()) + " apart, from " + TimeGrid.text(start) + " on"));
      return false;
    }
    return true;
  }

  private Optional<Times> every(When.Every e) {
    Optional<BigDecimal> interval = decimal(e.interval());
    if (interval.isEmpty()) return Optional.empty();
    if (interval.get().signum() <= 0) {
      diagnostics.add(Diagnostic.of(Code.E0615, e.interval().span(), "the interval between records must be positive").because("this is "
          + interval.get().toPlainString()));
      return Optional.empty();
    }
    Optional<BigDecimal> first = bound(e.from(), start);
    Optional<BigDecimal> last = bound(e.to(), end);
    if (first.isEmpty() || last.isEmpty()) return Optional.empty();
    if (last.get().compareTo(first.get()) < 0) {
      diagnostics.add(Diagnostic.of(Code.E0602, e.span(), "there is no time from " + first.get().toPlainString() + " to "
          + last.get().toPlainString()).because("the first time is after the last"));
      return Optional.empty();
    }
    return Optional.of(new Times.Every(interval.get(), first.get(), last.get()));
  }

  private Optional<BigDecimal> bound(Optional<Expr> e, BigDecimal otherwise) {
    return e.isEmpty() ? Optional.of(otherwise) : time(e.get());
  }

  private Optional<BigDecimal> time(Expr e) {
    return (isEnd(e) ? Optional.of(end) : decimal(e)).filter(t -> within(t, e.span()));
  }

  private Optional<Times> at(Expr e) {
    if (isEnd(e)) return Optional.of(new Times.End());
    TreeSet<BigDecimal> times = new TreeSet<>();
    if (e instanceof Expr.Call c && c.name().equals("linspace")) {
      if (!evenly(c, times)) return Optional.empty();
    } else {
      for (Expr one : e instanceof Expr.Literal l ? l.items() : List.of(e)) {
        Optional<BigDecimal> time = time(one);
        if (time.isEmpty()) return Optional.empty();
        times.add(time.get());
      }
    }
    boolean justEnd = times.size() == 1 && times.first().compareTo(end) == 0;
    return Optional.of(justEnd ? new Times.End() : new Times.At(new ArrayList<>(times)));
  }

  /** `linspace(a, b, n)`: a + (b - a) k / (n - 1), of which only a quotient that does not end is rounded, to 34 digits. */
  private boolean evenly(Expr.Call c, TreeSet<BigDecimal> times) {
    if (c.args().size() != 3) {
      diagnostics.add(Diagnostic.of(Code.E0303, c.span(), "`linspace` takes 3 arguments").because(c.args().size() + " given")
          .help("write `at linspace(0, 1, 11)`"));
      return false;
    }
    Optional<BigDecimal> a = time(c.args().get(0).value());
    Optional<BigDecimal> b = time(c.args().get(1).value());
    OptionalDouble n = constants.number(c.args().get(2).value());
    boolean whole = n.isPresent() && n.getAsDouble() >= 2 && n.getAsDouble() <= MOST_TIMES && n.getAsDouble() == Math.rint(n.getAsDouble());
    if (!whole) {
      diagnostics.add(Diagnostic.of(Code.E0618, c.args().get(2).span(), "the number of times must be a whole number from 2 to "
          + MOST_TIMES).because("not one"));
    }
    if (a.isEmpty() || b.isEmpty() || !whole) return false;
    BigDecimal last = BigDecimal.valueOf((long) n.getAsDouble() - 1);
    for (BigDecimal k = BigDecimal.ZERO; k.compareTo(last) <= 0; k = k.add(BigDecimal.ONE)) {
      BigDecimal time = a.get().add(b.get().subtract(a.get()).multiply(k).divide(last, MathContext.DECIMAL128)).stripTrailingZeros();
      if (map && time.scale() > 0) {
        diagnostics.add(Diagnostic.of(Code.E0613, c.span(), "a map counts whole steps")
            .because(time.toPlainString() + " is among these times"));
        return false;
      }
      times.add(time);
    }
    return true;
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

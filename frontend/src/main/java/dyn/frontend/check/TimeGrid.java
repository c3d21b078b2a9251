package dyn.frontend.check;

import dyn.frontend.MethodSignature;
import dyn.frontend.syntax.Expr;
import dyn.frontend.syntax.ExperimentItem;
import dyn.frontend.syntax.MethodCall;
import java.math.BigDecimal;
import java.util.Optional;

/** The times that memories and noisy paths know: those at the ends of the steps of an experiment, or of the cells of the grid of noise. */
record TimeGrid(BigDecimal start, BigDecimal dt, long steps) {
  /** Where a model is checked by itself, or its experiment does not say its steps, which is reported elsewhere. */
  static final TimeGrid UNKNOWN = new TimeGrid(BigDecimal.ZERO, BigDecimal.ONE, 0);
  /** More are refused for their memory long before. */
  private static final long MOST = 1 << 30;
  private static final int MOST_DIGITS = 400;
  private static final int MOST_SHOWN = 20;

  /** What an experiment says of its steps. */
  record Said(Optional<ExperimentItem.Time> time, Optional<MethodCall> method) {
    static final Said NOTHING = new Said(Optional.empty(), Optional.empty());

    TimeGrid grid(Optional<MethodCall> hint, Constants constants) {
      Optional<MethodCall> call = method.or(() -> hint);
      Optional<Expr> step = call.flatMap(m -> option(m, MethodSignature.FIXED_STEP).or(() -> option(m, MethodSignature.NOISE_GRID)));
      Optional<BigDecimal> start = time.flatMap(t -> constants.decimal(t.start()));
      Optional<BigDecimal> end = time.flatMap(t -> constants.decimal(t.end()));
      Optional<BigDecimal> dt = step.flatMap(constants::decimal);
      if (start.isEmpty() || end.isEmpty() || dt.isEmpty() || dt.get().signum() <= 0) return UNKNOWN;
      if (!plain(start.get()) || !plain(end.get()) || !plain(dt.get())) return UNKNOWN;
      BigDecimal[] steps = end.get().subtract(start.get()).divideAndRemainder(dt.get());
      boolean whole = steps[1].signum() == 0 && steps[0].signum() > 0 && steps[0].compareTo(BigDecimal.valueOf(MOST)) < 0;
      return whole ? new TimeGrid(start.get(), dt.get(), steps[0].longValueExact()) : UNKNOWN;
    }

    private static Optional<Expr> option(MethodCall method, String name) {
      return method.options().stream().filter(o -> o.name().equals(name)).findFirst().map(Expr.Arg::value);
    }
  }

  boolean isKnown() {
    return steps > 0;
  }

  /** Times, the first and the last included. */
  long cells() {
    return Math.max(2, steps + 1);
  }

  BigDecimal end() {
    return start.add(dt.multiply(BigDecimal.valueOf(steps)));
  }

  /** Few enough digits to compute with. */
  private static boolean plain(BigDecimal time) {
    return Math.abs((long) time.scale()) <= MOST_DIGITS && time.precision() <= MOST_DIGITS;
  }

  /** As a message shows it. */
  static String text(BigDecimal time) {
    BigDecimal t = time.stripTrailingZeros();
    return Math.abs((long) t.scale()) <= MOST_SHOWN && t.precision() <= MOST_SHOWN ? t.toPlainString() : t.toString();
  }

  /** How many steps lead to a time; empty where no step ends there. */
  Optional<Long> cell(BigDecimal time) {
    if (!plain(time)) return Optional.empty();
    BigDecimal[] steps = time.subtract(start).divideAndRemainder(dt);
    boolean there = steps[1].signum() == 0 && steps[0].signum() >= 0 && steps[0].compareTo(BigDecimal.valueOf(this.steps)) <= 0;
    return there ? Optional.of(steps[0].longValueExact()) : Optional.empty();
  }
}

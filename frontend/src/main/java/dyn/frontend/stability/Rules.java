package dyn.frontend.stability;

import dyn.ir.Primitive;
import java.util.List;
import java.util.function.DoubleUnaryOperator;

/** What primitives make of cells: the interval of the result, and by the chain rule how fast it changes. */
final class Rules {
  private static final String JUMPS = "a choice by what the states are may jump";

  private final String origin;

  /** @param origin the line of the source */
  Rules(String origin) {
    this.origin = origin;
  }

  Cell apply(Primitive p, List<Cell> args) {
    Cell a = args.get(0);
    Cell b = args.size() > 1 ? args.get(1) : a;
    Interval x = a.value();
    Interval y = b.value();
    return switch (p) {
      case ADD -> new Cell(x.plus(y), a.row().plus(b.row()));
      case SUB -> new Cell(x.plus(y.negate()), a.row().plus(b.row().times(Interval.of(-1))));
      case MUL -> product(a, b);
      case NEG -> new Cell(x.negate(), a.row().times(Interval.of(-1)));
      case DIV -> quotient(a, b);
      case FMA -> apply(Primitive.ADD, List.of(product(a, b), args.get(2)));
      case MIN -> extreme(a, b, x.hi() <= y.lo(), y.hi() <= x.lo(), x.min(y));
      case MAX -> extreme(a, b, x.lo() >= y.hi(), y.lo() >= x.hi(), x.max(y));
      case ABS -> new Cell(x.abs(), a.row().times(x.lo() >= 0 ? Interval.ONE : x.hi() <= 0 ? Interval.of(-1) : Interval.SIGNED_UNIT));
      case LT, LE, GT, GE, EQ, NE -> compare(p, a, b);
      case AND, OR, NOT, XOR -> logical(p, a, b);
      case SELECT -> select(a, b, args.get(2));
      case TO_F64, TO_F32 -> a;
      case TO_I64 -> steps(a, Math::rint, v -> v < 0 ? Math.ceil(v) : Math.floor(v));
      case FLOOR -> steps(a, Math::floor, Math::floor);
      case RINT -> steps(a, Math::rint, Math::rint);
      case IDIV, IMOD -> whole(p, a, b);
      case SHL, SHR, SAR, BITS, FROM_BITS, F32_FROM_BITS -> unknown(args, p.text() + " of states");
      case SIN -> wave(a, StrictMath::sin, Math.PI / 2, Math.PI);
      case COS -> wave(a, StrictMath::cos, 0, Math.PI / 2);
      case HYPOT -> new Cell(hypot(x, y), a.row().times(Interval.SIGNED_UNIT).plus(b.row().times(Interval.SIGNED_UNIT)));
      case SQRT, CBRT, EXP, EXP2, EXPM1, LOG, LOG2, LOG10, LOG1P, SINH, COSH, TANH, ATAN, ASIN, ACOS, SIGMOID, SOFTPLUS, ERF, ERFC, TAN ->
          function(p, a);
      case POISSON, BINOMIAL, GAMMA, BETA -> unknown(args, "a number drawn at the rate of a state");
      case POW, ATAN2, MOD -> x.isPoint() && y.isPoint() && p == Primitive.POW && a.row().isNone() && b.row().isNone()
          ? Cell.of(Interval.near(StrictMath.pow(x.lo(), y.lo()), StrictMath.pow(x.lo(), y.lo())))
          : unknown(args, "`" + p.text() + "` of states");
    };
  }

  private Row broken(String what) {
    return Row.broken(what, origin);
  }

  private Cell unknown(List<Cell> args, String what) {
    for (Cell c : args) if (c.row().why() != null) return new Cell(Interval.ALL, c.row());
    return args.stream().allMatch(c -> c.row().isNone()) ? Cell.UNKNOWN : new Cell(Interval.ALL, broken(what + " is not bounded here"));
  }

  /** {@code row} by {@code factor}; where that is not bounded, this is where it is said. */
  private Row scaled(Row row, Interval factor, String what) {
    return row.isNone() || row.why() != null || factor.isBounded() ? row.times(factor) : broken(what);
  }

  private Cell product(Cell a, Cell b) {
    String what = "a product of states grows without bound";
    Row row = scaled(a.row(), b.value(), what).plus(scaled(b.row(), a.value(), what));
    return new Cell(a.value().times(b.value()), row);
  }

  private Cell quotient(Cell a, Cell b) {
    Interval inverse = Interval.ONE.over(b.value());
    Interval value = a.value().over(b.value());
    String what = "a quotient grows without bound";
    Row below = b.row().isNone() ? Row.NONE : scaled(b.row(), value.times(inverse).negate(), what);
    Row above = a.row().isNone() ? Row.NONE : b.value().isPoint() && b.value().lo() != 0 ? a.row().over(b.value().lo())
        : scaled(a.row(), inverse, what);
    return new Cell(value, above.plus(below));
  }

  private static Cell extreme(Cell a, Cell b, boolean first, boolean second, Interval value) {
    return new Cell(value, first ? a.row() : second ? b.row() : a.row().hull(b.row()));
  }

  // ---- conditions

  private Cell condition(int known, Row... from) {
    if (known >= 0) return Cell.of(known);
    for (Row r : from) if (!r.isNone()) return new Cell(Interval.UNIT, r.why() != null ? r : broken(JUMPS));
    return Cell.of(Interval.UNIT);
  }

  private Cell compare(Primitive p, Cell a, Cell b) {
    Interval x = a.value();
    Interval y = b.value();
    int less = x.hi() < y.lo() ? 1 : x.lo() >= y.hi() ? 0 : -1;
    int greater = x.lo() > y.hi() ? 1 : x.hi() <= y.lo() ? 0 : -1;
    int equal = x.isPoint() && x.equals(y) ? 1 : x.hi() < y.lo() || y.hi() < x.lo() ? 0 : -1;
    int known = switch (p) {
      case LT -> less;
      case GT -> greater;
      case LE -> not(greater);
      case GE -> not(less);
      case EQ -> equal;
      default -> not(equal);
    };
    return condition(known, a.row(), b.row());
  }

  private static int not(int known) {
    return known < 0 ? known : 1 - known;
  }

  private static int known(Cell c) {
    return c.value().isPoint() ? (int) c.value().lo() : -1;
  }

  private Cell logical(Primitive p, Cell a, Cell b) {
    int x = known(a);
    int y = known(b);
    int result = switch (p) {
      case NOT -> not(x);
      case AND -> x == 0 || y == 0 ? 0 : x == 1 && y == 1 ? 1 : -1;
      case OR -> x == 1 || y == 1 ? 1 : x == 0 && y == 0 ? 0 : -1;
      default -> x < 0 || y < 0 ? -1 : x ^ y;
    };
    return condition(result, a.row(), b.row());
  }

  private static Cell select(Cell c, Cell yes, Cell no) {
    if (c.value().isPoint()) return c.value().lo() != 0 ? yes : no;
    boolean same = yes.equals(no);
    if (same) return yes;
    return new Cell(yes.value().hull(no.value()), c.row().why() != null ? c.row() : yes.row().hull(no.row()));
  }

  // ---- numbers

  private Cell steps(Cell a, DoubleUnaryOperator point, DoubleUnaryOperator f) {
    if (a.row().isNone()) return Cell.of(new Interval(f.applyAsDouble(a.value().lo()), f.applyAsDouble(a.value().hi())));
    return new Cell(new Interval(f.applyAsDouble(a.value().lo()), f.applyAsDouble(a.value().hi())), a.row().why() != null ? a.row()
        : broken("a rounded number jumps"));
  }

  private Cell whole(Primitive p, Cell a, Cell b) {
    Interval x = a.value();
    double by = b.value().lo();
    if (!b.value().isPoint() || by <= 0 || !a.row().isNone()) return unknown(List.of(a, b), p.text() + " of states");
    if (p == Primitive.IDIV) return Cell.of(new Interval(truncated(x.lo() / by), truncated(x.hi() / by)));
    if (x.isPoint()) return Cell.of(x.lo() % by);
    return x.lo() >= 0 && x.hi() < by ? a : Cell.of(new Interval(x.lo() >= 0 ? 0 : 1 - by, by - 1));
  }

  private static double truncated(double v) {
    return v < 0 ? Math.ceil(v) : Math.floor(v);
  }

  private static Interval hypot(Interval x, Interval y) {
    Interval a = x.abs();
    Interval b = y.abs();
    return Interval.near(Math.hypot(a.lo(), b.lo()), Math.hypot(a.hi(), b.hi()));
  }

  /** Of period 2 pi, greatest at {@code top}; its slope is greatest a quarter before that, at {@code top - steepest}. */
  private static Cell wave(Cell a, DoubleUnaryOperator f, double top, double steepest) {
    Interval value = wave(a.value(), f, top);
    if (a.row().isNone()) return Cell.of(value);
    double up = top - Math.PI / 2;
    DoubleUnaryOperator slope = v -> StrictMath.cos(v - up);
    return new Cell(value, a.row().times(wave(a.value(), slope, up)));
  }

  private static Interval wave(Interval x, DoubleUnaryOperator f, double top) {
    if (!x.isBounded() || x.hi() - x.lo() >= 2 * Math.PI || x.magnitude() > 1e6) return Interval.SIGNED_UNIT;
    double a = f.applyAsDouble(x.lo());
    double b = f.applyAsDouble(x.hi());
    double hi = meets(x, top) ? 1 : Math.max(a, b);
    double lo = meets(x, top + Math.PI) ? -1 : Math.min(a, b);
    return Interval.near(lo, hi);
  }

  private static boolean meets(Interval x, double phase) {
    double turns = Math.ceil((x.lo() - phase) / (2 * Math.PI) - 1e-9);
    return phase + 2 * Math.PI * turns <= x.hi() + 1e-9;
  }

  /** A monotone function, its slope from the table. */
  private Cell function(Primitive p, Cell a) {
    Curve curve = Curve.of(p);
    Interval value = curve.value(a.value());
    if (a.row().isNone()) return Cell.of(value);
    return new Cell(value, scaled(a.row(), curve.slope(a.value()), "`" + p.text() + "` is steep without bound here"));
  }
}

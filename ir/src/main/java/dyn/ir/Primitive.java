package dyn.ir;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A scalar function: arity, typing, cost, reference evaluation. Functions with an {@link #expansion} are defined by a body of
 * the library ({@link MathLibrary}); all others are IEEE 754 or two's complement operations that every target has.
 */
public enum Primitive {
  ADD(2, Rule.NUMBER, 1), SUB(2, Rule.NUMBER, 1), MUL(2, Rule.NUMBER, 1), NEG(1, Rule.NUMBER, 1),
  MIN(2, Rule.NUMBER, 1), MAX(2, Rule.NUMBER, 1), ABS(1, Rule.NUMBER, 1),
  DIV(2, Rule.REAL, 8), FMA(3, Rule.REAL, 1), SQRT(1, Rule.REAL, 8), FLOOR(1, Rule.REAL, 1), RINT(1, Rule.REAL, 1),
  LT(2, Rule.COMPARE, 1), LE(2, Rule.COMPARE, 1), GT(2, Rule.COMPARE, 1), GE(2, Rule.COMPARE, 1), EQ(2, Rule.COMPARE, 1), NE(2, Rule.COMPARE, 1),
  AND(2, Rule.BITS, 1), OR(2, Rule.BITS, 1), XOR(2, Rule.BITS, 1), NOT(1, Rule.BITS, 1),
  SHL(2, Rule.INTEGER, 1), SHR(2, Rule.INTEGER, 1), SAR(2, Rule.INTEGER, 1), IDIV(2, Rule.INTEGER, 20), IMOD(2, Rule.INTEGER, 20),
  SELECT(3, Rule.SELECT, 1),
  TO_F64(1, Rule.TO_F64, 1), TO_I64(1, Rule.TO_I64, 1), BITS(1, Rule.TO_I64, 1), FROM_BITS(1, Rule.TO_F64, 1),
  EXP(1), EXPM1(1), LOG(1), LOG1P(1), SIN(1), COS(1), TAN(1), ASIN(1), ACOS(1), ATAN(1), ATAN2(2), SINH(1), COSH(1), TANH(1),
  POW(2), HYPOT(2), CBRT(1), SIGMOID(1), SOFTPLUS(1), ERF(1);

  private enum Rule { NUMBER, REAL, INTEGER, COMPARE, BITS, SELECT, TO_F64, TO_I64 }

  private final int arity;
  private final Rule rule;
  private final int cost;
  private final boolean expands;

  Primitive(int arity, Rule rule, int cost) {
    this.arity = arity;
    this.rule = rule;
    this.cost = cost;
    this.expands = false;
  }

  /** A library function of reals. */
  Primitive(int arity) {
    this.arity = arity;
    this.rule = Rule.REAL;
    this.cost = 30;
    this.expands = true;
  }

  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  public int arity() {
    return arity;
  }

  /** In units of one addition; a rough figure for choosing between forms. */
  public int cost() {
    return cost;
  }

  /** Name of the library body that defines this function. */
  public Optional<String> expansion() {
    return expands ? Optional.of(text()) : Optional.empty();
  }

  public static Optional<Primitive> find(String text) {
    for (Primitive p : values()) if (p.text().equals(text)) return Optional.of(p);
    return Optional.empty();
  }

  /** Element type of the result; rejects operands the function does not take. */
  public Scalar resultOf(List<Scalar> operands) {
    Scalar first = operands.getFirst();
    boolean same = true;
    for (Scalar s : operands) same &= s == first;
    return switch (rule) {
      case NUMBER -> accept(same && first != Scalar.BOOL, first, operands);
      case REAL -> accept(same && first == Scalar.F64, first, operands);
      case INTEGER -> accept(same && first == Scalar.I64, first, operands);
      case COMPARE -> accept(same && first != Scalar.BOOL, Scalar.BOOL, operands);
      case BITS -> accept(same && first != Scalar.F64, first, operands);
      case SELECT -> accept(first == Scalar.BOOL && operands.get(1) == operands.get(2), operands.get(1), operands);
      case TO_F64 -> accept(first == Scalar.I64, Scalar.F64, operands);
      case TO_I64 -> accept(first == Scalar.F64, Scalar.I64, operands);
    };
  }

  private Scalar accept(boolean fits, Scalar result, List<Scalar> operands) {
    if (!fits) throw new IllTyped(text() + " does not take " + operands.stream().map(Scalar::text).toList());
    return result;
  }

  /** The value, on bits as in {@link Scalar}; unused operands are ignored. Not for functions with an {@link #expansion}. */
  public long evaluate(Scalar of, long a, long b, long c) {
    return switch (rule) {
      case SELECT -> a != 0 ? b : c;
      case TO_F64 -> this == FROM_BITS ? a : bits((double) a);
      case TO_I64 -> this == BITS ? a : (long) real(a);
      case BITS -> bitwise(of, a, b);
      case COMPARE -> compares(of, a, b) ? 1 : 0;
      case NUMBER, REAL -> of == Scalar.F64 ? bits(real(real(a), real(b), real(c))) : integer(a, b);
      case INTEGER -> integer(a, b);
    };
  }

  private static double real(long bits) {
    return Double.longBitsToDouble(bits);
  }

  private static long bits(double x) {
    return Double.doubleToRawLongBits(x);
  }

  private double real(double a, double b, double c) {
    return switch (this) {
      case ADD -> a + b;
      case SUB -> a - b;
      case MUL -> a * b;
      case NEG -> -a;
      case MIN -> Math.min(a, b);
      case MAX -> Math.max(a, b);
      case ABS -> Math.abs(a);
      case DIV -> a / b;
      case FMA -> Math.fma(a, b, c);
      case SQRT -> Math.sqrt(a);
      case FLOOR -> Math.floor(a);
      case RINT -> Math.rint(a);
      default -> throw new IllegalStateException(this + " is defined by its expansion");
    };
  }

  private long integer(long a, long b) {
    return switch (this) {
      case ADD -> a + b;
      case SUB -> a - b;
      case MUL -> a * b;
      case NEG -> -a;
      case MIN -> Math.min(a, b);
      case MAX -> Math.max(a, b);
      case ABS -> Math.abs(a);
      case SHL -> a << b;
      case SHR -> a >>> b;
      case SAR -> a >> b;
      case IDIV -> b == 0 ? 0 : a / b;
      case IMOD -> b == 0 ? 0 : a % b;
      default -> throw new IllegalStateException(this + " of integers");
    };
  }

  private long bitwise(Scalar of, long a, long b) {
    return switch (this) {
      case AND -> a & b;
      case OR -> a | b;
      case XOR -> a ^ b;
      case NOT -> of == Scalar.BOOL ? a ^ 1 : ~a;
      default -> throw new IllegalStateException(this + " of bits");
    };
  }

  private boolean compares(Scalar of, long a, long b) {
    if (of == Scalar.I64) return compare(a < b, a == b, a > b);
    double x = real(a);
    double y = real(b);
    return compare(x < y, x == y, x > y);
  }

  /** All three are false where an operand is NaN. */
  private boolean compare(boolean less, boolean equal, boolean greater) {
    return switch (this) {
      case LT -> less;
      case LE -> less || equal;
      case GT -> greater;
      case GE -> greater || equal;
      case EQ -> equal;
      case NE -> !equal;
      default -> throw new IllegalStateException(this + " as a comparison");
    };
  }
}

package dyn.ir;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A scalar function: arity, typing, cost, reference evaluation. Functions with an {@link #expansion} are defined by a body of
 * the library ({@link MathLibrary}); all others are IEEE 754 or two's complement operations that every target has.
 */
public enum Primitive {
  ADD((a, b, _) -> a + b, (a, b) -> a + b, 2),
  SUB((a, b, _) -> a - b, (a, b) -> a - b, 2),
  MUL((a, b, _) -> a * b, (a, b) -> a * b, 2),
  NEG((a, _, _) -> -a, (a, _) -> -a, 1),
  MIN((a, b, _) -> Math.min(a, b), Math::min, 2),
  MAX((a, b, _) -> Math.max(a, b), Math::max, 2),
  ABS((a, _, _) -> Math.abs(a), (a, _) -> Math.abs(a), 1),

  DIV(2, 8, (a, b, _) -> a / b),
  FMA(3, 1, Math::fma),
  SQRT(1, 8, (a, _, _) -> Math.sqrt(a)),
  FLOOR(1, 1, (a, _, _) -> Math.floor(a)),
  RINT(1, 1, (a, _, _) -> Math.rint(a)),

  LT((less, _, _) -> less),
  LE((less, equal, _) -> less || equal),
  GT((_, _, greater) -> greater),
  GE((_, equal, greater) -> greater || equal),
  EQ((_, equal, _) -> equal),
  NE((_, equal, _) -> !equal),

  AND(2, Rule.BITS, 1, (a, b) -> a & b),
  OR(2, Rule.BITS, 1, (a, b) -> a | b),
  XOR(2, Rule.BITS, 1, (a, b) -> a ^ b),
  NOT(1, Rule.BITS, 1, (a, _) -> ~a),
  SHL(2, Rule.INTEGER, 1, (a, b) -> a << b),
  SHR(2, Rule.INTEGER, 1, (a, b) -> a >>> b),
  SAR(2, Rule.INTEGER, 1, (a, b) -> a >> b),
  /** Division by zero gives zero. */
  IDIV(2, Rule.INTEGER, 20, (a, b) -> b == 0 ? 0 : a / b),
  IMOD(2, Rule.INTEGER, 20, (a, b) -> b == 0 ? 0 : a % b),

  SELECT(3, Rule.SELECT),

  /** To the nearest number of the type, ties to even; to an integer towards zero, as Java does. */
  TO_F64(1, Rule.CONVERT), TO_F32(1, Rule.CONVERT), TO_I64(1, Rule.CONVERT),
  /** The IEEE pattern as an integer, of an f32 sign-extended; and back, an f32 from the low half. */
  BITS(1, Rule.CONVERT), FROM_BITS(1, Rule.CONVERT), F32_FROM_BITS(1, Rule.CONVERT),

  EXP(1), EXP2(1), EXPM1(1), LOG(1), LOG2(1), LOG10(1), LOG1P(1), SIN(1), COS(1), TAN(1), ASIN(1), ACOS(1), ATAN(1), ATAN2(2), SINH(1),
      COSH(1), TANH(1),
  POW(2), HYPOT(2), CBRT(1), SIGMOID(1), SOFTPLUS(1), ERF(1), ERFC(1), MOD(2),
  /** Numbers of events that a uniform stands for, of so many on average; of so many trials with such a chance. */
  POISSON(2), BINOMIAL(3),
  /** Of a gamma distribution of a shape, what lies above the share p and below q; a number of a beta distribution by two uniforms. */
  GAMMA(3), BETA(4);

  private enum Rule { NUMBER, REAL, INTEGER, COMPARE, BITS, SELECT, CONVERT }

  private interface Reals {
    double of(double a, double b, double c);
  }

  private interface Integers {
    long of(long a, long b);
  }

  /** All three are false where an operand is NaN. */
  private interface Order {
    boolean of(boolean less, boolean equal, boolean greater);
  }

  private static final Map<String, Primitive> BY_TEXT = Arrays.stream(values()).collect(Collectors.toMap(Primitive::text, p -> p));

  private final String text = name().toLowerCase(Locale.ROOT);
  private final int arity;
  private final Rule rule;
  private final int cost;
  private final Reals reals;
  private final Integers integers;
  private final Order order;

  Primitive(int arity, Rule rule, int cost, Reals reals, Integers integers, Order order) {
    this.arity = arity;
    this.rule = rule;
    this.cost = cost;
    this.reals = reals;
    this.integers = integers;
    this.order = order;
  }

  /** Of reals and of integers. */
  Primitive(Reals reals, Integers integers, int arity) {
    this(arity, Rule.NUMBER, 1, reals, integers, null);
  }

  Primitive(int arity, int cost, Reals reals) {
    this(arity, Rule.REAL, cost, reals, null, null);
  }

  Primitive(int arity, Rule rule, int cost, Integers integers) {
    this(arity, rule, cost, null, integers, null);
  }

  Primitive(Order order) {
    this(2, Rule.COMPARE, 1, null, null, order);
  }

  /** A choice or conversion. */
  Primitive(int arity, Rule rule) {
    this(arity, rule, 1, null, null, null);
  }

  /** A library function of reals. */
  Primitive(int arity) {
    this(arity, Rule.REAL, 30, null, null, null);
  }

  public String text() {
    return text;
  }

  public int arity() {
    return arity;
  }

  /** Operations of real numbers that one application is: one, two for an fma, none for a choice, a comparison or a library function. */
  public int flops() {
    return switch (this) {
      case ADD, SUB, MUL, DIV, SQRT, MIN, MAX, ABS, NEG -> 1;
      case FMA -> 2;
      default -> 0;
    };
  }

  /** In units of one addition; a rough figure for choosing between forms. */
  public int cost() {
    return cost;
  }

  /** Name of the library body that defines this function of reals of type {@code of}. */
  public Optional<String> expansion(Scalar of) {
    if (!isLibrary()) return Optional.empty();
    return Optional.of(of == Scalar.F32 ? text + MathLibrary.F32 : text);
  }

  /** Whether bodies of the library define it. */
  public boolean isLibrary() {
    return rule == Rule.REAL && reals == null;
  }

  public static Optional<Primitive> find(String text) {
    return Optional.ofNullable(BY_TEXT.get(text));
  }

  /** Element type of the result; rejects operands the function does not take. */
  public Scalar resultOf(List<Scalar> operands) {
    Scalar first = operands.getFirst();
    boolean same = true;
    for (Scalar s : operands) same &= s == first;
    return switch (rule) {
      case NUMBER -> accept(same && first != Scalar.BOOL, first, operands);
      case REAL -> accept(same && first.isReal(), first, operands);
      case INTEGER -> accept(same && first == Scalar.I64, first, operands);
      case COMPARE -> accept(same && first != Scalar.BOOL, Scalar.BOOL, operands);
      case BITS -> accept(same && !first.isReal(), first, operands);
      case SELECT -> accept(first == Scalar.BOOL && operands.get(1) == operands.get(2), operands.get(1), operands);
      case CONVERT -> converted(first, operands);
    };
  }

  private Scalar converted(Scalar from, List<Scalar> operands) {
    return switch (this) {
      case TO_F64 -> accept(from == Scalar.I64 || from == Scalar.F32, Scalar.F64, operands);
      case TO_F32 -> accept(from == Scalar.I64 || from == Scalar.F64, Scalar.F32, operands);
      case TO_I64, BITS -> accept(from.isReal(), Scalar.I64, operands);
      case FROM_BITS -> accept(from == Scalar.I64, Scalar.F64, operands);
      case F32_FROM_BITS -> accept(from == Scalar.I64, Scalar.F32, operands);
      default -> throw new IllegalStateException(text());
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
      case CONVERT -> convert(of, a);
      case BITS -> of == Scalar.BOOL ? integers.of(a, b) & 1 : integers.of(a, b);
      case COMPARE -> compare(of, a, b) ? 1 : 0;
      case NUMBER, REAL -> of.isReal() ? real(of, a, b, c) : integers.of(a, b);
      case INTEGER -> integers.of(a, b);
    };
  }

  /**
   * Rounded to f64 and then to f32, a sum, product, quotient or root has the bits of the f32 operation, since 53 >= 2 * 24 + 2
   * (Figueroa, When is double rounding innocuous?, 1995). That is not so for fma.
   */
  private long real(Scalar of, long a, long b, long c) {
    if (this == FMA && of == Scalar.F32) return of.bits(Math.fma((float) of.real(a), (float) of.real(b), (float) of.real(c)));
    return of.bits(reals.of(of.real(a), arity < 2 ? 0 : of.real(b), arity < 3 ? 0 : of.real(c)));
  }

  private long convert(Scalar from, long a) {
    return switch (this) {
      case TO_F64 -> Scalar.F64.bits(from == Scalar.I64 ? (double) a : from.real(a));
      case TO_F32 -> from == Scalar.I64 ? Float.floatToRawIntBits((float) a) : Scalar.F32.bits(from.real(a));
      case TO_I64 -> (long) from.real(a);
      case BITS, FROM_BITS -> a;
      case F32_FROM_BITS -> (int) a;
      default -> throw new IllegalStateException(text());
    };
  }

  private boolean compare(Scalar of, long a, long b) {
    if (of == Scalar.I64) return order.of(a < b, a == b, a > b);
    double x = of.real(a);
    double y = of.real(b);
    return order.of(x < y, x == y, x > y);
  }
}

package dyn.ir;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The derivative of every {@link Primitive}: how its result moves with its operands. Where one has no derivative, such as at the corner of
 * an absolute value, that of one side is taken; what is constant between jumps, such as a floor, has none anywhere.
 */
public final class Derivatives {
  /** Of a number, by how much it is moved where a slope is measured. */
  private static final double PART = 0x1p-9;

  private Derivatives() {}

  /**
   * The tangent of {@code y = p(x)}, at the shapes that follow from what it is made of.
   *
   * @param dx tangents of the operands; empty where one does not move
   * @return empty where the result does not move
   */
  public static Optional<Value> tangent(Builder b, Primitive p, List<Value> x, Value y, List<Optional<Value>> dx) {
    if (dx.stream().allMatch(Optional::isEmpty)) return Optional.empty();
    return switch (p) {
      case ADD -> sum(b, dx.get(0), dx.get(1));
      case SUB -> dx.get(0).isEmpty() ? negated(b, dx.get(1)) : dx.get(1).isEmpty() ? dx.get(0)
          : Optional.of(b.sub(dx.get(0).get(), dx.get(1).get()));
      case NEG -> negated(b, dx.get(0));
      case MUL -> product(b, x.get(0), x.get(1), dx.get(0), dx.get(1));
      case FMA -> sum(b, product(b, x.get(0), x.get(1), dx.get(0), dx.get(1)), dx.get(2));
      case DIV -> quotient(b, x, y, dx);
      case MIN -> chosen(b, b.apply("less", Primitive.LE, x.get(0), x.get(1)), dx.get(0), dx.get(1));
      case MAX -> chosen(b, b.apply("greater", Primitive.GE, x.get(0), x.get(1)), dx.get(0), dx.get(1));
      case SELECT -> chosen(b, x.get(0), dx.get(1), dx.get(2));
      case TO_F64, TO_F32 -> dx.get(0).map(d -> b.apply(p, d));
      case FLOOR, RINT, LT, LE, GT, GE, EQ, NE, AND, OR, XOR, NOT, SHL, SHR, SAR, IDIV, IMOD, TO_I64, BITS, FROM_BITS, F32_FROM_BITS,
          POISSON, BINOMIAL ->
          Optional.empty();
      case ATAN2, HYPOT, POW, MOD -> sum(b, dx.get(0).map(d -> b.mul(partial(b, p, 0, x, y), d)),
          dx.get(1).map(d -> b.mul(partial(b, p, 1, x, y), d)));
      case GAMMA, BETA -> differences(b, p, x, dx);
      case ABS, SQRT, EXP, EXP2, EXPM1, LOG, LOG2, LOG10, LOG1P, SIN, COS, TAN, ASIN, ACOS, ATAN, SINH, COSH, TANH, CBRT, SIGMOID, SOFTPLUS,
          ERF, ERFC -> dx.get(0).map(d -> b.mul(slope(b, p, x.get(0), y), d));
    };
  }

  private static Optional<Value> sum(Builder b, Optional<Value> u, Optional<Value> v) {
    if (u.isEmpty()) return v;
    return v.isEmpty() ? u : Optional.of(b.add(u.get(), v.get()));
  }

  private static Optional<Value> negated(Builder b, Optional<Value> v) {
    return v.map(d -> b.apply(Primitive.NEG, d));
  }

  private static Optional<Value> product(Builder b, Value u, Value v, Optional<Value> du, Optional<Value> dv) {
    if (du.isEmpty() && dv.isEmpty()) return Optional.empty();
    if (du.isEmpty()) return Optional.of(b.mul(u, dv.get()));
    Value first = b.mul(v, du.get());
    return Optional.of(dv.isEmpty() ? first : b.fma(u, dv.get(), first));
  }

  private static Optional<Value> quotient(Builder b, List<Value> x, Value y, List<Optional<Value>> dx) {
    if (dx.get(1).isEmpty()) return dx.get(0).map(d -> b.div(d, x.get(1)));
    Value less = b.mul(y, dx.get(1).get());
    return Optional.of(b.div(dx.get(0).isEmpty() ? b.apply(Primitive.NEG, less) : b.sub(dx.get(0).get(), less), x.get(1)));
  }

  private static Optional<Value> chosen(Builder b, Value first, Optional<Value> u, Optional<Value> v) {
    if (u.isEmpty() && v.isEmpty()) return Optional.empty();
    Value zero = b.constant(u.or(() -> v).orElseThrow().type().scalar(), 0.0);
    return Optional.of(b.select(first, u.orElse(zero), v.orElse(zero)));
  }

  private static Value number(Builder b, Value like, double x) {
    return b.constant(like.type().scalar(), x);
  }

  /** dy/dx of a function of one number. */
  private static Value slope(Builder b, Primitive p, Value x, Value y) {
    Value one = number(b, x, 1);
    return switch (p) {
      case ABS -> b.select(b.apply("below", Primitive.LT, x, number(b, x, 0)), number(b, x, -1), one);
      case SQRT -> b.div(number(b, x, 0.5), y);
      case EXP -> y;
      case EXP2 -> b.mul(number(b, x, Math.log(2)), y);
      case EXPM1 -> b.add(y, one);
      case LOG -> b.div(one, x);
      case LOG2 -> b.div(number(b, x, 1 / Math.log(2)), x);
      case LOG10 -> b.div(number(b, x, 1 / Math.log(10)), x);
      case LOG1P -> b.div(one, b.add(one, x));
      case SIN -> b.apply(Primitive.COS, x);
      case COS -> b.apply(Primitive.NEG, b.apply(Primitive.SIN, x));
      case TAN -> b.fma(y, y, one);
      case ASIN -> b.div(one, leg(b, x));
      case ACOS -> b.div(number(b, x, -1), leg(b, x));
      case ATAN -> b.div(one, b.fma(x, x, one));
      case SINH -> b.apply(Primitive.COSH, x);
      case COSH -> b.apply(Primitive.SINH, x);
      case TANH -> b.mul(b.sub(one, y), b.add(one, y));
      case CBRT -> b.div(one, b.mul(number(b, x, 3), b.mul(y, y)));
      case SIGMOID -> b.mul(y, b.apply(Primitive.SIGMOID, b.apply(Primitive.NEG, x)));
      case SOFTPLUS -> b.apply(Primitive.SIGMOID, x);
      case ERF -> bell(b, x, 2 / Math.sqrt(Math.PI));
      case ERFC -> bell(b, x, -2 / Math.sqrt(Math.PI));
      case ADD, SUB, NEG, MUL, FMA, DIV, MIN, MAX, SELECT, TO_F64, TO_F32, FLOOR, RINT, LT, LE, GT, GE, EQ, NE, AND, OR, XOR, NOT, SHL, SHR,
          SAR, IDIV, IMOD, TO_I64, BITS, FROM_BITS, F32_FROM_BITS, ATAN2, HYPOT, POW, MOD, POISSON, BINOMIAL, GAMMA,
          BETA ->
          throw new IllegalArgumentException(p.text() + " is no such function");
    };
  }

  /** sqrt(1 - x^2) */
  private static Value leg(Builder b, Value x) {
    Value one = number(b, x, 1);
    return b.apply(Primitive.SQRT, b.mul(b.sub(one, x), b.add(one, x)));
  }

  private static Value bell(Builder b, Value x, double height) {
    return b.mul(number(b, x, height), b.apply(Primitive.EXP, b.apply(Primitive.NEG, b.mul(x, x))));
  }

  /** Of the inverse of a distribution, whose derivative by its parameters has no closed form. */
  private static Optional<Value> differences(Builder b, Primitive p, List<Value> x, List<Optional<Value>> dx) {
    Optional<Value> sum = Optional.empty();
    for (int k = 0; k < x.size(); k++) {
      if (dx.get(k).isPresent()) sum = sum(b, sum, Optional.of(b.mul(difference(b, p, x, k), dx.get(k).get())));
    }
    return sum;
  }

  /**
   * By operand {@code k}: (8 (f(x + d) - f(x - d)) - (f(x + 2 d) - f(x - 2 d))) / (12 d), of the error d^4 (Abramowitz and Stegun, 25.3.6),
   * where d is a part of x: a derivative to about eleven digits. In f64.
   */
  private static Value difference(Builder b, Primitive p, List<Value> x, int k) {
    List<Value> at = new ArrayList<>();
    boolean single = x.get(k).type().scalar() == Scalar.F32;
    for (Value v : x) at.add(single ? b.apply(Primitive.TO_F64, v) : v);
    Value centre = at.get(k);
    Value near = span(b, p, at, k, PART);
    Value far = span(b, p, at, k, 2 * PART);
    Value slope = b.div(b.sub(b.mul(b.constant(8.0), near), far), b.mul(b.constant(12 * PART), centre));
    return single ? b.apply(Primitive.TO_F32, slope) : slope;
  }

  private static Value span(Builder b, Primitive p, List<Value> x, int k, double part) {
    List<Value> above = new ArrayList<>(x);
    List<Value> below = new ArrayList<>(x);
    above.set(k, b.mul(x.get(k), b.constant(1 + part)));
    below.set(k, b.mul(x.get(k), b.constant(1 - part)));
    return b.sub(b.apply(p, above.toArray(Value[]::new)), b.apply(p, below.toArray(Value[]::new)));
  }

  /** By the operand number {@code k} of a library function of two. */
  private static Value partial(Builder b, Primitive p, int k, List<Value> x, Value y) {
    Value u = x.get(0);
    Value v = x.get(1);
    Value zero = number(b, u, 0);
    return switch (p) {
      case ATAN2 -> b.div(k == 0 ? v : b.apply(Primitive.NEG, u), b.fma(u, u, b.mul(v, v)));
      // At the tip of the cone there is no slope.
      case HYPOT -> b.select(b.apply("tip", Primitive.EQ, y, zero), zero, b.div(x.get(k), y));
      // A power of 0 stays 0 where it exists, so that its logarithm is not asked for.
      case POW -> k == 0 ? b.mul(v, b.apply(Primitive.POW, u, b.sub(v, number(b, u, 1))))
          : b.select(b.apply("zero", Primitive.EQ, u, zero), zero, b.mul(y, b.apply(Primitive.LOG, u)));
      case MOD -> k == 0 ? number(b, u, 1) : b.apply(Primitive.NEG, b.apply(Primitive.FLOOR, b.div(u, v)));
      case ADD, SUB, NEG, MUL, FMA, DIV, MIN, MAX, SELECT, TO_F64, TO_F32, FLOOR, RINT, LT, LE, GT, GE, EQ, NE, AND, OR, XOR, NOT, SHL, SHR,
          SAR, IDIV, IMOD, TO_I64, BITS, FROM_BITS, F32_FROM_BITS, ABS, SQRT, EXP, EXP2, EXPM1, LOG, LOG2, LOG10, LOG1P, SIN, COS, TAN,
          ASIN, ACOS, ATAN, SINH, COSH, TANH, CBRT, SIGMOID, SOFTPLUS, ERF, ERFC, POISSON, BINOMIAL, GAMMA, BETA ->
          throw new IllegalArgumentException(p.text() + " is no such function");
    };
  }
}

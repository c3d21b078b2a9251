package dyn.frontend.check;

import static dyn.frontend.check.Complexes.ONE;
import static dyn.frontend.check.Complexes.ZERO;
import static dyn.frontend.check.Complexes.add;
import static dyn.frontend.check.Complexes.div;
import static dyn.frontend.check.Complexes.im;
import static dyn.frontend.check.Complexes.is;
import static dyn.frontend.check.Complexes.isZero;
import static dyn.frontend.check.Complexes.mul;
import static dyn.frontend.check.Complexes.neg;
import static dyn.frontend.check.Complexes.promoted;
import static dyn.frontend.check.Complexes.re;
import static dyn.frontend.check.Complexes.sub;
import static dyn.frontend.check.Complexes.where;

import dyn.frontend.check.ExprChecker.Typed;
import dyn.frontend.term.IndexRange;
import dyn.frontend.term.Term;
import dyn.frontend.term.Typing;
import dyn.ir.Primitive;
import dyn.ir.diagnostics.Code;
import dyn.ir.diagnostics.Diagnostic;
import java.util.List;

/** Primitives of complex terms, as real operations; the operands have one shape or none. */
final class ComplexArithmetic {
  private static final int MOST_FACTORS = 64;
  private static final Term HALF = new Term.Constant(0.5);

  private final ExprChecker checker;

  ComplexArithmetic(ExprChecker checker) {
    this.checker = checker;
  }

  /** At least one of `z` is complex. */
  Term apply(Primitive p, String word, List<Term> z, List<Typed> places) {
    Term a = z.getFirst();
    Term b = z.get(Math.min(1, z.size() - 1));
    Typing like = like(z);
    return switch (p) {
      case ADD -> Complexes.plus(a, b, like);
      case SUB -> Complexes.of(sub(re(a), re(b)), sub(im(a), im(b)), like);
      case MUL -> Complexes.times(a, b, like);
      case DIV -> quotient(a, b, like);
      case NEG -> Complexes.of(neg(re(a)), neg(im(a)), like);
      case POW -> power(a, b, like);
      case EQ -> Complexes.apply(Primitive.AND, Complexes.apply(p, re(a), re(b)), Complexes.apply(p, im(a), im(b)));
      case NE -> Complexes.apply(Primitive.OR, Complexes.apply(p, re(a), re(b)), Complexes.apply(p, im(a), im(b)));
      case SELECT -> Complexes.choose(a, b, z.get(2), like);
      case ABS -> abs(a);
      case EXP -> exp(a, like);
      case LOG -> log(a, like);
      case SQRT -> sqrt(a, like);
      case SIN -> turnedBack(hyperbolicSine(turned(a), like), like);
      case COS -> hyperbolicCosine(turned(a), like);
      case TAN -> turnedBack(hyperbolicTangent(turned(a), like), like);
      case SINH -> hyperbolicSine(promoted(a), like);
      case COSH -> hyperbolicCosine(promoted(a), like);
      case TANH -> hyperbolicTangent(promoted(a), like);
      case LT, LE, GT, GE, MIN, MAX -> unordered(word, z, places);
      default -> refuse(word, z, places);
    };
  }

  private static Typing like(List<Term> terms) {
    List<IndexRange> shape = terms.stream().map(t -> t.typing().shape()).filter(s -> !s.isEmpty()).findFirst().orElse(List.of());
    return new Typing(Typing.Kind.COMPLEX, shape, Shapes.free(terms));
  }

  private static Typed complex(List<Term> terms, List<Typed> places) {
    for (int i = 0; i < terms.size(); i++) if (is(terms.get(i))) return places.get(i);
    throw new IllegalArgumentException("no complex operand");
  }

  private Term unordered(String word, List<Term> terms, List<Typed> places) {
    return checker.fail(Diagnostic.of(Code.E0306, complex(terms, places).at(), word + " needs an order, and complex numbers have none")
        .because("this is complex").help("compare `abs(z)`, `re(z)` or `im(z)`; `==` and `!=` are allowed"));
  }

  private Term refuse(String word, List<Term> terms, List<Typed> places) {
    return checker.fail(Diagnostic.of(Code.E0307, complex(terms, places).at(), word + " takes no complex numbers")
        .because("this is complex").help("there are exp, log, sqrt, sin, cos, tan, sinh, cosh, tanh, abs, arg, conj, re and im of them"));
  }

  // ---- arithmetic

  /** After Smith (1962): divided by the larger part of `b` first, so that no square overflows; one division more saves the choice. */
  private static Term quotient(Term a, Term b, Typing like) {
    if (!is(b) || isZero(im(b))) return Complexes.of(div(re(a), re(b)), div(im(a), re(b)), like);
    if (isZero(re(b))) return Complexes.of(div(im(a), im(b)), neg(div(re(a), im(b))), like);
    Term c = re(b);
    Term d = im(b);
    Term larger = Complexes.apply(Primitive.MAX, Complexes.apply(Primitive.ABS, c), Complexes.apply(Primitive.ABS, d));
    Term x = div(c, larger);
    Term y = div(d, larger);
    Term below = add(mul(c, x), mul(d, y));
    return Complexes.of(div(add(mul(re(a), x), mul(im(a), y)), below), div(sub(mul(im(a), x), mul(re(a), y)), below), like);
  }

  /** Whole powers by products, others by e^(b log a). */
  private static Term power(Term a, Term b, Typing like) {
    if (b instanceof Term.Constant c && c.value() == Math.rint(c.value()) && Math.abs(c.value()) <= MOST_FACTORS) {
      Term z = whole(a, (int) Math.abs(c.value()), like);
      return c.value() < 0 ? quotient(ONE, z, like) : z;
    }
    return exp(Complexes.times(b, log(promoted(a), like), like), like);
  }

  private static Term whole(Term a, int n, Typing like) {
    if (n == 0) return promoted(new Term.Retyped(ONE, like.of(Typing.Kind.NUMBER)));
    if (n == 1) return a;
    Term half = whole(a, n / 2, like);
    Term square = Complexes.times(half, half, like);
    return n % 2 == 0 ? square : Complexes.times(square, a, like);
  }

  // ---- functions

  static Term abs(Term z) {
    if (!is(z) || isZero(im(z))) return Complexes.apply(Primitive.ABS, re(z));
    return isZero(re(z)) ? Complexes.apply(Primitive.ABS, im(z)) : Complexes.apply(Primitive.HYPOT, re(z), im(z));
  }

  static Term arg(Term z) {
    return Complexes.apply(Primitive.ATAN2, im(z), re(z));
  }

  private static Term exp(Term z, Typing like) {
    Term size = isZero(re(z)) ? ONE : Complexes.apply(Primitive.EXP, re(z));
    return Complexes.of(mul(size, Complexes.apply(Primitive.COS, im(z))), mul(size, Complexes.apply(Primitive.SIN, im(z))), like);
  }

  private static Term log(Term z, Typing like) {
    return Complexes.of(Complexes.apply(Primitive.LOG, abs(z)), arg(z), like);
  }

  /** Of the half plane re >= 0, by sums of positive numbers only; on the negative real axis it is i sqrt(-x). */
  private static Term sqrt(Term z, Typing like) {
    Term size = Complexes.apply(Primitive.ABS, re(z));
    Term larger = Complexes.apply(Primitive.SQRT, mul(HALF, add(size, abs(z))));
    Term quotient = div(Complexes.apply(Primitive.ABS, im(z)), mul(new Term.Constant(2), larger));
    Term smaller = where(Complexes.apply(Primitive.GT, larger, ZERO), quotient, ZERO);
    Term right = Complexes.apply(Primitive.GE, re(z), ZERO);
    Term imaginary = where(right, smaller, larger);
    Term below = Complexes.apply(Primitive.LT, im(z), ZERO);
    return Complexes.of(where(right, larger, smaller), where(below, neg(imaginary), imaginary), like);
  }

  /** i z: circular functions are hyperbolic ones of it. */
  private static Term.Complex turned(Term z) {
    return Complexes.of(neg(im(z)), re(z), z.typing());
  }

  /** -i z. */
  private static Term turnedBack(Term z, Typing like) {
    return Complexes.of(im(z), neg(re(z)), like);
  }

  private static Term hyperbolicSine(Term.Complex z, Typing like) {
    return Complexes.of(mul(Complexes.apply(Primitive.SINH, z.re()), Complexes.apply(Primitive.COS, z.im())),
        mul(Complexes.apply(Primitive.COSH, z.re()), Complexes.apply(Primitive.SIN, z.im())), like);
  }

  private static Term hyperbolicCosine(Term.Complex z, Typing like) {
    return Complexes.of(mul(Complexes.apply(Primitive.COSH, z.re()), Complexes.apply(Primitive.COS, z.im())),
        mul(Complexes.apply(Primitive.SINH, z.re()), Complexes.apply(Primitive.SIN, z.im())), like);
  }

  /**
   * tanh(a + ib) = (T + i sin b cos b / cosh(a)^2) / (cos(b)^2 + T^2 sin(b)^2) with T = tanh a: it goes to 1 where the quotient of sinh
   * and cosh would overflow.
   */
  private static Term hyperbolicTangent(Term.Complex z, Typing like) {
    Term t = Complexes.apply(Primitive.TANH, z.re());
    Term cosh = Complexes.apply(Primitive.COSH, z.re());
    Term sin = Complexes.apply(Primitive.SIN, z.im());
    Term cos = Complexes.apply(Primitive.COS, z.im());
    Term tsin = mul(t, sin);
    Term below = add(mul(cos, cos), mul(tsin, tsin));
    return Complexes.of(div(t, below), div(div(div(mul(sin, cos), cosh), cosh), below), like);
  }
}

package dyn.frontend.check;

import dyn.frontend.term.IndexRange;
import dyn.frontend.term.Symbol;
import dyn.frontend.term.Term;
import dyn.frontend.term.Typing;
import dyn.ir.Primitive;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * Complex terms as pairs of real ones, and arithmetic of the parts. A part written as zero stays zero: what is multiplied by it is not
 * computed, so that `1i * z` turns z exactly, and a real factor costs two products.
 */
final class Complexes {
  static final Term ZERO = new Term.Constant(0);
  static final Term ONE = new Term.Constant(1);

  private Complexes() {}

  static boolean is(Term t) {
    return t.typing().kind() == Typing.Kind.COMPLEX;
  }

  static boolean any(List<Term> terms) {
    return terms.stream().anyMatch(Complexes::is);
  }

  /** Both parts under the shape and indices of `like`. */
  static Term.Complex of(Term re, Term im, Typing like) {
    return new Term.Complex(as(re, like), as(im, like), like.of(Typing.Kind.COMPLEX));
  }

  private static Term as(Term part, Typing like) {
    Typing typing = like.of(Typing.Kind.NUMBER);
    Term bare = part instanceof Term.Retyped r ? r.operand() : part;
    return bare.typing().equals(typing) ? bare : new Term.Retyped(bare, typing);
  }

  static Term.Complex promoted(Term t) {
    return t instanceof Term.Complex z ? z : of(t, ZERO, t.typing());
  }

  static Term re(Term t) {
    return t instanceof Term.Complex z ? z.re() : t;
  }

  static Term im(Term t) {
    return t instanceof Term.Complex z ? z.im() : new Term.Retyped(ZERO, t.typing());
  }

  static Term conj(Term t) {
    return t instanceof Term.Complex z ? of(z.re(), neg(z.im()), z.typing()) : t;
  }

  static Term read(Symbol symbol) {
    List<Term> parts = symbol.parts().stream().map(s -> (Term) new Term.Read(s, Typing.number(s.shape()))).toList();
    return symbol.complex() ? of(parts.get(0), parts.get(1), Typing.number(symbol.shape())) : parts.getFirst();
  }

  /** What moves, picks or adds up cells does so to each part. */
  static Term each(Term t, UnaryOperator<Term> f) {
    if (!(t instanceof Term.Complex z)) return f.apply(t);
    Term re = f.apply(z.re());
    return of(re, f.apply(z.im()), re.typing());
  }

  // ---- real parts

  static boolean isConstant(Term t, double value) {
    return t instanceof Term.Constant c ? c.value() == value : t instanceof Term.Retyped r && isConstant(r.operand(), value);
  }

  static boolean isZero(Term t) {
    return isConstant(t, 0);
  }

  /** A primitive of real terms that have one shape or none. */
  static Term apply(Primitive p, Term... args) {
    List<Term> terms = List.of(args);
    List<IndexRange> shape = terms.stream().map(t -> t.typing().shape()).filter(s -> !s.isEmpty()).findFirst().orElse(List.of());
    return new Term.Apply(p, terms, new Typing(kind(p, terms), shape, Shapes.free(terms)));
  }

  private static Typing.Kind kind(Primitive p, List<Term> args) {
    return switch (p) {
      case LT, LE, GT, GE, EQ, NE, AND, OR, NOT -> Typing.Kind.CONDITION;
      case SELECT -> args.get(1).typing().kind();
      default -> Typing.Kind.NUMBER;
    };
  }

  static Term add(Term a, Term b) {
    return isZero(a) ? b : isZero(b) ? a : apply(Primitive.ADD, a, b);
  }

  static Term sub(Term a, Term b) {
    return isZero(a) ? neg(b) : isZero(b) ? a : apply(Primitive.SUB, a, b);
  }

  static Term neg(Term a) {
    if (isZero(a)) return a;
    return a instanceof Term.Constant c ? new Term.Constant(-c.value()) : apply(Primitive.NEG, a);
  }

  static Term mul(Term a, Term b) {
    if (isZero(a) || isZero(b)) return ZERO;
    if (isConstant(a, 1)) return b;
    if (isConstant(b, 1)) return a;
    if (isConstant(a, -1)) return neg(b);
    return isConstant(b, -1) ? neg(a) : apply(Primitive.MUL, a, b);
  }

  static Term div(Term a, Term b) {
    return isZero(a) || isConstant(b, 1) ? a : apply(Primitive.DIV, a, b);
  }

  // ---- of either kind, under the shape of `like`

  static Term plus(Term a, Term b, Typing like) {
    if (!is(a) && !is(b)) return add(a, b);
    return of(add(re(a), re(b)), add(im(a), im(b)), like);
  }

  static Term times(Term a, Term b, Typing like) {
    if (!is(a) && !is(b)) return mul(a, b);
    return of(sub(mul(re(a), re(b)), mul(im(a), im(b))), add(mul(re(a), im(b)), mul(im(a), re(b))), like);
  }

  static Term choose(Term condition, Term yes, Term no, Typing like) {
    if (!is(yes) && !is(no)) return where(condition, yes, no);
    return of(where(condition, re(yes), re(no)), where(condition, im(yes), im(no)), like);
  }

  static Term where(Term condition, Term yes, Term no) {
    return isZero(yes) && isZero(no) ? ZERO : apply(Primitive.SELECT, condition, yes, no);
  }
}

package dyn.frontend.lower;

import dyn.frontend.term.IndexRange;
import dyn.frontend.term.Term;
import dyn.ir.Builder;
import dyn.ir.Primitive;
import dyn.ir.Value;
import java.util.List;

/**
 * The values of {@link Term.Quantiles}, in f64. With m the smaller of the counts below and above a cell, t = m / n is the share of the
 * nearer tail and c = (n - 2 m) / (2 n) = 1/2 - t the distance from the middle; each is rounded once, so that both tails and the middle
 * keep their digits.
 */
final class QuantileValues {
  private static final double SQRT_HALF = 0.70710678118654752440;
  private static final double SQRT_TWO_PI = 2.5066282746310005024;
  /** From an error of 4.5e-4, each triples the number of right digits. */
  private static final int STEPS = 2;

  private final Builder b;
  private final double count;
  private final Value below;
  private final Value above;

  QuantileValues(Builder b, List<Value> indices, List<IndexRange> cells) {
    this.b = b;
    Value cell = indices.getFirst();
    double n = cells.getFirst().size();
    for (int i = 1; i < cells.size(); i++) {
      cell = b.add(b.mul(cell, b.constant(cells.get(i).size())), indices.get(i));
      n *= cells.get(i).size();
    }
    count = n;
    Value k = b.apply(Primitive.TO_F64, cell);
    below = b.apply("below", Primitive.ADD, k, b.constant(0.5));
    above = b.apply("above", Primitive.SUB, b.constant(n - 0.5), k);
  }

  Value of(Term.Quantiles.Of of, String hint) {
    return switch (of) {
      case BELOW -> below;
      case ABOVE -> above;
      case NORMAL -> signed(normal(), hint);
      case EXPONENTIAL -> exponential(hint);
      case CAUCHY -> signed(cauchy(), hint);
    };
  }

  private Value nearer() {
    return b.apply("nearer", Primitive.MIN, below, above);
  }

  private Value tail(Value nearer) {
    return b.apply("tail", Primitive.DIV, nearer, b.constant(count));
  }

  private Value middle(Value nearer) {
    return b.apply("middle", Primitive.DIV, b.sub(b.constant(count), b.mul(b.constant(2.0), nearer)), b.constant(2 * count));
  }

  /** Both tails are alike. */
  private Value signed(Value size, String hint) {
    return b.apply(hint, Primitive.SELECT, b.apply(Primitive.LT, below, above), b.apply(Primitive.NEG, size), size);
  }

  /** tan(pi c), and 1 / tan(pi t) where that is the smaller angle. */
  private Value cauchy() {
    Value m = nearer();
    Value t = tail(m);
    Value c = middle(m);
    Value far = b.apply(Primitive.LT, t, c);
    Value tan = b.apply(Primitive.TAN, b.mul(b.constant(Math.PI), b.select(far, t, c)));
    return b.select(far, b.div(b.constant(1.0), tan), tan);
  }

  /** -log(1 - p), by log1p where p is small. */
  private Value exponential(String hint) {
    Value p = b.div(below, b.constant(count));
    Value low = b.apply(Primitive.LOG1P, b.apply(Primitive.NEG, p));
    Value high = b.apply(Primitive.LOG, b.div(above, b.constant(count)));
    return b.apply(hint, Primitive.NEG, b.select(b.apply(Primitive.LT, below, above), low, high));
  }

  /**
   * The x >= 0 above which lies the share t: formula 26.2.23 of Abramowitz and Stegun, Handbook of Mathematical Functions (1964), then
   * steps of Halley's method on erfc(x / sqrt 2) / 2 - t, which near the middle is c - erf(x / sqrt 2) / 2.
   */
  private Value normal() {
    Value m = nearer();
    Value t = tail(m);
    Value c = middle(m);
    Value far = b.apply(Primitive.LT, t, b.constant(0.25));
    Value half = b.constant(0.5);
    Value x = start(t);
    for (int i = 0; i < STEPS; i++) {
      Value y = b.mul(x, b.constant(SQRT_HALF));
      Value outer = b.sub(b.mul(half, b.apply(Primitive.ERFC, y)), t);
      Value inner = b.sub(c, b.mul(half, b.apply(Primitive.ERF, y)));
      Value overDensity = b.mul(b.constant(SQRT_TWO_PI), b.apply(Primitive.EXP, b.mul(half, b.mul(x, x))));
      Value e = b.mul(b.select(far, outer, inner), overDensity);
      Value slope = b.sub(b.constant(1.0), b.mul(half, b.mul(x, e)));
      x = b.add(x, b.div(e, slope));
    }
    return b.select(b.apply(Primitive.GT, c, b.constant(0.0)), x, b.constant(0.0));
  }

  private Value start(Value t) {
    Value s = b.apply(Primitive.SQRT, b.mul(b.constant(-2.0), b.apply(Primitive.LOG, t)));
    return b.sub(s, b.div(polynomial(s, 2.515517, 0.802853, 0.010328), polynomial(s, 1, 1.432788, 0.189269, 0.001308)));
  }

  private Value polynomial(Value x, double... coefficients) {
    Value sum = b.constant(coefficients[coefficients.length - 1]);
    for (int i = coefficients.length - 2; i >= 0; i--) sum = b.add(b.mul(sum, x), b.constant(coefficients[i]));
    return sum;
  }
}

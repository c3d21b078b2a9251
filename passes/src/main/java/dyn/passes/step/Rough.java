package dyn.passes.step;

import dyn.ir.Builder;
import dyn.ir.Primitive;
import dyn.ir.Scalar;
import dyn.ir.Value;

/**
 * Binary logarithm and exponential to four digits, for the size of a step: it is chosen by a rule of thumb, and whoever computes it waits
 * for it. Least greatest errors, by weighted least squares; continuous, as the ends of the polynomials meet.
 */
final class Rough {
  private static final long ONE = 1023;
  private static final int FRACTION = 52;
  /** Its last place is 1: what is added to it is rounded to an integer, in its lowest bits. */
  private static final double INTEGERS = 0x1.8p52;
  private static final double[] LOG2 = {1.4387257476379471, -0.6777840127140888, 0.32118898249480526, -0.08213071741866372};
  private static final double[] EXP2 = {0.9999192146679856, 0.6931471994686108, 0.2427215127973368, 0.055676783105076365};

  private Rough() {}

  /** Within 1.2e-4 for a normal number; -1023 for 0, 1024 for infinity, not defined for what is negative or no number. */
  static Value log2(Builder b, Value x) {
    Value bits = b.apply(Primitive.BITS, x);
    Value exponent = b.apply(Primitive.SHR, bits, b.constant((long) FRACTION));
    Value counted = b.apply(Primitive.FROM_BITS, b.apply(Primitive.OR, exponent, b.constant(Scalar.F64.bits(0x1p52))));
    Value whole = b.sub(counted, b.constant(0x1p52 + ONE));
    Value fraction = b.apply(Primitive.AND, bits, b.constant((1L << FRACTION) - 1));
    Value mantissa = b.apply(Primitive.FROM_BITS, b.apply(Primitive.OR, fraction, b.constant(ONE << FRACTION)));
    Value t = b.sub(mantissa, b.constant(1.0));
    return b.apply("log2", Primitive.FMA, t, polynomial(b, t, LOG2), whole);
  }

  /** Within a relative 8.1e-5, for exponents within 1000 of 0. */
  static Value exp2(Builder b, Value x) {
    Value nearest = b.add(x, b.constant(INTEGERS));
    Value rest = b.sub(x, b.sub(nearest, b.constant(INTEGERS)));
    Value scale = b.apply(Primitive.SHL, b.apply(Primitive.BITS, nearest), b.constant((long) FRACTION));
    return b.apply("exp2", Primitive.FROM_BITS, b.add(b.apply(Primitive.BITS, polynomial(b, rest, EXP2)), scale));
  }

  private static Value polynomial(Builder b, Value x, double[] c) {
    Value p = b.constant(c[c.length - 1]);
    for (int i = c.length - 2; i >= 0; i--) p = b.fma(p, x, b.constant(c[i]));
    return p;
  }
}

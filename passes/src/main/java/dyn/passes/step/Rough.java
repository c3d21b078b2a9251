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
  private static final long BIAS = 1023;
  private static final int FRACTION = 52;
  /** Its last place is 1: what is added to it is rounded to an integer, in its lowest bits. */
  private static final double INTEGERS = 0x1.8p52;
  private static final double[] LOG2 = {1.4387257476379471, -0.6777840127140888, 0.32118898249480526, -0.08213071741866372};
  private static final double[] EXP2 = {0.9999192146679856, 0.6931471994686108, 0.2427215127973368, 0.055676783105076365};

  private Rough() {}

  /** Within 1.2e-4 for a normal number; -1023 for 0, 1024 and more for infinity and what is no number; not defined for what is negative. */
  static Value log2(Builder b, Value x) {
    Value bits = b.apply(Primitive.BITS, x);
    Value exponent = b.apply(Primitive.SHR, bits, b.constant((long) FRACTION));
    Value counted = b.apply(Primitive.FROM_BITS, b.apply(Primitive.OR, exponent, b.constant(Scalar.F64.bits(0x1p52))));
    Value whole = b.sub(counted, b.constant(0x1p52 + BIAS));
    Value fraction = b.apply(Primitive.AND, bits, b.constant((1L << FRACTION) - 1));
    Value mantissa = b.apply(Primitive.FROM_BITS, b.apply(Primitive.OR, fraction, b.constant(BIAS << FRACTION)));
    Value t = b.sub(mantissa, b.constant(1.0));
    Value upper = b.fma(t, b.constant(LOG2[3]), b.constant(LOG2[2]));
    Value lower = b.fma(t, b.constant(LOG2[1]), b.constant(LOG2[0]));
    Value square = b.mul(t, t);
    return b.apply("log2", Primitive.FMA, t, b.fma(square, upper, lower), whole);
  }

  /** Within a relative 1.2e-4, for exponents within 1000 of 0. */
  static Value exp2(Builder b, Value x) {
    Value nearest = b.add(x, b.constant(INTEGERS));
    Value rest = b.sub(x, b.sub(nearest, b.constant(INTEGERS)));
    Value shifted = b.apply(Primitive.SHL, b.apply(Primitive.BITS, nearest), b.constant((long) FRACTION));
    Value scale = b.apply(Primitive.FROM_BITS, b.add(shifted, b.constant(BIAS << FRACTION)));
    Value upper = b.fma(rest, b.constant(EXP2[3]), b.constant(EXP2[2]));
    Value lower = b.fma(rest, b.constant(EXP2[1]), b.constant(EXP2[0]));
    return b.apply("exp2", Primitive.MUL, scale, b.fma(b.mul(rest, rest), upper, lower));
  }
}

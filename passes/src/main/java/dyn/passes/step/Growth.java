package dyn.passes.step;

import dyn.ir.Builder;
import dyn.ir.Primitive;
import dyn.ir.Value;

/** What linear growth makes in a step. */
final class Growth {
  private Growth() {}

  /** The mean of e^(u s) over s from 0 to 1: (e^u - 1) / u, and 1 at 0. */
  static Value mean(Builder b, Value u) {
    Value still = b.apply("still", Primitive.EQ, u, b.constant(u.type().scalar(), 0));
    Value one = b.constant(u.type().scalar(), 1);
    return b.apply("mean", Primitive.SELECT, still, one, b.div(b.apply(Primitive.EXPM1, u), b.select(still, one, u)));
  }
}

package dyn.passes.rules;

import dyn.ir.Builder;
import dyn.ir.Pure;
import dyn.ir.Scalar;
import dyn.ir.Value;
import java.util.Optional;

/** {@code add 2, 3} is 5: the reference evaluation of the primitive, at compile time. */
final class FoldConstants implements Rule {
  @Override
  public Optional<Value> apply(Builder b, Pure.Apply op, Facts facts) {
    Scalar of = op.args().getFirst().type().scalar();
    if (op.primitive().expansion(of).isPresent()) return Optional.empty();
    long[] bits = new long[3];
    for (int i = 0; i < op.args().size(); i++) {
      Optional<Pure.Const> c = facts.constant(op.args().get(i));
      if (c.isEmpty()) return Optional.empty();
      bits[i] = c.get().bits();
    }
    Scalar result = op.resultTypes().getFirst().scalar();
    return Optional.of(b.constant(new Pure.Const(result, op.primitive().evaluate(of, bits[0], bits[1], bits[2]))));
  }
}

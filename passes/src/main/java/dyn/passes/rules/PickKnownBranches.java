package dyn.passes.rules;

import dyn.ir.Builder;
import dyn.ir.Primitive;
import dyn.ir.Pure;
import dyn.ir.Value;
import java.util.Optional;

/** {@code select true, a, b} is a; {@code select c, a, a} is a. */
final class PickKnownBranches implements Rule {
  @Override
  public Optional<Value> apply(Builder b, Pure.Apply op, Facts facts) {
    if (op.primitive() != Primitive.SELECT) return Optional.empty();
    Value condition = op.args().get(0);
    Value yes = op.args().get(1);
    Value no = op.args().get(2);
    if (facts.isTrue(condition) || yes.equals(no)) return Optional.of(yes);
    return facts.isFalse(condition) ? Optional.of(no) : Optional.empty();
  }
}

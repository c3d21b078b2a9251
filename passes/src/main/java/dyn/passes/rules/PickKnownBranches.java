package dyn.passes.rules;

import dyn.ir.Builder;
import dyn.ir.Primitive;
import dyn.ir.Pure;
import dyn.ir.Value;
import java.util.Optional;

/** Of {@code select true, a, b} and {@code select c, a, a} there is a, of {@code select (and c, d), a, (select c, a, b)} the second. */
final class PickKnownBranches implements Rule {
  @Override
  public Optional<Value> apply(Builder b, Pure.Apply op, Facts facts) {
    if (op.primitive() != Primitive.SELECT) return Optional.empty();
    Value condition = op.args().get(0);
    Value yes = op.args().get(1);
    Value no = op.args().get(2);
    if (facts.isTrue(condition) || yes.equals(no)) return Optional.of(yes);
    return facts.isFalse(condition) || isDecided(condition, yes, no, facts) ? Optional.of(no) : Optional.empty();
  }

  private static boolean isDecided(Value condition, Value yes, Value no, Facts facts) {
    Pure.Apply inner = facts.application(no).orElse(null);
    Pure.Apply both = facts.application(condition).orElse(null);
    return inner != null && both != null && inner.primitive() == Primitive.SELECT && both.primitive() == Primitive.AND
        && inner.args().get(1).equals(yes) && both.args().contains(inner.args().getFirst())
        && no.type().axes().containsAll(condition.type().axes());
  }
}

package dyn.passes.rules;

import dyn.ir.Builder;
import dyn.ir.Primitive;
import dyn.ir.Pure;
import dyn.ir.Value;
import java.util.Optional;

/** {@code neg neg x} and {@code not not x} are x; {@code x + (-y)} is {@code x - y}. */
final class CancelNegations implements Rule {
  @Override
  public Optional<Value> apply(Builder b, Pure.Apply op, Facts facts) {
    return switch (op.primitive()) {
      case NEG, NOT -> facts.application(op.args().getFirst()).filter(a -> a.primitive() == op.primitive()).map(a -> a.args().getFirst());
      case ADD -> facts.application(op.args().get(1)).filter(a -> a.primitive() == Primitive.NEG)
          .map(a -> b.sub(op.args().getFirst(), a.args().getFirst()));
      default -> Optional.empty();
    };
  }
}

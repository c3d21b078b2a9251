package dyn.passes.rules;

import dyn.ir.Builder;
import dyn.ir.Pure;
import dyn.ir.Value;
import java.util.Optional;

/** {@code x * 1}, {@code x + (-0.0)}, {@code x - 0.0}, {@code x and true}: the value is x, signed zeros and NaN included. */
final class DropNeutralOperands implements Rule {
  @Override
  public Optional<Value> apply(Builder b, Pure.Apply op, Facts facts) {
    if (op.args().size() < 2) return Optional.empty();
    Value x = op.args().get(0);
    Value y = op.args().get(1);
    boolean real = x.type().scalar().isReal();
    return switch (op.primitive()) {
      case MUL -> real ? either(facts.is(y, 1), x, facts.is(x, 1), y) : either(facts.isInteger(y, 1), x, facts.isInteger(x, 1), y);
      case ADD -> real ? either(facts.is(y, -0.0), x, facts.is(x, -0.0), y) : either(facts.isInteger(y, 0), x, facts.isInteger(x, 0), y);
      case SUB -> real ? either(facts.is(y, 0.0), x, false, y) : either(facts.isInteger(y, 0), x, false, y);
      case DIV -> either(facts.is(y, 1), x, false, y);
      case AND -> either(facts.isTrue(y) || facts.isFalse(x), x, facts.isTrue(x) || facts.isFalse(y), y).or(() -> same(x, y));
      case OR -> either(facts.isFalse(y) || facts.isTrue(x), x, facts.isFalse(x) || facts.isTrue(y), y).or(() -> same(x, y));
      default -> Optional.empty();
    };
  }

  private static Optional<Value> either(boolean first, Value x, boolean second, Value y) {
    return first ? Optional.of(x) : second ? Optional.of(y) : Optional.empty();
  }

  private static Optional<Value> same(Value x, Value y) {
    return x.equals(y) ? Optional.of(x) : Optional.empty();
  }
}

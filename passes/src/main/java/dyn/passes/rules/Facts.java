package dyn.passes.rules;

import dyn.ir.Op;
import dyn.ir.Pure;
import dyn.ir.Scalar;
import dyn.ir.Value;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** What is known about values of the program under construction. */
public final class Facts {
  private final Map<Value, Op> definitions = new HashMap<>();

  public void define(Value v, Op op) {
    definitions.put(v, op);
  }

  public Optional<Pure.Const> constant(Value v) {
    return definitions.get(v) instanceof Pure.Const c ? Optional.of(c) : Optional.empty();
  }

  public Optional<Pure.Apply> application(Value v) {
    return definitions.get(v) instanceof Pure.Apply a ? Optional.of(a) : Optional.empty();
  }

  /** The value is this real, signed zeros told apart. */
  public boolean is(Value v, double x) {
    return constant(v).filter(c -> c.scalar().isReal() && c.bits() == c.scalar().bits(x)).isPresent();
  }

  public boolean isTrue(Value v) {
    return constant(v).filter(c -> c.scalar() == Scalar.BOOL && c.bits() != 0).isPresent();
  }

  public boolean isFalse(Value v) {
    return constant(v).filter(c -> c.scalar() == Scalar.BOOL && c.bits() == 0).isPresent();
  }

  public boolean isInteger(Value v, long x) {
    return constant(v).filter(c -> c.scalar() == Scalar.I64 && c.bits() == x).isPresent();
  }
}

package dyn.passes.rules;

import dyn.ir.Builder;
import dyn.ir.Pure;
import dyn.ir.Value;
import java.util.Optional;

/** One statement in, a value that equals its result to the bit out, or nothing. */
@FunctionalInterface
public interface Rule {
  Optional<Value> apply(Builder b, Pure.Apply op, Facts facts);
}

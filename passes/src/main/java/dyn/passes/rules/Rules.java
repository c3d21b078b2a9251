package dyn.passes.rules;

import dyn.ir.Pure;
import dyn.ir.Value;
import java.util.List;

/** The rules of {@code simplify}, in the order in which they are tried. */
public final class Rules {
  public static final List<Rule> ALL = List.of(
      new FoldConstants(),
      new DropNeutralOperands(),
      new PickKnownBranches(),
      new CancelNegations());

  private Rules() {}

  /** False where no rule can apply: without a constant only a few operations are of interest. */
  public static boolean mayApply(Pure.Apply op, Facts facts) {
    return switch (op.primitive()) {
      case SELECT, ADD, NEG, NOT, AND, OR -> true;
      default -> {
        boolean constant = false;
        for (Value v : op.args()) constant |= facts.isConstant(v);
        yield constant;
      }
    };
  }
}

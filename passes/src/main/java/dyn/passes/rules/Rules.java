package dyn.passes.rules;

import java.util.List;

/** The rules of {@code simplify}, in the order in which they are tried. */
public final class Rules {
  public static final List<Rule> ALL = List.of(
      new FoldConstants(),
      new DropNeutralOperands(),
      new PickKnownBranches(),
      new CancelNegations());

  private Rules() {}
}

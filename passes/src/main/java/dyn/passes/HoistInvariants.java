package dyn.passes;

import dyn.ir.Body;
import dyn.ir.Builder;
import dyn.ir.Level;
import dyn.ir.Op;
import dyn.ir.Output;
import dyn.ir.Program;
import dyn.ir.Regions;
import dyn.ir.Rewrite;
import dyn.ir.Stmt;
import dyn.ir.Sync;
import dyn.ir.Value;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Computes before a loop what does not change in it. */
public final class HoistInvariants implements Pass {
  private static final About ABOUT = new About("hoist-invariants",
      "compute before a loop what does not change in it", Level.LOCAL, Level.LOCAL, Exactness.BITWISE);

  @Override
  public About about() {
    return ABOUT;
  }

  @Override
  public Program run(Program program, PassContext context) {
    return Rewriting.bodies(program, Level.LOCAL, body -> Rewriting.has(body, Regions.While.class) ? HoistInvariants::rewrite
        : Rewrite.none());
  }

  private static Optional<List<Value>> rewrite(Builder b, Stmt s, Map<Value, Value> known) {
    if (!(s.op() instanceof Regions.While w)) return Optional.empty();
    Set<Value> inside = new HashSet<>(w.body().params());
    List<Stmt> kept = new ArrayList<>();
    List<Stmt> moved = new ArrayList<>();
    for (Stmt t : w.body().stmts()) {
      if (isInvariant(t, inside)) {
        moved.add(t);
      } else {
        kept.add(t);
        inside.addAll(t.results());
      }
    }
    if (moved.isEmpty()) return Optional.empty();
    b.copy(Body.nested(List.of(), moved, List.of()), known, HoistInvariants::rewrite);
    Stmt rest = new Stmt(s.results(), new Regions.While(w.init(), w.cond(), w.body().withStmts(kept)), s.origin());
    List<Value> results = b.copy(Body.nested(List.of(), List.of(rest), rest.results()), known, HoistInvariants::rewrite);
    return Optional.of(results);
  }

  /** Pure, always defined, and reading nothing from inside; loops and branches stay where they are. */
  private static boolean isInvariant(Stmt s, Set<Value> inside) {
    Op op = s.op();
    if (op.hasEffect() || op instanceof Regions || op instanceof Sync || op instanceof Output) return false;
    return op.operands().stream().noneMatch(inside::contains);
  }
}

package dyn.passes;

import dyn.ir.Axis;
import dyn.ir.Body;
import dyn.ir.Builder;
import dyn.ir.Lanes;
import dyn.ir.Level;
import dyn.ir.Noise;
import dyn.ir.Op;
import dyn.ir.Output;
import dyn.ir.Placed;
import dyn.ir.Primitive;
import dyn.ir.Program;
import dyn.ir.Pure;
import dyn.ir.Regions;
import dyn.ir.Rewrite;
import dyn.ir.Stmt;
import dyn.ir.Sync;
import dyn.ir.Type;
import dyn.ir.Value;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Lets every member leave an adaptive loop when it is done. The naive loop goes on until no member is left and holds the values of
 * those that are done; if nothing in its body waits across members, each may as well run its own attempts only.
 */
public final class DivergeLoops implements Pass {
  private static final About ABOUT = new About("diverge-loops",
      "let each member leave a loop by itself where nothing in it waits across members", Level.LOCAL, Level.LOCAL, Exactness.BITWISE);

  @Override
  public About about() {
    return ABOUT;
  }

  @Override
  public Program run(Program program, PassContext context) {
    return Rewriting.bodies(program, Level.LOCAL,
        body -> Rewriting.has(body, Regions.While.class) ? DivergeLoops::rewrite : Rewrite.none());
  }

  private static Optional<List<Value>> rewrite(Builder b, Stmt s, Map<Value, Value> known) {
    if (!(s.op() instanceof Regions.While w)) return Optional.empty();
    int active = lockstepCarry(w);
    if (active < 0 || waitsAcrossMembers(w.body())) return Optional.empty();
    List<Value> init = Op.map(w.init(), v -> known.getOrDefault(v, v));
    List<String> hints = w.body().params().stream().map(Value::name).toList();
    List<Type> types = w.body().paramTypes();
    List<Value> result = b.whileLoop(hints, init, types,
        (_, p) -> List.of(p.get(active)),
        (inner, p) -> {
          Map<Value, Value> scope = new HashMap<>(known);
          for (int i = 0; i < p.size(); i++) scope.put(w.body().params().get(i), p.get(i));
          // Inside its own loop a member is active by definition.
          scope.put(w.body().params().get(active), inner.constant(true));
          return inner.copy(w.body(), scope, DivergeLoops::rewrite);
        });
    return Optional.of(result);
  }

  /** The carry whose {@code any} over members keeps the loop going; -1 if the loop is not of that form. */
  private static int lockstepCarry(Regions.While w) {
    List<Stmt> stmts = w.cond().stmts();
    if (stmts.size() != 2) return -1;
    if (!(stmts.get(0).op() instanceof Sync.Barrier wait) || !(stmts.get(1).op() instanceof Lanes.Reduce any)) return -1;
    boolean matches = any.combine() == Lanes.Combine.ANY && any.axis().equals(Axis.MEMBER)
        && any.operand().equals(stmts.get(0).result()) && w.cond().results().getFirst().equals(stmts.get(1).result())
        && holdsDoneMembers(w, wait.operands().getFirst());
    return matches ? w.cond().params().indexOf(wait.operands().getFirst()) : -1;
  }

  /**
   * Every carry comes back through {@code select active}, {@code if active}, {@code and active}, or a loop or branch under it: members
   * that are done keep theirs.
   */
  private static boolean holdsDoneMembers(Regions.While w, Value carry) {
    int i = w.cond().params().indexOf(carry);
    if (i < 0) return false;
    Value active = w.body().params().get(i);
    Map<Value, Stmt> definitions = new HashMap<>();
    for (Stmt s : w.body().stmts()) s.results().forEach(r -> definitions.put(r, s));
    for (int k = 0; k < w.init().size(); k++) {
      if (!held(w.body().results().get(k), w.body().params().get(k), active, definitions)) return false;
    }
    return true;
  }

  private static boolean held(Value result, Value before, Value active, Map<Value, Stmt> definitions) {
    if (result.equals(before)) return true;
    Stmt s = definitions.get(result);
    if (s == null) return false;
    return switch (s.op()) {
      case Pure.Apply a when a.primitive() == Primitive.SELECT ->
          under(a.args().getFirst(), active, definitions) && a.args().get(2).equals(before);
      case Pure.Apply a when a.primitive() == Primitive.AND -> before.equals(active) && a.args().contains(active);
      case Regions.While inner -> inner.init().get(s.results().indexOf(result)).equals(before) && under(leaves(inner), active, definitions);
      case Regions.If i -> {
        int k = s.results().indexOf(result);
        boolean all = true;
        for (Body arm : under(i.condition(), active, definitions) ? List.of(i.otherwise()) : i.bodies()) {
          Map<Value, Stmt> inside = new HashMap<>(definitions);
          for (Stmt in : arm.stmts()) in.results().forEach(r -> inside.put(r, in));
          all &= held(arm.results().get(k), before, active, inside);
        }
        yield all;
      }
      case Pure _, Lanes _, Sync _, Noise _, Output _, Placed _ -> false;
    };
  }

  /** The condition is {@code active}, or a conjunction with something that is. */
  private static boolean under(Value condition, Value active, Map<Value, Stmt> definitions) {
    if (condition.equals(active)) return true;
    Stmt s = definitions.get(condition);
    return s != null && s.op() instanceof Pure.Apply a && a.primitive() == Primitive.AND
        && a.args().stream().anyMatch(v -> under(v, active, definitions));
  }

  /** A conjunct of an inner loop's condition that comes from outside of it. */
  private static Value leaves(Regions.While inner) {
    Map<Value, Stmt> definitions = new HashMap<>();
    for (Stmt s : inner.cond().stmts()) s.results().forEach(r -> definitions.put(r, s));
    return outerConjunct(inner.cond().results().getFirst(), inner.cond(), definitions);
  }

  private static Value outerConjunct(Value v, Body cond, Map<Value, Stmt> definitions) {
    Stmt s = definitions.get(v);
    if (s == null) return cond.params().contains(v) ? null : v;
    if (!(s.op() instanceof Pure.Apply a) || a.primitive() != Primitive.AND) return null;
    for (Value operand : a.args()) {
      Value found = outerConjunct(operand, cond, definitions);
      if (found != null) return found;
    }
    return null;
  }

  private static boolean waitsAcrossMembers(Body body) {
    for (Stmt s : body.stmts()) {
      if (s.op() instanceof Sync wait && wait.axes().contains(Axis.MEMBER)) return true;
      if (s.op().bodies().stream().anyMatch(DivergeLoops::waitsAcrossMembers)) return true;
    }
    return false;
  }
}

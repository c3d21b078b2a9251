package dyn.passes;

import dyn.ir.Body;
import dyn.ir.Builder;
import dyn.ir.Lanes;
import dyn.ir.Level;
import dyn.ir.Op;
import dyn.ir.Program;
import dyn.ir.Pure;
import dyn.ir.Regions;
import dyn.ir.Rewrite;
import dyn.ir.Stmt;
import dyn.ir.Value;
import dyn.passes.rules.Facts;
import dyn.passes.rules.Rule;
import dyn.passes.rules.Rules;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/** Local rules, one computation of what is computed twice, nothing of what nobody reads. */
public final class Simplify implements Pass {
  private final Level level;

  public Simplify(Level level) {
    this.level = level;
  }

  @Override
  public About about() {
    return new About("simplify", "fold constants, share equal computations, drop what nobody reads", level, level, Exactness.BITWISE);
  }

  @Override
  public Program run(Program program, PassContext context) {
    Program shared = Rewriting.bodies(program, program.level(), _ -> new Share());
    List<Body> bodies = new ArrayList<>();
    for (Body b : shared.bodies()) bodies.add(Rewriting.isFunction(shared, b) ? b : dropUnread(b, new HashSet<>()));
    return Rewriting.relink(shared.with(bodies));
  }

  private static final class Share implements Rewrite {
    private final Facts facts = new Facts();
    private final Visible known = new Visible();

    @Override
    public Optional<List<Value>> statement(Builder b, Stmt s, Map<Value, Value> became) {
      if (s.op() instanceof Regions.If i) return branch(b, s, i, became);
      if (!(s.op() instanceof Pure || s.op() instanceof Lanes) || s.results().size() != 1 || s.op().hasEffect()) return Optional.empty();
      Op op = Builder.mapped(s.op(), became);
      if (op instanceof Pure.Const c) return Optional.of(List.of(constant(b, s, c)));
      return Optional.of(List.of(op instanceof Pure.Apply a ? apply(b, s, a) : share(b, s, op)));
    }

    private Value constant(Builder b, Stmt s, Pure.Const c) {
      Value v = b.constantAs(s, c);
      facts.define(v, c);
      return v;
    }

    private Value apply(Builder b, Stmt s, Pure.Apply a) {
      for (Rule rule : Rules.ALL) {
        Optional<Value> better = rule.apply(b, a, facts).filter(v -> v.type().axes().equals(a.resultTypes().getFirst().axes()));
        if (better.isPresent()) return remember(b, better.get());
      }
      return share(b, s, a);
    }

    /** A rule may have made a constant or a statement that facts do not know yet. */
    private Value remember(Builder b, Value v) {
      if (facts.constant(v).isEmpty() && facts.application(v).isEmpty()) b.definition(v).ifPresent(op -> facts.define(v, op));
      return v;
    }

    private Value share(Builder b, Stmt s, Op op) {
      Object key = op instanceof Pure.Call c ? List.of(c.callee().name(), c.args()) : op;
      List<Value> same = known.from(b, key);
      if (same != null) return same.getFirst();
      List<Value> made = b.emitAs(s, op);
      facts.define(made.getFirst(), op);
      known.put(b, key, made);
      return made.getFirst();
    }

    private Optional<List<Value>> branch(Builder b, Stmt s, Regions.If i, Map<Value, Value> became) {
      Optional<List<Value>> taken = knownBranch(b, s, i, became);
      if (taken.isPresent() || s.results().isEmpty() || !i.bodies().stream().allMatch(Share::isPlain)) return taken;
      Object key = List.of(became.getOrDefault(i.condition(), i.condition()), shape(i.then(), became), shape(i.otherwise(), became));
      List<Value> same = known.from(b, key);
      if (same != null) return Optional.of(same);
      List<Value> made = b.copy(Body.nested(List.of(), List.of(s), s.results()), became,
          (in, t, inside) -> t == s ? Optional.empty() : statement(in, t, inside));
      known.put(b, key, made);
      return Optional.of(made);
    }

    private static boolean isPlain(Body arm) {
      return arm.stmts().stream().allMatch(s -> s.op() instanceof Pure && !s.op().hasEffect());
    }

    /** Equal for bodies that do the same, whatever they call their values. */
    private static List<Object> shape(Body arm, Map<Value, Value> became) {
      Map<Value, Value> names = new HashMap<>();
      UnaryOperator<Value> named = v -> names.containsKey(v) ? names.get(v) : became.getOrDefault(v, v);
      List<Object> shape = new ArrayList<>();
      for (Stmt s : arm.stmts()) {
        Op op = s.op().mapOperands(named);
        shape.add(op instanceof Pure.Call c ? List.of(c.callee().name(), c.args()) : op);
        for (Value r : s.results()) names.put(r, new Value("#" + shape.size() + "." + s.results().indexOf(r), r.type()));
      }
      arm.results().forEach(r -> shape.add(named.apply(r)));
      return shape;
    }

    private Optional<List<Value>> knownBranch(Builder b, Stmt s, Regions.If i, Map<Value, Value> became) {
      Value condition = became.getOrDefault(i.condition(), i.condition());
      if (facts.isTrue(condition) && keepsAxes(s, i.then())) return Optional.of(b.copy(i.then(), became, this));
      return facts.isFalse(condition) && keepsAxes(s, i.otherwise()) ? Optional.of(b.copy(i.otherwise(), became, this)) : Optional.empty();
    }

    /** Readers rely on the axes of the branch, which are those of both its bodies together. */
    private static boolean keepsAxes(Stmt s, Body taken) {
      for (int k = 0; k < s.results().size(); k++) {
        if (!taken.results().get(k).type().axes().equals(s.results().get(k).type().axes())) return false;
      }
      return true;
    }
  }

  /** What has been computed, as seen from a body: there and in those around it. */
  private static final class Visible {
    private final Map<Object, List<Value>> values = new HashMap<>();
    /** The body that is under construction, and those around it in which something has been computed. */
    private final Deque<Builder> bodies = new ArrayDeque<>();
    private final Deque<List<Object>> keys = new ArrayDeque<>();

    /** Null if there is none. */
    List<Value> from(Builder b, Object key) {
      goOn(b);
      return values.get(key);
    }

    void put(Builder b, Object key, List<Value> made) {
      goOn(b);
      values.put(key, made);
      keys.peek().add(key);
    }

    /** In this body: what was computed in others that have ended is not seen. */
    private void goOn(Builder b) {
      while (!bodies.isEmpty() && !isAround(bodies.peek(), b)) {
        bodies.pop();
        keys.pop().forEach(values::remove);
      }
      if (bodies.peek() != b) {
        bodies.push(b);
        keys.push(new ArrayList<>());
      }
    }

    private static boolean isAround(Builder outer, Builder b) {
      Builder at = b;
      while (at != null && at != outer) at = at.outer();
      return at == outer;
    }
  }

  private static Body dropUnread(Body body, Set<Value> read) {
    read.addAll(body.results());
    List<Stmt> kept = new ArrayList<>();
    for (Stmt s : body.stmts().reversed()) {
      if (!anyOf(s.results(), read) && !s.op().hasEffect()) continue;
      kept.add(s.mapBodies(inner -> dropUnread(inner, read)));
      read.addAll(s.op().operands());
    }
    return body.withStmts(kept.reversed());
  }

  private static boolean anyOf(List<Value> values, Set<Value> read) {
    for (Value v : values) if (read.contains(v)) return true;
    return false;
  }
}

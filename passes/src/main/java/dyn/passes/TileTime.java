package dyn.passes;

import dyn.ir.Body;
import dyn.ir.Builder;
import dyn.ir.Lanes;
import dyn.ir.Level;
import dyn.ir.Output;
import dyn.ir.Primitive;
import dyn.ir.Program;
import dyn.ir.Pure;
import dyn.ir.Reach;
import dyn.ir.Regions;
import dyn.ir.Rewrite;
import dyn.ir.Stmt;
import dyn.ir.Sync;
import dyn.ir.Type;
import dyn.ir.Value;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Takes several steps at a time where nothing is recorded in them: a turn of the time loop asks first whether the next steps all belong
 * to the run and no record falls into them, and then takes them without looking at the records between. What the steps wait for is
 * neighbours only, so one wait can serve them all ({@link WidenHalo}).
 */
public final class TileTime implements Pass {
  private static final About ABOUT = new About("tile-time",
      "take several steps of a stencil at a time where nothing is recorded between", Level.STEP, Level.STEP, Exactness.BITWISE);

  private final int steps;

  public TileTime() {
    this(4);
  }

  /** @param steps at a time */
  public TileTime(int steps) {
    this.steps = steps;
  }

  @Override
  public About about() {
    return ABOUT;
  }

  @Override
  public Program run(Program program, PassContext context) {
    return Rewriting.bodies(program, Level.STEP, body -> body.name().equals(Program.MAIN) ? this::rewrite : Rewrite.none());
  }

  private Optional<List<Value>> rewrite(Builder b, Stmt s, Map<Value, Value> known) {
    if (!(s.op() instanceof Regions.While w) || !isStencilLoop(w)) return Optional.empty();
    List<String> hints = w.body().params().stream().map(Value::name).toList();
    List<Value> init = w.init().stream().map(v -> known.getOrDefault(v, v)).toList();
    List<Type> types = w.body().paramTypes();
    return Optional.of(b.whileLoop(hints, init, types,
        (in, p) -> in.copy(w.cond(), scope(known, w.cond(), p), Rewrite.none()),
        (in, p) -> {
          Value clear = clear(in, w, known, p);
          return in.ifElse(clear, hints, fast -> several(fast, w, known, p),
              slow -> slow.copy(w.body(), scope(known, w.body(), p), Rewrite.none()));
        }));
  }

  private static Map<Value, Value> scope(Map<Value, Value> known, Body body, List<Value> args) {
    Map<Value, Value> scope = new HashMap<>(known);
    for (int i = 0; i < args.size(); i++) scope.put(body.params().get(i), args.get(i));
    return scope;
  }

  /** It polls, waits for neighbours and nobody else, and all that its condition and those of the loops in it need are numbers. */
  private static boolean isStencilLoop(Regions.While w) {
    List<Stmt> stmts = w.body().stmts();
    if (stmts.stream().noneMatch(s -> s.op() instanceof Output.Poll)) return false;
    Demand demand = Demand.of(w.body());
    boolean waits = false;
    for (Stmt s : stmts) {
      boolean fits = switch (s.op()) {
        case Sync.Barrier _ -> {
          waits = true;
          yield s.results().stream().allMatch(r -> !demand.of(r).isEmpty()
              && demand.of(r).values().stream().allMatch(x -> x instanceof Reach.Halo));
        }
        case Regions.While inner -> inner.init().stream().allMatch(v -> v.type().isScalar());
        case Lanes.Reduce _, Lanes.Contract _ -> false;
        case Pure.Call c -> c.callee().isScalar();
        case Regions.If _ -> false;
        default -> true;
      };
      if (!fits) return false;
    }
    return waits && w.cond().params().stream().filter(p -> !p.type().isScalar()).noneMatch(p -> reads(w.cond(), p));
  }

  private static boolean reads(Body body, Value v) {
    return body.stmts().stream().anyMatch(s -> s.op().operands().contains(v));
  }

  /** Whether each of the next steps is to be taken and records nothing. */
  private Value clear(Builder b, Regions.While w, Map<Value, Value> known, List<Value> params) {
    Value clear = b.constant(true);
    List<Value> carries = params;
    for (int k = 0; k < steps; k++) {
      Map<Value, Value> scope = scope(known, w.body(), carries);
      Slice slice = new Slice(b, w.body(), scope);
      if (k > 0) {
        Value more = b.copy(w.cond(), scope(known, w.cond(), carries), Rewrite.none()).getFirst();
        clear = b.apply("clear", Primitive.AND, clear, more);
      }
      for (Stmt s : w.body().stmts()) {
        if (!(s.op() instanceof Regions.While inner)) continue;
        List<Value> entering = inner.init().stream().map(slice::value).toList();
        new Slice(b, inner.cond(), scope).needed(w.body(), slice);
        Value due = b.copy(inner.cond(), scope(scope, inner.cond(), entering), Rewrite.none()).getFirst();
        clear = b.apply("clear", Primitive.AND, clear, b.apply(Primitive.NOT, due));
      }
      List<Value> next = new ArrayList<>();
      for (int i = 0; i < carries.size(); i++) {
        next.add(carries.get(i).type().isScalar() ? slice.value(w.body().results().get(i)) : carries.get(i));
      }
      carries = next;
    }
    return clear;
  }

  /** The steps one after the other; loops that record are known to have no turn. */
  private List<Value> several(Builder b, Regions.While w, Map<Value, Value> known, List<Value> params) {
    List<Value> carries = params;
    Map<Integer, Value> stops = new HashMap<>();
    for (int k = 0; k < steps; k++) {
      List<Value> before = carries;
      carries = b.copy(w.body(), scope(known, w.body(), before), (_, s, scope) -> s.op() instanceof Regions.While inner
          ? Optional.of(inner.init().stream().map(v -> scope.getOrDefault(v, v)).toList()) : Optional.empty());
      for (int i = 0; i < carries.size(); i++) {
        if (!isPoll(w.body(), w.body().results().get(i))) continue;
        Value now = carries.get(i);
        stops.merge(i, now, (x, y) -> b.apply("stop", Primitive.OR, x, y));
      }
    }
    List<Value> results = new ArrayList<>(carries);
    stops.forEach(results::set);
    return results;
  }

  private static boolean isPoll(Body body, Value v) {
    return body.stmts().stream().anyMatch(s -> s.results().contains(v) && s.op() instanceof Output.Poll);
  }

  /** Numbers of a body, computed apart from the rest of it; a host that is polled is taken to answer no. */
  private static final class Slice {
    private final Builder b;
    private final Body body;
    private final Map<Value, Value> known;

    Slice(Builder b, Body body, Map<Value, Value> known) {
      this.b = b;
      this.body = body;
      this.known = known;
    }

    Value value(Value v) {
      Value done = known.get(v);
      if (done != null) return done;
      Stmt s = body.stmts().stream().filter(t -> t.results().contains(v)).findFirst().orElse(null);
      if (s == null) return v;
      Value made = switch (s.op()) {
        case Output.Poll _ -> b.constant(false);
        case Regions.While inner -> value(inner.init().get(s.results().indexOf(v)));
        default -> b.copy(Body.nested(List.of(), List.of(s), List.of(v)), scope(s), Rewrite.none()).getFirst();
      };
      known.put(v, made);
      return made;
    }

    private Map<Value, Value> scope(Stmt s) {
      Map<Value, Value> scope = new HashMap<>(known);
      for (Value v : s.op().operands()) scope.put(v, value(v));
      return scope;
    }

    /** Has what this body reads of the one around it computed there. */
    void needed(Body around, Slice slice) {
      for (Stmt s : body.stmts()) {
        for (Value v : s.op().operands()) {
          if (around.stmts().stream().anyMatch(t -> t.results().contains(v))) slice.value(v);
        }
      }
    }
  }
}

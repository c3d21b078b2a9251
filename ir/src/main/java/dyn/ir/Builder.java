package dyn.ir;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * Appends statements to a body under construction. Nested bodies are built by builders that share its names and see its
 * constants.
 */
public final class Builder {
  private static final String CONSTANT = "c";

  private final Names names;
  private final Builder outer;
  private final List<Stmt> stmts = new ArrayList<>();
  private final Map<Pure.Const, Value> constants = new HashMap<>();
  private String origin = "";

  public Builder() {
    this(new Names(), null);
  }

  private Builder(Names names, Builder outer) {
    this.names = names;
    this.outer = outer;
    if (outer != null) origin = outer.origin;
  }

  /** Source position given to the statements that follow. */
  public Builder at(String position) {
    origin = position;
    return this;
  }

  public Value param(String name, Type type) {
    return new Value(names.fresh(name), type);
  }

  /** A parameter of exactly this name, which must be new: names that others go by. */
  public Value exactParam(String name, Type type) {
    if (!names.take(name)) throw new IllegalArgumentException("%" + name + " is taken");
    return new Value(name, type);
  }

  /** The builder this one is nested in, or null. */
  public Builder outer() {
    return outer;
  }

  public Builder nested() {
    return new Builder(names, this);
  }

  public List<Value> emitAll(List<String> hints, Op op) {
    List<String> fresh = new ArrayList<>(hints.size());
    for (String hint : hints) fresh.add(names.fresh(hint));
    Stmt s = Stmt.of(fresh, op, origin);
    stmts.add(s);
    return s.results();
  }

  public Value emit(String hint, Op op) {
    return emitAll(List.of(hint), op).getFirst();
  }

  /** For operations without results. */
  public void emit(Op op) {
    emitAll(List.of(), op);
  }

  public Value apply(Primitive p, Value... args) {
    return emit(p.text(), new Pure.Apply(p, List.of(args)));
  }

  public Value apply(String hint, Primitive p, Value... args) {
    return emit(hint, new Pure.Apply(p, List.of(args)));
  }

  public Value constant(double x) {
    return constant(Pure.Const.of(x));
  }

  /** A real number, rounded to {@code scalar}. */
  public Value constant(Scalar scalar, double x) {
    return constant(Pure.Const.of(scalar, x));
  }

  public Value constant(long x) {
    return constant(Pure.Const.of(x));
  }

  public Value constant(boolean x) {
    return constant(Pure.Const.of(x));
  }

  public Value constant(Pure.Const c) {
    return knownConstant(c).orElseGet(() -> define(c, emit(CONSTANT, c)));
  }

  private Optional<Value> knownConstant(Pure.Const c) {
    for (Builder b = this; b != null; b = b.outer) {
      Value known = b.constants.get(c);
      if (known != null) return Optional.of(known);
    }
    return Optional.empty();
  }

  private Value define(Pure.Const c, Value v) {
    constants.put(c, v);
    return v;
  }

  /** The constant that {@code v} is, if it is one of this builder or of one around it. */
  public Optional<Pure.Const> constantOf(Value v) {
    for (Builder b = this; b != null; b = b.outer) {
      for (Map.Entry<Pure.Const, Value> e : b.constants.entrySet()) if (e.getValue().equals(v)) return Optional.of(e.getKey());
    }
    return Optional.empty();
  }

  /** Statements so far, without those in bodies. */
  public int size() {
    return stmts.size();
  }

  /** The statements so far of which {@code result} is computed, in their order, without those around this body. */
  public List<Stmt> leadingTo(Value result) {
    Set<Value> read = new HashSet<>(Set.of(result));
    List<Stmt> leading = new ArrayList<>();
    for (Stmt s : stmts.reversed()) {
      if (s.results().stream().noneMatch(read::contains)) continue;
      leading.addFirst(s);
      read.addAll(s.op().operands());
    }
    return leading;
  }

  public Value add(Value a, Value b) {
    return apply(Primitive.ADD, a, b);
  }

  public Value sub(Value a, Value b) {
    return apply(Primitive.SUB, a, b);
  }

  public Value mul(Value a, Value b) {
    return apply(Primitive.MUL, a, b);
  }

  public Value div(Value a, Value b) {
    return apply(Primitive.DIV, a, b);
  }

  public Value fma(Value a, Value b, Value c) {
    return apply(Primitive.FMA, a, b, c);
  }

  public Value select(Value condition, Value yes, Value no) {
    return apply(Primitive.SELECT, condition, yes, no);
  }

  /** A loop; {@code cond} and {@code body} get a builder and the carries, and say what to yield. */
  public List<Value> whileLoop(List<String> hints, List<Value> init, List<Type> carried, Step cond, Step body) {
    Body c = loopBody(hints, carried, cond);
    Body b = loopBody(hints, carried, body);
    return emitAll(hints, new Regions.While(init, c, b));
  }

  /** A counted loop of placed code; {@code body} gets the index first, then the carries. */
  public List<Value> forLoop(Value extent, List<String> hints, List<Value> init, Step body) {
    List<String> all = new ArrayList<>(List.of("i"));
    all.addAll(hints);
    List<Type> types = new ArrayList<>(List.of(Type.I64));
    init.forEach(v -> types.add(v.type()));
    return emitAll(hints, new Placed.For(extent, init, loopBody(all, types, body)));
  }

  /** What a nested body does with its parameters. */
  @FunctionalInterface
  public interface Step {
    List<Value> build(Builder b, List<Value> params);
  }

  private Body loopBody(List<String> hints, List<Type> types, Step step) {
    Builder inner = nested();
    List<Value> params = new ArrayList<>();
    for (int i = 0; i < hints.size(); i++) params.add(inner.param(hints.get(i), types.get(i)));
    List<Value> results = step.build(inner, params);
    return Body.nested(params, inner.stmts, results);
  }

  public List<Value> ifElse(Value condition, List<String> hints, Function<Builder, List<Value>> then,
      Function<Builder, List<Value>> otherwise) {
    Builder yes = nested();
    Builder no = nested();
    Body a = yes.region(then.apply(yes));
    Body b = no.region(otherwise.apply(no));
    return emitAll(hints, new Regions.If(condition, a, b));
  }

  private Body region(List<Value> results) {
    return Body.nested(List.of(), stmts, results);
  }

  /**
   * Copies the statements of {@code body} here with {@code args} for its parameters, at the types that follow from them, and
   * returns what its results became.
   */
  public List<Value> inline(Body body, List<Value> args) {
    return inline(body, args, Rewrite.none());
  }

  public List<Value> inline(Body body, List<Value> args, Rewrite rewrite) {
    Map<Value, Value> known = new HashMap<>();
    for (int i = 0; i < args.size(); i++) known.put(body.params().get(i), args.get(i));
    return copy(body, known, rewrite);
  }

  /** As {@link #inline}, with {@code known} for values from outside; it learns what every value of {@code body} became. */
  public List<Value> copy(Body body, Map<Value, Value> known, Rewrite rewrite) {
    String before = origin;
    for (Stmt s : body.stmts()) {
      origin = s.origin().isEmpty() ? before : s.origin();
      List<Value> results = copy(s, known, rewrite);
      for (int i = 0; i < results.size(); i++) known.put(s.results().get(i), results.get(i));
    }
    origin = before;
    return body.results().stream().map(v -> known.getOrDefault(v, v)).toList();
  }

  private List<Value> copy(Stmt s, Map<Value, Value> known, Rewrite rewrite) {
    Optional<List<Value>> replaced = rewrite.statement(this, s, known);
    if (replaced.isPresent()) return replaced.get();
    Op op = switch (s.op()) {
      case Regions.While w -> copyWhile(w, known, rewrite);
      case Placed.For f -> copyFor(f, known, rewrite);
      case Op other -> copyOp(other, known, rewrite);
    };
    return op instanceof Pure.Const c ? List.of(constantAs(s, c)) : emitAs(s, op);
  }

  /** As {@link #constant}; {@code s} itself where that is the same. */
  public Value constantAs(Stmt s, Pure.Const c) {
    return knownConstant(c).orElseGet(() -> define(c, emitAs(s, s.op(), List.of(names.fresh(CONSTANT))).getFirst()));
  }

  /** Appends {@code op} with results named as those of {@code s}; {@code s} itself where that is the same. */
  public List<Value> emitAs(Stmt s, Op op) {
    List<String> fresh = new ArrayList<>(s.results().size());
    for (Value r : s.results()) fresh.add(names.fresh(r.name()));
    return emitAs(s, op, fresh);
  }

  private List<Value> emitAs(Stmt s, Op op, List<String> fresh) {
    boolean same = op == s.op() && origin.equals(s.origin());
    for (int i = 0; i < fresh.size(); i++) same &= fresh.get(i).equals(s.results().get(i).name());
    Stmt made = same ? s : Stmt.of(fresh, op, origin);
    stmts.add(made);
    return made.results();
  }

  /** {@code op} of what its operands have become; {@code op} itself where they are what they were. */
  public static Op mapped(Op op, Map<Value, Value> known) {
    for (Value v : op.operands()) if (!known.getOrDefault(v, v).equals(v)) return op.mapOperands(o -> known.getOrDefault(o, o));
    return op;
  }

  private Op copyOp(Op op, Map<Value, Value> known, Rewrite rewrite) {
    Op mapped = mapped(op, known);
    List<Body> before = op.bodies();
    if (before.isEmpty()) return mapped;
    List<Body> copies = before.stream().map(b -> copyNested(b, b.paramTypes(), known, rewrite)).toList();
    Iterator<Body> next = copies.iterator();
    return Body.areSame(copies, before) ? mapped : mapped.mapBodies(_ -> next.next());
  }

  /** Carries take the types that follow from what enters, what comes back, and the axes over which lanes may leave. */
  private Regions.While copyWhile(Regions.While w, Map<Value, Value> known, Rewrite rewrite) {
    List<Value> init = Op.map(w.init(), v -> known.getOrDefault(v, v));
    List<Type> types = new ArrayList<>();
    for (int i = 0; i < init.size(); i++) types.add(widen(rewrite.carry(w.body().params().get(i).type()), init.get(i).type()));
    while (true) {
      int before = names.mark();
      Body cond = copyNested(w.cond(), types, known, rewrite);
      Body body = copyNested(w.body(), types, known, rewrite);
      List<Type> wider = new ArrayList<>();
      for (int i = 0; i < types.size(); i++) {
        Type leaves = cond.results().getFirst().type().withScalar(types.get(i).scalar()).withReach(Reach.ALL);
        wider.add(widen(widen(types.get(i), body.results().get(i).type()), leaves));
      }
      if (wider.equals(types)) {
        boolean same = cond == w.cond() && body == w.body() && init.equals(w.init());
        return same ? w : new Regions.While(init, cond, body);
      }
      names.forget(before);
      types = wider;
    }
  }

  private Placed.For copyFor(Placed.For f, Map<Value, Value> known, Rewrite rewrite) {
    List<Value> init = Op.map(f.init(), v -> known.getOrDefault(v, v));
    List<Type> types = new ArrayList<>(f.body().paramTypes());
    for (int i = 0; i < init.size(); i++) types.set(i + 1, widen(rewrite.carry(types.get(i + 1)), init.get(i).type()));
    while (true) {
      int before = names.mark();
      Body body = copyNested(f.body(), types, known, rewrite);
      List<Type> wider = new ArrayList<>(List.of(Type.I64));
      for (int i = 0; i < init.size(); i++) wider.add(widen(types.get(i + 1), body.results().get(i).type()));
      if (wider.equals(types)) {
        Value extent = known.getOrDefault(f.extent(), f.extent());
        return body == f.body() && init.equals(f.init()) && extent.equals(f.extent()) ? f : new Placed.For(extent, init, body);
      }
      names.forget(before);
      types = wider;
    }
  }

  /** {@code type} with the further axes of {@code other}, and the lesser reach along each. A new axis is a lane's own. */
  private static Type widen(Type type, Type other) {
    Type wide = Type.meet(type.scalar(), List.of(type, other));
    for (Axis a : wide.axes()) if (!type.has(a.name())) wide = wide.withReach(a.name(), Reach.OWN);
    return wide;
  }

  private Body copyNested(Body body, List<Type> types, Map<Value, Value> known, Rewrite rewrite) {
    Builder inner = nested();
    Map<Value, Value> scope = new Overlay(known);
    List<Value> params = new ArrayList<>();
    for (int i = 0; i < types.size(); i++) {
      Value fresh = inner.param(body.params().get(i).name(), types.get(i));
      params.add(fresh);
      scope.put(body.params().get(i), fresh);
    }
    List<Value> results = inner.copy(body, scope, rewrite);
    boolean same = Body.areSame(inner.stmts, body.stmts()) && params.equals(body.params()) && results.equals(body.results());
    return same ? body : Body.nested(params, inner.stmts, results);
  }

  /** The operation that binds {@code v}, if it is among the last few statements. */
  public Optional<Op> definition(Value v) {
    for (int i = stmts.size() - 1; i >= 0 && i >= stmts.size() - 4; i--) {
      if (stmts.get(i).results().contains(v)) return Optional.of(stmts.get(i).op());
    }
    return Optional.empty();
  }

  public List<Stmt> stmts() {
    return List.copyOf(stmts);
  }

  public Body finish(String name, List<Value> params, List<Value> results) {
    return new Body(name, params, stmts, results);
  }

  /** As {@link #finish}; {@code body} itself where nothing has changed. */
  public Body finish(Body body, List<Value> params, List<Value> results) {
    boolean same = Body.areSame(stmts, body.stmts()) && params.equals(body.params()) && results.equals(body.results());
    return same ? body : finish(body.name(), params, results);
  }
}

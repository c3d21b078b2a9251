package dyn.testkit;

import dyn.ir.Axis;
import dyn.ir.Body;
import dyn.ir.Builder;
import dyn.ir.IllTyped;
import dyn.ir.Lanes;
import dyn.ir.Level;
import dyn.ir.Noise;
import dyn.ir.Op;
import dyn.ir.Output;
import dyn.ir.Primitive;
import dyn.ir.Program;
import dyn.ir.Pure;
import dyn.ir.Reach;
import dyn.ir.ReductionTree;
import dyn.ir.Scalar;
import dyn.ir.Signature;
import dyn.ir.Sync;
import dyn.ir.Type;
import dyn.ir.Value;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/**
 * Valid programs at STEP, a function of the seed. Loops are bounded, records stay in range, and no bit pattern of a NaN is read, so
 * that every outcome is defined.
 */
public final class Programs {
  /**
   * What may occur beside the rest.
   *
   * @param acrossMembers members read each other's values
   * @param arrayCalls bodies over arrays are called
   * @param cellBranches cells take branches by themselves
   */
  public record Features(boolean acrossMembers, boolean arrayCalls, boolean cellBranches) {
    public static final Features ALL = new Features(true, true, true);
    /** What a method makes of a model: array bodies are inlined, and functions call no other. */
    public static final Features INLINED = new Features(true, false, true);
    /** What a loop over members, each from start to end, can do. */
    public static final Features MEMBER_BY_MEMBER = new Features(false, false, false);
  }

  /** Records per track; indexes are below. */
  public static final int RECORDS = 4;
  private static final int MAX_AXES = 3;
  private static final Axis MEMBER = Axis.dynamic(Axis.MEMBER);

  /** What a statement may see: values so far, axes whose lanes may have left, and a record number where records are allowed. */
  private record Scope(Builder b, List<Value> values, Set<String> left, Value record, int depth) {
    Scope inner(Builder inner, List<Value> more, Set<String> alsoLeft, Value record) {
      List<Value> seen = new ArrayList<>(values);
      seen.addAll(more);
      Set<String> gone = new TreeSet<>(left);
      gone.addAll(alsoLeft);
      return new Scope(inner, seen, gone, record, depth + 1);
    }
  }

  private final RandomGenerator random;
  private final List<Primitive> primitives = new ArrayList<>();
  private final List<Axis> axes;
  /** Thousands of operations of the interpreter, and tested on their own. */
  private static final Set<Primitive> SLOW = EnumSet.of(Primitive.GAMMA, Primitive.BETA);

  private final List<Body> callees = new ArrayList<>();
  private final Features features;
  private int tracks;
  private int labels;

  private Programs(long seed, Features features) {
    this.features = features;
    random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
    // Now and then longer than a short reduction.
    long i = random.nextInt(8) == 0 ? ReductionTree.SHORT + 1 + random.nextInt(40) : 2 + random.nextInt(4);
    axes = List.of(new Axis("i", i), new Axis("j", 2 + random.nextInt(3)));
    for (Primitive p : Primitive.values()) {
      if (SLOW.contains(p)) continue;
      for (int weight = p.isLibrary() || p.cost() > 1 ? 1 : 3; weight > 0; weight--) primitives.add(p);
    }
  }

  /** A program of about {@code size} statements. */
  public static Program random(long seed, int size) {
    return random(seed, size, Features.ALL);
  }

  public static Program random(long seed, int size, Features features) {
    return new Programs(seed, features).program("random" + seed, size);
  }

  private Program program(String name, int size) {
    callees.add(function());
    if (features.arrayCalls()) callees.add(arrayBody());
    Builder b = new Builder();
    List<Value> params = new ArrayList<>();
    for (String p : List.of(Signature.FIRST, Signature.SEED)) params.add(b.param(p, Type.I64));
    params.add(b.param("p", Type.F64));
    params.add(b.param("w", Type.of(Scalar.F64, axes, Reach.ALL)));
    params.add(b.param("v", Type.of(Scalar.F64, axes.subList(0, 1), Reach.ALL)));
    params.add(b.param("x", Type.of(Scalar.F64, List.of(MEMBER), Reach.OWN)));
    params.add(b.param("y", Type.of(Scalar.F64, List.of(axes.getFirst(), MEMBER), Reach.OWN)));
    params.add(b.param("k", Type.of(Scalar.I64, List.of(MEMBER), Reach.OWN)));
    Scope s = new Scope(b, new ArrayList<>(params), Set.of(), b.constant(0L), 0);
    statements(s, size);
    for (int r = 0; r < 6; r++) result(s);
    List<Body> bodies = new ArrayList<>(callees);
    bodies.add(b.finish(Program.MAIN, params, List.of()));
    return new Program(Level.STEP, name, bodies);
  }

  private Body function() {
    Builder b = new Builder();
    List<Value> params = List.of(b.param("a", Type.F64), b.param("b", Type.F64), b.param("n", Type.I64));
    Scope s = new Scope(b, new ArrayList<>(params), Set.of(), null, 2);
    List<Primitive> plain = primitives.stream().filter(p -> features.arrayCalls() || !p.isLibrary()).toList();
    for (int k = 0; k < 4; k++) primitive(s, plain);
    return b.finish("f", params, List.of(pick(s, Scalar.F64).orElseThrow(), pick(s, Scalar.F64).orElseThrow()));
  }

  private Body arrayBody() {
    Builder b = new Builder();
    List<Value> params = List.of(b.param("v", Type.of(Scalar.F64, axes.subList(0, 1), Reach.OWN)), b.param("a", Type.F64));
    Scope s = new Scope(b, new ArrayList<>(params), Set.of(), null, 2);
    statements(s, 6);
    return b.finish("g", params, List.of(pick(s, Scalar.F64).orElseThrow()));
  }

  private void statements(Scope s, int size) {
    for (int k = 0; k < size; k++) statement(s);
  }

  private void statement(Scope s) {
    switch (random.nextInt(28)) {
      case 0 -> add(s, random.nextBoolean() ? s.b.constant(random.nextInt(-3, 4))
          : s.b.constant(random.nextInt(3) == 0 ? Scalar.F32 : Scalar.F64, random.nextDouble(-2, 2)));
      case 1 -> emit(s, new Lanes.Iota(random.nextBoolean() ? anyAxis() : MEMBER));
      case 2 -> rename(s);
      case 3, 4 -> gather(s);
      case 5 -> stack(s);
      case 6, 7 -> reduce(s);
      case 8, 9 -> contract(s);
      case 10, 11, 12 -> barrier(s);
      case 13 -> draw(s);
      case 14 -> record(s);
      case 15 -> call(s);
      case 16 -> branch(s);
      case 17 -> loop(s);
      case 18 -> spread(s);
      case 19, 20 -> shift(s);
      case 21 -> segment(s);
      default -> primitive(s, primitives);
    }
  }

  private Axis anyAxis() {
    return axes.get(random.nextInt(axes.size()));
  }

  private void add(Scope s, Value v) {
    if (!s.values.contains(v)) s.values.add(v);
  }

  private void emit(Scope s, Op op) {
    if (op.resultTypes().stream().anyMatch(t -> t.axes().size() > MAX_AXES)) return;
    s.values.addAll(s.b.emitAll(op.resultTypes().stream().map(_ -> op.name().substring(0, 1)).toList(), op));
  }

  /** Newer values more often. */
  private Optional<Value> pick(Scope s, Predicate<Value> wanted) {
    List<Value> fit = s.values.stream().filter(wanted).toList();
    if (fit.isEmpty()) return Optional.empty();
    return Optional.of(fit.get(Math.max(random.nextInt(fit.size()), random.nextInt(fit.size()))));
  }

  private Optional<Value> pick(Scope s, Scalar scalar) {
    return pick(s, v -> v.type().scalar() == scalar);
  }

  /** An axis along which every cell of {@code v} may be read. */
  private Optional<String> readable(Value v) {
    List<String> names = v.type().axisNames().stream()
        .filter(a -> v.type().reachAlong(a).equals(Reach.ALL) && (features.acrossMembers() || !a.equals(Axis.MEMBER))).toList();
    return names.isEmpty() ? Optional.empty() : Optional.of(names.get(random.nextInt(names.size())));
  }

  private Optional<Value> pickReadable(Scope s) {
    return pick(s, v -> readable(v).isPresent());
  }

  private void shift(Scope s) {
    int by = random.nextInt(-2, 3);
    Lanes.Edge edge = Lanes.Edge.values()[random.nextInt(2)];
    List<String> cells = axes.stream().map(Axis::name).toList();
    pick(s, v -> v.type().axisNames().stream().anyMatch(a -> cells.contains(a) && v.type().reachAlong(a).width() >= Math.abs(by)))
        .ifPresent(v -> emit(s, new Lanes.Shift(v, v.type().axisNames().stream()
            .filter(a -> cells.contains(a) && v.type().reachAlong(a).width() >= Math.abs(by)).findFirst().orElseThrow(), by, edge)));
  }

  private Scalar anyScalar() {
    return Scalar.values()[random.nextInt(Scalar.values().length)];
  }

  private void primitive(Scope s, List<Primitive> among) {
    Primitive p = among.get(random.nextInt(among.size()));
    Scalar first = p == Primitive.SELECT ? Scalar.BOOL : anyScalar();
    Scalar rest = p == Primitive.SELECT ? anyScalar() : first;
    List<Value> args = new ArrayList<>();
    for (int k = 0; k < p.arity(); k++) pick(s, k == 0 ? first : rest).ifPresent(args::add);
    if (args.size() < p.arity()) return;
    try {
      p.resultOf(args.stream().map(a -> a.type().scalar()).toList());
    } catch (IllTyped e) {
      return;
    }
    if (p == Primitive.BITS) args.set(0, number(s, args.getFirst()));
    emit(s, new Pure.Apply(p, args));
  }

  /** {@code x}, and 0 in place of NaN. */
  private static Value number(Scope s, Value x) {
    return s.b.select(s.b.apply(Primitive.EQ, x, x), x, s.b.constant(x.type().scalar(), 0.0));
  }

  private void rename(Scope s) {
    pickReadable(s).ifPresent(v -> {
      String from = readable(v).orElseThrow();
      String to = from.endsWith("2") ? from.substring(0, from.length() - 1) : from + "2";
      if (from.equals(Axis.MEMBER) || v.type().has(to)) return;
      emit(s, new Lanes.Rename(v, List.of(from), List.of(new Axis(to, v.type().axis(from).orElseThrow().size()))));
    });
  }

  private void gather(Scope s) {
    pickReadable(s).ifPresent(v -> pick(s, Scalar.I64).ifPresent(index -> emit(s, new Lanes.Gather(v, index, readable(v).orElseThrow()))));
  }

  private void spread(Scope s) {
    Axis axis = anyAxis();
    pick(s, v -> !v.type().has(axis.name())).ifPresent(v -> emit(s, new Lanes.Spread(v, axis)));
  }

  private void stack(Scope s) {
    List<Value> parts = new ArrayList<>();
    Scalar scalar = anyScalar();
    for (int k = 2 + random.nextInt(2); k > 0; k--) pick(s, v -> v.type().scalar() == scalar && !v.type().has("p")).ifPresent(parts::add);
    // One axis name has one size in one program.
    if (parts.size() >= 2) emit(s, new Lanes.Stack(parts.subList(0, 2), new Axis("p", 2)));
  }

  private void reduce(Scope s) {
    pickReadable(s).ifPresent(v -> {
      Lanes.Combine by = v.type().scalar() == Scalar.BOOL ? Lanes.Combine.ANY : Lanes.Combine.values()[random.nextInt(3)];
      emit(s, new Lanes.Reduce(by, v, readable(v).orElseThrow()));
    });
  }

  private void segment(Scope s) {
    pickReadable(s).ifPresent(v -> {
      String axis = readable(v).orElseThrow();
      Predicate<Value> fits = e -> e.type().scalar() == Scalar.I64 && !e.type().has(axis);
      Lanes.Combine by = v.type().scalar() == Scalar.BOOL ? Lanes.Combine.ANY : Lanes.Combine.values()[random.nextInt(3)];
      pick(s, fits).ifPresent(first -> pick(s, fits).ifPresent(last -> emit(s, new Lanes.Segment(by, v, first, last, axis))));
    });
  }

  private void contract(Scope s) {
    pick(s, v -> v.type().scalar().isReal() && readable(v).isPresent()).ifPresent(l -> {
      String axis = readable(l).orElseThrow();
      Predicate<Value> fits = v -> v.type().scalar() == l.type().scalar() && v.type().has(axis) && v.type().reachAlong(axis)
          .equals(Reach.ALL);
      pick(s, fits).ifPresent(r -> emit(s, new Lanes.Contract(l, r, axis)));
    });
  }

  private static List<String> waitable(Scope s, Value v) {
    return v.type().axisNames().stream().filter(a -> v.type().reachAlong(a).equals(Reach.OWN) && !s.left.contains(a)).toList();
  }

  private void barrier(Scope s) {
    pick(s, v -> !waitable(s, v).isEmpty()).ifPresent(v -> {
      List<String> over = waitable(s, v);
      List<String> waited = over.subList(0, 1 + random.nextInt(over.size()));
      boolean near = random.nextInt(4) == 0 && !waited.contains(Axis.MEMBER);
      emit(s, near ? Sync.Exchange.near(List.of(v), waited, waited.stream().map(_ -> 1 + random.nextInt(2)).toList())
          : new Sync.Barrier(v, waited));
    });
  }

  private void draw(Scope s) {
    Optional<Value> seed = pick(s, v -> v.name().equals(Signature.SEED));
    Optional<Value> node = pick(s, Scalar.I64);
    if (seed.isEmpty() || node.isEmpty()) return;
    Value lane = s.b.emit("lane", new Lanes.Iota(MEMBER));
    Noise.Distribution of = Noise.Distribution.values()[random.nextInt(3)];
    emit(s, new Noise.Draw(of, random.nextInt(3), seed.get(), lane, node.get(), random.nextBoolean() ? List.of() : List.of(anyAxis())));
  }

  private void record(Scope s) {
    if (s.record == null || s.depth > 1) return;
    pick(s, Scalar.F64).ifPresent(v -> s.b.emit(new Output.Record("track" + tracks++, s.record, List.of(v))));
  }

  private void result(Scope s) {
    pick(s, _ -> true).ifPresent(v -> s.b.emit(new Output.Result("out" + labels++, wide(s, v))));
  }

  private static Value wide(Scope s, Value v) {
    return v.type().scalar() == Scalar.F32 ? s.b.apply(Primitive.TO_F64, v) : v;
  }

  private void call(Scope s) {
    if (callees.isEmpty() || s.depth > 1) return;
    if (callees.size() > 1 && random.nextInt(3) == 0) {
      Body g = callees.getLast();
      pick(s, v -> v.type().serves(g.params().getFirst().type()))
          .ifPresent(v -> pick(s, w -> w.type().equals(Type.F64)).ifPresent(a -> emit(s, new Pure.Call(g, List.of(v, a)))));
      return;
    }
    Optional<Value> a = pick(s, Scalar.F64);
    Optional<Value> n = pick(s, Scalar.I64);
    Optional<Value> b = pick(s, Scalar.F64);
    if (a.isPresent() && n.isPresent()) emit(s, new Pure.Call(callees.getFirst(), List.of(a.get(), b.get(), n.get())));
  }

  private void branch(Scope s) {
    Optional<Value> condition = pick(s, v -> v.type().scalar() == Scalar.BOOL
        && (features.cellBranches() || v.type().axes().stream().allMatch(MEMBER::equals)));
    if (condition.isEmpty() || s.depth > 1) return;
    Set<String> over = condition.get().type().axisNames();
    Value record = Set.of(Axis.MEMBER).containsAll(over) ? s.record : null;
    List<Value> out = s.b.ifElse(condition.get(), List.of("e", "n"), b -> arm(s, b, over, record), b -> arm(s, b, over, record));
    out.stream().filter(v -> v.type().axes().size() <= MAX_AXES).forEach(s.values::add);
  }

  private List<Value> arm(Scope s, Builder b, Set<String> left, Value record) {
    Scope inner = s.inner(b, List.of(), left, record);
    statements(inner, 1 + random.nextInt(4));
    return List.of(pick(inner, Scalar.F64).orElseThrow(), pick(inner, Scalar.I64).orElse(b.constant(1L)));
  }

  /** Counts to a limit below {@link #RECORDS}, the same for all or each member's own, and carries two more values. */
  private void loop(Scope s) {
    if (s.depth > 1) return;
    Optional<Value> limits = pick(s, v -> v.type().scalar() == Scalar.I64 && v.type().axes().stream().allMatch(MEMBER::equals));
    if (limits.isEmpty()) return;
    Value limit = s.b.apply("limit", Primitive.AND, limits.get(), s.b.constant(RECORDS - 1L));
    Type count = limit.type().withReach(Reach.OWN);
    List<Value> init = new ArrayList<>(List.of(s.b.constant(0L)));
    List<Type> types = new ArrayList<>(List.of(count));
    for (Scalar scalar : List.of(Scalar.F64, random.nextBoolean() ? Scalar.F64 : Scalar.F32, Scalar.BOOL)) {
      pick(s, v -> v.type().scalar() == scalar && v.type().axes().size() < MAX_AXES).ifPresent(v -> {
        init.add(v);
        types.add(carried(v.type(), count));
      });
    }
    List<String> hints = init.stream().map(v -> v.type().scalar().text().substring(0, 1)).toList();
    s.values.addAll(s.b.whileLoop(hints, init, types, (b, p) -> List.of(condition(b, p.getFirst(), limit)),
        (b, p) -> turn(s.inner(b, p, count.axisNames(), s.record == null ? null : p.getFirst()), p)));
  }

  /** Lanes that leave at their own time can carry only what is their own. */
  private static Type carried(Type of, Type count) {
    Type t = Type.meet(of.scalar(), List.of(of, count));
    for (String axis : count.axisNames()) t = t.withReach(axis, Reach.OWN);
    return t;
  }

  private Value condition(Builder b, Value n, Value limit) {
    Value more = b.apply("more", Primitive.LT, n, limit);
    if (random.nextInt(4) > 0) return more;
    Value stop = b.emit("stop", new Output.Poll(n, b.apply(Primitive.TO_F64, n)));
    return b.apply(Primitive.AND, more, b.apply(Primitive.NOT, stop));
  }

  private List<Value> turn(Scope s, List<Value> carries) {
    statements(s, 2 + random.nextInt(6));
    List<Value> next = new ArrayList<>(List.of(s.b.add(carries.getFirst(), s.b.constant(1L))));
    for (Value c : carries.subList(1, carries.size())) next.add(pick(s, v -> v.type().broadcastsTo(c.type())).orElse(c));
    return next;
  }
}

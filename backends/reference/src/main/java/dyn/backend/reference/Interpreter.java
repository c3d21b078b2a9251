package dyn.backend.reference;

import dyn.ir.Body;
import dyn.ir.Lanes;
import dyn.ir.MathLibrary;
import dyn.ir.Noise;
import dyn.ir.Op;
import dyn.ir.Output;
import dyn.ir.Placed;
import dyn.ir.Primitive;
import dyn.ir.Pure;
import dyn.ir.Reach;
import dyn.ir.Regions;
import dyn.ir.Scalar;
import dyn.ir.Stmt;
import dyn.ir.Sync;
import dyn.ir.Type;
import dyn.ir.Value;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Runs bodies statement by statement, each over whole arrays. Lanes that a condition excludes compute along; what they
 * compute is not kept, and their outputs are not written.
 */
public final class Interpreter {
  private final MathLibrary library;
  private final Sizes sizes;
  private final Sink sink;
  private final ArrayOps arrays;
  private final Tiles tiles;
  private final Watcher watcher;
  private long turnsLeft;

  Interpreter(MathLibrary library, Sizes sizes, Poison poison, Sink sink, long maxTurns) {
    this(library, sizes, poison, sink, maxTurns, Watcher.NONE);
  }

  Interpreter(MathLibrary library, Sizes sizes, Poison poison, Sink sink, long maxTurns, Watcher watcher) {
    this.watcher = watcher;
    this.turnsLeft = maxTurns;
    this.library = library;
    this.sizes = sizes;
    this.sink = sink;
    this.arrays = new ArrayOps(sizes);
    this.tiles = poison.tiles() > 1 ? new Tiles(poison, sizes, this) : null;
  }

  /** The results of a body without outputs; dynamic axes take their sizes from the arguments. */
  public static List<Array> evaluate(Body body, List<Array> args) {
    return evaluate(body, args, Map.of(), Poison.NONE);
  }

  public static List<Array> evaluate(Body body, List<Array> args, Map<String, Long> dynamicSizes, Poison poison) {
    Sizes sizes = new Sizes(dynamicSizes);
    List<Array> entering = new ArrayList<>();
    for (int i = 0; i < args.size(); i++) {
      Type declared = body.params().get(i).type();
      sizes.bind(declared, args.get(i).bits().length);
      entering.add(args.get(i).as(declared));
    }
    return new Interpreter(new MathLibrary(), sizes, poison, Sink.NONE, Long.MAX_VALUE).run(body, entering);
  }

  List<Array> run(Body body, List<Array> args) {
    return region(body, args, Frame.of(null, null));
  }

  List<Array> region(Body body, List<Array> args, Frame f) {
    for (int i = 0; i < args.size(); i++) f.put(body.params().get(i), args.get(i));
    for (Stmt s : body.stmts()) {
      List<Array> results = tiles == null || f.lanes() != null ? evaluate(s, f) : tiles.evaluate(s, f);
      for (int i = 0; i < results.size(); i++) f.put(s.results().get(i), results.get(i));
    }
    return f.all(body.results());
  }

  List<Array> evaluate(Stmt s, Frame f) {
    return switch (s.op()) {
      case Pure.Const c -> List.of(new Array(Type.of(c.scalar()), new long[] {c.bits()}));
      case Pure.Apply a -> List.of(apply(s, a, f));
      case Pure.Call c -> call(s, c, f);
      case Lanes l -> List.of(lanes(l, resultType(s, f), f));
      case Sync w -> waited(w, f);
      case Noise.Draw d -> draw(d, resultType(s, f), f);
      case Regions.While w -> loop(w, f);
      case Regions.If i -> branch(i, s, f);
      case Output o -> output(o, s, f);
      case Placed p -> placed(p, s, f);
    };
  }

  /** As declared; where a scalar body is applied to arrays, derived anew from those. */
  private static Type resultType(Stmt s, Frame f) {
    if (f.lanes() == null) return s.results().getFirst().type();
    Op op = s.op().mapOperands(v -> new Value(v.name(), f.get(v).type()));
    return op.resultTypes().getFirst();
  }

  private static List<Array> waited(Sync w, Frame f) {
    List<Type> types = f.lanes() == null ? w.resultTypes() : w.mapOperands(v -> new Value(v.name(), f.get(v).type())).resultTypes();
    List<Array> seen = new ArrayList<>();
    for (int i = 0; i < types.size(); i++) seen.add(f.get(w.operands().get(i)).as(types.get(i)));
    return seen;
  }

  private Array apply(Stmt s, Pure.Apply a, Frame f) {
    List<Array> args = f.all(a.args());
    watcher.apply(a);
    Type type = f.lanes() == null ? s.result().type() : ArrayOps.laneWise(s.result().type().scalar(), args);
    Optional<String> expansion = a.primitive().expansion(args.getFirst().type().scalar());
    if (expansion.isEmpty()) return arrays.apply(a.primitive(), type, args);
    return arrays.broadcast(perLane(library.body(expansion.get()), args, f).getFirst(), type);
  }

  private List<Array> call(Stmt s, Pure.Call c, Frame f) {
    List<Array> args = f.all(c.args());
    if (c.callee().isScalar()) watcher.call();
    List<Array> out = new ArrayList<>(c.callee().isScalar() ? perLane(c.callee(), args, f) : perMember(c, args, f));
    if (c.callee().isScalar()) watcher.returned();
    for (int i = 0; i < out.size(); i++) {
      Type declared = s.results().get(i).type();
      out.set(i, arrays.broadcast(out.get(i), f.lanes() == null ? declared : ArrayOps.laneWise(declared.scalar(), args)));
    }
    return out;
  }

  /** A body of arrays, applied over the axes that its operands have beyond those of its parameters. */
  private List<Array> perMember(Pure.Call c, List<Array> args, Frame f) {
    List<Array> entering = new ArrayList<>();
    for (int i = 0; i < args.size(); i++) {
      Type param = f.actual(c.callee().params().get(i).type());
      entering.add(c.mapped().isScalar() && f.lanes() == null ? carried(args.get(i), param) : args.get(i));
    }
    return region(c.callee(), entering, Frame.of(c.mapped().isScalar() ? f.lanes() : c.mapped(), f.active()));
  }

  private List<Array> perLane(Body scalarBody, List<Array> args, Frame f) {
    Type lanes = Type.meet(Scalar.F64, args.stream().map(Array::type).toList());
    return region(scalarBody, args, Frame.of(lanes, f.active()));
  }

  private Array lanes(Lanes op, Type type, Frame f) {
    return switch (op) {
      case Lanes.Iota _ -> arrays.iota(type);
      case Lanes.Rename r -> f.get(r.operand()).as(type);
      case Lanes.Gather g -> arrays.gather(f.get(g.operand()), f.get(g.index()), g.axis(), type);
      case Lanes.Shift t -> arrays.shift(f.get(t.operand()), t.axis(), t.by(), t.edge(), type);
      case Lanes.Spread p -> arrays.broadcast(f.get(p.operand()), type);
      case Lanes.Stack k -> arrays.stack(f.all(k.parts()), type);
      case Lanes.Reduce r -> arrays.reduce(r.combine(), f.get(r.operand()), r.axis(), type);
      case Lanes.Segment g -> arrays.segment(g.combine(), f.get(g.operand()), f.get(g.first()), f.get(g.last()), g.axis(), type);
      case Lanes.Partial r -> arrays.partial(r.combine(), f.get(r.operand()), r.axis(), type);
      case Lanes.Total r -> arrays.total(r.combine(), f.get(r.operand()), r.axis(), type);
      case Lanes.Contract c -> arrays.contract(f.get(c.left()), f.get(c.right()), c.axis(), type);
    };
  }

  /** The library body of the distribution, applied to the key of every cell. */
  private List<Array> draw(Noise.Draw d, Type type, Frame f) {
    Type over = Type.of(Scalar.I64, d.axes(), Reach.ALL);
    Array element = arrays.iota(over);
    List<Array> key = List.of(f.get(d.seed()), Array.of((long) d.source()), f.get(d.member()), element, f.get(d.node()));
    List<Array> drawn = perLane(library.body("philox_" + d.distribution().text()), key, f);
    return drawn.stream().map(a -> arrays.broadcast(a, type)).toList();
  }

  private List<Array> loop(Regions.While w, Frame f) {
    List<Type> types = w.body().params().stream().map(p -> f.actual(p.type())).toList();
    List<Array> carries = carried(f.all(w.init()), types);
    Array staying = null;
    while (true) {
      if (turnsLeft-- == 0) throw new IllegalStateException("the loops of this program turn too often");
      Frame inside = staying == null ? f : f.where(arrays.and(f.active(), staying));
      Array holds = region(w.cond(), carries, inside).getFirst();
      if (holds.type().isScalar()) {
        if (holds.bits()[0] == 0) return carries;
        carries = carried(region(w.body(), carries, inside), types);
        continue;
      }
      staying = arrays.and(staying, holds);
      Array active = arrays.and(f.active(), staying);
      if (ArrayOps.none(active)) return carries;
      List<Array> next = carried(region(w.body(), carries, f.where(active)), types);
      carries = ArrayOps.all(staying) ? next : select(staying, next, carries);
    }
  }

  private List<Array> select(Array condition, List<Array> yes, List<Array> no) {
    List<Array> chosen = new ArrayList<>();
    for (int i = 0; i < yes.size(); i++) {
      Type type = ArrayOps.tracked(yes.get(i).type(), List.of(no.get(i)));
      chosen.add(arrays.apply(Primitive.SELECT, type, List.of(condition, yes.get(i), no.get(i))));
    }
    return chosen;
  }

  private List<Array> carried(List<Array> values, List<Type> types) {
    List<Array> out = new ArrayList<>();
    for (int i = 0; i < values.size(); i++) out.add(carried(values.get(i), types.get(i)));
    return out;
  }

  /** At the declared type; in poison mode a value never gains reach on the way. */
  private Array carried(Array value, Type type) {
    return arrays.broadcast(value, tiles == null ? type : ArrayOps.tracked(type, List.of(value)));
  }

  private List<Array> branch(Regions.If i, Stmt s, Frame f) {
    Array condition = f.get(i.condition());
    if (condition.type().isScalar()) {
      List<Array> only = region(condition.bits()[0] != 0 ? i.then() : i.otherwise(), List.of(), f);
      List<Array> out = new ArrayList<>();
      for (int k = 0; k < only.size(); k++) out.add(carried(only.get(k), f.actual(s.results().get(k).type())));
      return out;
    }
    List<Type> types = s.results().stream().map(v -> f.actual(v.type())).toList();
    Array holds = arrays.and(f.active(), condition);
    Array fails = arrays.and(f.active(), arrays.not(condition));
    List<Array> yes = ArrayOps.none(holds) ? null : carried(region(i.then(), List.of(), f.where(holds)), types);
    List<Array> no = ArrayOps.none(fails) ? null : carried(region(i.otherwise(), List.of(), f.where(fails)), types);
    if (yes == null && no == null) return types.stream().map(arrays::zeros).toList();
    return yes == null ? no : no == null ? yes : select(condition, yes, no);
  }

  private List<Array> output(Output o, Stmt s, Frame f) {
    switch (o) {
      case Output.Record r -> sink.record(r, f.get(r.index()), f.all(r.values()), f.active());
      case Output.Result r -> sink.result(r, f.get(r.value()), f.active());
      case Output.Poll p -> {
        return List.of(poll(p, resultType(s, f), f));
      }
    }
    return List.of();
  }

  /** Asks with the numbers of the first active lane; the answer holds for all. */
  private Array poll(Output.Poll p, Type type, Frame f) {
    Type lanes = f.active() == null ? type : Type.meet(type.scalar(), List.of(type, f.active().type()));
    int lane = f.active() == null ? 0 : arrays.firstActive(f.active(), lanes);
    long step = arrays.cells(f.get(p.step()), lanes).at(lane);
    double time = Double.longBitsToDouble(arrays.cells(f.get(p.time()), lanes).at(lane));
    boolean stop = step % Output.Poll.EVERY == 0 && sink.poll(step, time);
    return arrays.broadcast(Array.of(stop), type);
  }

  private List<Array> placed(Placed p, Stmt s, Frame f) {
    watcher.placed(p);
    return switch (p) {
      case Placed.For l -> count(l, f);
      case Placed.Wait w -> {
        if (w.on() instanceof Reach.Coupled c) sink.awaitAlong(String.join(",", c.graphs()));
        else sink.await(w.all());
        yield List.of();
      }
      case Placed.Alloc _ -> List.of(scratch(s.result().type()));
      case Placed.Extent e -> List.of(Array.of((long) sizes.of(e.buffer().type().axes().getFirst())));
      case Placed.Load l -> List.of(load(l, s.result().type(), f));
      case Placed.Store t -> {
        store(t, f);
        yield List.of();
      }
    };
  }

  private List<Array> count(Placed.For l, Frame f) {
    List<Type> types = l.resultTypes();
    List<Array> carries = carried(f.all(l.init()), types);
    boolean counts = watcher.entered(l);
    long extent = f.get(l.extent()).bits()[0];
    for (long i = 0; i < extent; i++) {
      List<Array> args = new ArrayList<>(List.of(Array.of(i)));
      args.addAll(carries);
      carries = carried(region(l.body(), args, f), types);
    }
    if (counts) watcher.left();
    return carries;
  }

  /** What a lane without part would read is nothing anyone should use. */
  private Array load(Placed.Load l, Type type, Frame f) {
    long[] from = f.get(l.buffer()).bits();
    Array out = scratch(type);
    for (int k = 0; k < out.bits().length; k++) {
      if (!takesPart(f, type, k)) continue;
      int at = address(l.buffer(), l.indices(), type, k, f);
      watcher.loaded(l.buffer(), from, at);
      out.bits()[k] = from[at];
    }
    return out;
  }

  private void store(Placed.Store t, Frame f) {
    Type type = Type.meet(t.value().type().scalar(), t.indices().stream().map(Value::type).toList());
    Cells value = arrays.cells(f.get(t.value()), type);
    long[] to = f.get(t.buffer()).bits();
    for (int k = 0; k < sizes.cells(type); k++) {
      if (!takesPart(f, type, k)) continue;
      int at = address(t.buffer(), t.indices(), type, k, f);
      watcher.stored(t.buffer(), to, at);
      to[at] = value.at(k);
    }
  }

  private boolean takesPart(Frame f, Type type, int lane) {
    return f.active() == null || type.isScalar() || arrays.cells(f.active(), type).at(lane) != 0;
  }

  /** Scratch memory holds no number anyone should read. */
  private Array scratch(Type type) {
    long[] bits = new long[sizes.cells(type)];
    Arrays.fill(bits, Poison.CELL);
    return new Array(type, bits);
  }

  /** @param lane cell of {@code type} that the address is for */
  private int address(Value buffer, List<Value> indices, Type type, int lane, Frame f) {
    long at = 0;
    for (int i = 0; i < indices.size(); i++) {
      int size = sizes.of(buffer.type().axes().get(i));
      long index = arrays.cells(f.get(indices.get(i)), type.withScalar(Scalar.I64)).at(lane);
      if (index < 0 || index >= size) throw new IllegalStateException("index " + index + " of " + buffer + ", which has " + size);
      at = at * size + index;
    }
    return (int) at;
  }
}

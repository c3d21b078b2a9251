package dyn.passes.place;

import dyn.ir.Axis;
import dyn.ir.Builder;
import dyn.ir.Lanes;
import dyn.ir.Noise;
import dyn.ir.Op;
import dyn.ir.Output;
import dyn.ir.Placed;
import dyn.ir.Primitive;
import dyn.ir.Pure;
import dyn.ir.Regions;
import dyn.ir.Sync;
import dyn.ir.Type;
import dyn.ir.Value;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** Where each value of the array program lives in the placed one, and how to compute one cell of it. */
final class Cells {
  /** What stands for a value. */
  sealed interface Home {}

  /** A single number. */
  record Single(Value value) implements Home {}

  /**
   * Memory, row-major over {@code axes}; of two places in it the one that {@code place} numbers, if that is not null; of a ring of
   * {@code rows} of the first axis the one that the row falls on, if that is not 0; of a block of cells those from {@code from} on, if that
   * is not null.
   */
  record Stored(Value buffer, List<String> axes, Value place, int rows, Block from) implements Home {
    Stored(Value buffer, List<String> axes, Value place, int rows) {
      this(buffer, axes, place, rows, null);
    }

    Stored at(Value other) {
      return new Stored(buffer, axes, other, rows, from);
    }

    List<Value> address(Builder b, Map<String, Value> index) {
      List<Value> at = new ArrayList<>();
      if (place != null) at.add(place);
      for (String a : axes) {
        boolean ring = rows > 0 && at.isEmpty();
        if (from != null && a.equals(from.axis().name())) at.add(b.apply("of", Primitive.SUB, index.get(a), from.first()));
        else at.add(ring ? b.apply("ring", Primitive.AND, index.get(row(a)), b.constant(rows - 1L)) : index.get(a));
      }
      return at;
    }
  }

  /** Under which the number of a row stands among indices that goes on beyond the ends of the axis. */
  static String row(String axis) {
    return axis + "#";
  }

  /** Computed anew wherever a cell is read. */
  record Computed(Op op) implements Home {}

  /** The cell of one of two values. */
  record Chosen(Value condition, Value yes, Value no) implements Home {}

  /** Computed in the loop under construction, so far only for the loop's own cell. */
  record Pending() implements Home {}

  private final Map<Value, Home> homes = new HashMap<>();
  private final Map<Value, Stored> inRows = new HashMap<>();
  private final Value lane;
  private final ReduceLoops reduceLoops;
  /** Values of the loop under construction, at its own cell. */
  private Map<Value, Value> own = Map.of();
  private Map<String, Value> ownIndex = Map.of();
  private String inside = "";
  private Builder loop;
  private final Map<Object, Value> once = new HashMap<>();
  /** The loop over the edges of a node: there also what is only loaded is kept. */
  private Builder edges;
  /** Cells that have been computed anew, by where. A value that two others read would be computed twice, and what it reads four times. */
  private final Map<Builder, Map<List<Object>, Value>> computed = new IdentityHashMap<>();

  Cells(Value lane, ReduceLoops reduceLoops) {
    this.lane = lane;
    this.reduceLoops = reduceLoops;
  }

  void put(Value v, Home home) {
    homes.put(v, home);
  }

  Home homeOrNull(Value v) {
    return homes.get(v);
  }

  /** Other loops read {@code v} from a ring of rows. */
  void keepInRows(Value v, Stored ring) {
    inRows.put(v, ring);
    put(v, ring);
  }

  boolean isInRows(Value v) {
    return inRows.containsKey(v);
  }

  Stored rows(Value v) {
    return inRows.get(v);
  }

  void leaveRows(Value v) {
    inRows.remove(v);
  }

  Home home(Value v) {
    Home h = homes.get(v);
    if (h == null) throw new IllegalStateException(v + " has no place");
    return h;
  }

  /** Cell axes: what one member has. */
  static List<Axis> axes(Type type) {
    return type.axes().stream().filter(a -> !a.name().equals(Axis.MEMBER)).toList();
  }

  /** Runs {@code work} where a shift along {@code axis} never goes beyond an end. */
  void inside(String axis, Runnable work) {
    String outer = inside;
    inside = axis;
    work.run();
    inside = outer;
  }

  /** Runs {@code work} inside a loop at {@code index}, in which {@code values} collects what has been computed there. */
  void inLoop(Builder b, Map<String, Value> index, Map<Value, Value> values, Runnable work) {
    Map<Value, Value> outerOwn = own;
    Map<String, Value> outerIndex = ownIndex;
    Builder outerLoop = loop;
    own = values;
    ownIndex = index;
    loop = b;
    once.clear();
    work.run();
    once.clear();
    own = outerOwn;
    ownIndex = outerIndex;
    loop = outerLoop;
  }

  /** Computes {@code made} once in the loop under construction. */
  private Value once(Builder b, Object key, Supplier<Value> made) {
    if (b != loop) return made.get();
    Value known = once.get(key);
    if (known == null) once.put(key, known = made.get());
    return known;
  }

  /** What was read of {@code buffer} may not be there any more. */
  void written(Value buffer) {
    once.keySet().removeIf(k -> k instanceof Placed.Load l && l.buffer().equals(buffer));
  }

  /** The cell of {@code v} at {@code index}, which names at least its axes. */
  Value cell(Builder b, Value v, Map<String, Value> index) {
    Value here = own.get(v);
    if (here != null && atOwn(v, index)) return here;
    boolean kept = !axes(v.type()).isEmpty() && (b == edges || homes.get(v) instanceof Computed);
    if (!kept) return anew(b, v, index);
    Map<List<Object>, Value> ofLoop = computed.computeIfAbsent(b, _ -> new HashMap<>());
    List<Object> key = List.of(v, index, inside);
    Value known = ofLoop.get(key);
    if (known == null) ofLoop.put(key, known = anew(b, v, index));
    return known;
  }

  private Value anew(Builder b, Value v, Map<String, Value> index) {
    return switch (home(v)) {
      case Single s -> s.value();
      case Stored s when s.axes().contains(Axis.MEMBER) -> load(b, v, s, with(index, Axis.MEMBER, lane));
      case Stored s -> load(b, v, s, index);
      case Computed c -> results(b, c.op(), v.name(), index).getFirst();
      case Chosen c -> b.ifElse(c.condition(), List.of(v.name()), in -> List.of(cell(in, c.yes(), index)),
          in -> List.of(cell(in, c.no(), index))).getFirst();
      case Pending _ -> throw new IllegalStateException(v + " is read beyond its own cell in the loop that computes it");
    };
  }

  private Value load(Builder b, Value v, Stored home, Map<String, Value> index) {
    Object ring = home.rows() == 0 ? null : once(b, List.of(home.buffer(), index.get(row(home.axes().getFirst()))),
        () -> home.address(b, index).getFirst());
    List<Value> at = home.rows() == 0 ? home.address(b, index) : new ArrayList<>(List.of((Value) ring));
    if (home.rows() > 0) home.axes().subList(1, home.axes().size()).forEach(a -> at.add(index.get(a)));
    Placed.Load load = new Placed.Load(home.buffer(), at);
    return once(b, load, () -> b.emit(v.name(), load));
  }

  private boolean atOwn(Value v, Map<String, Value> index) {
    return axes(v.type()).stream().allMatch(a -> index.get(a.name()).equals(ownIndex.get(a.name())));
  }

  Value scalar(Builder b, Value v) {
    return cell(b, v, Map.of());
  }

  /** One cell of every result of {@code op}. */
  List<Value> results(Builder b, Op op, String hint, Map<String, Value> index) {
    String outer = inside;
    if (leaves(op)) inside = "";
    List<Value> results = at(b, op, hint, index);
    inside = outer;
    return results;
  }

  /** Reads cells that may lie anywhere, near an end of an axis as well. */
  private static boolean leaves(Op op) {
    return switch (op) {
      case Lanes.Shift _, Lanes.Spread _, Lanes.Iota _ -> false;
      case Lanes.Rename r -> !r.from().isEmpty();
      case Lanes _ -> true;
      case Pure _, Sync _, Regions _, Noise _, Output _, Placed _ -> false;
    };
  }

  private List<Value> at(Builder b, Op op, String hint, Map<String, Value> index) {
    return switch (op) {
      case Pure.Call c -> b.emitAll(c.callee().results().stream().map(_ -> hint).toList(),
          new Pure.Call(c.callee(), cells(b, c.args(), index)));
      case Pure.Apply a -> List.of(b.emit(hint, new Pure.Apply(a.primitive(), cells(b, a.args(), index))));
      case Pure.Const c -> List.of(b.emit(hint, c));
      case Lanes.Iota i -> List.of(i.axis().name().equals(Axis.MEMBER) ? lane : index.get(i.axis().name()));
      case Lanes.Rename r -> List.of(cell(b, r.operand(), renamed(r, index)));
      case Lanes.Spread s -> List.of(cell(b, s.operand(), index));
      case Lanes.Gather g -> List.of(gather(b, g, index));
      case Lanes.Shift t -> List.of(cell(b, t.operand(), shifted(b, t, index)));
      case Lanes.Reduce r -> List.of(reduceLoops.reduce(b, r, size(r.operand(), r.axis()),
          (inner, k) -> cell(inner, r.operand(), with(index, r.axis(), k))));
      case Lanes.Segment s -> List.of(segment(b, s, index));
      case Lanes.Partial r -> List.of(reduceLoops.block(b, r, size(r.operand(), r.axis()), index.get(r.axis() + Lanes.BLOCKS),
          (inner, k) -> cell(inner, r.operand(), with(index, r.axis(), k))));
      case Lanes.Total r -> List.of(reduceLoops.total(b, r, size(r.operand(), r.axis()),
          (inner, k) -> cell(inner, r.operand(), with(index, r.axis(), k))));
      case Lanes.Contract c -> List.of(reduceLoops.contract(b, c.left().type().scalar(), size(c.left(), c.axis()),
          (inner, k) -> cell(inner, c.left(), with(index, c.axis(), k)), (inner, k) -> cell(inner, c.right(), with(index, c.axis(), k))));
      case Lanes.Stack _, Sync _, Regions _, Noise _, Output _, Placed _ ->
          throw new IllegalStateException(op.name() + " has no single cell");
    };
  }

  private Value segment(Builder b, Lanes.Segment s, Map<String, Value> index) {
    Value first = cell(b, s.first(), index);
    Value last = cell(b, s.last(), index);
    return ReduceLoops.segment(b, s, size(s.operand(), s.axis()), first, last,
        (inner, k) -> ofEdge(inner, s.operand(), with(index, s.axis(), k)));
  }

  private Value ofEdge(Builder b, Value v, Map<String, Value> index) {
    Builder outer = edges;
    edges = b;
    Value cell = cell(b, v, index);
    edges = outer;
    return cell;
  }

  private List<Value> cells(Builder b, List<Value> values, Map<String, Value> index) {
    List<Value> cells = new ArrayList<>();
    for (Value v : values) cells.add(cell(b, v, index));
    return cells;
  }

  private static long size(Value v, String axis) {
    return v.type().axis(axis).orElseThrow().size();
  }

  private static Map<String, Value> with(Map<String, Value> index, String axis, Value at) {
    Map<String, Value> more = new LinkedHashMap<>(index);
    more.put(axis, at);
    return more;
  }

  private static Map<String, Value> renamed(Lanes.Rename r, Map<String, Value> index) {
    Map<String, Value> before = new LinkedHashMap<>();
    List<Axis> old = r.operand().type().axes();
    for (int i = 0; i < old.size(); i++) {
      Value at = index.get(r.axes().get(i).name());
      if (at != null) before.put(old.get(i).name(), at);
    }
    return before;
  }

  private Map<String, Value> shifted(Builder b, Lanes.Shift t, Map<String, Value> index) {
    List<Object> key = List.of(t.axis(), t.by(), t.edge(), inside, index.get(t.axis()));
    Map<String, Value> moved = with(index, t.axis(), once(b, key, () -> shiftedIndex(b, t, index)));
    Value row = index.get(row(t.axis()));
    if (row == null) return moved;
    Value next = t.edge() == Lanes.Edge.CLAMP ? moved.get(t.axis())
        : once(b, List.of("row", t.by(), row), () -> b.add(row, b.constant((long) t.by())));
    return with(moved, row(t.axis()), next);
  }

  private Value shiftedIndex(Builder b, Lanes.Shift t, Map<String, Value> index) {
    long size = size(t.operand(), t.axis());
    long by = t.edge() == Lanes.Edge.WRAP ? t.by() % size : t.by();
    if (by == 0) return index.get(t.axis());
    Value wanted = b.add(index.get(t.axis()), b.constant(by));
    if (t.axis().equals(inside)) return wanted;
    Value last = b.constant(size - 1);
    Value zero = b.constant(0L);
    return switch (t.edge()) {
      case CLAMP -> by < 0 ? b.apply("at", Primitive.MAX, zero, wanted) : b.apply("at", Primitive.MIN, wanted, last);
      case WRAP -> {
        Value beyond = by < 0 ? b.apply("beyond", Primitive.LT, wanted, zero) : b.apply("beyond", Primitive.GT, wanted, last);
        yield b.select(beyond, b.add(wanted, b.constant(by < 0 ? size : -size)), wanted);
      }
    };
  }

  private Value gather(Builder b, Lanes.Gather g, Map<String, Value> index) {
    Value wanted = cell(b, g.index(), index);
    Axis axis = g.operand().type().axis(g.axis()).orElseThrow();
    Value last = axis.isDynamic()
        ? b.sub(b.emit("rows", new Placed.Extent(((Stored) home(g.operand())).buffer())), b.constant(1L))
        : b.constant(axis.size() - 1);
    Value at = b.apply("at", Primitive.MAX, b.constant(0L), b.apply(Primitive.MIN, wanted, last));
    return cell(b, g.operand(), with(index, g.axis(), at));
  }
}

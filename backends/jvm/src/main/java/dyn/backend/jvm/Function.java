package dyn.backend.jvm;

import dyn.ir.Axis;
import dyn.ir.Body;
import dyn.ir.Lanes;
import dyn.ir.Noise;
import dyn.ir.Output;
import dyn.ir.Placed;
import dyn.ir.Pure;
import dyn.ir.Regions;
import dyn.ir.Signature;
import dyn.ir.Stmt;
import dyn.ir.Sync;
import dyn.ir.Value;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** One named body: how its values are used, which methods it becomes, and how it is called. */
final class Function {
  private static final int MOST_PARAMETER_SLOTS = 200;

  final Body body;
  final Split split;
  final Unit root;
  private final boolean isMain;
  private final Map<Body, Function> known;
  private final Frame frame;
  private final Map<String, Cell> cells = new HashMap<>();
  private final List<Cell> framed = new ArrayList<>();
  /** Places of results in the frame, where there are several. */
  final List<Cell> resultCells = new ArrayList<>();
  /** Scratch arrays that only the first method uses: made there, where HotSpot knows their lengths. */
  final List<Cell> ownScratch = new ArrayList<>();
  private boolean context;
  private final boolean pure;
  /** Operands come through the frame: a JVM method takes 255 slots. */
  final boolean wide;
  String name;

  Function(Body body, boolean isMain, Frame frame, Map<Body, Function> known, Split.Limits limits) {
    this.body = body;
    this.isMain = isMain;
    this.known = known;
    this.frame = frame;
    split = new Split(body, limits);
    root = new Unit(0, List.of());
    wide = body.params().stream().mapToInt(p -> Cell.slotsOf(p.type())).sum() > MOST_PARAMETER_SLOTS;
    for (Value p : body.params()) {
      Cell c = define(p, wide ? null : root, body);
      if (wide) cross(c);
    }
    walk(body, root);
    if (body.results().size() > 1) {
      for (Value r : body.results()) {
        Cell c = new Cell(r, null, body);
        c.frame = frame.place(c);
        resultCells.add(c);
      }
    }
    for (Cell c : framed) c.frame = frame.place(c);
    for (Cell c : ownScratch) if (c.crosses) root.external.add(c);
    ownScratch.removeIf(c -> c.crosses);
    pure = body.isScalar() && !body.hasEffect();
    context |= isMain || !framed.isEmpty() || !resultCells.isEmpty();
  }

  /** Its methods take the host and the worker's frame before their operands. */
  boolean needsContext() {
    return context;
  }

  /** It neither reads nor writes memory, and asks nobody. */
  boolean isPure() {
    return pure;
  }

  String descriptor() {
    StringBuilder d = new StringBuilder("(").append(context ? ProgramPrinter.CONTEXT : "");
    if (!wide) body.params().forEach(p -> d.append(Cell.descriptorOf(p.type())));
    return d.append(')').append(body.results().size() == 1 ? Cell.descriptorOf(body.results().getFirst().type()) : "V").toString();
  }

  Cell cell(Value v) {
    Cell c = cells.get(v.name());
    if (c == null) throw new IllegalArgumentException(v.text() + " in @" + body.name() + " is not defined");
    return c;
  }

  private Cell define(Value v, Unit unit, Body in) {
    Cell c = new Cell(v, unit, in);
    if (cells.put(v.name(), c) != null) throw new IllegalArgumentException(v.text() + " in @" + body.name() + " is defined twice");
    return c;
  }

  private void cross(Cell c) {
    if (c.crosses) return;
    c.crosses = true;
    framed.add(c);
  }

  private void use(Value v, Unit unit, Body in) {
    Cell c = cell(v);
    c.uses++;
    c.near = c.unit == unit && c.body == in;
    if (c.constant != null || c.unit == unit) return;
    cross(c);
    unit.external.add(c);
  }

  private void use(List<Value> values, Unit unit, Body in) {
    for (Value v : values) use(v, unit, in);
  }

  private void walk(Body in, Unit unit) {
    List<Line> items = split.items(in);
    if (items == null) for (Stmt s : in.stmts()) visit(s, unit, in);
    else for (Line i : items) walk(i, unit, in);
    use(in.results(), unit, in);
  }

  private void walk(Line item, Unit unit, Body in) {
    switch (item) {
      case Line.Single s -> visit(s.stmt(), unit, in);
      case Unit inner -> {
        inner.parent = unit;
        unit.children.add(inner);
        for (Line i : inner.items) walk(i, inner, in);
      }
    }
  }

  private void visit(Stmt s, Unit unit, Body in) {
    switch (s.op()) {
      case Pure.Const _, Placed.Alloc _ -> {}
      case Pure.Apply a -> use(a.args(), unit, in);
      case Pure.Call c -> {
        use(c.args(), unit, in);
        context |= known.get(c.callee()).needsContext();
      }
      case Placed.Load l -> address(l.buffer(), l.indices(), unit, in);
      case Placed.Extent e -> address(e.buffer(), List.of(), unit, in);
      case Placed.Store t -> {
        use(t.value(), unit, in);
        address(t.buffer(), t.indices(), unit, in);
      }
      case Output.Poll p -> {
        use(List.of(p.step(), p.time()), unit, in);
        context = true;
      }
      case Regions.If i -> {
        use(i.condition(), unit, in);
        walk(i.then(), unit);
        walk(i.otherwise(), unit);
      }
      case Regions.While w -> {
        use(w.init(), unit, in);
        nested(w.cond(), unit);
        nested(w.body(), unit);
      }
      case Placed.For f -> {
        use(f.extent(), unit, in);
        use(f.init(), unit, in);
        nested(f.body(), unit);
        cell(f.body().params().getFirst()).narrow = fitsInt(f);
      }
      case Lanes _, Sync _, Noise _, Output.Record _, Output.Result _ ->
          throw new IllegalArgumentException(s.op().name() + " in placed code");
    }
    for (Value r : s.results()) {
      Cell c = define(r, s.op() instanceof Placed.Alloc && !(isMain && unit == root) ? null : unit, in);
      if (s.op() instanceof Pure.Const k) c.constant = k;
      c.isExtent = s.op() instanceof Placed.Extent;
      if (s.op() instanceof Placed.Alloc a) {
        c.alloc = a;
        if (c.unit == root) ownScratch.add(c);
      }
    }
  }

  private void nested(Body b, Unit unit) {
    for (Value p : b.params()) define(p, unit, b);
    walk(b, unit);
  }

  private void address(Value buffer, List<Value> indices, Unit unit, Body in) {
    use(buffer, unit, in);
    use(indices, unit, in);
    List<Axis> axes = buffer.type().axes();
    for (int i = 1; i < axes.size(); i++) unit.readsLanes |= axes.get(i).isDynamic();
    if (!unit.readsLanes) return;
    context = true;
    frame.needLanes();
  }

  /** True where every index of the loop surely addresses an array, or the extent says so: Java's arrays end at 2^31. */
  private boolean fitsInt(Placed.For f) {
    Pure.Const extent = cell(f.extent()).constant;
    if (extent != null) return extent.bits() <= Integer.MAX_VALUE;
    if (cell(f.extent()).isExtent || isMain && f.extent().name().equals(Signature.LANES)) return true;
    return addresses(f.body(), f.body().params().getFirst());
  }

  private boolean addresses(Body b, Value index) {
    for (Stmt s : b.stmts()) {
      boolean here = switch (s.op()) {
        case Placed.Load l -> l.indices().contains(index);
        case Placed.Store t -> t.indices().contains(index);
        case Placed.For f -> runs(f) && addresses(f.body(), index);
        case Pure _, Regions _, Lanes _, Sync _, Noise _, Output _, Placed.Alloc _, Placed.Extent _ -> false;
      };
      if (here) return true;
    }
    return false;
  }

  private boolean runs(Placed.For f) {
    Pure.Const extent = cell(f.extent()).constant;
    return extent != null && extent.bits() > 0;
  }
}

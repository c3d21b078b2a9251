package dyn.backend.jvm;

import dyn.ir.Axis;
import dyn.ir.Body;
import dyn.ir.Lanes;
import dyn.ir.Noise;
import dyn.ir.Output;
import dyn.ir.Placed;
import dyn.ir.Primitive;
import dyn.ir.Pure;
import dyn.ir.Regions;
import dyn.ir.Scalar;
import dyn.ir.Signature;
import dyn.ir.Stmt;
import dyn.ir.Sync;
import dyn.ir.Type;
import dyn.ir.Value;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
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
  private final boolean masked;
  private Cell entry;
  /** Lanes that take part in what is being walked; null for all. */
  private Cell active;
  private final Map<Stmt, Cell> activeAt = new IdentityHashMap<>();
  private final Map<Body, Cell> activeIn = new IdentityHashMap<>();
  private final Map<Stmt, Cell> again = new IdentityHashMap<>();
  /** Results of branches that live where the loop keeps its carries, by the cells of the loop's results. */
  private final Map<Value, Cell> rare = new HashMap<>();
  private final boolean pure;
  /** Operands come through the frame: a JVM method takes 255 slots. */
  final boolean wide;
  String name;

  /** @param simd null where no value has lanes */
  Function(Body body, boolean isMain, Frame frame, Map<Body, Function> known, Split.Limits limits, Simd simd) {
    this.body = body;
    this.isMain = isMain;
    this.known = known;
    this.frame = frame;
    split = new Split(body, limits, simd);
    root = new Unit(0, List.of());
    wide = body.params().stream().mapToInt(p -> Cell.slotsOf(p.type())).sum() > MOST_PARAMETER_SLOTS
        || body.params().stream().anyMatch(p -> p.type().has(Axis.LANE));
    for (Value p : body.params()) {
      Cell c = define(p, wide ? null : root, body);
      if (wide) cross(c);
    }
    masked = !isMain && simd != null && needsMask(body);
    if (masked) {
      active = define(synthetic("active", body.params().stream().filter(Simd::isVector).findFirst().orElseThrow()), null, body);
      cross(active);
      entry = active;
    }
    walk(body, root);
    use(body.results(), root, body, body.results());
    if (resultsInFrame()) {
      for (Value r : body.results()) {
        Cell c = new Cell(r, null, body);
        c.frame = frame.place(c);
        resultCells.add(c);
      }
    }
    for (Cell c : framed) c.frame = frame.place(c);
    for (Cell c : ownScratch) if (c.crosses) root.external.add(c);
    ownScratch.removeIf(c -> c.crosses);
    pure = body.params().stream().allMatch(p -> p.type().isRegister()) && !body.hasEffect();
    context |= isMain || !framed.isEmpty() || !resultCells.isEmpty();
  }

  /** Its methods take the host and the worker's frame before their operands. */
  boolean needsContext() {
    return context;
  }

  /** Its results are to be fetched from the frame. */
  boolean resultsInFrame() {
    return body.results().size() > 1 || body.results().stream().anyMatch(Simd::isVector);
  }

  /** It wants to know which lanes take part: holds them when it is called, or null. */
  Cell entryMask() {
    return entry;
  }

  Frame.Spill spill() {
    return frame.spill(split.simd().lanes());
  }

  /** Lanes that take part in {@code s}; null for all. */
  Cell activeAt(Stmt s) {
    return activeAt.get(s);
  }

  /** Lanes that take part in a nested body; null for all. */
  Cell activeIn(Body nested) {
    return activeIn.get(nested);
  }

  /** Whether a loop that is a method of its own has to be called again. */
  Cell again(Stmt loop) {
    return again.get(loop);
  }

  /** It neither reads nor writes memory, and asks nobody. */
  boolean isPure() {
    return pure;
  }

  String descriptor() {
    StringBuilder d = new StringBuilder("(").append(context ? ProgramPrinter.CONTEXT : "");
    if (!wide) body.params().forEach(p -> d.append(Cell.descriptorOf(p.type())));
    return d + ")" + (body.results().size() == 1 && !resultsInFrame() ? Cell.descriptorOf(body.results().getFirst().type()) : "V");
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
    if (c.carrier == null) framed.add(c);
  }

  private void use(Value v, Unit unit, Body in) {
    Cell c = cell(v);
    c.uses++;
    c.near = c.unit == unit && c.body == in;
    if (c.constant != null || c.unit == unit) return;
    cross(c);
    c.escapes |= c.unit == null || !unit.isInside(c.unit);
    unit.external.add(c);
  }

  private void use(List<Value> values, Unit unit, Body in) {
    for (Value v : values) use(v, unit, in);
  }

  /** Uses {@code v} as a vector. */
  private void useWide(Value v, Unit unit, Body in) {
    use(v, unit, in);
    if (!Simd.isVector(v)) unit.broadcasts.add(cell(v));
  }

  /** Uses {@code values}, each as a vector where what it becomes is one. */
  private void use(List<Value> values, Unit unit, Body in, List<Value> become) {
    for (int i = 0; i < values.size(); i++) {
      if (Simd.isVector(become.get(i))) useWide(values.get(i), unit, in);
      else use(values.get(i), unit, in);
    }
  }

  private void useActive(Stmt s, Unit unit, Body in) {
    if (active == null) return;
    use(active.value, unit, in);
    activeAt.put(s, active);
  }

  private Value synthetic(String hint, Value like) {
    return new Value(hint + "#" + cells.size(), like.type().withScalar(Scalar.BOOL));
  }

  private void walk(Body in, Unit unit) {
    List<Line> items = split.items(in);
    if (items == null) for (Stmt s : in.stmts()) visit(s, unit, in);
    else for (Line i : items) walk(i, unit, in);
  }

  private void walk(Line item, Unit unit, Body in) {
    switch (item) {
      case Line.Single s -> visit(s.stmt(), unit, in);
      case Unit inner -> {
        inner.parent = unit;
        unit.children.add(inner);
        if (inner.loop != null) enter(inner, unit, in);
        for (Line i : inner.items) walk(i, inner, in);
      }
      case Line.Move m -> {
        List<Value> results = m.loop().results();
        for (int i = 0; i < results.size(); i++) if (Simd.isVector(results.get(i))) useWide(m.body().results().get(i), unit, in);
      }
    }
  }

  /** The caller of a loop's method puts into the frame what the loop starts with. */
  private void enter(Unit inner, Unit caller, Body in) {
    Regions.While w = (Regions.While) inner.loop.op();
    use(w.init(), caller, in, inner.loop.results());
    if (!w.divergesOver().isEmpty()) useActive(inner.loop, caller, in);
    Cell c = define(new Value("again#" + cells.size(), Type.BOOL), inner, in);
    cross(c);
    again.put(inner.loop, c);
  }

  private void visit(Stmt s, Unit unit, Body in) {
    defineResults(s, unit, in);
    switch (s.op()) {
      case Pure.Const _, Placed.Alloc _, Lanes.Iota _ -> {}
      case Pure.Apply a -> {
        if (Simd.isVector(s.result())) a.args().forEach(v -> useWide(v, unit, in));
        else use(a.args(), unit, in);
      }
      case Pure.Call c -> {
        Function callee = known.get(c.callee());
        use(c.args(), unit, in);
        if (callee.masked) useActive(s, unit, in);
        context |= callee.needsContext();
      }
      case Placed.Load l -> {
        address(l.buffer(), l.indices(), unit, in);
        if (isGathered(l.indices())) useActive(s, unit, in);
      }
      case Placed.Extent e -> address(e.buffer(), List.of(), unit, in);
      case Placed.Wait _ -> context = true;
      case Placed.Store t -> {
        if (t.indices().stream().anyMatch(Simd::isVector)) {
          useWide(t.value(), unit, in);
          useActive(s, unit, in);
        } else use(t.value(), unit, in);
        address(t.buffer(), t.indices(), unit, in);
      }
      case Output.Poll p -> {
        if (Simd.isVector(s.result())) useActive(s, unit, in);
        use(List.of(p.step(), p.time()), unit, in, Simd.isVector(s.result()) ? List.of(s.result(), s.result())
            : List.of(p.step(), p.time()));
        context = true;
      }
      case Regions.If i -> branches(s, i, unit, in);
      case Regions.While w -> loop(s, w, unit, in);
      case Placed.For f -> {
        use(f.extent(), unit, in);
        use(f.init(), unit, in, s.results());
        List<Value> params = f.body().params();
        define(params.getFirst(), unit, f.body());
        carry(s.results(), params.subList(1, params.size()), unit, f.body());
        walk(f.body(), unit);
        useNumbers(f.body().results(), s.results(), unit, f.body());
        cell(params.getFirst()).narrow = new LoopIndex(this, f, isMain).fitsInt();
      }
      case Lanes _, Sync _, Noise _, Output.Record _, Output.Result _ ->
          throw new IllegalArgumentException(s.op().name() + " in placed code");
    }
  }

  private void defineResults(Stmt s, Unit unit, Body in) {
    for (Value r : s.results()) {
      if (rare.containsKey(r)) {
        keepInFrame(define(r, unit, in), rare.get(r));
        continue;
      }
      Cell c = define(r, s.op() instanceof Placed.Alloc && !(isMain && unit == root) ? null : unit, in);
      if (s.op() instanceof Pure.Const k) c.constant = k;
      c.isExtent = s.op() instanceof Placed.Extent;
      if (s.op() instanceof Placed.Alloc a) {
        c.alloc = a;
        if (c.unit == root) ownScratch.add(c);
      }
      if (s.op() instanceof Lanes.Iota) c.contiguous = true;
      if (s.op() instanceof Pure.Apply a && a.primitive() == Primitive.ADD) findBase(c, a);
    }
  }

  /** {@code base + iota}: members that lie side by side in memory. */
  private void findBase(Cell c, Pure.Apply a) {
    for (int i = 0; i < 2; i++) {
      Value other = a.args().get(1 - i);
      Cell lanes = cell(a.args().get(i));
      if (!lanes.contiguous || lanes.base != null || Simd.isVector(other)) continue;
      c.contiguous = true;
      c.base = other;
    }
  }

  private void branches(Stmt s, Regions.If i, Unit unit, Body in) {
    use(i.condition(), unit, in);
    Cell outer = active;
    for (Body arm : i.bodies()) {
      if (Simd.isVector(i.condition())) {
        active = define(synthetic("active", i.condition()), unit, in);
        activeIn.put(arm, active);
      }
      walk(arm, unit);
      for (int k = 0; k < arm.results().size(); k++) {
        Value r = s.results().get(k);
        if (!rare.containsKey(r) || arm != RareCarries.idle(i)) use(List.of(arm.results().get(k)), unit, arm, List.of(r));
      }
      active = outer;
    }
    if (Simd.isVector(i.condition())) useActive(s, unit, in);
  }

  private void loop(Stmt s, Regions.While w, Unit unit, Body in) {
    boolean called = unit.loop == s;
    if (called) for (Value r : s.results()) cross(cell(r));
    else use(w.init(), unit, in);
    Cell outer = active;
    if (!w.divergesOver().isEmpty()) {
      active = define(synthetic("active", w.cond().results().getFirst()), unit, in);
      cross(active);
      for (Body b : w.bodies()) activeIn.put(b, active);
    }
    Map<Value, Integer> seldom = called ? RareCarries.of(w) : Map.of();
    seldom.forEach((r, carry) -> rare.put(r, cell(s.results().get(carry))));
    for (Body b : w.bodies()) {
      for (int i = 0; i < b.params().size(); i++) {
        if (b == w.body() && seldom.containsValue(i)) keepInFrame(define(b.params().get(i), null, b), cell(s.results().get(i)));
        else define(b.params().get(i), unit, b);
      }
      walk(b, unit);
      for (int i = 0; i < b.results().size(); i++) {
        Value r = b.results().get(i);
        if (!rare.containsKey(r)) use(List.of(r), unit, b, List.of(b == w.body() ? s.results().get(i) : r));
      }
    }
    active = outer;
  }

  private static void keepInFrame(Cell c, Cell carrier) {
    c.carrier = carrier;
    c.crosses = true;
  }

  /** Vectors live in the frame from turn to turn; numbers in locals. */
  private void carry(List<Value> results, List<Value> params, Unit unit, Body in) {
    for (int i = 0; i < params.size(); i++) {
      Cell p = define(params.get(i), unit, in);
      if (!p.isVector()) continue;
      cross(cell(results.get(i)));
      p.carrier = cell(results.get(i));
      p.crosses = true;
    }
  }

  private void useNumbers(List<Value> values, List<Value> carries, Unit unit, Body in) {
    for (int i = 0; i < values.size(); i++) if (!Simd.isVector(carries.get(i))) use(values.get(i), unit, in);
  }

  /** Lanes read or write cells that do not lie side by side. */
  boolean isGathered(List<Value> indices) {
    if (indices.stream().noneMatch(Simd::isVector)) return false;
    return !cell(indices.getLast()).contiguous || indices.subList(0, indices.size() - 1).stream().anyMatch(Simd::isVector);
  }

  private boolean needsMask(Body b) {
    for (Stmt s : b.stmts()) {
      boolean here = switch (s.op()) {
        case Placed.Load l -> l.indices().stream().anyMatch(Simd::isVector);
        case Placed.Store t -> t.indices().stream().anyMatch(Simd::isVector);
        case Output.Poll _ -> Simd.isVector(s.result());
        case Pure.Call c -> known.get(c.callee()).masked;
        case Regions.While w -> !w.divergesOver().isEmpty() || needsMask(w.cond()) || needsMask(w.body());
        case Regions.If i -> needsMask(i.then()) || needsMask(i.otherwise());
        case Placed.For f -> needsMask(f.body());
        case Pure _, Lanes _, Sync _, Noise _, Output _, Placed.Alloc _, Placed.Extent _, Placed.Wait _ -> false;
      };
      if (here) return true;
    }
    return false;
  }

  private void address(Value buffer, List<Value> indices, Unit unit, Body in) {
    use(buffer, unit, in);
    if (isGathered(indices)) indices.forEach(v -> useWide(v, unit, in));
    else for (Value i : indices) if (!Simd.isVector(i)) use(i, unit, in);
    else if (cell(i).base != null) use(cell(i).base, unit, in);
    List<Axis> axes = buffer.type().axes();
    for (int i = 1; i < axes.size(); i++) unit.readsLanes |= axes.get(i).isDynamic();
    if (!unit.readsLanes) return;
    context = true;
    frame.needLanes();
  }
}

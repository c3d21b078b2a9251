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
import dyn.ir.Signature;
import dyn.ir.Stmt;
import dyn.ir.Sync;
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
  private final Cells cells;
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
    cells = new Cells(body);
    split = new Split(body, limits, simd);
    root = new Unit(0, List.of());
    wide = body.params().stream().mapToInt(p -> Cell.slotsOf(p.type())).sum() > MOST_PARAMETER_SLOTS
        || body.params().stream().anyMatch(p -> p.type().has(Axis.LANE));
    for (Value p : body.params()) {
      Cell c = cells.define(p, wide ? null : root, body);
      if (wide) cells.cross(c);
    }
    masked = !isMain && simd != null && needsMask(body);
    if (masked) {
      active = cells.define(cells.synthetic("active", body.params().stream().filter(Simd::isVector).findFirst().orElseThrow()), null, body);
      cells.cross(active);
      entry = active;
    }
    walk(body, root);
    cells.use(body.results(), root, body, body.results());
    if (resultsInFrame()) {
      for (Value r : body.results()) {
        Cell c = new Cell(r, null, body);
        c.frame = frame.place(c);
        resultCells.add(c);
      }
    }
    context |= cells.place(frame);
    for (Cell c : ownScratch) if (c.crosses) root.external.add(c);
    ownScratch.removeIf(c -> c.crosses);
    pure = body.params().stream().allMatch(p -> p.type().isRegister()) && !body.hasEffect();
    context |= isMain || !resultCells.isEmpty();
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
    return cells.of(v);
  }

  /** Lanes read or write cells that do not lie side by side. */
  boolean isGathered(List<Value> indices) {
    return cells.areGathered(indices);
  }

  private void useActive(Stmt s, Unit unit, Body in) {
    if (active == null) return;
    cells.use(active.value, unit, in);
    activeAt.put(s, active);
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
        for (int i = 0; i < results.size(); i++) if (Simd.isVector(results.get(i))) cells.useWide(m.body().results().get(i), unit, in);
      }
    }
  }

  /** The caller of a loop's method puts into the frame what the loop starts with. */
  private void enter(Unit inner, Unit caller, Body in) {
    Regions.While w = (Regions.While) inner.loop.op();
    cells.use(w.init(), caller, in, inner.loop.results());
    if (!w.divergesOver().isEmpty()) useActive(inner.loop, caller, in);
    Cell c = cells.define(cells.synthetic("again"), inner, in);
    cells.cross(c);
    again.put(inner.loop, c);
  }

  private void visit(Stmt s, Unit unit, Body in) {
    defineResults(s, unit, in);
    switch (s.op()) {
      case Pure.Const _, Placed.Alloc _, Lanes.Iota _ -> {}
      case Pure.Apply a -> {
        if (Simd.isVector(s.result())) a.args().forEach(v -> cells.useWide(v, unit, in));
        else cells.use(a.args(), unit, in);
      }
      case Pure.Call c -> {
        Function callee = known.get(c.callee());
        cells.use(c.args(), unit, in);
        if (callee.masked) useActive(s, unit, in);
        context |= callee.needsContext();
      }
      case Placed.Load l -> {
        address(l.buffer(), l.indices(), unit, in);
        if (cells.areGathered(l.indices())) useActive(s, unit, in);
      }
      case Placed.Extent e -> address(e.buffer(), List.of(), unit, in);
      case Placed.Wait _ -> context = true;
      case Placed.Store t -> {
        if (t.indices().stream().anyMatch(Simd::isVector)) {
          cells.useWide(t.value(), unit, in);
          useActive(s, unit, in);
        } else cells.use(t.value(), unit, in);
        address(t.buffer(), t.indices(), unit, in);
      }
      case Output.Poll p -> {
        if (Simd.isVector(s.result())) useActive(s, unit, in);
        cells.use(List.of(p.step(), p.time()), unit, in, Simd.isVector(s.result()) ? List.of(s.result(), s.result())
            : List.of(p.step(), p.time()));
        context = true;
      }
      case Regions.If i -> branches(s, i, unit, in);
      case Regions.While w -> loop(s, w, unit, in);
      case Placed.For f -> {
        cells.use(f.extent(), unit, in);
        cells.use(f.init(), unit, in, s.results());
        List<Value> params = f.body().params();
        cells.define(params.getFirst(), unit, f.body());
        carry(s.results(), params.subList(1, params.size()), unit, f.body());
        walk(f.body(), unit);
        cells.useNumbers(f.body().results(), s.results(), unit, f.body());
        cells.of(params.getFirst()).narrow = new LoopIndex(this, f, isMain).fitsInt();
      }
      case Lanes _, Sync _, Noise _, Output.Record _, Output.Result _ ->
          throw new IllegalArgumentException(s.op().name() + " in placed code");
    }
  }

  private void defineResults(Stmt s, Unit unit, Body in) {
    for (Value r : s.results()) {
      if (rare.containsKey(r)) {
        Cells.keepInFrame(cells.define(r, unit, in), rare.get(r));
        continue;
      }
      Cell c = cells.define(r, s.op() instanceof Placed.Alloc && !(isMain && unit == root) ? null : unit, in);
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
      Cell lanes = cells.of(a.args().get(i));
      if (!lanes.contiguous || lanes.base != null || Simd.isVector(other)) continue;
      c.contiguous = true;
      c.base = other;
    }
  }

  private void branches(Stmt s, Regions.If i, Unit unit, Body in) {
    cells.use(i.condition(), unit, in);
    Cell outer = active;
    for (Body arm : i.bodies()) {
      if (Simd.isVector(i.condition())) {
        active = cells.define(cells.synthetic("active", i.condition()), unit, in);
        activeIn.put(arm, active);
      }
      walk(arm, unit);
      for (int k = 0; k < arm.results().size(); k++) {
        Value r = s.results().get(k);
        if (!rare.containsKey(r) || arm != RareCarries.idle(i)) cells.use(List.of(arm.results().get(k)), unit, arm, List.of(r));
      }
      active = outer;
    }
    if (Simd.isVector(i.condition())) useActive(s, unit, in);
  }

  private void loop(Stmt s, Regions.While w, Unit unit, Body in) {
    boolean called = unit.loop == s;
    if (called) for (Value r : s.results()) cells.cross(cells.of(r));
    else cells.use(w.init(), unit, in);
    Cell outer = active;
    if (!w.divergesOver().isEmpty()) {
      active = cells.define(cells.synthetic("active", w.cond().results().getFirst()), unit, in);
      cells.cross(active);
      for (Body b : w.bodies()) activeIn.put(b, active);
    }
    Map<Value, Integer> seldom = called ? RareCarries.of(w) : Map.of();
    seldom.forEach((r, carry) -> rare.put(r, cells.of(s.results().get(carry))));
    for (Body b : w.bodies()) {
      for (int i = 0; i < b.params().size(); i++) {
        Value p = b.params().get(i);
        if (b == w.body() && seldom.containsValue(i)) Cells.keepInFrame(cells.define(p, null, b), cells.of(s.results().get(i)));
        else cells.define(p, unit, b);
      }
      walk(b, unit);
      for (int i = 0; i < b.results().size(); i++) {
        Value r = b.results().get(i);
        if (!rare.containsKey(r)) cells.use(List.of(r), unit, b, List.of(b == w.body() ? s.results().get(i) : r));
      }
    }
    active = outer;
  }

  /** Vectors live in the frame from turn to turn; numbers in locals. */
  private void carry(List<Value> results, List<Value> params, Unit unit, Body in) {
    for (int i = 0; i < params.size(); i++) {
      Cell p = cells.define(params.get(i), unit, in);
      if (!p.isVector()) continue;
      cells.cross(cells.of(results.get(i)));
      p.carrier = cells.of(results.get(i));
      p.crosses = true;
    }
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
    cells.use(buffer, unit, in);
    if (cells.areGathered(indices)) indices.forEach(v -> cells.useWide(v, unit, in));
    else for (Value i : indices) if (!Simd.isVector(i)) cells.use(i, unit, in);
    else if (cells.of(i).base != null) cells.use(cells.of(i).base, unit, in);
    List<Axis> axes = buffer.type().axes();
    for (int i = 1; i < axes.size(); i++) unit.readsLanes |= axes.get(i).isDynamic();
    if (!unit.readsLanes) return;
    context = true;
    frame.needLanes();
  }
}

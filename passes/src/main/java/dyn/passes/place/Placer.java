package dyn.passes.place;

import dyn.ir.Axis;
import dyn.ir.Body;
import dyn.ir.Builder;
import dyn.ir.Lanes;
import dyn.ir.Noise;
import dyn.ir.Output;
import dyn.ir.Placed;
import dyn.ir.Primitive;
import dyn.ir.Pure;
import dyn.ir.Reach;
import dyn.ir.Regions;
import dyn.ir.Scalar;
import dyn.ir.Signature;
import dyn.ir.Stmt;
import dyn.ir.Sync;
import dyn.ir.Type;
import dyn.ir.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/** Places the statements of one member's program, in order: numbers at once, array statements in groups that share a loop. */
final class Placer {
  private final Builder top;
  private final Map<String, Body> callees;
  private final Cells cells;
  private final PlaceOutputs outputs;
  private final Uses uses;
  private final Reads reads;
  private final Tiling tiling;
  private final List<Value> shared = new ArrayList<>();
  /** Of the loop of steps that is under construction: values that have two places, and the number of the one that is written. */
  private Set<Value> twice = Set.of();
  private Value turn;
  /** Where results of the loop of steps go as soon as they are computed. */
  private final Map<Value, Cells.Stored> direct = new LinkedHashMap<>();
  private final Map<Value, Cells.Stored> inPlace = new LinkedHashMap<>();
  private Group open;
  /** Groups that the open one goes through the rows with. */
  private final List<Group> before = new ArrayList<>();
  private boolean rows;
  /** The cells that are placed at a time; null where that is all of them. */
  private Block block;

  /**
   * @param lane number of the member, null in a body that is called
   * @param callees bodies placed before, by name
   * @param tiling null where one worker has all cells
   */
  Placer(Builder top, Value lane, List<Value> outputs, Map<String, Body> callees, Body main, Tiling tiling) {
    this.tiling = tiling;
    this.top = top;
    this.callees = callees;
    this.cells = new Cells(lane, new ReduceLoops(s -> scratch("acc", s, ReduceLoops.ACCUMULATORS)));
    this.outputs = new PlaceOutputs(this, cells, lane, outputs);
    this.uses = new Uses(main, tiling);
    this.reads = new Reads(cells);
  }

  void bindInput(Value original, Value param) {
    cells.put(original, param.type().isScalar() ? new Cells.Single(param) : stored(param));
  }

  /** Loads a number of the member before another tile may write what it has become, which can be the same memory. */
  void readNow(Builder b, Value original) {
    if (!original.type().isScalar() && PlaceRegions.isNumber(original)) cells.put(original, new Cells.Single(cells.scalar(b, original)));
  }

  private static Cells.Stored stored(Value buffer) {
    return new Cells.Stored(buffer, buffer.type().axes().stream().map(Axis::name).toList(), null, 0);
  }

  private Cells.Stored allocate(String hint, Scalar scalar, List<Axis> axes) {
    return allocate(hint, scalar, axes, false);
  }

  /** Memory of this worker; what tiles divide among them is an operand of the program, the same for all. */
  private Cells.Stored allocate(String hint, Scalar scalar, List<Axis> axes, boolean two) {
    List<Axis> all = new ArrayList<>(two ? List.of(new Axis("turn", 2)) : List.of());
    all.addAll(axes);
    Type type = Type.of(scalar, all, Reach.OWN);
    List<String> names = axes.stream().map(Axis::name).toList();
    if (block != null && axes.contains(block.axis())) {
      all.replaceAll(a -> a.equals(block.axis()) ? new Axis(a.name(), PlaceLoops.BLOCK) : a);
      return new Cells.Stored(top.emit(hint, new Placed.Alloc(scalar, all)), names, null, 0, block);
    }
    Value buffer = tiling != null && tiling.splits(type) ? top.exactParam(Signature.shared(shared.size(), hint), type)
        : top.emit(hint, new Placed.Alloc(scalar, all));
    if (tiling != null && tiling.splits(type)) shared.add(buffer);
    return new Cells.Stored(buffer, names, null, 0);
  }

  /** Operands that hold what tiles share. */
  List<Value> shared() {
    return shared;
  }

  Tiling tiling() {
    return tiling;
  }

  Uses uses() {
    return uses;
  }

  /** Whether tiles wait at {@code w}. */
  boolean waits(Sync w) {
    return tiling != null && tiling.waits(w);
  }

  void inTurns(Set<Value> values, Value number, Runnable work) {
    Set<Value> outerValues = twice;
    Value outerTurn = turn;
    twice = values;
    turn = number;
    work.run();
    twice = outerValues;
    turn = outerTurn;
  }

  /** Gives {@code v} the memory where it will be needed: nobody reads there any more when it is computed. */
  void directly(Value v, Cells.Stored home) {
    direct.put(v, home);
  }

  /** Writes {@code v} over the value that it replaces, which nobody else reads. */
  void inPlace(Value v, Cells.Stored home) {
    inPlace.put(v, home);
  }

  /** Memory that holds two of {@code v}. */
  Cells.Stored two(Value v) {
    return allocate(v.name(), v.type().scalar(), Cells.axes(v.type()), true);
  }

  /** Places everything up to the results of {@code body}, which stay where they are. */
  void place(Builder b, Body body) {
    statements(b, body);
    flush(b);
  }

  private void statements(Builder b, Body body) {
    for (Stmt s : body.stmts()) statement(b.at(s.origin()), s);
  }

  private void statement(Builder b, Stmt s) {
    switch (s.op()) {
      case Sync wait -> alias(b, s, wait);
      case Regions.While w -> new PlaceRegions(this, cells).loop(b, s, w);
      case Regions.If i -> new PlaceRegions(this, cells).branch(b, s, i);
      case Output.Record r -> outputs.record(b, r);
      case Output.Result r -> outputs.result(b, r);
      case Output.Poll p -> cells.put(s.result(), new Cells.Single(
          b.emit(s.result().name(), new Output.Poll(cells.scalar(b, p.step()), cells.scalar(b, p.time())))));
      case Lanes.Stack k -> stack(b, s.result(), k);
      case Pure.Call c when !c.callee().isScalar() -> call(b, s, c);
      case Pure _, Lanes _ -> compute(b, s);
      case Noise n -> throw new IllegalStateException(n.name() + " before expansion");
      case Placed p -> throw new IllegalStateException(p.name() + " before placement");
    }
  }

  /** In one worker, a wait among a member's own cells is the end of the loop that writes them. */
  private void alias(Builder b, Stmt s, Sync wait) {
    if (waits(wait)) {
      flush(b);
      b.emit(Tiling.wait(wait));
    }
    if (wait.axes().contains(Axis.MEMBER)) throw new IllegalArgumentException("members still wait for each other at " + wait.operands());
    for (int i = 0; i < wait.operands().size(); i++) {
      cells.put(s.results().get(i), new Cells.Computed(new Lanes.Rename(wait.operands().get(i), List.of(), List.of())));
    }
  }

  void compute(Builder b, Stmt s) {
    List<Axis> axes = Cells.axes(s.results().getFirst().type());
    if (axes.isEmpty()) {
      if (open != null && reads.touches(s.op(), open)) flush(b);
      List<Value> values = cells.results(b, s.op(), s.results().getFirst().name(), Map.of());
      for (int i = 0; i < values.size(); i++) cells.put(s.results().get(i), new Cells.Single(values.get(i)));
    } else if (s.results().size() == 1 && uses.isComputed(s.result())) {
      cells.put(s.result(), new Cells.Computed(s.op()));
    } else {
      join(b, s, axes);
    }
  }

  private void join(Builder b, Stmt s, List<Axis> axes) {
    if (axes.stream().anyMatch(Axis::isDynamic)) throw new IllegalStateException("a loop over " + axes);
    if (open != null && open.isOver(axes) && rows && reads.readsElsewhere(s.op(), open)) {
      before.add(open);
      open = null;
    } else if (open != null && (!open.isOver(axes) || reads.readsElsewhere(s.op(), open))) {
      flush(b);
    }
    if (open == null) open = new Group(axes);
    open.add(s);
    reads.collectElsewhere(s.op(), open);
    for (Value r : s.results()) cells.put(r, new Cells.Pending());
  }

  private void stack(Builder b, Value result, Lanes.Stack k) {
    flush(b);
    Cells.Stored home = allocate(result.name(), result.type().scalar(), Cells.axes(result.type()));
    for (int i = 0; i < k.parts().size(); i++) {
      Value part = k.parts().get(i);
      int at = i;
      List<Axis> others = Cells.axes(result.type()).stream().filter(a -> !a.equals(k.axis())).toList();
      nest(b, others, Map.of(), (in, index) -> {
        Map<String, Value> cell = new LinkedHashMap<>(index);
        cell.put(k.axis().name(), in.constant((long) at));
        store(in, home, cell, cells.cell(in, part, index));
      });
    }
    cells.put(result, home);
  }

  /** Calls a body of one member with buffers for arrays, those of the results included. */
  private void call(Builder b, Stmt s, Pure.Call c) {
    flush(b);
    Body callee = callees.get(c.callee().name());
    List<Value> args = new ArrayList<>();
    for (int i = 0; i < c.args().size(); i++) {
      Value param = callee.params().get(i);
      args.add(param.type().isScalar() ? cells.scalar(b, c.args().get(i)) : buffer(b, c.args().get(i), param.type().axes()));
    }
    for (Value r : s.results()) {
      Cells.Stored home = allocate(r.name(), r.type().scalar(), Cells.axes(r.type()));
      args.add(home.buffer());
      cells.put(r, home);
    }
    b.emit(new Pure.Call(callee, args));
  }

  /** Memory that holds {@code v}, row-major over {@code axes}: its own, or a copy. */
  private Value buffer(Builder b, Value v, List<Axis> axes) {
    if (cells.home(v) instanceof Cells.Stored s && s.axes().equals(axes.stream().map(Axis::name).toList())) return s.buffer();
    if (cells.home(v) instanceof Cells.Computed c && c.op() instanceof Lanes.Rename r && r.from().isEmpty())
      return buffer(b, r.operand(), axes);
    Cells.Stored copy = allocate(v.name(), v.type().scalar(), axes);
    nest(b, axes, Map.of(), (in, index) -> store(in, copy, index, cells.cell(in, v, index)));
    return copy.buffer();
  }

  void copyOut(Builder b, List<Value> results, List<Value> buffers) {
    for (int i = 0; i < results.size(); i++) {
      Value r = results.get(i);
      Cells.Stored home = stored(buffers.get(i));
      nest(b, Cells.axes(r.type()), Map.of(), (in, index) -> store(in, home, index, cells.cell(in, r, index)));
    }
  }

  static void store(Builder b, Cells.Stored home, Map<String, Value> index, Value value) {
    b.emit(new Placed.Store(home.buffer(), home.address(b, index), value));
  }

  /** What to do at one cell. */
  @FunctionalInterface
  interface AtCell {
    void run(Builder b, Map<String, Value> index);
  }

  void nest(Builder b, List<Axis> axes, Map<String, Value> index, AtCell work) {
    nest(b, axes, index, new int[2], work);
  }

  /**
   * @param widths cells that are read before and behind a cell along the last axis: those with fewer on a side get a loop of their own, so
   *     that the others need not ask where the axis ends
   */
  void nest(Builder b, List<Axis> axes, Map<String, Value> index, int[] widths, AtCell work) {
    if (axes.isEmpty()) {
      work.run(b, index);
      return;
    }
    Axis outermost = axes.getFirst();
    boolean inBlock = block != null && block.axis().equals(outermost);
    boolean split = inBlock || tiling != null && tiling.splits(outermost.name());
    Value first = inBlock ? block.first() : first(b, outermost);
    Value count = inBlock ? block.count() : count(b, outermost);
    if (axes.size() == 1 && widths[0] + widths[1] > 0 && outermost.size() > widths[0] + widths[1]) {
      new Interior(b, outermost, first, count, widths, split).loops((in, i) -> work.run(in, with(index, outermost, i)),
          inner -> cells.inside(outermost.name(), inner));
      return;
    }
    b.forLoop(count, List.of(), List.of(), (in, p) -> {
      Value i = split ? in.add(first, p.getFirst()) : p.getFirst();
      nest(in, axes.subList(1, axes.size()), with(index, outermost, i), widths, work);
      return List.of();
    });
  }

  private Value first(Builder b, Axis axis) {
    return tiling != null && tiling.splits(axis.name()) ? tiling.first(axis.name()) : b.constant(0L);
  }

  private Value count(Builder b, Axis axis) {
    return tiling != null && tiling.splits(axis.name()) ? tiling.count(axis.name()) : b.constant(axis.size());
  }

  /** Whether {@code axis} has more cells than are taken at a time. */
  boolean hasBlocks(Axis axis) {
    return block == null && axis.size() > PlaceLoops.BLOCK;
  }

  /**
   * Places {@code work} in a loop over blocks of cells along {@code axis}, for the cells of one block. Each block has the same numbers.
   *
   * @param hints names of those
   * @param init what they are where there is no block
   */
  List<Value> inBlocks(Builder b, Axis axis, List<String> hints, List<Value> init, Function<Builder, List<Value>> work) {
    Value first = first(b, axis);
    Value all = count(b, axis);
    Value size = b.constant(PlaceLoops.BLOCK);
    Value blocks = b.apply("blocks", Primitive.IDIV, b.add(all, b.constant(PlaceLoops.BLOCK - 1)), size);
    return b.forLoop(blocks, hints, init, (in, p) -> {
      Value done = in.mul(p.getFirst(), size);
      block = new Block(axis, in.add(first, done), in.apply("cells", Primitive.MIN, size, in.sub(all, done)));
      List<Value> numbers = work.apply(in);
      block = null;
      return numbers;
    });
  }

  private static Map<String, Value> with(Map<String, Value> index, Axis axis, Value at) {
    Map<String, Value> more = new LinkedHashMap<>(index);
    more.put(axis.name(), at);
    return more;
  }

  Group openGroup() {
    return open;
  }

  /** Places what {@code work} does, if asked to, so that loops that read each other's cells nearby go through the rows together. */
  void inRows(boolean together, Runnable work) {
    rows = together;
    work.run();
    rows = false;
  }

  /** Emits the loop of the open group, or of those that go through the rows together. */
  void flush(Builder b) {
    if (open == null) return;
    List<Group> groups = new ArrayList<>(before);
    groups.add(open);
    before.clear();
    open = null;
    if (groups.size() > 1) {
      new Pipeline(this, cells, reads, uses).place(b, groups);
      return;
    }
    Group group = groups.getFirst();
    GroupLoop loop = loop(group);
    nest(b, group.axes, Map.of(), loop.widths(), (in, index) -> loop.cell(in, index, null));
    loop.finish();
  }

  /** A value that is read outside of the group gets memory. */
  GroupLoop loop(Group group) {
    Map<Value, Cells.Stored> kept = new LinkedHashMap<>();
    for (Stmt s : group.stmts) {
      for (Value v : s.results()) {
        if (inPlace.containsKey(v)) group.targets.computeIfAbsent(v, _ -> new ArrayList<>()).add(inPlace.get(v));
        boolean outside = uses.readers(v).stream().anyMatch(r -> !group.members.contains(r)) || uses.isResult(v)
            && !group.targets.containsKey(v);
        if (direct.containsKey(v)) kept.put(v, direct.get(v));
        else if (outside && !inPlace.containsKey(v) && !cells.isInRows(v)) kept.put(v, home(v, group.axes));
      }
    }
    return new GroupLoop(group, kept, cells, uses, reads);
  }

  private Cells.Stored home(Value v, List<Axis> axes) {
    boolean two = twice.contains(v);
    Cells.Stored home = allocate(v.name(), v.type().scalar(), axes, two);
    return two ? home.at(turn) : home;
  }

  /** Memory of this worker, whatever is told apart along its axes. */
  Value scratch(String hint, Scalar scalar, List<Axis> axes) {
    return top.emit(hint, new Placed.Alloc(scalar, axes));
  }

  Cells.Stored memory(String hint, Scalar scalar, List<Axis> axes) {
    return allocate(hint, scalar, axes);
  }

  /** Places a nested body up to its results, leaving the last group open. */
  void enter(Builder b, Body body) {
    statements(b, body);
  }
}

package dyn.passes.place;

import dyn.ir.Axis;
import dyn.ir.Body;
import dyn.ir.Builder;
import dyn.ir.Placed;
import dyn.ir.Pure;
import dyn.ir.Regions;
import dyn.ir.Stmt;
import dyn.ir.Sync;
import dyn.ir.Type;
import dyn.ir.Value;
import dyn.passes.Components;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Loops and branches: numbers are carried and yielded, arrays live in buffers that stay in place. */
final class PlaceRegions {
  private final Placer placer;
  private final Cells cells;

  PlaceRegions(Placer placer, Cells cells) {
    this.placer = placer;
    this.cells = cells;
  }

  static boolean isNumber(Value v) {
    return Cells.axes(v.type()).isEmpty();
  }

  void loop(Builder b, Stmt s, Regions.While w) {
    placer.flush(b);
    Optional<Axis> apart = Components.axis(w).filter(placer::hasBlocks);
    if (placer.tiling() != null && (apart.isPresent() || TiledAxis.isSteps(w))) {
      new PlaceSteps(placer, cells, this, w).loop(b, s, apart);
      return;
    }
    Map<Integer, Cells.Stored> arrays = new LinkedHashMap<>();
    List<Value> params = w.body().params();
    for (int i = 0; i < params.size(); i++) {
      Value p = params.get(i);
      if (!isNumber(p)) arrays.put(i, placer.memory(p.name(), p.type().scalar(), Cells.axes(p.type())));
    }
    bindAll(s.results(), apart.isPresent() ? blocks(b, w, arrays, apart.get()) : turns(b, w, arrays), arrays);
  }

  /** For some cells all turns, then for the next. */
  private List<Value> blocks(Builder b, Regions.While w, Map<Integer, Cells.Stored> arrays, Axis axis) {
    List<Value> numbers = w.body().params().stream().filter(PlaceRegions::isNumber).toList();
    List<Value> init = new ArrayList<>();
    for (int i = 0; i < w.init().size(); i++) if (!arrays.containsKey(i)) init.add(cells.scalar(b, w.init().get(i)));
    return placer.inBlocks(b, axis, numbers.stream().map(Value::name).toList(), init, in -> turns(in, w, arrays));
  }

  private List<Value> turns(Builder b, Regions.While w, Map<Integer, Cells.Stored> arrays) {
    List<String> hints = new ArrayList<>();
    List<Value> init = new ArrayList<>();
    List<Type> types = new ArrayList<>();
    List<Value> params = w.body().params();
    for (int i = 0; i < params.size(); i++) {
      if (arrays.containsKey(i)) continue;
      hints.add(params.get(i).name());
      init.add(cells.scalar(b, w.init().get(i)));
      types.add(Type.of(params.get(i).type().scalar()));
    }
    arrays.forEach((i, home) -> copy(b, w.init().get(i), params.get(i), home));
    return b.whileLoop(hints, init, types,
        (in, p) -> {
          bindAll(w.cond().params(), p, arrays);
          placer.place(in, w.cond());
          return List.of(cells.scalar(in, w.cond().results().getFirst()));
        },
        (in, p) -> {
          bindAll(w.body().params(), p, arrays);
          List<Value> numbers = body(in, w.body(), arrays, arrays, Set.of());
          settle(in, w.body());
          return numbers;
        });
  }

  /** Where tiles have waited in a body that is not run in every step, all wait at its end: what it read may be written after that. */
  private void settle(Builder b, Body body) {
    if (placer.tiling() != null && waits(body)) b.emit(Placed.Wait.ALL);
  }

  private boolean waits(Body body) {
    return body.stmts().stream()
        .anyMatch(s -> s.op() instanceof Sync w && placer.waits(w) || s.op().bodies().stream().anyMatch(this::waits));
  }

  void bindAll(List<Value> originals, List<Value> numbers, Map<Integer, Cells.Stored> arrays) {
    int k = 0;
    for (int i = 0; i < originals.size(); i++) {
      cells.put(originals.get(i), arrays.containsKey(i) ? arrays.get(i) : new Cells.Single(numbers.get(k++)));
    }
  }

  /** Copies {@code from} into {@code home}, which holds what {@code as} names. */
  void copy(Builder b, Value from, Value as, Cells.Stored home) {
    placer.nest(b, Cells.axes(as.type()), Map.of(), (in, index) -> Placer.store(in, home, index, cells.cell(in, from, index)));
  }

  /**
   * Places the body; then the new arrays take the place of the old ones, within the last loop where that is safe.
   *
   * @param done carries whose next value is at its place when the body ends
   */
  List<Value> body(Builder b, Body body, Map<Integer, Cells.Stored> olds, Map<Integer, Cells.Stored> arrays, Set<Integer> done) {
    placer.enter(b, body);
    Group last = placer.openGroup();
    List<Integer> late = new ArrayList<>();
    List<Value> overwritten = new ArrayList<>();
    arrays.forEach((i, home) -> {
      if (olds.containsValue(home) && !done.contains(i)) overwritten.add(home.buffer());
    });
    boolean inPlace = last != null && overwritten.stream().noneMatch(last.readElsewhere::contains) && readsNoOld(body, arrays, last);
    for (int i : arrays.keySet()) {
      Value r = body.results().get(i);
      if (done.contains(i)) continue;
      boolean fits = inPlace && last.values.contains(r) && last.axes.equals(Cells.axes(body.params().get(i).type()));
      if (fits) last.targets.computeIfAbsent(r, _ -> new ArrayList<>()).add(arrays.get(i));
      else late.add(i);
    }
    placer.flush(b);
    List<Value> numbers = new ArrayList<>();
    for (int i = 0; i < body.results().size(); i++) {
      if (!arrays.containsKey(i)) numbers.add(cells.scalar(b, body.results().get(i)));
    }
    move(b, body, olds, arrays, late);
    return numbers;
  }

  /** No result outside of the last group is, or is computed from, an array that the group overwrites. */
  private boolean readsNoOld(Body body, Map<Integer, Cells.Stored> arrays, Group last) {
    for (int i : arrays.keySet()) {
      Value r = body.results().get(i);
      if (last.values.contains(r) || r.equals(body.params().get(i))) continue;
      if (!(cells.home(r) instanceof Cells.Stored s) || arrays.containsValue(s)) return false;
    }
    return true;
  }

  /** Moves results at once: first aside what reads an array that is about to change, then everything to its place. */
  private void move(Builder b, Body body, Map<Integer, Cells.Stored> olds, Map<Integer, Cells.Stored> arrays, List<Integer> late) {
    Map<Integer, Cells.Stored> aside = new LinkedHashMap<>();
    List<Integer> settled = new ArrayList<>();
    for (int i : late) {
      Value param = body.params().get(i);
      Value r = body.results().get(i);
      if (r.equals(param) && olds.get(i).equals(arrays.get(i))) continue;
      if (late.size() == 1 || !olds.containsValue(arrays.get(i)) || cells.home(r) instanceof Cells.Stored s && !arrays.containsValue(s)) {
        settled.add(i);
        continue;
      }
      Cells.Stored spare = placer.memory(param.name(), param.type().scalar(), Cells.axes(param.type()));
      copy(b, r, param, spare);
      aside.put(i, spare);
    }
    for (int i : settled) copy(b, body.results().get(i), body.params().get(i), arrays.get(i));
    aside.forEach((i, spare) -> {
      List<Axis> axes = Cells.axes(body.params().get(i).type());
      placer.nest(b, axes, Map.of(), (in, index) -> {
        Value v = in.emit("moved", new Placed.Load(spare.buffer(), spare.address(in, index)));
        Placer.store(in, arrays.get(i), index, v);
      });
    });
  }

  void branch(Builder b, Stmt s, Regions.If i) {
    placer.flush(b);
    if (isCellwise(s, i)) {
      i.bodies().forEach(arm -> arm.stmts().forEach(t -> placer.compute(b, t)));
      Value chosen = cells.scalar(b, i.condition());
      for (int k = 0; k < s.results().size(); k++) {
        cells.put(s.results().get(k), new Cells.Chosen(chosen, i.then().results().get(k), i.otherwise().results().get(k)));
      }
      return;
    }
    Map<Integer, Cells.Stored> arrays = new LinkedHashMap<>();
    List<String> hints = new ArrayList<>();
    for (int k = 0; k < s.results().size(); k++) {
      Value r = s.results().get(k);
      if (isNumber(r)) hints.add(r.name());
      else arrays.put(k, placer.memory(r.name(), r.type().scalar(), Cells.axes(r.type())));
    }
    Value condition = cells.scalar(b, i.condition());
    List<Value> numbers = b.ifElse(condition, hints, in -> arm(in, i.then(), s, arrays), in -> arm(in, i.otherwise(), s, arrays));
    bindAll(s.results(), numbers, arrays);
  }

  /** Of two arrays, each cell by cell: a cell is computed where it is read, so that neither needs memory. */
  private boolean isCellwise(Stmt s, Regions.If i) {
    if (placer.tiling() == null || !i.condition().type().isScalar() && !isNumber(i.condition())) return false;
    return s.results().stream().noneMatch(PlaceRegions::isNumber) && i.bodies().stream().allMatch(arm -> arm.stmts().stream().allMatch(
        t -> t.results().size() == 1 && (isNumber(t.result()) ? t.op() instanceof Pure : placer.uses().isComputed(t.result()))));
  }

  private List<Value> arm(Builder b, Body body, Stmt s, Map<Integer, Cells.Stored> arrays) {
    placer.place(b, body);
    settle(b, body);
    arrays.forEach((k, home) -> copy(b, body.results().get(k), s.results().get(k), home));
    List<Value> numbers = new ArrayList<>();
    for (int k = 0; k < body.results().size(); k++) if (!arrays.containsKey(k)) numbers.add(cells.scalar(b, body.results().get(k)));
    return numbers;
  }
}

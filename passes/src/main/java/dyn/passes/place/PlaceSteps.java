package dyn.passes.place;

import dyn.ir.Axis;
import dyn.ir.Body;
import dyn.ir.Builder;
import dyn.ir.Primitive;
import dyn.ir.Pure;
import dyn.ir.Regions;
import dyn.ir.Stmt;
import dyn.ir.Type;
import dyn.ir.Value;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The loop over steps where tiles share the cells: arrays that other tiles read while this one is about to write have two places, used in
 * turns, and new values go straight to theirs. A body that is one of two by a condition of numbers is placed as two bodies.
 */
final class PlaceSteps {
  private final Placer placer;
  private final Cells cells;
  private final PlaceRegions regions;
  private final Regions.While loop;
  /** The bodies of which each turn runs one, with the parameters and results of the loop's own. */
  private final List<Body> arms = new ArrayList<>();
  private final List<Phases> phases = new ArrayList<>();
  private final Map<Integer, Cells.Stored> arrays = new LinkedHashMap<>();
  /** Of those, the carries that have two places. */
  private final Set<Integer> inTurns = new LinkedHashSet<>();
  private Set<Value> twice = Set.of();
  private Stmt choice;

  PlaceSteps(Placer placer, Cells cells, PlaceRegions regions, Regions.While loop) {
    this.placer = placer;
    this.cells = cells;
    this.regions = regions;
    this.loop = loop;
    split();
    arms.forEach(a -> phases.add(new Phases(a, placer::waits, placer.uses())));
  }

  private void split() {
    Body body = loop.body();
    Stmt last = body.stmts().isEmpty() ? null : body.stmts().getLast();
    boolean chooses = last != null && last.op() instanceof Regions.If i && i.condition().type().isScalar()
        && body.results().stream().allMatch(r -> PlaceRegions.isNumber(r) || last.results().contains(r) || body.params().contains(r))
        && body.stmts().stream().allMatch(s -> s == last || s.results().stream().allMatch(PlaceRegions::isNumber));
    if (!chooses) {
      arms.add(body);
      return;
    }
    choice = last;
    for (Body arm : last.op().bodies()) {
      List<Value> results = body.results().stream()
          .map(r -> last.results().contains(r) ? arm.results().get(last.results().indexOf(r)) : r).toList();
      arms.add(Body.nested(body.params(), arm.stmts(), results));
    }
  }

  /** @param apart the axis whose cells go through all steps block by block, where there is one */
  void loop(Builder b, Stmt s, Optional<Axis> apart) {
    twice = twice();
    List<String> hints = new ArrayList<>();
    List<Value> params = loop.body().params();
    for (int i = 0; i < params.size(); i++) {
      Value p = params.get(i);
      if (PlaceRegions.isNumber(p)) {
        hints.add(p.name());
      } else {
        arrays.put(i, twice.contains(p) ? placer.two(p) : placer.memory(p.name(), p.type().scalar(), Cells.axes(p.type())));
        if (twice.contains(p)) inTurns.add(i);
      }
    }
    hints.add("turn");
    List<Value> after = apart.isEmpty() ? turns(b, hints) : placer.inBlocks(b, apart.get(), hints, start(b), in -> turns(in, hints));
    regions.bindAll(s.results(), after, at(arrays, inTurns, after.getLast()));
  }

  /** The numbers that the loop carries, and the number of the place that holds the newest values. */
  private List<Value> start(Builder b) {
    List<Value> numbers = new ArrayList<>();
    for (int i = 0; i < loop.init().size(); i++) if (!arrays.containsKey(i)) numbers.add(cells.scalar(b, loop.init().get(i)));
    numbers.add(b.constant(0L));
    return numbers;
  }

  private List<Value> turns(Builder b, List<String> hints) {
    List<Value> init = start(b);
    List<Value> params = loop.body().params();
    at(arrays, inTurns, b.constant(0L)).forEach((i, home) -> regions.copy(b, loop.init().get(i), params.get(i), home));
    return b.whileLoop(hints, init, init.stream().map(v -> Type.of(v.type().scalar())).toList(),
        (in, p) -> {
          regions.bindAll(loop.cond().params(), p, at(arrays, inTurns, p.getLast()));
          placer.place(in, loop.cond());
          return List.of(cells.scalar(in, loop.cond().results().getFirst()));
        },
        (in, p) -> {
          Map<Integer, Cells.Stored> old = at(arrays, inTurns, p.getLast());
          regions.bindAll(loop.body().params(), p, old);
          Value next = in.apply("next", Primitive.SUB, in.constant(1L), p.getLast());
          List<Value> numbers = new ArrayList<>();
          placer.inTurns(twice, p.getLast(), () -> numbers.addAll(turn(in, old, inTurns, at(arrays, inTurns, next))));
          numbers.add(next);
          return numbers;
        });
  }

  private List<Value> turn(Builder b, Map<Integer, Cells.Stored> old, Set<Integer> inTurns, Map<Integer, Cells.Stored> to) {
    if (choice == null) return arm(b, 0, old, inTurns, to);
    List<Stmt> before = loop.body().stmts().subList(0, loop.body().stmts().size() - 1);
    placer.place(b, Body.nested(List.of(), before, List.of()));
    Value condition = cells.scalar(b, ((Regions.If) choice.op()).condition());
    List<String> hints = loop.body().results().stream().filter(PlaceRegions::isNumber).map(Value::name).toList();
    return b.ifElse(condition, hints, in -> arm(in, 0, old, inTurns, to), in -> arm(in, 1, old, inTurns, to));
  }

  private List<Value> arm(Builder b, int k, Map<Integer, Cells.Stored> old, Set<Integer> inTurns, Map<Integer, Cells.Stored> to) {
    Set<Integer> done = new LinkedHashSet<>();
    Body body = arms.get(k);
    for (int i : old.keySet()) if (inTurns.contains(i) ? directly(k, i, to.get(i)) : inPlace(body, i, to.get(i))) done.add(i);
    List<Value> numbers = new ArrayList<>();
    placer.inRows(placer.uses().isPiped(body), () -> numbers.addAll(regions.body(b, body, old, to, done)));
    return numbers;
  }

  /** The second place of a carry, where no tile reads any more when the new value comes to be. */
  private boolean directly(int k, int carry, Cells.Stored home) {
    Body body = arms.get(k);
    Value r = body.results().get(carry);
    Value param = body.params().get(carry);
    if (!isComputed(body, r) || Collections.frequency(body.results(), r) != 1) return false;
    for (Phases before : phases) if (!phases.get(k).mayWrite(before, param, phases.get(k).written(r))) return false;
    placer.directly(r, home);
    return true;
  }

  /** Over the old value, which but for rare cases stays, and which only the new one is computed from. */
  private boolean inPlace(Body body, int carry, Cells.Stored home) {
    Value param = body.params().get(carry);
    List<Value> chain = new ArrayList<>();
    for (Value v = body.results().get(carry); !v.equals(param); ) {
      Uses.Rare r = placer.uses().rare(v);
      if (r == null) return false;
      chain.add(v);
      v = r.old();
    }
    if (chain.isEmpty()) return false;
    Stmt first = placer.uses().rare(chain.getLast()).least();
    boolean alone = placer.uses().readers(param).stream().noneMatch(s -> s != first && body.stmts().stream().anyMatch(t -> t == s));
    if (alone) chain.forEach(v -> placer.inPlace(v, home));
    return alone;
  }

  /** A statement of cells computes it. */
  private boolean isComputed(Body body, Value r) {
    return body.stmts().stream().anyMatch(s -> s.results().contains(r) && s.op() instanceof Pure && Uses.isCellwise(s.op()))
        && !placer.uses().isComputed(r);
  }

  /**
   * Values that two tiles could write and read at once if they had one place; and what somebody reads after it is computed, which then
   * needs no memory on its way to the next step.
   */
  private Set<Value> twice() {
    Set<Value> all = new LinkedHashSet<>();
    for (int k = 0; k < arms.size(); k++) {
      Body body = arms.get(k);
      for (int i = 0; i < body.params().size(); i++) {
        Value p = body.params().get(i);
        Value r = body.results().get(i);
        if (PlaceRegions.isNumber(p) || !placer.tiling().splits(p.type()) || r.equals(p) || !isComputed(body, r)) continue;
        if (nested(body, r) || arms.size() > 1 && phases.get(k).isReadElsewhere(p)) all.add(p);
      }
      for (Value v : phases.get(k).twice()) {
        int i = body.params().indexOf(v);
        boolean stays = i >= 0 && body.results().get(i).equals(v);
        if (!stays && !PlaceRegions.isNumber(v) && placer.tiling().splits(v.type())) all.add(v);
      }
    }
    return all;
  }

  /** Whether a loop or branch of the body reads {@code v}. */
  private static boolean nested(Body body, Value v) {
    return body.stmts().stream().anyMatch(s -> s.op().bodies().stream().anyMatch(b -> reads(b, v)));
  }

  private static boolean reads(Body body, Value v) {
    return body.results().contains(v) || body.stmts().stream().anyMatch(s -> s.op().operands().contains(v)
        || s.op().bodies().stream().anyMatch(b -> reads(b, v)));
  }

  /** The homes, of those that have two places the one that {@code turn} numbers. */
  private static Map<Integer, Cells.Stored> at(Map<Integer, Cells.Stored> arrays, Set<Integer> inTurns, Value turn) {
    Map<Integer, Cells.Stored> chosen = new LinkedHashMap<>();
    arrays.forEach((i, home) -> chosen.put(i, inTurns.contains(i) ? home.at(turn) : home));
    return chosen;
  }
}

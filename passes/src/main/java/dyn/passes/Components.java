package dyn.passes;

import dyn.ir.Axis;
import dyn.ir.Body;
import dyn.ir.Lanes;
import dyn.ir.Noise;
import dyn.ir.Output;
import dyn.ir.Placed;
import dyn.ir.Pure;
import dyn.ir.Regions;
import dyn.ir.Stmt;
import dyn.ir.Sync;
import dyn.ir.Type;
import dyn.ir.Value;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;

/**
 * The carries of a loop over steps, in components: those of two components never meet, not even in what is recorded. The clock, which is
 * the number of the step and other numbers that are the same for all members, belongs to none.
 */
public final class Components {
  /**
   * Carries that meet, and what is recorded of them.
   *
   * @param carries by number
   * @param axis along which every cell is by itself; empty where there is none
   * @param reader the first that reads other cells, or waits for them, where that is only for what is recorded; else null
   */
  record Part(Set<Integer> carries, Set<Value> recorded, Optional<Axis> axis, Stmt reader) {
    private boolean meets(Collection<Integer> others) {
      return others.stream().anyMatch(carries::contains);
    }
  }

  private final Regions.While loop;
  private final Map<Value, Stmt> definitions = new HashMap<>();
  private final List<Output.Record> records = new ArrayList<>();
  private boolean regular = true;

  Components(Regions.While loop) {
    this.loop = loop;
    collect(loop.body(), loop);
  }

  /**
   * The first axis along which no cell of a loop needs another; empty if there is none, and for a loop that carries no cells. Such a loop
   * can be run to its end for some cells, then for the next.
   */
  public static Optional<Axis> axis(Regions.While w) {
    List<Type> arrays = w.body().paramTypes().stream().filter(t -> !isClock(t)).toList();
    if (arrays.isEmpty() || Waits.polls(w.body())) return Optional.empty();
    List<Stmt> all = new ArrayList<>();
    flatten(w.cond(), all);
    flatten(w.body(), all);
    return axes(arrays).stream().filter(a -> all.stream().allMatch(s -> isByItself(s, a, _ -> true))).findFirst();
  }

  private static void flatten(Body body, List<Stmt> all) {
    for (Stmt s : body.stmts()) {
      all.add(s);
      s.op().bodies().forEach(b -> flatten(b, all));
    }
  }

  /** Cell axes that all of {@code types} have. */
  private static List<Axis> axes(List<Type> types) {
    return types.getFirst().axes().stream()
        .filter(a -> !a.name().equals(Axis.MEMBER) && types.stream().allMatch(t -> t.has(a.name()))).toList();
  }

  private void collect(Body body, Regions.While around) {
    for (Stmt s : body.stmts()) {
      s.results().forEach(r -> definitions.put(r, s));
      if (s.op() instanceof Output.Record r) {
        records.add(r);
        regular &= around != loop && loop.body().stmts().stream().anyMatch(t -> t.op() == around);
      }
      if (s.op() instanceof Regions.While w) {
        w.cond().params().forEach(p -> definitions.put(p, s));
        w.body().params().forEach(p -> definitions.put(p, s));
        collect(w.cond(), null);
        collect(w.body(), w);
      } else {
        s.op().bodies().forEach(b -> collect(b, null));
      }
    }
  }

  static boolean isClock(Type t) {
    return t.axes().isEmpty();
  }

  List<Output.Record> records() {
    return records;
  }

  /** The carry that is the number of the step; -1 where none is, or where a turn can be several steps. */
  int step() {
    return loop.body().stmts().stream().map(Stmt::op).filter(Output.Poll.class::isInstance).map(p -> ((Output.Poll) p).step())
        .filter(v -> isClock(v.type())).map(loop.body().params()::indexOf).findFirst().orElse(-1);
  }

  /** None where the loop is of another form than one that takes steps of one size. */
  List<Part> parts() {
    if (!regular || step() < 0) return List.of();
    List<Part> parts = new ArrayList<>();
    for (int i = 0; i < loop.body().params().size(); i++) {
      Set<Integer> met = carries(needs(List.of(loop.body().results().get(i))));
      if (isClock(loop.body().params().get(i).type())) {
        if (!met.isEmpty()) return List.of();
        continue;
      }
      met.add(i);
      join(parts, met, Set.of());
    }
    for (Output.Record r : records) {
      if (!carries(needs(List.of(r.index()))).isEmpty()) return List.of();
      for (Value v : r.values()) {
        Set<Integer> met = carries(needs(List.of(v)));
        if (!met.isEmpty()) join(parts, met, Set.of(v));
      }
    }
    return parts.stream().map(this::judged).toList();
  }

  private static void join(List<Part> parts, Set<Integer> carries, Set<Value> recorded) {
    Set<Integer> all = new TreeSet<>(carries);
    Set<Value> values = new LinkedHashSet<>(recorded);
    List<Part> met = parts.stream().filter(p -> p.meets(carries)).toList();
    for (Part p : met) {
      all.addAll(p.carries());
      values.addAll(p.recorded());
    }
    parts.removeAll(met);
    parts.add(new Part(all, values, Optional.empty(), null));
  }

  private Set<Integer> carries(Set<Value> needed) {
    Set<Integer> found = new TreeSet<>();
    List<Value> params = loop.body().params();
    for (int i = 0; i < params.size(); i++) if (needed.contains(params.get(i)) && !isClock(params.get(i).type())) found.add(i);
    return found;
  }

  /** All values of the loop that {@code roots} follow from. */
  Set<Value> needs(Collection<Value> roots) {
    Set<Value> needed = new HashSet<>(roots);
    Deque<Value> todo = new ArrayDeque<>(needed);
    while (!todo.isEmpty()) {
      Value v = todo.pop();
      Stmt s = definitions.get(v);
      if (s == null) continue;
      for (Value u : sources(s, v)) if (needed.add(u)) todo.push(u);
    }
    return needed;
  }

  private static List<Value> sources(Stmt s, Value v) {
    List<Value> all = new ArrayList<>(s.op().operands());
    switch (s.op()) {
      case Regions.If i -> i.bodies().forEach(arm -> all.add(arm.results().get(s.results().indexOf(v))));
      case Regions.While w -> {
        all.addAll(w.cond().results());
        all.addAll(w.body().results());
      }
      case Pure _, Lanes _, Sync _, Noise _, Output _, Placed _ -> { }
    }
    return all;
  }

  private Part judged(Part p) {
    List<Value> results = p.carries().stream().map(loop.body().results()::get).toList();
    List<Value> all = new ArrayList<>(results);
    all.addAll(p.recorded());
    Stmt reader = null;
    for (Axis a : axes(p.carries().stream().map(i -> loop.body().params().get(i).type()).toList())) {
      Optional<Stmt> first = reader(a, all);
      if (first.isEmpty()) return new Part(p.carries(), p.recorded(), Optional.of(a), null);
      if (reader(a, results).isEmpty()) reader = first.get();
    }
    return new Part(p.carries(), p.recorded(), Optional.empty(), reader);
  }

  /** The first statement on the way to {@code roots} that needs other cells along {@code axis}, and can be told in words if any can. */
  private Optional<Stmt> reader(Axis axis, List<Value> roots) {
    Set<Value> needed = needs(roots);
    List<Stmt> stmts = new ArrayList<>();
    flatten(loop.body(), stmts);
    List<Stmt> found = stmts.stream()
        .filter(s -> s.results().stream().anyMatch(needed::contains) && !isByItself(s, axis, needed::contains)).toList();
    return found.stream().filter(s -> !Waits.describe(s).isEmpty()).findFirst().or(() -> found.stream().findFirst());
  }

  /** Whether a cell along {@code axis} that {@code s} computes needs that cell alone; and no array without cells along it is computed. */
  private static boolean isByItself(Stmt s, Axis axis, Predicate<Value> needed) {
    String a = axis.name();
    boolean near = switch (s.op()) {
      case Sync _ -> false;
      case Pure.Call c -> c.callee().isScalar();
      case Lanes.Reduce r -> !r.axis().equals(a);
      case Lanes.Contract c -> !c.axis().equals(a);
      case Lanes.Gather g -> !g.axis().equals(a);
      case Lanes.Shift t -> !t.axis().equals(a);
      case Lanes.Rename r -> !r.from().contains(a) && r.to().stream().noneMatch(to -> to.name().equals(a));
      case Lanes.Stack k -> !k.axis().name().equals(a);
      case Lanes.Partial _, Lanes.Total _, Lanes.Segment _ -> false;
      case Lanes.Iota _, Lanes.Spread _, Pure _, Noise _, Regions _, Output _, Placed _ -> true;
    };
    return near && s.results().stream().filter(needed).map(Value::type).allMatch(t -> t.has(a) || s.op() instanceof Lanes.Iota
        || t.axes().stream().allMatch(x -> x.name().equals(Axis.MEMBER)));
  }
}

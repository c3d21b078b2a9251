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
import dyn.ir.Stmt;
import dyn.ir.Sync;
import dyn.ir.Value;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Cuts the statements of long bodies into methods: HotSpot compiles none above 8000 bytes, and the class format ends at 65535.
 * Sizes are estimates in bytes, on the high side for expressions that stay on the operand stack.
 */
final class Split {
  /**
   * @param whole a body up to this size stays one method
   * @param part size of the methods that a longer one becomes
   * @param vectors the same for code of vectors: longer methods run out of registers, more of them hand more over in memory
   */
  record Limits(int whole, int part, int vectors) {
    static final Limits HOTSPOT = new Limits(9000, 4000, 5000);

    Limits(int whole, int part) {
      this(whole, part, part);
    }

    /** Half a part must hold two calls, or cutting would never end. */
    Limits {
      if (part < 4 * CALL) throw new IllegalArgumentException("parts of " + part);
    }
  }

  private static final int CALL = 24;
  private static final int LONG_BRANCH = 250;

  private final Limits limits;

  private final Map<Body, List<Line>> cut = new IdentityHashMap<>();
  private final Map<Body, Integer> sizes = new IdentityHashMap<>();
  private final Simd simd;
  private final Set<Value> rare = new HashSet<>();
  private int units = 1;

  /** @param simd null where no value has lanes */
  Split(Body body, Limits limits, Simd simd) {
    this.limits = limits;
    this.simd = simd;
    if (simd != null) prepare(body, false, false);
    sizes.clear();
    if (body.params().stream().anyMatch(p -> p.type().has(Axis.LANE))) {
      if (size(body) > limits.vectors()) shrink(body, limits.vectors());
    } else if (size(body) > limits.whole()) {
      shrink(body, limits.part());
    }
  }

  /** All of {@code body} stands in a method of its own. */
  boolean isEnclosed(Body body) {
    List<Line> known = cut.get(body);
    return known != null && known.size() == 1 && known.getFirst() instanceof Unit;
  }

  Simd simd() {
    return simd;
  }

  /** The lines of {@code body}, or null where they are its statements. */
  List<Line> items(Body body) {
    return cut.get(body);
  }

  /** The methods that {@code body} calls, in nested bodies too. */
  List<Unit> unitsIn(Body body) {
    List<Unit> called = new ArrayList<>();
    for (Line line : lines(body)) {
      switch (line) {
        case Unit u -> called.add(u);
        case Line.Single s -> s.stmt().op().bodies().forEach(b -> called.addAll(unitsIn(b)));
        case Line.Move _ -> {}
      }
    }
    return called;
  }

  private int size(Body body) {
    Integer known = sizes.get(body);
    if (known != null) return known;
    int sum = 12 * body.results().size();
    for (Line line : lines(body)) sum += size(line);
    sizes.put(body, sum);
    return sum;
  }

  private List<Line> lines(Body body) {
    List<Line> known = cut.get(body);
    return known != null ? known : body.stmts().stream().<Line>map(Line.Single::new).toList();
  }

  private int size(Line line) {
    return switch (line) {
      case Line.Single s -> size(s.stmt());
      case Unit u when u.loop == null -> CALL;
      case Unit u -> CALL + 20 + 24 * simd.parts() * u.loop.results().size();
      case Line.Move m -> 80 * simd.parts() * m.body().results().size();
    };
  }

  private int size(Stmt s) {
    return switch (s.op()) {
      case Pure.Const _, Placed.Alloc _ -> 0;
      case Pure.Apply a when Simd.isVector(s.result()) -> simd.parts() * (12 + 4 * a.args().size());
      case Lanes.Iota i when Simd.isVector(s.result()) -> 20 * simd.parts();
      case Placed.Load l when Simd.isVector(s.result()) -> simd.parts() * (60 + 5 * l.indices().size());
      case Placed.Store t when Simd.isVector(t.indices().getLast()) -> simd.parts() * (60 + 5 * t.indices().size());
      case Pure.Apply a -> 5 + 3 * a.args().size() + (a.primitive() == Primitive.SELECT ? 24 : 0);
      case Pure.Call c -> 24 + 3 * c.args().size() + 6 * s.results().size();
      case Placed.Load l -> 8 + 5 * l.indices().size();
      case Placed.Store t -> 8 + 5 * t.indices().size();
      case Placed.Wait _ -> 10;
      case Placed.Extent e -> 12 + 5 * e.buffer().type().axes().size();
      case Output.Poll _ -> 40;
      case Regions.While w -> 24 + 14 * w.init().size() + size(w.cond()) + size(w.body());
      case Placed.For f -> 36 + 14 * f.init().size() + size(f.body());
      case Regions.If i -> 24 + size(i.then()) + size(i.otherwise());
      case Lanes _, Sync _, Noise _, Output.Record _, Output.Result _ ->
          throw new IllegalArgumentException(s.op().name() + " in placed code");
    };
  }

  /** Moves parts of {@code body} into methods of their own until what is left is small. */
  private void shrink(Body body, int limit) {
    if (size(body) <= limit) return;
    List<Line> items = new ArrayList<>(lines(body));
    List<Integer> costs = new ArrayList<>();
    for (Line line : items) {
      if (line instanceof Line.Single s) s.stmt().op().bodies().forEach(inner -> shrinkInner(s.stmt(), inner));
      costs.add(size(line));
    }
    int header = 12 * body.results().size();
    while (sum(costs) > limit && !allUnits(items, limit)) group(items, costs, limit);
    cut.put(body, items);
    sizes.put(body, header + sum(costs));
  }

  /**
   * A loop of steps that carries vectors is a method of its own, and those over tiles and cells get methods for their bodies, so that
   * HotSpot compiles each by how often it is called. Longer branches are kept out of the way.
   */
  private void prepare(Body body, boolean insideTile, boolean insideLoop) {
    for (Stmt s : body.stmts()) {
      switch (s.op()) {
        case Regions.While w -> {
          rare.addAll(RareCarries.of(w).keySet());
          prepare(w.cond(), insideTile, true);
          prepare(w.body(), insideTile, true);
          if (s.results().stream().anyMatch(Simd::isVector)) {
            group(w.cond());
            group(w.body());
            replace(body, s, new Unit(units++, s));
          } else if (hasLanes(w.body())) enclose(w.body());
        }
        case Placed.For f -> {
          if (hasLanes(f.body()) && !insideTile && insideLoop && isInnermost(f.body())) {
            replace(body, s, new Unit(units++, List.of(new Line.Single(s))));
            continue;
          }
          prepare(f.body(), insideTile || hasLanes(f.body()), true);
          boolean carries = s.results().stream().anyMatch(Simd::isVector);
          if (carries) append(f.body(), new Line.Move(s, f.body()));
          if (hasLanes(f.body()) && (!insideTile || size(f.body()) > limits.part())) enclose(f.body());
        }
        case Regions.If i -> {
          for (Body arm : i.bodies()) {
            prepare(arm, insideTile, insideLoop);
            boolean seldom = s.results().stream().anyMatch(rare::contains) && arm != RareCarries.idle(i);
            if (hasLanes(arm) && insideTile && (seldom || size(arm) > LONG_BRANCH)) enclose(arm);
          }
        }
        case Pure _, Placed _, Lanes _, Sync _, Noise _, Output _ -> {}
      }
    }
  }

  private static boolean isInnermost(Body body) {
    return body.stmts().stream().noneMatch(s -> s.op() instanceof Placed.For || s.op() instanceof Regions.While
        || s.op().bodies().stream().anyMatch(b -> !isInnermost(b)));
  }

  private void append(Body body, Line last) {
    List<Line> more = new ArrayList<>(lines(body));
    more.add(last);
    cut.put(body, more);
    sizes.remove(body);
  }

  private void replace(Body body, Stmt s, Line by) {
    cut.put(body, lines(body).stream().map(l -> l instanceof Line.Single one && one.stmt() == s ? by : l).toList());
    sizes.remove(body);
  }

  private void enclose(Body body) {
    group(body);
    cut.put(body, List.of(new Unit(units++, lines(body))));
    sizes.remove(body);
  }

  private void group(Body body) {
    List<Line> items = new ArrayList<>(lines(body));
    List<Integer> costs = new ArrayList<>();
    for (Line line : items) costs.add(size(line));
    int most = limits.vectors();
    if (sum(costs) <= most) return;
    while (sum(costs) > most && !allUnits(items, most)) group(items, costs, most);
    cut.put(body, items);
    sizes.remove(body);
  }

  private static boolean hasLanes(Body body) {
    return body.stmts().stream().anyMatch(s -> s.results().stream().anyMatch(Simd::isVector) || s.op().operands().stream()
        .anyMatch(Simd::isVector) || s.op().bodies().stream().anyMatch(Split::hasLanes));
  }

  /** Both bodies of a statement end up in one method. */
  private void shrinkInner(Stmt s, Body inner) {
    if (size(s) > limits.part()) shrink(inner, s.op() instanceof Placed.For ? limits.part() : limits.part() / 2);
  }

  private static boolean allUnits(List<Line> items, int limit) {
    return items.size() <= limit / CALL && items.stream().allMatch(i -> i instanceof Unit);
  }

  private void group(List<Line> items, List<Integer> costs, int limit) {
    List<Line> grouped = new ArrayList<>();
    List<Integer> groupedCosts = new ArrayList<>();
    int from = 0;
    while (from < items.size()) {
      int to = from;
      int sum = 0;
      while (to < items.size() && (to == from || sum + costs.get(to) <= limit)) sum += costs.get(to++);
      grouped.add(new Unit(units++, List.copyOf(items.subList(from, to))));
      groupedCosts.add(CALL);
      from = to;
    }
    items.clear();
    items.addAll(grouped);
    costs.clear();
    costs.addAll(groupedCosts);
  }

  private static int sum(List<Integer> costs) {
    int sum = 0;
    for (int c : costs) sum += c;
    return sum;
  }
}

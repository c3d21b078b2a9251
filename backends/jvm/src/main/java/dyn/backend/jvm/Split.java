package dyn.backend.jvm;

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
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/**
 * Cuts the statements of long bodies into methods: HotSpot compiles none above 8000 bytes, and the class format ends at 65535.
 * Sizes are estimates in bytes, on the high side for expressions that stay on the operand stack.
 */
final class Split {
  /**
   * @param whole a body up to this size stays one method
   * @param part size of the methods that a longer one becomes
   */
  record Limits(int whole, int part) {
    static final Limits HOTSPOT = new Limits(9000, 4000);

    /** Half a part must hold two calls, or cutting would never end. */
    Limits {
      if (part < 4 * CALL) throw new IllegalArgumentException("parts of " + part);
    }
  }

  private static final int CALL = 24;

  private final Limits limits;

  private final Map<Body, List<Line>> cut = new IdentityHashMap<>();
  private final Map<Body, Integer> sizes = new IdentityHashMap<>();
  private int units = 1;

  Split(Body body, Limits limits) {
    this.limits = limits;
    if (size(body) > limits.whole()) shrink(body, limits.part());
  }

  /** The lines of {@code body}, or null where they are its statements. */
  List<Line> items(Body body) {
    return cut.get(body);
  }

  private int size(Body body) {
    Integer known = sizes.get(body);
    if (known != null) return known;
    int sum = 12 * body.results().size();
    for (Stmt s : body.stmts()) sum += size(s);
    sizes.put(body, sum);
    return sum;
  }

  private int size(Stmt s) {
    return switch (s.op()) {
      case Pure.Const _, Placed.Alloc _ -> 0;
      case Pure.Apply a -> 5 + 3 * a.args().size() + (a.primitive() == Primitive.SELECT ? 24 : 0);
      case Pure.Call c -> 24 + 3 * c.args().size() + 6 * s.results().size();
      case Placed.Load l -> 8 + 5 * l.indices().size();
      case Placed.Store t -> 8 + 5 * t.indices().size();
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
    List<Line> items = new ArrayList<>();
    List<Integer> costs = new ArrayList<>();
    for (Stmt s : body.stmts()) {
      s.op().bodies().forEach(inner -> shrinkInner(s, inner));
      items.add(new Line.Single(s));
      costs.add(size(s));
    }
    int header = 12 * body.results().size();
    while (sum(costs) > limit && !allUnits(items, limit)) group(items, costs, limit);
    cut.put(body, items);
    sizes.put(body, header + sum(costs));
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

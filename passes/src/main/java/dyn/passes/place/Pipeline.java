package dyn.passes.place;

import dyn.ir.Axis;
import dyn.ir.Builder;
import dyn.ir.Lanes;
import dyn.ir.Primitive;
import dyn.ir.Stmt;
import dyn.ir.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Loops over rows that read each other's rows nearby, one behind the other in a single loop: as soon as the rows are there that a row of
 * the next needs, that row is computed. Rows wait in a ring as long as somebody reads them, so between the first loop and the last no cell
 * goes to memory. A tile begins so many rows before its own, and ends so many behind, as its own rows need of the loops before.
 */
final class Pipeline {
  /** A loop among the others. */
  private static final class Member {
    final Group group;
    GroupLoop loop;
    /** Rows by which it runs behind the first, and rows beyond the tile's own that others need of it. */
    int behind;
    int beyond;

    Member(Group group) {
      this.group = group;
    }
  }

  private final Placer placer;
  private final Cells cells;
  private final Reads reads;
  private final Uses uses;
  private final List<Member> members = new ArrayList<>();
  private Axis axis;

  Pipeline(Placer placer, Cells cells, Reads reads, Uses uses) {
    this.placer = placer;
    this.cells = cells;
    this.reads = reads;
    this.uses = uses;
  }

  void place(Builder b, List<Group> groups) {
    groups.forEach(g -> members.add(new Member(g)));
    axis = placer.tiling().axis();
    Map<Value, Integer> alive = new LinkedHashMap<>();
    for (Member m : members) for (Member before : members) if (before != m) follow(before, m);
    for (int k = members.size() - 1; k >= 0; k--) for (Member later : members.subList(k + 1, members.size())) need(members.get(k), later);
    for (Member m : members) alive(m, alive);
    alive.forEach((v, rows) -> ring(v, rows));
    members.forEach(m -> m.loop = placer.loop(m.group));
    rows(b);
    members.forEach(m -> m.loop.finish());
  }

  /** Least and greatest distance, in rows, at which {@code reader} reads {@code v}; null where it does not. */
  private int[] distance(Value v, Group reader) {
    return reads.shifts(reader, axis.name()).get(v);
  }

  private void follow(Member before, Member m) {
    for (Value v : before.group.values) {
      int[] d = distance(v, m.group);
      if (d != null) m.behind = Math.max(m.behind, before.behind + Math.max(0, d[1]));
    }
  }

  private void need(Member m, Member later) {
    for (Value v : m.group.values) {
      int[] d = distance(v, later.group);
      if (d != null) m.beyond = Math.max(m.beyond, later.beyond + Math.max(d[1], -d[0]));
    }
  }

  private void alive(Member m, Map<Value, Integer> rows) {
    for (Value v : m.group.values) {
      for (Member later : members) {
        int[] d = later == m ? null : distance(v, later.group);
        if (d != null) rows.merge(v, later.behind - m.behind - Math.min(0, d[0]) + 1, Math::max);
      }
    }
  }

  /** A power of two of rows, so that the place of a row is found by its last bits. */
  private void ring(Value v, int rows) {
    int size = Integer.highestOneBit(Math.max(1, 2 * rows - 1));
    List<Axis> axes = new ArrayList<>(List.of(new Axis("row", size)));
    List<Axis> all = Cells.axes(v.type());
    axes.addAll(all.stream().filter(a -> !a.equals(axis)).toList());
    List<String> names = new ArrayList<>(List.of(axis.name()));
    all.stream().filter(a -> !a.equals(axis)).forEach(a -> names.add(a.name()));
    cells.keepInRows(v, new Cells.Stored(placer.scratch(v.name(), v.type().scalar(), axes), names, null, size));
  }

  private boolean isRing() {
    return members.stream().anyMatch(m -> reads.wraps(m.group, axis.name()));
  }

  private void rows(Builder b) {
    Tiling t = placer.tiling();
    boolean ring = isRing();
    int from = 0;
    int to = 0;
    for (Member m : members) {
      from = Math.min(from, m.behind - m.beyond);
      to = Math.max(to, m.behind + m.beyond);
    }
    Value last = b.apply("last", Primitive.ADD, t.first(), t.count());
    Value start = b.apply("start", Primitive.ADD, t.first(), b.constant((long) from));
    Value extent = b.apply("rows", Primitive.ADD, t.count(), b.constant((long) to - from));
    b.forLoop(extent, List.of(), List.of(), (in, p) -> {
      Value r = in.apply("row", Primitive.ADD, start, p.getFirst());
      for (Member m : members) row(in, m, in.apply("row", Primitive.SUB, r, in.constant((long) m.behind)), last, ring);
      return List.of();
    });
  }

  private void row(Builder b, Member m, Value row, Value last, boolean ring) {
    Tiling t = placer.tiling();
    Value low = b.sub(t.first(), b.constant((long) m.beyond));
    Value high = b.add(last, b.constant((long) m.beyond));
    if (!ring) {
      low = b.apply("low", Primitive.MAX, low, b.constant(0L));
      high = b.apply("high", Primitive.MIN, high, b.constant(axis.size()));
    }
    Value within = b.apply("within", Primitive.AND, b.apply(Primitive.GE, row, low), b.apply(Primitive.LT, row, high));
    b.ifElse(within, List.of(), in -> {
      Map<String, Value> index = new LinkedHashMap<>();
      index.put(axis.name(), ring && m.beyond > 0 ? wrapped(in, row) : row);
      index.put(Cells.row(axis.name()), row);
      Value own = in.apply("own", Primitive.AND, in.apply(Primitive.GE, row, t.first()), in.apply(Primitive.LT, row, last));
      Value others = m.beyond == 0 ? null : in.apply("others", Primitive.NOT, own);
      List<Axis> inner = m.group.axes.stream().filter(a -> !a.equals(axis)).toList();
      placer.nest(in, inner, index, m.loop.widths(), (at, cell) -> m.loop.cell(at, cell, others));
      return List.of();
    }, _ -> List.of());
  }

  private Value wrapped(Builder b, Value row) {
    Value n = b.constant(axis.size());
    Value up = b.select(b.apply("before", Primitive.LT, row, b.constant(0L)), b.add(row, n), row);
    return b.select(b.apply("behind", Primitive.GE, up, n), b.sub(up, n), up);
  }
}

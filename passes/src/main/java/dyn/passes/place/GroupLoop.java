package dyn.passes.place;

import dyn.ir.Builder;
import dyn.ir.Placed;
import dyn.ir.Primitive;
import dyn.ir.Stmt;
import dyn.ir.Value;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What the loop of a group does at one cell. */
final class GroupLoop {
  private final Group group;
  private final Map<Value, Cells.Stored> kept;
  private final Cells cells;
  private final Uses uses;
  private final Reads reads;
  /** Carries that keep their old value, where it is, in all but rare cases. */
  private final Map<Value, Uses.Rare> rare = new LinkedHashMap<>();
  private final Set<Stmt> seldom = Uses.identitySet();

  /** @param kept where values go that are read outside of the group */
  GroupLoop(Group group, Map<Value, Cells.Stored> kept, Cells cells, Uses uses, Reads reads) {
    this.group = group;
    this.kept = kept;
    this.cells = cells;
    this.uses = uses;
    this.reads = reads;
    // What stays in its place is there before it is computed.
    group.targets.forEach((v, homes) -> {
      if (!kept.containsKey(v) && uses.rare(v) != null) cells.put(v, homes.getFirst());
    });
    group.targets.forEach((v, homes) -> {
      Uses.Rare r = uses.rare(v);
      boolean stays = r != null && homes.size() == 1 && homes.getFirst().equals(cells.homeOrNull(r.old()));
      if (stays && group.values.contains(r.usual()) && group.members.contains(r.choice())) rare.put(v, r);
    });
    rare.values().forEach(r -> seldom.addAll(List.of(r.least(), r.choice())));
  }

  /** Cells before and behind its own that are read along the last axis. */
  int[] widths() {
    return reads.widths(group, group.axes.getLast().name());
  }

  Group group() {
    return group;
  }

  /** Whether anything goes to memory that belongs to the tile's own cells. */
  boolean keeps() {
    return !kept.isEmpty();
  }

  /** @param others whether the cell is another tile's, which keeps what belongs to it; null where none is */
  void cell(Builder b, Map<String, Value> index, Value others) {
    Map<Value, Value> here = new LinkedHashMap<>();
    cells.inLoop(b, index, here, () -> {
      for (Stmt s : group.stmts) {
        if (seldom.contains(s)) continue;
        List<Value> values = cells.results(b, s.op(), s.results().getFirst().name(), index);
        for (int i = 0; i < values.size(); i++) {
          Value v = s.results().get(i);
          here.put(v, values.get(i));
          if (cells.isInRows(v)) store(b, cells.rows(v), index, values.get(i));
          if (kept.containsKey(v)) store(b, kept.get(v), index, values.get(i));
        }
      }
      group.targets.forEach((v, homes) -> {
        if (!rare.containsKey(v)) homes.forEach(home -> Placer.store(b, home, index, here.get(v)));
      });
      if (!rare.isEmpty()) replace(b, index, here, others);
    });
  }

  private void store(Builder b, Cells.Stored home, Map<String, Value> index, Value value) {
    Placer.store(b, home, index, value);
    cells.written(home.buffer());
  }

  /** One look at the cell tells whether any of its rare carries changes. */
  private void replace(Builder b, Map<String, Value> index, Map<Value, Value> here, Value others) {
    Value usual = null;
    for (Uses.Rare r : rare.values()) {
      Value one = here.get(r.usual());
      usual = usual == null ? one : b.apply("usual", Primitive.AND, usual, one);
    }
    Value stays = others == null ? usual : b.apply("stays", Primitive.OR, usual, others);
    b.ifElse(stays, List.of(), _ -> List.of(), in -> {
      rare.forEach((v, r) -> {
        Cells.Stored home = group.targets.get(v).getFirst();
        Value old = in.emit("old", new Placed.Load(home.buffer(), home.address(in, index)));
        Value least = in.apply("least", Primitive.MIN, old, cells.cell(in, r.other(), index));
        Placer.store(in, home, index, rare.size() == 1 ? least : in.select(here.get(r.usual()), old, least));
      });
      return List.of();
    });
  }

  /** From now on the values of the group are where it left them. */
  void finish() {
    group.stmts.forEach(s -> s.results().forEach(cells::leaveRows));
    kept.forEach(cells::put);
    group.targets.forEach((v, homes) -> {
      if (!kept.containsKey(v)) cells.put(v, homes.getFirst());
    });
  }
}

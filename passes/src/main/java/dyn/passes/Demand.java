package dyn.passes;

import dyn.ir.Axis;
import dyn.ir.Body;
import dyn.ir.Lanes;
import dyn.ir.Noise;
import dyn.ir.Op;
import dyn.ir.Output;
import dyn.ir.Placed;
import dyn.ir.Pure;
import dyn.ir.Reach;
import dyn.ir.Regions;
import dyn.ir.Stmt;
import dyn.ir.Sync;
import dyn.ir.Value;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Backward: along which axes is a value read beyond the reader's own cell, and how far? */
public final class Demand {
  private static final Map<String, Reach> NONE = Map.of();
  /** Wider halos are all: a neighbour would hold as much as its own cells, and a search for the width comes to an end. */
  private static final int WIDEST = 256;

  private final Map<Value, Map<String, Reach>> reach = new HashMap<>();
  private final boolean inBlocks;
  private final EdgeReads edges;
  private boolean changed;

  private Demand(Body body, boolean inBlocks) {
    this.inBlocks = inBlocks;
    this.edges = new EdgeReads(body);
  }

  public static Demand of(Body body) {
    return of(body, false);
  }

  /** As it would be if every reduction over cells combined its own first. */
  static Demand inBlocks(Body body) {
    return of(body, true);
  }

  private static Demand of(Body body, boolean inBlocks) {
    Demand d = new Demand(body, inBlocks);
    do {
      d.changed = false;
      d.visit(body);
    } while (d.changed);
    return d;
  }

  /** More than own, by axis. Who reads cells of edges at their ends may find them anywhere. */
  public Map<String, Reach> of(Value v) {
    Map<String, Reach> read = read(v);
    if (read.values().stream().noneMatch(Reach.Ends.class::isInstance)) return read;
    Map<String, Reach> all = new LinkedHashMap<>(read);
    all.replaceAll((_, r) -> r instanceof Reach.Ends ? Reach.ALL : r);
    return all;
  }

  private Map<String, Reach> read(Value v) {
    return reach.getOrDefault(v, NONE);
  }

  private void add(Value v, Map<String, Reach> more) {
    if (more.isEmpty()) return;
    Map<String, Reach> known = reach.computeIfAbsent(v, _ -> new LinkedHashMap<>());
    more.forEach((a, r) -> {
      if (!v.type().has(a)) return;
      Reach before = known.get(a);
      Reach both = before == null ? r : before.join(r);
      if (both.equals(Reach.OWN) || both.equals(before)) return;
      known.put(a, both);
      changed = true;
    });
  }

  private void visit(Body body) {
    List<Stmt> stmts = body.stmts();
    for (int i = stmts.size() - 1; i >= 0; i--) visit(stmts.get(i));
  }

  private Map<String, Reach> results(Stmt s) {
    if (s.results().size() == 1) return read(s.result());
    Map<String, Reach> all = new LinkedHashMap<>();
    s.results().forEach(r -> merge(all, read(r)));
    return all;
  }

  private static void merge(Map<String, Reach> all, Map<String, Reach> more) {
    more.forEach((a, r) -> all.merge(a, r, Reach::join));
  }

  private void visit(Stmt s) {
    switch (s.op()) {
      case Pure.Const _, Lanes.Iota _ -> { }
      case Pure.Call c when !c.callee().isScalar() -> call(c, results(s));
      case Pure op -> pass(op, results(s));
      case Lanes.Reduce r when inBlocks && !r.axis().equals(Axis.MEMBER) -> pass(r, results(s));
      case Lanes.Reduce r -> pass(r, with(results(s), r.axis(), Reach.ALL));
      case Lanes.Partial r -> pass(r, results(s));
      case Lanes.Total r -> pass(r, with(results(s), r.axis(), Reach.ALL));
      case Lanes.Contract c -> pass(c, with(results(s), c.axis(), Reach.ALL));
      case Lanes.Gather g -> {
        add(g.operand(), with(results(s), g.axis(), gathered(s, g)));
        add(g.index(), results(s));
      }
      case Lanes.Segment g -> {
        add(g.operand(), with(results(s), g.axis(), met(s, g)));
        add(g.first(), results(s));
        add(g.last(), results(s));
      }
      case Lanes.Shift t -> pass(t, with(results(s), t.axis(), further(results(s).getOrDefault(t.axis(), Reach.OWN), t.by())));
      case Lanes.Rename r -> rename(r, results(s));
      case Lanes.Stack k -> pass(k, results(s));
      case Lanes.Spread p -> pass(p, results(s));
      case Sync w -> wait(w, s);
      case Noise d -> pass(d, results(s));
      case Output o -> pass(o, results(s));
      case Regions.While w -> loop(w, s);
      case Regions.If i -> branch(i, s);
      case Placed p -> throw new IllegalStateException(p.name() + " before placement");
    }
  }

  /** Along edges, where nothing else is made of what is read than sums at the nodes. */
  private Reach gathered(Stmt s, Lanes.Gather g) {
    Reach read = g.index().type().axes().size() == 1 ? results(s).get(g.index().type().axes().getFirst().name()) : Reach.ALL;
    if (edges.sorts(g) && read instanceof Reach.Ends e) return new Reach.Ends(e.graph(), false, e.axes());
    return Reach.ALL.equals(read) ? Reach.ALL : edges.along(s, g).<Reach>map(graph -> new Reach.Coupled(List.of(graph))).orElse(Reach.ALL);
  }

  /** A sum that other lanes read, without a wait of its own, is computed there, from edges of other nodes. */
  private Reach met(Stmt s, Lanes.Segment g) {
    boolean own = g.first().type().axisNames().stream().noneMatch(results(s)::containsKey);
    return own ? edges.ends(g).<Reach>map(e -> e).orElse(Reach.ALL) : Reach.ALL;
  }

  /** What is granted again is not asked of the operand. */
  private void wait(Sync w, Stmt s) {
    for (int i = 0; i < s.results().size(); i++) {
      Map<String, Reach> rest = new LinkedHashMap<>(read(s.results().get(i)));
      rest.keySet().removeIf(a -> w.axes().contains(a) && w.granted(a).covers(rest.get(a)));
      add(w.operands().get(i), rest);
    }
  }

  private void pass(Op op, Map<String, Reach> demand) {
    for (Value v : op.operands()) add(v, demand);
  }

  private static Map<String, Reach> with(Map<String, Reach> demand, String axis, Reach reach) {
    Map<String, Reach> more = new LinkedHashMap<>(demand);
    more.put(axis, reach);
    return more;
  }

  private static Reach further(Reach reach, int by) {
    if (by == 0) return reach;
    if (!(reach instanceof Reach.Own || reach instanceof Reach.Halo)) return Reach.ALL;
    long width = (long) reach.width() + Math.abs(by);
    return width > WIDEST ? Reach.ALL : Reach.halo((int) width);
  }

  private void rename(Lanes.Rename r, Map<String, Reach> demand) {
    Map<String, Reach> before = new LinkedHashMap<>();
    List<Axis> old = r.operand().type().axes();
    for (int i = 0; i < old.size(); i++) {
      boolean moved = !old.get(i).equals(r.axes().get(i));
      Reach reach = moved ? Reach.ALL : demand.get(r.axes().get(i).name());
      if (reach != null) before.put(old.get(i).name(), reach);
    }
    add(r.operand(), before);
  }

  private void call(Pure.Call c, Map<String, Reach> demand) {
    for (int i = 0; i < c.args().size(); i++) {
      Value p = c.callee().params().get(i);
      Map<String, Reach> needed = new LinkedHashMap<>(demand);
      for (Axis a : p.type().axes()) {
        Reach own = p.type().reachAlong(a.name());
        if (!own.equals(Reach.OWN)) needed.put(a.name(), own);
      }
      add(c.args().get(i), needed);
    }
  }

  private void loop(Regions.While w, Stmt s) {
    for (int i = 0; i < w.init().size(); i++) add(w.body().results().get(i), read(s.results().get(i)));
    visit(w.cond());
    visit(w.body());
    for (int i = 0; i < w.init().size(); i++) {
      Map<String, Reach> read = new LinkedHashMap<>(read(w.body().params().get(i)));
      merge(read, read(w.cond().params().get(i)));
      merge(read, read(s.results().get(i)));
      add(w.body().results().get(i), read);
      add(w.init().get(i), read);
    }
  }

  private void branch(Regions.If i, Stmt s) {
    for (int k = 0; k < s.results().size(); k++) {
      add(i.then().results().get(k), read(s.results().get(k)));
      add(i.otherwise().results().get(k), read(s.results().get(k)));
    }
    add(i.condition(), results(s));
    visit(i.then());
    visit(i.otherwise());
  }
}

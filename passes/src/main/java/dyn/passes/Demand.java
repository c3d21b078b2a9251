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
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Backward: along which axes is a value read beyond the reader's own cell? */
final class Demand {
  private static final Set<String> NONE = Set.of();

  private final Map<Value, Set<String>> axes = new HashMap<>();
  private boolean changed;

  static Demand of(Body body) {
    Demand d = new Demand();
    do {
      d.changed = false;
      d.visit(body);
    } while (d.changed);
    return d;
  }

  Set<String> axes(Value v) {
    return axes.getOrDefault(v, NONE);
  }

  private void add(Value v, Set<String> more) {
    if (more.isEmpty()) return;
    Set<String> known = axes.computeIfAbsent(v, _ -> new LinkedHashSet<>());
    for (String a : more) if (v.type().has(a)) changed |= known.add(a);
  }

  private void visit(Body body) {
    List<Stmt> stmts = body.stmts();
    for (int i = stmts.size() - 1; i >= 0; i--) visit(stmts.get(i));
  }

  private Set<String> results(Stmt s) {
    if (s.results().size() == 1) return axes(s.result());
    Set<String> all = new LinkedHashSet<>();
    s.results().forEach(r -> all.addAll(axes(r)));
    return all;
  }

  private void visit(Stmt s) {
    switch (s.op()) {
      case Pure.Const _, Lanes.Iota _ -> { }
      case Pure.Call c when !c.callee().isScalar() -> call(c, results(s));
      case Pure op -> pass(op, results(s));
      case Lanes.Reduce r -> pass(r, with(results(s), r.axis()));
      case Lanes.Contract c -> pass(c, with(results(s), c.axis()));
      case Lanes.Gather g -> {
        add(g.operand(), with(results(s), g.axis()));
        add(g.index(), results(s));
      }
      case Lanes.Rename r -> rename(r, results(s));
      case Lanes.Stack k -> pass(k, results(s));
      case Lanes.Spread p -> pass(p, results(s));
      case Sync.Barrier b -> {
        Set<String> rest = new LinkedHashSet<>(results(s));
        rest.removeAll(b.axes());
        add(b.operand(), rest);
      }
      case Noise d -> pass(d, results(s));
      case Output o -> pass(o, results(s));
      case Regions.While w -> loop(w, s);
      case Regions.If i -> branch(i, s);
      case Placed p -> throw new IllegalStateException(p.name() + " before placement");
    }
  }

  private void pass(Op op, Set<String> demand) {
    for (Value v : op.operands()) add(v, demand);
  }

  private static Set<String> with(Set<String> set, String axis) {
    Set<String> more = new LinkedHashSet<>(set);
    more.add(axis);
    return more;
  }

  private void rename(Lanes.Rename r, Set<String> demand) {
    Set<String> before = new LinkedHashSet<>();
    List<Axis> old = r.operand().type().axes();
    for (int i = 0; i < old.size(); i++) {
      boolean moved = !old.get(i).equals(r.axes().get(i));
      if (moved || demand.contains(r.axes().get(i).name())) before.add(old.get(i).name());
    }
    add(r.operand(), before);
  }

  private void call(Pure.Call c, Set<String> demand) {
    for (int i = 0; i < c.args().size(); i++) {
      Value p = c.callee().params().get(i);
      Set<String> needed = new LinkedHashSet<>(demand);
      for (Axis a : p.type().axes()) if (p.type().reachAlong(a.name()).equals(Reach.ALL)) needed.add(a.name());
      add(c.args().get(i), needed);
    }
  }

  private void loop(Regions.While w, Stmt s) {
    for (int i = 0; i < w.init().size(); i++) add(w.body().results().get(i), axes(s.results().get(i)));
    visit(w.cond());
    visit(w.body());
    for (int i = 0; i < w.init().size(); i++) {
      Set<String> read = new LinkedHashSet<>(axes(w.body().params().get(i)));
      read.addAll(axes(w.cond().params().get(i)));
      read.addAll(axes(s.results().get(i)));
      add(w.body().results().get(i), read);
      add(w.init().get(i), read);
    }
  }

  private void branch(Regions.If i, Stmt s) {
    for (int k = 0; k < s.results().size(); k++) {
      add(i.then().results().get(k), axes(s.results().get(k)));
      add(i.otherwise().results().get(k), axes(s.results().get(k)));
    }
    add(i.condition(), results(s));
    visit(i.then());
    visit(i.otherwise());
  }
}

package dyn.passes;

import dyn.ir.Body;
import dyn.ir.Lanes;
import dyn.ir.Stmt;
import dyn.ir.Value;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** On which of its parameters what a body computes depends, and whether cell by cell. */
public final class Dependence {
  /**
   * @param own parameters of which a cell reads the same cell, or that have none
   * @param elsewhere those of which it may read others
   * @param indexed whether it depends on which cell it is
   */
  public record Reads(Set<Value> own, Set<Value> elsewhere, boolean indexed) {
    private static final Reads NOTHING = new Reads(Set.of(), Set.of(), false);

    public boolean has(Value param) {
      return own.contains(param) || elsewhere.contains(param);
    }

    private Reads and(Reads other) {
      return new Reads(union(own, other.own), union(elsewhere, other.elsewhere), indexed || other.indexed);
    }

    private static Set<Value> union(Set<Value> a, Set<Value> b) {
      if (b.isEmpty() || a.containsAll(b)) return a;
      Set<Value> all = new HashSet<>(a);
      all.addAll(b);
      return all;
    }

    private Reads moved() {
      return new Reads(Set.of(), union(own, elsewhere), indexed);
    }
  }

  private final Map<Value, Reads> known = new HashMap<>();

  private Dependence(Body body) {
    for (Value p : body.params()) known.put(p, new Reads(Set.of(p), Set.of(), false));
    trace(body);
  }

  /** Of each result. */
  public static List<Reads> of(Body body) {
    Dependence d = new Dependence(body);
    List<Reads> all = new ArrayList<>();
    for (Value v : body.results()) all.add(d.reads(v));
    return all;
  }

  private Reads reads(Value v) {
    return known.getOrDefault(v, Reads.NOTHING);
  }

  /** Of all that is computed in it. */
  private Reads trace(Body body) {
    Reads all = Reads.NOTHING;
    for (Stmt s : body.stmts()) {
      Reads here = Reads.NOTHING;
      for (Value v : s.op().operands()) here = here.and(reads(v));
      for (Body inner : s.op().bodies()) here = here.and(trace(inner));
      if (s.op() instanceof Lanes.Iota) here = new Reads(here.own, here.elsewhere, true);
      else if (s.op() instanceof Lanes && !(s.op() instanceof Lanes.Spread)) here = here.moved();
      for (Value r : s.results()) known.put(r, here);
      all = all.and(here);
    }
    for (Value v : body.results()) all = all.and(reads(v));
    return all;
  }
}

package dyn.passes;

import dyn.ir.Body;
import dyn.ir.Primitive;
import dyn.ir.Pure;
import dyn.ir.Regions;
import dyn.ir.Stmt;
import dyn.ir.Value;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;

/** Loops that count from one known number to another, as the turns of cells do: what they do belongs to every step. */
public final class CountedLoop {
  private CountedLoop() {}

  /** How often {@code w} goes around; empty where its first carry does not count up to a known number. */
  public static OptionalLong turns(Regions.While w, Map<Value, Long> known) {
    if (w.init().isEmpty() || w.cond().stmts().isEmpty()) return OptionalLong.empty();
    Map<Value, Long> here = new HashMap<>(known);
    here.putAll(constants(w.cond()));
    here.putAll(constants(w.body()));
    Value number = w.body().params().getFirst();
    Stmt last = w.cond().stmts().getLast();
    boolean asks = last.op() instanceof Pure.Apply a && a.primitive() == Primitive.LT && last.results().equals(w.cond().results())
        && a.args().getFirst().equals(w.cond().params().getFirst());
    boolean counts = w.body().stmts().stream().anyMatch(s -> s.results().contains(w.body().results().getFirst())
        && s.op() instanceof Pure.Apply a && a.primitive() == Primitive.ADD && a.args().getFirst().equals(number)
        && Long.valueOf(1).equals(here.get(a.args().getLast())));
    Long from = here.get(w.init().getFirst());
    Long to = asks ? here.get(((Pure.Apply) last.op()).args().getLast()) : null;
    return counts && from != null && to != null ? OptionalLong.of(Math.max(0, to - from)) : OptionalLong.empty();
  }

  /** Whole numbers that a body says. */
  static Map<Value, Long> constants(Body body) {
    Map<Value, Long> all = new HashMap<>();
    for (Stmt s : body.stmts()) if (s.op() instanceof Pure.Const c && !c.scalar().isReal()) all.put(s.result(), c.bits());
    return all;
  }
}

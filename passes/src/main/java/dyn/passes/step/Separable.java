package dyn.passes.step;

import dyn.ir.Body;
import dyn.ir.Program;
import dyn.ir.Stmt;
import dyn.ir.Value;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Whether states split into positions and momenta: the rate of each kind reads the other kind only, as for
 * {@code q' = g(p, t), p' = f(q, t)}.
 */
public final class Separable {
  private Separable() {}

  /** Numbers of the position states of a MODEL program, or empty if it is not separable. */
  public static Optional<Set<Integer>> positions(Program model) {
    return positions(new ModelView(model));
  }

  static Optional<Set<Integer>> positions(ModelView model) {
    if (model.isMap) return Optional.empty();
    int n = model.states.size();
    List<Set<Integer>> reads = new ArrayList<>();
    Map<Value, Set<Integer>> dependencies = dependencies(model);
    for (Value r : model.rates.results()) reads.add(dependencies.getOrDefault(r, Set.of()));
    int[] kind = new int[n];
    for (int s = 0; s < n; s++) {
      if (kind[s] == 0 && !colour(s, 1, kind, reads)) return Optional.empty();
    }
    Set<Integer> positions = new TreeSet<>();
    for (int s = 0; s < n; s++) if (kind[s] == 1) positions.add(s);
    return positions.size() == n ? Optional.empty() : Optional.of(positions);
  }

  /** Two-colours the graph of who reads whom from {@code s} on; the state declared first is a position. */
  private static boolean colour(int s, int as, int[] kind, List<Set<Integer>> reads) {
    if (kind[s] != 0) return kind[s] == as;
    kind[s] = as;
    for (int other = 0; other < kind.length; other++) {
      boolean linked = reads.get(s).contains(other) || reads.get(other).contains(s);
      if (linked && !colour(other, 3 - as, kind, reads)) return false;
    }
    return true;
  }

  private static Map<Value, Set<Integer>> dependencies(ModelView model) {
    Map<Value, Set<Integer>> of = new HashMap<>();
    for (int i = 0; i < model.states.size(); i++) of.put(model.state(i), Set.of(i));
    trace(model.rates, of);
    return of;
  }

  private static Set<Integer> trace(Body body, Map<Value, Set<Integer>> of) {
    Set<Integer> all = new TreeSet<>();
    for (Stmt s : body.stmts()) {
      Set<Integer> reads = new TreeSet<>();
      for (Value v : s.op().operands()) reads.addAll(of.getOrDefault(v, Set.of()));
      for (Body inner : s.op().bodies()) reads.addAll(trace(inner, of));
      for (Value r : s.results()) of.put(r, reads);
      all.addAll(reads);
    }
    for (Value v : body.results()) all.addAll(of.getOrDefault(v, Set.of()));
    return all;
  }
}

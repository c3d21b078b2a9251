package dyn.passes.step;

import dyn.ir.Program;
import dyn.passes.Dependence;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

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
    for (Dependence.Reads r : Dependence.of(model.rates)) {
      reads.add(IntStream.range(0, n).filter(s -> r.has(model.state(s))).boxed().collect(Collectors.toSet()));
    }
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
}

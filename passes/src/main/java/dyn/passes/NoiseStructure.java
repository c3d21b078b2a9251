package dyn.passes;

import dyn.ir.Body;
import dyn.ir.Lanes;
import dyn.ir.Program;
import dyn.ir.Stmt;
import dyn.ir.Value;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * How the sources of noise of a MODEL program act, as far as its body `@diffusion` shows: which states each moves, which decide how much,
 * and whether its cells act each on its own.
 */
public final class NoiseStructure {
  private static final String DIFFUSION = "diffusion";

  /**
   * @param moves numbers of the states to which it adds
   * @param reads numbers of the states on which depends how much it adds
   * @param single one number, or cells each of which acts on its own cell of every state that it moves and looks at no other
   */
  public record Source(String name, Set<Integer> moves, Set<Integer> reads, boolean single) {
    /** Whether what it adds depends on a state that it moves: only then do the calculi differ, and methods of higher order matter. */
    public boolean isMultiplicative() {
      return reads.stream().anyMatch(moves::contains);
    }

    private boolean meets(Source other) {
      return reads.stream().anyMatch(other.moves()::contains) || other.reads().stream().anyMatch(moves::contains);
    }
  }

  /** What a value depends on. */
  private static final class Uses {
    /** States that it reads, by number, apart from those in `noise`. */
    final Set<Integer> states = new HashSet<>();
    /** By source, the states that are read by what multiplies it. */
    final Map<Integer, Set<Integer>> noise = new HashMap<>();
    /** Whether a cell of it may depend on other cells of a state or a source. */
    boolean mixed;

    boolean isFixed() {
      return states.isEmpty() && noise.isEmpty();
    }
  }

  private final List<Source> sources = new ArrayList<>();
  private final Map<Value, Uses> known = new HashMap<>();

  private NoiseStructure(Body drift, Body diffusion) {
    int states = diffusion.results().size();
    int after = drift.params().size();
    for (int k = 0; k < states; k++) known.computeIfAbsent(diffusion.params().get(after - states + k), _ -> new Uses()).states.add(k);
    List<Value> increments = diffusion.params().subList(after, diffusion.params().size());
    for (int k = 0; k < increments.size(); k++) {
      known.computeIfAbsent(increments.get(k), _ -> new Uses()).noise.put(k, new HashSet<>());
    }
    body(diffusion);
    for (int k = 0; k < increments.size(); k++) sources.add(source(k, increments.get(k), diffusion));
  }

  /** In the order of the sources; none where a program has no noise. */
  public static List<Source> of(Program model) {
    return model.find(DIFFUSION).map(d -> List.copyOf(new NoiseStructure(model.body("drift"), d).sources)).orElse(List.of());
  }

  /** Two sources, or one twice, of which it is not seen that it does not matter which acts first. */
  public static Optional<List<Source>> disorder(List<Source> sources) {
    for (int i = 0; i < sources.size(); i++) {
      Source s = sources.get(i);
      if (s.isMultiplicative() && !s.single()) return Optional.of(List.of(s, s));
      for (Source other : sources.subList(i + 1, sources.size())) if (s.meets(other)) return Optional.of(List.of(s, other));
    }
    return Optional.empty();
  }

  private void body(Body body) {
    for (Stmt s : body.stmts()) {
      Uses uses = uses(s);
      s.op().bodies().forEach(this::body);
      s.op().bodies().forEach(b -> b.results().forEach(r -> add(uses, of(r))));
      s.results().forEach(r -> known.put(r, uses));
    }
  }

  private Uses of(Value v) {
    return known.getOrDefault(v, new Uses());
  }

  private Uses uses(Stmt s) {
    Uses all = new Uses();
    s.op().operands().forEach(v -> add(all, of(v)));
    // What multiplies noise is read by it.
    if (!all.noise.isEmpty()) {
      all.noise.values().forEach(reads -> reads.addAll(all.states));
      all.states.clear();
    }
    boolean moves = s.op() instanceof Lanes && !(s.op() instanceof Lanes.Spread);
    all.mixed |= moves && !all.isFixed();
    return all;
  }

  private static void add(Uses to, Uses from) {
    to.states.addAll(from.states);
    from.noise.forEach((k, reads) -> to.noise.computeIfAbsent(k, _ -> new HashSet<>()).addAll(reads));
    to.mixed |= from.mixed;
  }

  private Source source(int k, Value increment, Body diffusion) {
    Set<Integer> moves = new LinkedHashSet<>();
    Set<Integer> reads = new LinkedHashSet<>();
    boolean own = true;
    for (int i = 0; i < diffusion.results().size(); i++) {
      Value result = diffusion.results().get(i);
      Set<Integer> read = of(result).noise.get(k);
      if (read == null) continue;
      moves.add(i);
      reads.addAll(read);
      own &= !of(result).mixed && result.type().axisNames().equals(increment.type().axisNames());
    }
    return new Source(source(increment.name()), moves, reads, own || increment.type().isScalar());
  }

  /** `cell.W` of the increment `cell.dW`. */
  static String source(String increment) {
    int from = increment.lastIndexOf('.') + 1;
    return increment.substring(0, from) + increment.substring(from + 1);
  }
}

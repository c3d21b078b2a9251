package dyn.passes;

import dyn.ir.Body;
import dyn.ir.Program;
import dyn.ir.Tangent;
import dyn.ir.Value;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Whether a MODEL program is of Langevin's form: positions, whose rates read momenta only, and momenta, each with a friction that is
 * constant and its own, {@code q' = v(p), dp = (F(q, t) - gamma p) dt + g dW}.
 */
public final class Langevin {
  private static final int POSITION = 1;
  private static final int MOMENTUM = 2;

  private final Body drift;
  private final List<Value> states;
  private final List<Dependence.Reads> reads;
  private final List<NoiseStructure.Source> sources;
  private final int[] kind;

  private Langevin(Body drift, List<NoiseStructure.Source> sources) {
    int count = drift.results().size();
    this.drift = drift;
    this.sources = sources;
    states = drift.params().subList(drift.params().size() - count, drift.params().size());
    reads = Dependence.of(drift);
    kind = new int[count];
  }

  /** Numbers of the momenta of a program that has no {@link #objection}. */
  public static Set<Integer> momenta(Body drift, List<NoiseStructure.Source> sources) {
    return new Langevin(drift, sources).momenta();
  }

  /** What stands against that form; empty where nothing does. */
  public static Optional<String> objection(Program model) {
    Langevin l = new Langevin(model.body("drift"), NoiseStructure.of(model));
    Optional<String> kinds = l.kinds();
    return kinds.isPresent() ? kinds : l.against(model.body("diffusion"));
  }

  private Set<Integer> momenta() {
    kinds();
    return IntStream.range(0, kind.length).filter(s -> kind[s] == MOMENTUM).boxed().collect(Collectors.toCollection(TreeSet::new));
  }

  /** What noise moves is a momentum, and each kind reads the other, as far as one can be told from the other; all else is a position. */
  private Optional<String> kinds() {
    for (NoiseStructure.Source source : sources) for (int s : source.moves()) kind[s] = MOMENTUM;
    for (int s = 0; s < kind.length; s++) if (kind[s] == MOMENTUM) spread(s);
    for (int s = 0; s < kind.length; s++) if (kind[s] == 0) kind[s] = POSITION;
    for (int s = 0; s < kind.length; s++) {
      for (int other = 0; other < kind.length; other++) {
        boolean own = s == other && kind[s] == MOMENTUM;
        if (own || kind[s] != kind[other] || !reads.get(s).has(states.get(other))) continue;
        String both = kind[s] == MOMENTUM ? "both are momenta" : s == other ? "it is a position" : "both are positions";
        return Optional.of("the rate of " + name(s) + " reads " + (s == other ? "itself" : name(other)) + ", and " + both);
      }
    }
    return Optional.empty();
  }

  private void spread(int s) {
    for (int other = 0; other < kind.length; other++) {
      boolean linked = other != s && (reads.get(s).has(states.get(other)) || reads.get(other).has(states.get(s)));
      if (!linked || kind[other] != 0) continue;
      kind[other] = POSITION + MOMENTUM - kind[s];
      spread(other);
    }
  }

  private Optional<String> against(Body diffusion) {
    int first = drift.params().size() - states.size();
    List<Integer> along = momenta().stream().map(s -> first + s).toList();
    List<Dependence.Reads> friction = Dependence.of(Tangent.of(drift, along));
    for (int s : momenta()) {
      if (reads.get(s).elsewhere().contains(states.get(s))) return Optional.of("one cell of " + name(s) + " slows another");
      Set<String> of = friction.get(s).own().stream().map(Value::name).collect(Collectors.toSet());
      friction.get(s).elsewhere().forEach(v -> of.add(v.name()));
      boolean moves = states.stream().anyMatch(v -> of.contains(v.name()));
      if (moves || of.contains(drift.params().getFirst().name())) return Optional.of("the friction of " + name(s) + " is not constant");
    }
    for (int k = 0; k < sources.size(); k++) {
      NoiseStructure.Source source = sources.get(k);
      String noise = "`" + source.name() + "`";
      if (!source.reads().isEmpty()) return Optional.of("what multiplies " + noise + " depends on states");
      if (source.moves().size() > 1) return Optional.of(noise + " moves several states");
      Value increment = diffusion.params().get(drift.params().size() + k);
      for (int s : source.moves()) {
        boolean same = source.single() && increment.type().axisNames().equals(states.get(s).type().axisNames());
        if (!same && !isUniform(friction.get(s))) return Optional.of("the cells of " + name(s) + " share noise and differ in friction");
      }
    }
    return Optional.empty();
  }

  /** Whether all cells have one value: what it depends on are numbers, apart from the direction. */
  private static boolean isUniform(Dependence.Reads friction) {
    return !friction.indexed() && friction.own().stream().allMatch(v -> v.type().isScalar() || v.name().endsWith("_dot"))
        && friction.elsewhere().stream().allMatch(v -> v.type().isScalar());
  }

  private String name(int state) {
    return "`" + states.get(state).name() + "`";
  }
}

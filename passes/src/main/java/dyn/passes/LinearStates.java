package dyn.passes;

import dyn.ir.Body;
import dyn.ir.Program;
import dyn.ir.Tangent;
import dyn.ir.Value;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Whether each state of a MODEL program, and each of its cells, has an equation of its own whose solution is known:
 * {@code dx = (a x + b) dt + g dW} or {@code dx = a x dt + s x dW}, with numbers that do not change in time.
 */
public final class LinearStates {
  private final Body drift;
  private final Body diffusion;
  private final List<Value> states;
  private final List<Dependence.Reads> reads;
  private final List<NoiseStructure.Source> sources;

  private LinearStates(Program model) {
    drift = model.body("drift");
    diffusion = model.body("diffusion");
    int count = drift.results().size();
    states = drift.params().subList(drift.params().size() - count, drift.params().size());
    reads = Dependence.of(drift);
    sources = NoiseStructure.of(model);
  }

  /** Numbers of the states that noise multiplies, of a body of states and then increments. */
  public static Set<Integer> multiplied(Body diffusion, int increments) {
    int count = diffusion.results().size();
    int first = diffusion.params().size() - increments - count;
    List<Dependence.Reads> noise = Dependence.of(diffusion);
    return IntStream.range(0, count).filter(s -> diffusion.params().subList(first, first + count).stream().anyMatch(noise.get(s)::has))
        .boxed().collect(Collectors.toSet());
  }

  /** What stands against it; empty where nothing does. */
  public static Optional<String> objection(Program model) {
    return new LinearStates(model).objection();
  }

  private Optional<String> objection() {
    int count = states.size();
    int first = drift.params().size() - count;
    List<Dependence.Reads> slopes = Dependence.of(Tangent.of(drift, IntStream.range(first, first + count).boxed().toList()));
    List<Dependence.Reads> noise = Dependence.of(diffusion);
    Set<Integer> multiplied = multiplied(diffusion, sources.size());
    for (int s = 0; s < count; s++) {
      Value own = states.get(s);
      for (Value other : states) {
        boolean apart = other == own ? !reads.get(s).elsewhere().contains(own) : !reads.get(s).has(other);
        Value inNoise = diffusion.params().get(first + states.indexOf(other));
        apart &= other == own ? !noise.get(s).elsewhere().contains(inNoise) : !noise.get(s).has(inNoise);
        String what = other == own ? "other cells of it" : "`" + other.name() + "`";
        if (!apart) return Optional.of("the equation of " + name(s) + " reads " + what);
      }
      if (hasNamed(slopes.get(s), own.name())) return Optional.of("the rate of " + name(s) + " is not linear");
      boolean changes = hasNamed(reads.get(s), time()) || hasNamed(noise.get(s), time());
      if (changes) return Optional.of("the equation of " + name(s) + " changes in time");
      if (!multiplied.contains(s)) continue;
      Value inNoise = diffusion.params().get(first + s);
      boolean grows = new Degrees(drift, List.of(own)).is(drift.results().get(s), 1)
          && new Degrees(diffusion, List.of(inNoise)).is(diffusion.results().get(s), 1);
      if (!grows) return Optional.of("noise multiplies " + name(s) + ", but not all of its equation is proportional to it");
    }
    return sources.stream().map(k -> against(k, multiplied)).flatMap(Optional::stream).findFirst();
  }

  /** A number that is added may be drawn for each step by itself only where nobody else has seen the path within it. */
  private Optional<String> against(NoiseStructure.Source source, Set<Integer> multiplied) {
    String noise = "`" + source.name() + "`";
    if (!source.single()) return Optional.of("one cell of " + noise + " moves several");
    Value increment = diffusion.params().get(drift.params().size() + sources.indexOf(source));
    for (int s : source.moves()) {
      if (multiplied.contains(s) || !reads.get(s).has(states.get(s))) continue;
      boolean alone = source.moves().size() == 1 && increment.type().axisNames().equals(states.get(s).type().axisNames());
      if (!alone) return Optional.of(noise + " moves " + name(s) + ", which forgets, and something else");
    }
    return Optional.empty();
  }

  private String time() {
    return drift.params().getFirst().name();
  }

  /** Parameters of another body go by their names. */
  private static boolean hasNamed(Dependence.Reads reads, String name) {
    return reads.own().stream().anyMatch(v -> v.name().equals(name)) || reads.elsewhere().stream().anyMatch(v -> v.name().equals(name));
  }

  private String name(int state) {
    return "`" + states.get(state).name() + "`";
  }
}

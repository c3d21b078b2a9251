package dyn.frontend;

import dyn.frontend.term.EdgeSet;
import dyn.frontend.term.NoiseSource;
import dyn.frontend.term.NoiseSource.Calculus;
import dyn.ir.Axis;
import dyn.ir.Scalar;
import dyn.ir.diagnostics.Span;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * One run, checked: everything that is said in numbers and need not be compiled. The program beside it is the same for all values here,
 * except where `set` or `vary` change which parameters are given from outside.
 *
 * @param real in what numbers the model computes
 * @param members at least 1
 * @param constraints in the order of the results of `@require`, which has one result each, true where it is broken
 * @param timeAxes axes of memories: their cells are the times at the ends of steps, from the first to the last
 * @param matrices those whose structure is known
 * @param edges sets of edges; {@code edgeData} what is read of them, in the order in which bodies take it, after the parameters
 * @param ends states whose last values are records: what is looked at of them is not what is computed
 * @param noises sources of noise, in the order in which `@diffusion` takes their increments
 * @param draws whether a step of a map draws numbers
 * @param events where they are written
 * @param stops states that tell that a member has stopped, in the order of the model
 * @param bridges where it is asked that crossings within steps of noisy paths be found
 * @param staleness how old the values are that a map reads
 * @param others the other experiments of the file
 */
public record CheckedExperiment(String model, String name, String doc, Scalar real, Kind kind, List<Variable> states,
    List<Parameter> params, BigDecimal start,
    BigDecimal end, MethodChoice method, long members, long seed, List<Track> tracks, List<InputTable> tables, List<Plot> plots,
    List<Expectation> expects, List<Variation> variations, List<Constraint> constraints, Map<String, Long> dims, Set<String> timeAxes,
    QuantityUnits units, List<Matrix> matrices, List<EdgeSet> edges, List<EdgeSet.Data> edgeData, Map<String, Track.Ref> ends,
    List<Noise> noises, boolean draws, List<Span> events, List<String> stops, Optional<Span> bridges, Staleness staleness,
    List<String> others) {
  public enum Kind { ODE, MAP }

  /**
   * @param source the number under which it draws
   */
  public record Noise(String name, List<Axis> axes, Calculus calculus, NoiseSource.Law law, int source, Span at) {
    boolean isStable() {
      return law instanceof NoiseSource.Law.Stable;
    }
  }

  public record Variable(String name, List<Axis> axes, String doc, Span at) {}

  /** The base is there where the value is given from outside; else the setup computes it. */
  public record Parameter(String name, List<Axis> axes, Optional<Base> base, String doc, Span at) {}

  /** Values in row-major order; without axes one number stands for all cells. */
  public record Base(List<Axis> axes, double[] values) {}

  /** One `vary`, as text; the count is 0 for draws. */
  public record Variation(String target, String text, long count, Span at) {}

  /**
   * A matrix that is held by its parts.
   *
   * @param structure in words
   * @param products multiplications of its product with a vector; with all of its cells there would be `cells`
   */
  public record Matrix(String name, String structure, long products, long cells, Span at) {}

  public record Constraint(String parameter, String text, Span at) {}

  /** A set of edges in numbers: how many there are, and fewest and most of a node. */
  public record EdgeCounts(String name, String from, String to, String how, long count, int[] outOf, int[] into) {}

  public List<EdgeCounts> edgeCounts() {
    return edges.stream().map(s -> new EdgeCounts(s.name(), s.source().nodes(), s.target().nodes(), s.how(), s.edge().size(),
        s.lists().degrees(false), s.lists().degrees(true))).toList();
  }

  /** Whether members differ by chance alone. */
  private boolean isByChance() {
    boolean drawn = variations.stream().anyMatch(v -> v.count() == 0) || !noises.isEmpty() || draws;
    return drawn && members > 1 && variations.stream().allMatch(v -> v.count() == 0);
  }

  /** Whether means of states have standard errors: those of paths that jump far have none. */
  public boolean isMonteCarlo() {
    return isByChance() && noises.stream().noneMatch(Noise::isStable);
  }

  /** Whether members differ by chance alone and show how far off a statistic is, which they do not of moments of paths that jump far. */
  public boolean hasError(Statistic statistic) {
    return statistic.hasError() && (statistic.isMoment() ? isMonteCarlo() : isByChance());
  }

  /** The states of the program: those of the model, then those of registers. */
  public List<Variable> carried() {
    return Stream.concat(states.stream(), staleness.registers().stream()).toList();
  }

  /** Parameters given from outside, in the order in which bodies take them. */
  public List<Parameter> bases() {
    return params.stream().filter(p -> p.base().isPresent()).toList();
  }
}

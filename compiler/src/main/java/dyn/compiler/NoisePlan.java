package dyn.compiler;

import dyn.frontend.CheckedExperiment;
import dyn.frontend.MethodSignature;
import dyn.frontend.term.NoiseSource;
import dyn.frontend.term.NoiseSource.Calculus;
import dyn.ir.Program;
import dyn.ir.diagnostics.Code;
import dyn.ir.diagnostics.Diagnostic;
import dyn.passes.Discretization;
import dyn.passes.NoiseStructure;
import dyn.passes.NoiseStructure.Source;
import dyn.passes.methods.Stochastic;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** How a method integrates the noise of a model: in the calculus of the method, which each source may have to be taken to. */
final class NoisePlan {
  private static final int MOST_HALVINGS = 19;
  /** So many cells that are halved, or steps with marks, have room in a key. */
  private static final BigDecimal MOST_CELLS = BigDecimal.valueOf(1L << 27);

  private final CheckedExperiment experiment;
  private final Stochastic method;
  private final Program model;
  private final List<Source> sources;

  NoisePlan(CheckedExperiment experiment, Stochastic method, Program model) {
    this.experiment = experiment;
    this.method = method;
    this.model = model;
    this.sources = NoiseStructure.of(model);
  }

  Discretization discretization() {
    List<Integer> converted = new ArrayList<>();
    for (int k = 0; k < sources.size(); k++) converted.add(!isConverted(k) ? 0 : method.stratonovich() ? -1 : 1);
    int first = experiment.noises().getFirst().source();
    boolean bridges = experiment.bridges().isPresent();
    return Discretization.noisy(method, new Discretization.Noise(first, halvings().orElseThrow(), converted, bridges));
  }

  private boolean isConverted(int k) {
    boolean stratonovich = experiment.noises().get(k).calculus() == Calculus.STRATONOVICH;
    return stratonovich != method.stratonovich() && sources.get(k).isMultiplicative();
  }

  /** What is done to the drift, for people; empty where nothing is. */
  String conversion() {
    List<String> names = new ArrayList<>();
    for (int k = 0; k < sources.size(); k++) if (isConverted(k)) names.add(sources.get(k).name());
    if (names.isEmpty()) return "";
    String is = names.size() == 1 ? " is of " : " are of ";
    return "; " + String.join(", ", names) + is + (method.stratonovich() ? "Ito, taken to Stratonovich: 1/2 g dg/dx is subtracted from"
        : "Stratonovich, taken to Ito: 1/2 g dg/dx is added to") + " the drift";
  }

  /** Of the cells of the noise to the steps; empty where the steps are no such part of them. */
  private OptionalInt halvings() {
    BigDecimal dt = options().get(MethodSignature.FIXED_STEP);
    BigDecimal grid = options().getOrDefault(MethodSignature.NOISE_GRID, dt);
    BigDecimal[] cells = experiment.end().subtract(experiment.start()).divideAndRemainder(grid);
    int most = cells[0].compareTo(MOST_CELLS) < 0 ? MOST_HALVINGS : 0;
    for (int k = 0; cells[1].signum() == 0 && k <= most; k++) {
      if (dt.multiply(BigDecimal.valueOf(1L << k)).compareTo(grid) == 0) return OptionalInt.of(k);
    }
    return OptionalInt.empty();
  }

  private Map<String, BigDecimal> options() {
    return experiment.method().options();
  }

  /** Why the method does not fit. */
  Optional<Diagnostic> refusal() {
    if (halvings().isEmpty()) return Optional.of(noGrid());
    Optional<CheckedExperiment.Noise> jumps = experiment.noises().stream().filter(n -> n.law().jumps()).findFirst();
    if (jumps.isPresent() && (method.kind() != Stochastic.Kind.EULER || halvings().getAsInt() > 0)) return Optional.of(jumps(jumps.get()));
    Optional<CheckedExperiment.Noise> marked = experiment.noises().stream()
        .filter(n -> n.law() instanceof NoiseSource.Law.Poisson p && p.mark().isPresent()).findFirst();
    if (marked.isPresent() && steps().compareTo(MOST_CELLS) > 0) return Optional.of(tooManySteps(marked.get()));
    for (int k = 0; k < sources.size(); k++) {
      if (isConverted(k) && !sources.get(k).single()) return Optional.of(notConverted(k));
    }
    if (experiment.bridges().isPresent() && !BridgePlan.fits(experiment.noises(), sources, model)) return Optional.of(noBridge());
    Optional<Source> scaled = sources.stream().filter(s -> !s.reads().isEmpty()).findFirst();
    if (method.kind() == Stochastic.Kind.SRA && scaled.isPresent()) return scaled.map(this::notAdditive);
    return method.kind() == Stochastic.Kind.MILSTEIN ? NoiseStructure.disorder(sources).map(this::disorder) : Optional.empty();
  }

  private Diagnostic noGrid() {
    return Diagnostic.of(Code.E0543, experiment.method().at().orElseThrow(),
        "the cells of the noise are not steps doubled a number of times")
        .because("`grid` is not `dt` times a power of two, or does not fill the time span, or has over a hundred million cells")
        .help("a path is drawn over the cells of `grid`, and shorter steps halve them, at most " + MOST_HALVINGS + " times: `dt = 1/256, "
            + "grid = 1/64`");
  }

  private Diagnostic jumps(CheckedExperiment.Noise source) {
    boolean other = method.kind() != Stochastic.Kind.EULER;
    String name = "`" + source.name() + "`";
    return refused(other ? "`" + method.name() + "` takes " + name + " for continuous" : name + " has no finer steps")
        .because(other ? "its slopes hold for small changes only" : "a path that jumps has no bridge between its ends")
        .label(source.at(), "this jumps")
        .help("write `method euler_maruyama(dt = " + options().get("dt").toPlainString() + ")`");
  }

  private Diagnostic noBridge() {
    return Diagnostic.of(Code.E0551, experiment.bridges().orElseThrow(), "how much noise the guards gather is not seen")
        .because("each cell of a guard must be moved by its own cells of the noise, or by sources of one number")
        .label(experiment.events().getFirst(), "an event").help("leave `locate bridge` out and choose shorter steps");
  }

  private BigDecimal steps() {
    return experiment.end().subtract(experiment.start()).divideToIntegralValue(options().get(MethodSignature.FIXED_STEP));
  }

  private Diagnostic tooManySteps(CheckedExperiment.Noise source) {
    return refused("`" + source.name() + "` has marks for " + MOST_CELLS.toPlainString() + " steps at most")
        .because("these are " + steps().toPlainString()).label(source.at(), "each jump draws what it adds")
        .help("choose a longer step, or continue in another run");
  }

  private Diagnostic notConverted(int k) {
    String name = sources.get(k).name();
    return refused("`" + method.name() + "` cannot take `" + name + "` to " + (method.stratonovich() ? "Stratonovich" : "Ito"))
        .because("its calculus is " + (method.stratonovich() ? "Stratonovich" : "Ito"))
        .label(experiment.noises().get(k).at(), "one cell of this moves several, and how much depends on them")
        .help("choose a method of the calculus of `" + name + "`: `method " + (method.stratonovich() ? "euler_maruyama" : "stochastic_heun")
            + "(dt = " + experiment.method().options().get("dt").toPlainString() + ")`");
  }

  private Diagnostic notAdditive(Source source) {
    CheckedExperiment.Noise n = experiment.noises().get(sources.indexOf(source));
    return refused("`" + method.name() + "` needs noise that is the same wherever the path is")
        .because("it has no terms for how noise changes with the states").label(n.at(), "how much this adds depends on states")
        .help("write `method " + (n.calculus() == Calculus.ITO ? "milstein" : "stochastic_heun") + "(dt = "
            + options().get("dt").toPlainString() + ")`");
  }

  private Diagnostic disorder(List<Source> two) {
    boolean one = two.get(0).equals(two.get(1));
    String names = one ? "the cells of `" + two.get(0).name() + "`" : "`" + two.get(0).name() + "` and `" + two.get(1).name() + "`";
    boolean ito = experiment.noises().stream().allMatch(n -> n.calculus() == Calculus.ITO);
    return refused("`milstein` needs noise whose order does not matter, and that of " + names + " may")
        .because("double integrals of two sources would be needed")
        .label(experiment.noises().get(sources.indexOf(two.get(1))).at(), one ? "one cell of this reads what another moves"
            : "one of the two reads what the other moves")
        .help("write `method " + (ito ? "euler_maruyama" : "stochastic_heun") + "(dt = "
            + experiment.method().options().get("dt").toPlainString() + ")`, which takes any noise");
  }

  private Diagnostic refused(String headline) {
    return Diagnostic.of(Code.E0542, experiment.method().at().orElse(experiment.states().getFirst().at()), headline);
  }
}

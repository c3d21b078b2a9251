package dyn.compiler;

import dyn.frontend.CheckedExperiment;
import dyn.frontend.MethodSignature;
import dyn.frontend.Times;
import dyn.frontend.Track;
import dyn.frontend.term.NoiseSource;
import dyn.frontend.term.NoiseSource.Calculus;
import dyn.ir.Program;
import dyn.ir.diagnostics.Code;
import dyn.ir.diagnostics.Diagnostic;
import dyn.passes.Discretization;
import dyn.passes.JumpProcess;
import dyn.passes.Langevin;
import dyn.passes.LinearStates;
import dyn.passes.NoiseStructure;
import dyn.passes.NoiseStructure.Source;
import dyn.passes.methods.Stochastic;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;

/** How a method integrates the noise of a model: in the calculus of the method, which each source may have to be taken to. */
final class NoisePlan {
  private static final int MOST_HALVINGS = Discretization.Noise.MOST_HALVINGS;
  private static final BigDecimal FEWEST_CELLS = BigDecimal.valueOf(64);
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
    if (isOfJumps()) return Discretization.adaptive(method, new Discretization.Noise(first, 0, converted, false));
    return isFixed() ? Discretization.noisy(method, new Discretization.Noise(first, halvings().orElseThrow(), converted, bridges))
        : Discretization.adaptive(method, new Discretization.Noise(first, MOST_HALVINGS, converted, bridges));
  }

  /** Whether steps go from one jump to the next. */
  boolean isOfJumps() {
    return method.goesByJumps();
  }

  private boolean isFixed() {
    return options().containsKey(MethodSignature.FIXED_STEP);
  }

  /**
   * Of the grid whose cells are halved to make steps: where it is not given, as long as may be with every record at an end of one, and
   * enough of them. Empty where there would be too many.
   */
  Optional<BigDecimal> cell() {
    BigDecimal span = experiment.end().subtract(experiment.start());
    BigDecimal cell = options().get(MethodSignature.NOISE_GRID);
    if (cell == null) {
      cell = experiment.tracks().stream().flatMap(this::distances).reduce(span, NoisePlan::commonDivisor);
      while (span.divide(cell, MathContext.DECIMAL64).compareTo(FEWEST_CELLS) < 0) cell = cell.divide(BigDecimal.TWO);
    }
    BigDecimal[] cells = span.divideAndRemainder(cell);
    return cells[1].signum() == 0 && cells[0].compareTo(MOST_CELLS) <= 0 ? Optional.of(cell) : Optional.empty();
  }

  private Stream<BigDecimal> distances(Track track) {
    BigDecimal start = experiment.start();
    return switch (track.times()) {
      case Times.Every e -> Stream.of(e.first().subtract(start), e.interval());
      case Times.At a -> a.times().stream().map(t -> t.subtract(start));
      case Times.End _ -> Stream.empty();
    };
  }

  private static BigDecimal commonDivisor(BigDecimal a, BigDecimal b) {
    int scale = Math.max(Math.max(a.scale(), b.scale()), 0);
    return new BigDecimal(a.setScale(scale).unscaledValue().gcd(b.setScale(scale).unscaledValue()), scale);
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

  /** As an example is to show it. */
  private String step() {
    return options().getOrDefault(MethodSignature.FIXED_STEP, new BigDecimal("0.01")).toPlainString();
  }

  private Map<String, BigDecimal> options() {
    return experiment.method().options();
  }

  /** Why the method does not fit. */
  Optional<Diagnostic> refusal() {
    if (isOfJumps()) return notByJumps();
    if (isFixed() && halvings().isEmpty()) return Optional.of(noGrid());
    if (!isFixed() && cell().isEmpty()) return Optional.of(noCells());
    Optional<CheckedExperiment.Noise> jumps = experiment.noises().stream().filter(n -> n.law().jumps()).findFirst();
    boolean jumpsFit = method.needs() == Stochastic.Needs.ANYTHING && halvings().getAsInt() == 0;
    if (jumps.isPresent() && !jumpsFit) return Optional.of(jumps(jumps.get()));
    Optional<CheckedExperiment.Noise> marked = experiment.noises().stream()
        .filter(n -> n.law() instanceof NoiseSource.Law.Poisson p && p.mark().isPresent()).findFirst();
    if (marked.isPresent() && steps().compareTo(MOST_CELLS) > 0) return Optional.of(tooManySteps(marked.get()));
    for (int k = 0; k < sources.size(); k++) {
      if (isConverted(k) && !sources.get(k).single()) return Optional.of(notConverted(k));
    }
    if (experiment.bridges().isPresent() && !BridgePlan.fits(experiment.noises(), sources, model)) return Optional.of(noBridge());
    Optional<Source> scaled = sources.stream().filter(s -> !s.reads().isEmpty()).findFirst();
    return switch (method.needs()) {
      case ANYTHING, CONTINUOUS -> Optional.empty();
      case COMMUTATIVE -> NoiseStructure.disorder(sources).map(this::disorder);
      case ADDITIVE -> scaled.map(this::notAdditive);
      case LANGEVIN -> Langevin.objection(model).map(this::notLangevin);
      case LINEAR -> LinearStates.objection(model).map(this::notLinear);
      case JUMPS -> throw new IllegalStateException("no steps to plan");
    };
  }

  private Diagnostic noGrid() {
    return noGrid("the cells of the noise are not steps doubled a number of times",
        "`grid` is not `dt` times a power of two, or does not fill the time span, or has over a hundred million cells",
        "`dt = 1/256, grid = 1/64`");
  }

  private Diagnostic noCells() {
    return noGrid("the times do not fit a grid of noise",
        "`grid` does not fill the time span, or times of records need over a hundred million cells", "`grid = 1/64`");
  }

  private Diagnostic noGrid(String headline, String because, String example) {
    return Diagnostic.of(Code.E0543, experiment.method().at().orElseThrow(), headline).because(because)
        .help("a path is drawn over the cells of `grid`, and shorter steps halve them, at most " + MOST_HALVINGS + " times: " + example);
  }

  private Diagnostic jumps(CheckedExperiment.Noise source) {
    boolean other = method.needs() != Stochastic.Needs.ANYTHING;
    String name = "`" + source.name() + "`";
    return refused(other ? "`" + method.name() + "` takes " + name + " for continuous" : name + " has no finer steps")
        .because(other ? "its slopes hold for small changes only" : "a path that jumps has no bridge between its ends")
        .label(source.at(), "this jumps")
        .help("write `method euler_maruyama(dt = " + step() + ")`");
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
            + "(dt = " + step() + ")`");
  }

  private Diagnostic notAdditive(Source source) {
    CheckedExperiment.Noise n = experiment.noises().get(sources.indexOf(source));
    return refused("`" + method.name() + "` needs noise that is the same wherever the path is")
        .because("it has no terms for how noise changes with the states").label(n.at(), "how much this adds depends on states")
        .help("write `method " + (n.calculus() == Calculus.ITO ? "milstein" : "stochastic_heun") + "(dt = "
            + step() + ")`");
  }

  private Diagnostic notLangevin(String objection) {
    return refused("`" + method.name() + "` is for positions, and momenta with friction and noise").because(objection)
        .help("write `x' = v`, `dv = (force(x) - gamma * v) * dt + s * dW`, or `method " + general() + "(dt = " + step() + ")`");
  }

  private Diagnostic notLinear(String objection) {
    return refused("`" + method.name() + "` is for equations of which each is linear by itself").because(objection)
        .help("write `method " + general() + "(dt = " + step() + ")`");
  }

  private Optional<Diagnostic> notByJumps() {
    Optional<CheckedExperiment.Noise> other = experiment.noises().stream()
        .filter(n -> !(n.law() instanceof NoiseSource.Law.Poisson)).findFirst();
    Optional<String> objection = other.map(n -> "`" + n.name() + "` moves all the time").or(() -> JumpProcess.objection(model));
    return objection.map(o -> refused("`" + method.name() + "` is for states that change by jumps alone").because(o)
        .help("write `method " + general() + "(dt = 0.01)`"));
  }

  /** A method that takes any continuous noise of the calculus of the first source. */
  private String general() {
    return experiment.noises().getFirst().calculus() == Calculus.ITO ? "euler_maruyama" : "stochastic_heun";
  }

  private Diagnostic disorder(List<Source> two) {
    boolean one = two.get(0).equals(two.get(1));
    String names = one ? "the cells of `" + two.get(0).name() + "`" : "`" + two.get(0).name() + "` and `" + two.get(1).name() + "`";
    boolean ito = experiment.noises().stream().allMatch(n -> n.calculus() == Calculus.ITO);
    return refused("`" + method.name() + "` needs noise whose order does not matter, and that of " + names + " may")
        .because("double integrals of two sources would be needed")
        .label(experiment.noises().get(sources.indexOf(two.get(1))).at(), one ? "one cell of this reads what another moves"
            : "one of the two reads what the other moves")
        .help("write `method " + (ito ? "euler_maruyama" : "stochastic_heun") + "(dt = "
            + step() + ")`, which takes any noise");
  }

  private Diagnostic refused(String headline) {
    return Diagnostic.of(Code.E0542, experiment.method().at().orElse(experiment.states().getFirst().at()), headline);
  }
}

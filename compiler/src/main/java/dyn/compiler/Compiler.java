package dyn.compiler;

import dyn.backend.Artifact;
import dyn.backend.Backend;
import dyn.backend.Kernel;
import dyn.backend.Loader;
import dyn.compiler.cache.ArtifactCache;
import dyn.compiler.trace.PassStep;
import dyn.frontend.Checked;
import dyn.frontend.CheckedExperiment;
import dyn.frontend.Frontend;
import dyn.frontend.MethodSignature;
import dyn.frontend.ParsedFile;
import dyn.frontend.QuantityUnits;
import dyn.frontend.Sources;
import dyn.frontend.term.NoiseSource.Calculus;
import dyn.ir.Axis;
import dyn.ir.Body;
import dyn.ir.Level;
import dyn.ir.MathLibrary;
import dyn.ir.Program;
import dyn.ir.Signature;
import dyn.ir.diagnostics.Code;
import dyn.ir.diagnostics.Diagnostic;
import dyn.ir.diagnostics.SourceFile;
import dyn.passes.Discretization;
import dyn.passes.Pass;
import dyn.passes.PassContext;
import dyn.passes.PassFault;
import dyn.passes.PassRunner;
import dyn.passes.Pipelines;
import dyn.passes.Waits;
import dyn.passes.methods.Corrected;
import dyn.passes.methods.Method;
import dyn.passes.methods.Methods;
import dyn.passes.methods.RungeKutta;
import dyn.passes.methods.Stochastic;
import dyn.passes.place.TiledAxis;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/**
 * Text to a compiled experiment. What a user did wrong comes back as diagnostics; an exception is a fault of ours.
 *
 * <pre>{@code
 * var source = new SourceFile("lorenz.dyn", Files.readString(path));
 * var outcome = new Compiler().compile(source, CompileOptions.DEFAULT);
 * outcome.value().ifPresent(c -> System.out.println(new Runner(1).run(c, folder, Progress.NONE).value().orElseThrow().hash()));
 * }</pre>
 */
public final class Compiler {
  private static final List<MethodSignature> SIGNATURES = Methods.all().stream()
      .map(m -> new MethodSignature(m.name(), steps(m), m instanceof Corrected,
          m instanceof Stochastic s ? Optional.of(s.stratonovich() ? Calculus.STRATONOVICH : Calculus.ITO) : Optional.empty())).toList();

  private static MethodSignature.Steps steps(Method m) {
    if (m instanceof Stochastic s && s.goesByJumps()) return MethodSignature.Steps.DRAWN;
    boolean adaptive = m instanceof RungeKutta rk && rk.adaptive() || m instanceof Stochastic s && s.adaptive();
    return adaptive ? MethodSignature.Steps.CHOSEN : MethodSignature.Steps.GIVEN;
  }

  private final Frontend frontend;
  private final BiConsumer<Pass, Program> afterPass;

  /** Imports are read from files, relative to that which imports, and this to the working folder. */
  public Compiler() {
    this((_, _) -> {});
  }

  /** @param afterPass hears every pass and the program it made */
  public Compiler(BiConsumer<Pass, Program> afterPass) {
    this(new FileSources(Path.of("")), afterPass);
  }

  /** @param sources where the texts of imports come from */
  public Compiler(Sources sources) {
    this(sources, (_, _) -> {});
  }

  private Compiler(Sources sources, BiConsumer<Pass, Program> afterPass) {
    this.frontend = new Frontend(SIGNATURES, sources);
    this.afterPass = afterPass;
  }

  /** All mistakes in all models and experiments of the file. */
  public List<Diagnostic> check(SourceFile source) {
    return frontend.checkAll(frontend.parse(source));
  }

  /** The units of the quantities of each model that has units and no errors. */
  public Map<String, QuantityUnits> units(SourceFile source) {
    return frontend.units(frontend.parse(source));
  }

  public ParsedFile parse(SourceFile source) {
    return frontend.parse(source);
  }

  public Outcome<Compilation> compile(SourceFile source, CompileOptions options) {
    return compile(source, frontend.parse(source), options);
  }

  public Outcome<Compilation> compile(SourceFile source, ParsedFile parsed, CompileOptions options) {
    Checked checked = frontend.check(parsed, options.experiment(), options.overrides());
    List<Diagnostic> diagnostics = new ArrayList<>(checked.diagnostics());
    if (checked.hasErrors() || checked.compiled().isEmpty()) return Outcome.failed(diagnostics);
    CheckedExperiment experiment = checked.compiled().get().experiment();
    Outcome<MethodPlan> plan = MethodPlan.of(experiment, checked.compiled().get().program());
    boolean auto = options.backend().equals(CompileOptions.AUTO);
    Optional<Backend> backend = Backends.find(auto ? CompileOptions.DEFAULT_BACKEND : options.backend());
    if (backend.isEmpty()) diagnostics.add(noBackend(source, options.backend()));
    diagnostics.addAll(plan.diagnostics());
    if (backend.isEmpty() || plan.value().isEmpty()) return Outcome.failed(diagnostics);
    Optional<Diagnostic> limit = Limits.ofTime(experiment, plan.value().get());
    if (limit.isPresent()) {
      diagnostics.add(limit.get());
      return Outcome.failed(diagnostics);
    }
    return Outcome.of(lower(parsed, experiment, checked.compiled().get().program(), plan.value().get(), backend.get(), options),
        diagnostics);
  }

  private static Diagnostic noBackend(SourceFile source, String name) {
    Optional<Backend> known = Backends.find(name.split(":", 2)[0]);
    if (known.isPresent()) {
      List<String> processors = known.get().processors();
      return Diagnostic.of(Code.E0702, source.span(0, 0), "`" + known.get().name() + "` makes no code for `" + name.split(":", 2)[1] + "`")
          .help(processors.isEmpty() ? "it makes code for this machine only" : "there are " + String.join(", ", processors));
    }
    List<String> names = Backends.all().stream().map(Backend::name).toList();
    return Diagnostic.of(Code.E0702, source.span(0, 0), "no backend is called `" + name + "`")
        .help("there are " + String.join(", ", names));
  }

  private Compilation lower(ParsedFile parsed, CheckedExperiment experiment, Program checked, MethodPlan plan, Backend backend,
      CompileOptions options) {
    PassContext context = new PassContext(plan.discretization(), new MathLibrary());
    Rewrites rewrites = new Rewrites(checked, afterPass);
    PassRunner passes = new PassRunner(context, rewrites);
    List<Pass> asWritten = Pipelines.asWritten(Pipelines.MODEL);
    Program model = passes.run(options.asWritten() ? asWritten : Pipelines.MODEL, checked);
    Program step = passes.run(Pipelines.STEP, model);
    PassRunner unheard = new PassRunner(context);
    Program written = rewrites.found() ? unheard.run(Pipelines.STEP, unheard.run(asWritten, checked)) : step;
    TileChoice tiles = tiles(experiment, plan, backend, step, options);
    List<Pass> narrowing = options.naive() ? Pipelines.NAIVE : tiles.together() > 1 ? Pipelines.local(tiles.together()) : Pipelines.LOCAL;
    Program local = passes.run(narrowing, step);
    Program target = switch (backend.target().level()) {
      case FN, MODEL -> throw new IllegalStateException(backend.name() + " takes programs at " + backend.target().level());
      case STEP -> step;
      case LOCAL -> local;
      case PLACED -> passes.run(Pipelines.placed(tiles.count() > 0), local);
    };
    String why = "";
    if (options.backend().equals(CompileOptions.AUTO)) {
      double work = LaneChoice.work(options, experiment, plan, target, tiles);
      backend = Backends.suiting(work, target);
      boolean isShort = backend.name().equals(CompileOptions.DEFAULT_BACKEND);
      why = LaneChoice.predicted(work, options) + (isShort ? ", too short for native code" : "");
    }
    LaneChoice lanes = LaneChoice.of(backend.target(), options, experiment, plan, target, tiles);
    boolean instant = backend.target().vectors().instant();
    if (lanes.cells() > 1) target = passes.run(Pipelines.cells(lanes.cells(), instant), target);
    if (lanes.members() > 1) {
      Program oneByOne = target;
      target = passes.run(Pipelines.vector(lanes.members(), instant), oneByOne);
      int abreast = Interleaving.vectors(target, backend.target().vectors(), experiment.members() / lanes.members());
      if (abreast > 1) {
        lanes = lanes.abreast(abreast);
        target = passes.run(Pipelines.vector(lanes.members(), instant), oneByOne);
      }
    }
    return new Compilation(parsed.source(), parsed.file().imported(), experiment, plan, backend, why, model, written, step, local, target,
        step.signature(), lanes, tiles);
  }

  /** What the tiles would wait for decides how many there are, and how many steps they take at a time. */
  private static TileChoice tiles(CheckedExperiment experiment, MethodPlan plan, Backend backend, Program step, CompileOptions options) {
    if (!TileChoice.isOpen(experiment, backend.target().level(), options)) return TileChoice.NONE;
    PassRunner passes = new PassRunner(new PassContext(plan.discretization(), new MathLibrary()));
    TileChoice tiles = TileChoice.of(passes.run(options.naive() ? Pipelines.NAIVE : Pipelines.LOCAL, step), experiment, options);
    if (tiles.count() == 0 || options.naive() || options.together() == 1) return tiles;
    for (int steps = TileChoice.together(plan, options.together()); steps > 0; steps--) {
      Program several = passes.run(Pipelines.local(steps), step);
      Axis axis = tiles.axis().orElseThrow();
      boolean line = options.together() > 1 && steps <= TileChoice.few(plan) && TiledAxis.isLine(several, axis);
      boolean suits = line || TiledAxis.goesByRows(several, axis);
      boolean takes = suits && Waits.of(several).several().isPresent();
      if (takes) return TileChoice.of(several, experiment, options).taking(steps);
    }
    return tiles;
  }

  /** The program of an experiment at a level, for people to read. */
  public Outcome<Program> program(SourceFile source, CompileOptions options, Level level) {
    Outcome<Compilation> compiled = compile(source, options.withBackend(CompileOptions.DEFAULT_BACKEND));
    return new Outcome<>(compiled.value().map(c -> switch (level) {
      case FN, MODEL -> c.model();
      case STEP -> c.step();
      case LOCAL -> c.local();
      case PLACED -> c.target();
    }), compiled.diagnostics());
  }

  /**
   * The program of an experiment after each pass, the frontend's own first.
   *
   * @param skipped names of passes left out; only those that stay at their level can be
   * @param last the pass to stop after, where it is not the last; null for none
   * @throws PassFault where a pass fails; {@code heard} has the steps before it
   */
  public Outcome<List<PassStep>> steps(SourceFile source, CompileOptions options, Set<String> skipped, String last,
      Consumer<PassStep> heard) {
    ParsedFile parsed = frontend.parse(source);
    Checked checked = frontend.check(parsed, options.experiment(), options.overrides());
    List<Diagnostic> diagnostics = new ArrayList<>(checked.diagnostics());
    if (checked.hasErrors() || checked.compiled().isEmpty()) return Outcome.failed(diagnostics);
    Program program = checked.compiled().get().program();
    Outcome<MethodPlan> plan = MethodPlan.of(checked.compiled().get().experiment(), program);
    diagnostics.addAll(plan.diagnostics());
    if (plan.value().isEmpty()) return Outcome.failed(diagnostics);
    PassRunner runner = new PassRunner(new PassContext(plan.value().get().discretization(), new MathLibrary()));
    List<PassStep> steps = new ArrayList<>(List.of(new PassStep(Optional.empty(), program)));
    heard.accept(steps.getFirst());
    for (Pass pass : Pipelines.to(Level.PLACED)) {
      if (skipped.contains(pass.name()) && pass.from() == pass.to()) continue;
      steps.add(new PassStep(Optional.of(pass), runner.run(List.of(pass), steps.getLast().made())));
      heard.accept(steps.getLast());
      if (pass.name().equals(last)) break;
    }
    return Outcome.of(steps, diagnostics);
  }

  /**
   * One pass on a program by itself; a model's flow is stepped by rk4, one with noise by euler_maruyama, one with memories of two times by
   * volterra.
   */
  public static Program runPass(Pass pass, Program before) {
    return new PassRunner(new PassContext(steps(before), new MathLibrary())).run(List.of(pass), before);
  }

  private static Discretization steps(Program model) {
    Optional<Body> drift = model.find("drift");
    if (drift.isEmpty()) return Discretization.map();
    if (model.find("diffusion").isPresent()) {
      return Discretization.noisy(Methods.find("euler_maruyama").orElseThrow(), Discretization.Noise.unconverted(model));
    }
    boolean remembers = drift.get().params().stream().anyMatch(v -> v.name().equals(Signature.ROW));
    return Discretization.fixed(Methods.find(remembers ? "volterra" : "rk4").orElseThrow(), true);
  }

  static Kernel load(Backend backend, Program target, ArtifactCache cache) {
    Artifact artifact = backend.emit(target);
    Loader loader = backend.loader().orElseThrow(() -> new IllegalStateException(backend.name() + " only emits"));
    return loader.load(cache.prepared(artifact, loader));
  }
}

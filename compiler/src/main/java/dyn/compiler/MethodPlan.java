package dyn.compiler;

import dyn.frontend.CheckedExperiment;
import dyn.frontend.MethodChoice;
import dyn.frontend.MethodSignature;
import dyn.frontend.Staleness;
import dyn.ir.Program;
import dyn.ir.Scalar;
import dyn.ir.diagnostics.Code;
import dyn.ir.diagnostics.Diagnostic;
import dyn.passes.Discretization;
import dyn.passes.methods.Corrected;
import dyn.passes.methods.Method;
import dyn.passes.methods.Methods;
import dyn.passes.methods.Roessler;
import dyn.passes.methods.RungeKutta;
import dyn.passes.methods.Splitting;
import dyn.passes.methods.Stochastic;
import dyn.passes.step.Separable;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The method that an experiment runs with, its options filled in, and why it.
 *
 * @param text as the experiment would write it
 * @param dt step of a fixed-step method or 1 for a map; null for adaptive ones
 */
public record MethodPlan(Discretization discretization, String text, String reason, BigDecimal dt, double rtol, double atol,
    double firstStep, double maxStep, long maxSteps) {
  private static final String AUTOMATIC = "tsit5";
  private static final int FINEST_IN_ROUNDOFFS = 16;
  private static final double RTOL = 1e-6;
  private static final double ATOL = 1e-9;
  private static final double NOISY_RTOL = 1e-3;
  private static final double NOISY_ATOL = 1e-6;
  private static final long MAX_STEPS = 10_000_000;

  static Outcome<MethodPlan> of(CheckedExperiment e, Program model) {
    if (e.kind() == CheckedExperiment.Kind.MAP) {
      Optional<Staleness.Schedule> schedule = e.staleness().schedule();
      String reason = schedule.map(s -> "each cell by itself, at least every " + s.gap() + " steps, from values up to " + s.delay()
          + " steps old").orElse("a discrete map advances by its own equation");
      Discretization steps = schedule.map(s -> Discretization.asynchronous(
          new Discretization.Schedule(s.probability(), s.delay(), s.gap(), s.source()))).orElseGet(Discretization::map);
      String text = "map" + schedule.map(s -> ", " + s.text()).orElse("") + numbers(e);
      return Outcome.of(new MethodPlan(steps, text, reason, BigDecimal.ONE, 0, 0, 0, 0, Long.MAX_VALUE), List.of());
    }
    MethodChoice choice = e.method();
    Method method = Methods.find(choice.isAuto() ? AUTOMATIC : choice.name()).orElseThrow();
    if (method instanceof Splitting && Separable.positions(model).isEmpty()) return Outcome.failed(List.of(notSeparable(e, method)));
    boolean looks = method instanceof Stochastic || method instanceof RungeKutta;
    if (!e.events().isEmpty() && !looks) return Outcome.failed(List.of(noEvents(e, choice)));
    if (method instanceof Stochastic s) return noisy(e, new NoisePlan(e, s, model), choice);
    MethodPlan plan = plan(e, model, choice, method);
    return plan.rtol > 0 && plan.rtol < finest(e.real()) ? Outcome.failed(List.of(tooFine(e, plan))) : Outcome.of(plan, List.of());
  }

  /** Below some roundoffs an error estimate is noise, and no step would pass. */
  private static double finest(Scalar real) {
    return FINEST_IN_ROUNDOFFS * (real == Scalar.F32 ? 0x1p-24 : 0x1p-53);
  }

  private static Diagnostic tooFine(CheckedExperiment e, MethodPlan plan) {
    return Diagnostic.of(Code.E0650, e.method().at().orElse(e.states().getFirst().at()),
        "a relative tolerance of " + Decimals.text(plan.rtol) + " is finer than " + e.real().text() + " numbers can tell")
        .because("roundoff alone is " + Decimals.text(finest(e.real()) / FINEST_IN_ROUNDOFFS))
        .help(e.real() == Scalar.F32 ? "ask for `rtol = 1e-6` or more, or leave `real = f32` out" : "ask for `rtol = 1e-14` or more");
  }

  private static Diagnostic noEvents(CheckedExperiment e, MethodChoice choice) {
    return Diagnostic.of(Code.E0551, choice.at().orElse(e.states().getFirst().at()), "`" + choice.name() + "` looks for no events")
        .because("states that jump are not what it is made for").label(e.events().getFirst(), "an event")
        .help("write `method rk4(dt = " + choice.options().get("dt").toPlainString() + ")`");
  }

  private static Diagnostic notSeparable(CheckedExperiment e, Method method) {
    Diagnostic d = Diagnostic.of(Code.E0619, e.method().at().orElse(e.states().getFirst().at()),
        "`" + method.name() + "` needs a system of positions and momenta, where each rate reads the other kind only");
    return d.because("`" + e.model() + "` is not of that form").help("choose another method, for example `method tsit5(rtol = 1e-9)`");
  }

  private static Outcome<MethodPlan> noisy(CheckedExperiment e, NoisePlan noise, MethodChoice choice) {
    Optional<Diagnostic> refusal = noise.refusal();
    if (refusal.isPresent()) return Outcome.failed(List.of(refusal.get()));
    Map<String, BigDecimal> o = choice.options();
    BigDecimal dt = o.get(MethodSignature.FIXED_STEP);
    BigDecimal grid = o.get(MethodSignature.NOISE_GRID);
    String reason = "chosen by the " + choice.from() + noise.conversion();
    if (noise.isOfJumps()) {
      String name = choice.name() + numbers(e);
      return Outcome.of(new MethodPlan(noise.discretization(), name, reason, null, 0, 0, 0, 0, maxSteps(o)), List.of());
    }
    if (dt == null) return ownSteps(e, noise, reason);
    String cells = grid == null ? "" : ", grid = " + Decimals.text(grid);
    String text = choice.name() + "(dt = " + Decimals.text(dt) + cells + ")" + numbers(e);
    return Outcome.of(new MethodPlan(noise.discretization(), text, reason, dt, 0, 0, 0, 0, MAX_STEPS), List.of());
  }

  /** Of each path, halves of halves of the cells of a grid. */
  private static Outcome<MethodPlan> ownSteps(CheckedExperiment e, NoisePlan noise, String reason) {
    Map<String, BigDecimal> o = e.method().options();
    BigDecimal cell = noise.cell().orElseThrow();
    double rtol = real(o, "rtol", NOISY_RTOL);
    double atol = real(o, "atol", NOISY_ATOL);
    String text = tolerances(e.method().name(), rtol, atol) + ", grid = " + Decimals.text(cell) + ")" + numbers(e);
    MethodPlan plan = new MethodPlan(noise.discretization(), text, reason, null, rtol, atol, real(o, "h0", 0), cell.doubleValue(),
        maxSteps(o));
    return rtol > 0 && rtol < finest(e.real()) ? Outcome.failed(List.of(tooFine(e, plan))) : Outcome.of(plan, List.of());
  }

  private static String tolerances(String method, double rtol, double atol) {
    return method + "(rtol = " + Decimals.text(rtol) + ", atol = " + Decimals.text(atol);
  }

  private static long maxSteps(Map<String, BigDecimal> options) {
    return options.containsKey("max_steps") ? options.get("max_steps").longValue() : MAX_STEPS;
  }

  private static MethodPlan plan(CheckedExperiment e, Program model, MethodChoice choice, Method method) {
    Map<String, BigDecimal> o = choice.options();
    boolean adaptive = method instanceof RungeKutta rk && rk.adaptive() && !o.containsKey("dt");
    long maxSteps = maxSteps(o);
    if (!adaptive) {
      BigDecimal dt = o.get("dt");
      boolean shortLast = e.end().subtract(e.start()).remainder(dt).signum() != 0;
      String text = method.name() + "(dt = " + Decimals.text(dt) + ")" + numbers(e);
      return new MethodPlan(Discretization.fixed(method, shortLast), text, reason(choice, model, method), dt, 0, 0, 0, 0, maxSteps);
    }
    double rtol = real(o, "rtol", RTOL);
    double atol = real(o, "atol", ATOL);
    String text = tolerances(method.name(), rtol, atol) + ")" + numbers(e);
    return new MethodPlan(Discretization.adaptive(method), text, reason(choice, model, method), null, rtol, atol, real(o, "h0", 0),
        real(o, "hmax", Double.POSITIVE_INFINITY), maxSteps);
  }

  /** Evaluations of the rates in a step. */
  int stages() {
    return discretization.method().map(m -> switch (m) {
      case RungeKutta rk -> rk.fsal() ? rk.stages() - 1 : rk.stages();
      case Splitting split -> split.drift().size();
      case Corrected c -> c.corrections() + 1;
      case Stochastic s -> switch (s.rule()) {
        case Roessler r -> (int) r.alpha().stream().filter(a -> a != 0).count();
        case Stochastic.Apart _ -> 1;
        case Stochastic.Simple rule -> rule == Stochastic.Simple.HEUN ? 2 : 1;
      };
    }).orElse(1);
  }

  private static String numbers(CheckedExperiment e) {
    return e.real() == Scalar.F64 ? "" : " in " + e.real().text();
  }

  private static double real(Map<String, BigDecimal> options, String name, double otherwise) {
    BigDecimal given = options.get(name);
    return given == null ? otherwise : given.doubleValue();
  }

  private static String reason(MethodChoice choice, Program model, Method method) {
    if (!choice.isAuto()) return "chosen by the " + choice.from();
    String steps = choice.options().containsKey("dt") ? "steps as given"
        : "steps by error control; nothing is said about stiffness or step";
    String why = "automatic: explicit, order " + method.order() + ", " + steps;
    return Separable.positions(model).isEmpty() ? why
        : why + "; positions and momenta separate, so `verlet(dt = ...)` would keep the energy bounded";
  }
}

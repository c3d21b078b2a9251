package dyn.passes.step;

import dyn.ir.Axis;
import dyn.ir.Body;
import dyn.ir.Builder;
import dyn.ir.Lanes;
import dyn.ir.Level;
import dyn.ir.Output;
import dyn.ir.Primitive;
import dyn.ir.Program;
import dyn.ir.Signature;
import dyn.ir.Type;
import dyn.ir.Value;
import dyn.passes.Discretization;
import dyn.passes.Exactness;
import dyn.passes.Pass;
import dyn.passes.PassContext;
import dyn.passes.methods.Corrected;
import dyn.passes.methods.Method;
import dyn.passes.methods.Roessler;
import dyn.passes.methods.RungeKutta;
import dyn.passes.methods.Splitting;
import dyn.passes.methods.Stochastic;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Makes the time loop: parameters and initial values of every member, the steps of the method, records, result codes. As in the
 * usual array execution, every member waits for all others after every write that may be read elsewhere.
 */
public final class ApplyMethod implements Pass {
  private static final About ABOUT = new About("apply-method",
      "turn drift and outputs into one step of the method and a time loop that waits everywhere", Level.MODEL, Level.STEP, Exactness.LIMIT);

  @Override
  public About about() {
    return ABOUT;
  }

  @Override
  public Program run(Program program, PassContext context) {
    ModelView model = new ModelView(program);
    Builder b = new Builder();
    List<Value> params = new ArrayList<>();
    Value seed = b.param(Signature.SEED, Type.I64);
    Value first = b.param(Signature.FIRST, Type.I64);
    List<Value> inputs = model.inputs().stream().map(v -> b.param(v.name(), v.type())).toList();
    params.addAll(List.of(seed, first));
    params.addAll(inputs);

    Value lane = b.emit("lane", new Lanes.Iota(Scope.MEMBER));
    Value member = b.apply("number", Primitive.ADD, lane, first);
    List<Value> keys = List.of(seed, member);
    List<Value> values = b.inline(model.setup, concat(keys, inputs));
    model.require.ifPresent(require -> constraints(b, b.inline(require, values)));
    Scope scope = new Scope(model, values, model.tables(inputs), keys);
    List<Value> initial = new ArrayList<>();
    List<Value> written = b.inline(model.initial, concat(keys, values));
    for (int s = 0; s < written.size(); s++) initial.add(overAllCells(b, written.get(s), model.state(s).type()));
    timeLoop(b, scope, context.discretization(), params, initial);
    Body main = b.finish(Program.MAIN, params, List.of());
    return new Program(Level.STEP, program.name(), model.callsRates() ? List.of(model.rates, main) : List.of(main));
  }

  private static void constraints(Builder b, List<Value> broken) {
    for (int k = 0; k < broken.size(); k++) {
      b.emit(new Output.Result(Results.broken(k), b.select(broken.get(k), b.constant(1L), b.constant(0L))));
    }
  }

  private static void timeLoop(Builder b, Scope scope, Discretization d, List<Value> params, List<Value> initial) {
    Scheme steps = d.method().map(m -> scheme(m, scope, d)).orElseGet(() -> map(d, scope));
    Scheme scheme = scope.model.guards.isPresent() ? events(scope, d) : steps;
    if (d.adaptive()) {
      new AdaptiveLoop(b, scope, scheme, errorOrder(d.method().orElseThrow()), params).build(b, initial);
    } else {
      new FixedLoop(b, scope, scheme, d.shortLastStep(), params).build(b, initial);
    }
  }

  private static double errorOrder(Method method) {
    return switch (method) {
      case RungeKutta rk -> rk.embeddedOrder() + 1;
      case Stochastic s -> s.errorOrder().orElse(1.0);
      case Splitting _, Corrected _ -> throw new IllegalArgumentException(method.name() + " estimates no error");
    };
  }

  private static Scheme events(Scope scope, Discretization d) {
    Optional<Bridge> bridge = d.noise().filter(Discretization.Noise::bridges).map(n -> Bridge.of(scope, n));
    return EventScheme.of(s -> scheme(d.method().orElseThrow(), s, d), scope, bridge);
  }

  private static Scheme map(Discretization d, Scope scope) {
    return d.schedule().<Scheme>map(s -> new AsynchronousScheme(s, scope)).orElseGet(() -> new MapScheme(scope));
  }

  private static Scheme scheme(Method method, Scope scope, Discretization d) {
    return switch (method) {
      case RungeKutta rk -> new RungeKuttaScheme(rk, scope, !d.adaptive());
      case Splitting s -> new SplittingScheme(s, scope);
      case Corrected c -> new CorrectedScheme(c, scope, Optional.empty());
      case Stochastic s -> noisy(s, scope, d.noise().orElseThrow(), d.adaptive());
    };
  }

  private static Scheme noisy(Stochastic method, Scope scope, Discretization.Noise noise, boolean adaptive) {
    Increments increments = new Increments(scope, noise, method.needsMeans(), adaptive);
    NoiseSlopes slopes = NoiseSlopes.of(method, scope, noise);
    return switch (method.rule()) {
      case Stochastic.Apart.LANGEVIN -> LangevinScheme.of(scope, increments, slopes);
      case Stochastic.Apart.LINEAR -> LinearScheme.of(scope, noise, increments, slopes);
      case Stochastic.Apart.JUMPS -> new JumpScheme(scope, increments, slopes);
      case Stochastic.Simple _, Roessler _ -> new StochasticScheme(method, scope, increments, slopes, Optional.empty());
    };
  }

  private static Value overAllCells(Builder b, Value v, Type state) {
    Value full = v;
    for (Axis a : state.axes()) if (!full.type().has(a.name())) full = b.emit(v.name(), new Lanes.Spread(full, a));
    return full;
  }

  private static List<Value> concat(List<Value> a, List<Value> b) {
    List<Value> all = new ArrayList<>(a);
    all.addAll(b);
    return all;
  }
}

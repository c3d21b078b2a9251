package dyn.passes;

import dyn.ir.Axis;
import dyn.ir.Body;
import dyn.ir.Builder;
import dyn.ir.Lanes;
import dyn.ir.Level;
import dyn.ir.Program;
import dyn.ir.Reach;
import dyn.ir.Scalar;
import dyn.ir.Type;
import dyn.ir.Value;
import dyn.passes.methods.Method;
import java.util.ArrayList;
import java.util.List;

/**
 * Makes one array of the many number states of a long system, so that a stage is one loop and not one statement per state. The
 * packed state comes first, array states keep their order after it. Norms then add in the order of the reduction tree.
 */
public final class PackStates implements Pass {
  private static final About ABOUT = new About("pack-states",
      "make one array of many number states", Level.MODEL, Level.MODEL, Exactness.ROUNDING);

  public static final String PACKED = "model.states";
  private static final int MANY = 64;
  /** Seed, member, node, and the length of a step. */
  private static final int DRAWN = 4;

  @Override
  public About about() {
    return ABOUT;
  }

  @Override
  public Program run(Program program, PassContext context) {
    List<Value> initial = program.body("initial").results();
    Body rates = program.find("next").orElseGet(() -> program.body("drift"));
    int states = initial.size();
    List<Value> params = rates.params().subList(rates.params().size() - states, rates.params().size());
    long numbers = params.stream().filter(v -> v.type().isScalar()).count();
    // A state that is held goes by its name, and some methods do not the same to all.
    boolean holds = program.bodies().stream().anyMatch(b -> b.name().startsWith("hold."));
    boolean apart = context.discretization().method().filter(Method::tellsStatesApart).isPresent();
    if (numbers <= MANY || holds || apart) return program;
    Axis axis = new Axis(PACKED, numbers);
    List<Body> bodies = new ArrayList<>();
    for (Body b : program.bodies()) {
      bodies.add(switch (b.name()) {
        case "setup", "require" -> b;
        case "diffusion" -> pack(b, states, b.params().size() - rates.params().size(), axis, params);
        case "initial" -> pack(b, 0, 0, axis, params);
        case "drift", "next" -> pack(b, states, 0, axis, params);
        default -> b.name().startsWith("event.") ? pack(b, states, 0, axis, params) : unpack(b, states, draws(b) ? DRAWN : 0, axis);
      });
    }
    return program.with(bodies);
  }

  /** Whether it draws in a step: what it draws by comes after the states, but in a map. */
  private static boolean draws(Body body) {
    return body.name().startsWith("increment.") || body.name().startsWith("mark.");
  }

  private static Body unpack(Body body, int states, int after, Axis axis) {
    Builder b = new Builder();
    List<Value> params = new ArrayList<>();
    List<Value> results = b.inline(body, arguments(b, body, states, after, axis, params));
    return b.finish(body.name(), params, results);
  }

  /** The results that belong to number states, in one array; then the others. */
  private static Body pack(Body body, int states, int after, Axis axis, List<Value> stateParams) {
    Builder b = new Builder();
    List<Value> params = new ArrayList<>();
    List<Value> results = b.inline(body, arguments(b, body, states, after, axis, params));
    List<Value> numbers = new ArrayList<>();
    List<Value> arrays = new ArrayList<>();
    for (int i = 0; i < results.size(); i++) (stateParams.get(i).type().isScalar() ? numbers : arrays).add(results.get(i));
    List<Value> packed = new ArrayList<>(List.of(b.emit(PACKED, new Lanes.Stack(numbers, axis))));
    packed.addAll(arrays);
    return b.finish(body.name(), params, packed);
  }

  /**
   * What the body's parameters become: {@code states} of them come out of the packed array or stay arrays.
   *
   * @param after how many others follow
   */
  private static List<Value> arguments(Builder b, Body body, int states, int after, Axis axis, List<Value> params) {
    int last = body.params().size() - after;
    int first = last - states;
    List<Value> args = new ArrayList<>();
    for (Value p : body.params().subList(0, first)) args.add(b.param(p.name(), p.type()));
    params.addAll(args);
    if (states == 0) return args;
    Scalar real = body.params().get(first).type().scalar();
    Value packed = b.param(PACKED, Type.of(real, List.of(axis), Reach.ALL));
    params.add(packed);
    long k = 0;
    for (Value p : body.params().subList(first, last)) {
      if (p.type().isScalar()) {
        args.add(b.emit(p.name(), new Lanes.Gather(packed, b.constant(k++), axis.name())));
      } else {
        Value array = b.param(p.name(), p.type());
        params.add(array);
        args.add(array);
      }
    }
    for (Value p : body.params().subList(last, body.params().size())) {
      args.add(b.param(p.name(), p.type()));
      params.add(args.getLast());
    }
    return args;
  }
}

package dyn.passes.step;

import dyn.ir.Builder;
import dyn.ir.Primitive;
import dyn.ir.Value;
import dyn.passes.methods.Stochastic;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One step of a method for noise; there is nothing between two steps.
 *
 * @param before how many steps lie behind
 */
record StochasticScheme(Stochastic method, Scope scope, Increments increments, Optional<Value> before) implements Scheme {
  /** Rates and what noise adds, both at one time and from the same states. */
  private record Slopes(List<Value> drift, List<Value> noise) {}

  @Override
  public Scheme at(Value steps) {
    return new StochasticScheme(method, scope, increments, Optional.of(steps));
  }

  @Override
  public Step step(Builder b, Value t, Value h, List<Value> states, List<Value> memory) {
    List<Value> dW = increments.of(b, before.orElseThrow(), h);
    Slopes start = slopes(b, t, states, dW);
    Value whole = scope.narrow(b, h);
    List<Value> moved = moved(b, states, whole, start);
    List<Value> next = switch (method.kind()) {
      case EULER -> moved;
      case HEUN -> mean(b, states, whole, start, slopes(b, b.add(t, h), moved, dW));
    };
    return new Step(next, List.of(), Optional.empty(), null);
  }

  private Slopes slopes(Builder b, Value t, List<Value> states, List<Value> dW) {
    List<Value> seen = states.stream().map(s -> Scope.barrier(b, s, true)).toList();
    List<Value> arguments = new ArrayList<>(seen);
    arguments.addAll(dW);
    return new Slopes(scope.rates(b, t, Optional.empty(), seen),
        scope.evaluate(b, scope.model.diffusion.orElseThrow(), t, Optional.empty(), arguments, true));
  }

  private List<Value> moved(Builder b, List<Value> states, Value h, Slopes s) {
    List<Value> all = new ArrayList<>();
    for (int i = 0; i < states.size(); i++) {
      Value drifted = b.apply(scope.model.states.get(i), Primitive.FMA, h, s.drift().get(i), states.get(i));
      all.add(b.apply(scope.model.states.get(i), Primitive.ADD, drifted, s.noise().get(i)));
    }
    return all;
  }

  private List<Value> mean(Builder b, List<Value> states, Value h, Slopes start, Slopes end) {
    Value half = b.constant(h.type().scalar(), 0.5);
    Value halfStep = b.mul(half, h);
    List<Value> all = new ArrayList<>();
    for (int i = 0; i < states.size(); i++) {
      String name = scope.model.states.get(i);
      Value drifted = b.apply(name, Primitive.FMA, halfStep, b.add(start.drift().get(i), end.drift().get(i)), states.get(i));
      all.add(b.apply(name, Primitive.FMA, half, b.add(start.noise().get(i), end.noise().get(i)), drifted));
    }
    return all;
  }
}

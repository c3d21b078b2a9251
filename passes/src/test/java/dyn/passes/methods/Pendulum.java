package dyn.passes.methods;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** One step of any method on {@code q' = v, v' = a(q)} with one degree of freedom, written as the definitions say. */
record Pendulum(double q, double v) {
  /** The acceleration as a function of the position. */
  interface Force {
    double at(double q);
  }

  static Pendulum run(Method method, Force force, Pendulum start, double h, int steps) {
    Pendulum state = start;
    for (int n = 0; n < steps; n++) {
      state = switch (method) {
        case RungeKutta tableau -> state.plus(h, tableau.b(), stages(tableau, force, state, h));
        case Splitting splitting -> split(splitting, force, state, h);
        case Corrected corrected -> correct(corrected, force, state, h);
        case Stochastic stochastic -> run(quiet(stochastic), force, state, h, 1);
      };
    }
    return state;
  }

  private static final RungeKutta RALSTON = RungeKutta.of("ralston", 2, 0, """
      0   |
      3/4 | 3/4
      b   | 1/3 2/3
      """,
      Dense.of(2, """
          k1 | 1 -2/3
          k2 | 0  2/3
          """),
      "A. Ralston, Mathematics of Computation 16 (1962) 431-437");

  /** What is left of a method for noise where there is none. */
  private static Method quiet(Stochastic method) {
    return switch (method.rule()) {
      case Roessler _ -> RALSTON;
      case Stochastic.Apart.LANGEVIN -> VelocityVerlet.METHOD;
      case Stochastic.Apart.LINEAR, Stochastic.Apart.JUMPS -> throw new IllegalArgumentException(method.name() + " takes no pendulum");
      case Stochastic.Simple rule -> rule == Stochastic.Simple.HEUN ? Heun.METHOD : Euler.METHOD;
    };
  }

  /** The rates of all stages, those of the dense output included. */
  static List<Pendulum> stages(RungeKutta tableau, Force force, Pendulum start, double h) {
    var rates = new ArrayList<Pendulum>();
    Stream.concat(tableau.a().stream(), tableau.dense().extraA().stream())
        .forEach(row -> rates.add(start.plus(h, row, rates).rate(force)));
    return rates;
  }

  static Pendulum dense(RungeKutta tableau, Force force, Pendulum start, double h, double theta) {
    var weights = tableau.dense().weights().stream().map(polynomial -> OrderConditions.value(polynomial, theta)).toList();
    return start.plus(h, weights, stages(tableau, force, start, h));
  }

  private static Pendulum split(Splitting method, Force force, Pendulum start, double h) {
    double q = start.q;
    double v = start.v + h * method.kick().getFirst() * force.at(q);
    for (int i = 0; i < method.drift().size(); i++) {
      q += h * method.drift().get(i) * v;
      v += h * method.kick().get(i + 1) * force.at(q);
    }
    return new Pendulum(q, v);
  }

  private static Pendulum correct(Corrected method, Force force, Pendulum start, double h) {
    Pendulum first = start.rate(force);
    Pendulum end = start.plus(h, List.of(1.0), List.of(first));
    for (int k = 0; k < method.corrections(); k++) end = start.plus(h, List.of(0.5, 0.5), List.of(first, end.rate(force)));
    return end;
  }

  Pendulum rate(Force force) {
    return new Pendulum(v, force.at(q));
  }

  Pendulum plus(double h, List<Double> weights, List<Pendulum> rates) {
    double dq = 0;
    double dv = 0;
    for (int i = 0; i < weights.size(); i++) {
      dq += weights.get(i) * rates.get(i).q;
      dv += weights.get(i) * rates.get(i).v;
    }
    return new Pendulum(q + h * dq, v + h * dv);
  }

  double distance(Pendulum other) {
    return Math.hypot(q - other.q, v - other.v);
  }
}

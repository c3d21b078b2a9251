package dyn.passes.methods;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Every method in {@link Methods}, run: halving the step divides the error by at least two to the power of its order. That a
 * tableau's order is no higher is shown algebraically in {@link RungeKuttaTest}; for a splitting it is measured here.
 */
class ConvergenceTest {
  private static final Pendulum.Force PENDULUM = q -> -Math.sin(q);
  private static final Pendulum.Force SPRING = q -> -q;
  private static final double TOLERANCE = 0.35;
  private static final Pendulum START = new Pendulum(1.5, 0.5);

  /** On the pendulum: nonlinear, so that no condition is hidden. The reference step is 32 times finer than any tested one of order 7. */
  @TestFactory
  Stream<DynamicTest> orderOnAPendulum() {
    Pendulum exact = Pendulum.run(Methods.find("vern7").orElseThrow(), PENDULUM, START, 1.0 / 128, 4 * 128);
    return withErrors().map(method -> dynamicTest(method.name(), () -> assertOrder(method, PENDULUM, exact)));
  }

  @TestFactory
  Stream<DynamicTest> orderOnAHarmonicOscillator() {
    double c = Math.cos(4);
    double s = Math.sin(4);
    var exact = new Pendulum(START.q() * c + START.v() * s, START.v() * c - START.q() * s);
    return withErrors().map(method -> dynamicTest(method.name(), () -> assertOrder(method, SPRING, exact)));
  }

  /** All but what takes no pendulum, and has no error either. */
  private static Stream<Method> withErrors() {
    return Methods.all().stream().filter(m -> !(m.order() == Integer.MAX_VALUE));
  }

  /** One step from an exact state: the error between its ends is of at least one order more than the dense output states. */
  @TestFactory
  Stream<DynamicTest> orderOfDenseOutput() {
    return tableaus().map(method -> dynamicTest(method.name(), () -> {
      double h = 0.5;
      double slope = Math.log(denseError(method, h) / denseError(method, h / 2)) / Math.log(2);
      assertTrue(slope > method.dense().order() + 1 - TOLERANCE, "measured " + slope);
    }));
  }

  /** A first-same-as-last method's last stage is the next step's first, bit for bit; no other method's is. */
  @TestFactory
  Stream<DynamicTest> firstSameAsLast() {
    return tableaus().map(method -> dynamicTest(method.name(), () -> {
      Pendulum last = Pendulum.stages(method, PENDULUM, START, 0.25).get(method.stages() - 1);
      Pendulum next = Pendulum.run(method, PENDULUM, START, 0.25, 1).rate(PENDULUM);
      assertEquals(method.fsal(), last.equals(next));
    }));
  }

  private static void assertOrder(Method method, Pendulum.Force force, Pendulum exact) {
    int perUnit = 1 << 1 + (7 + method.order() - 1) / method.order();
    double coarse = Pendulum.run(method, force, START, 1.0 / perUnit, 4 * perUnit).distance(exact);
    double fine = Pendulum.run(method, force, START, 0.5 / perUnit, 8 * perUnit).distance(exact);
    assertTrue(fine > 1e-13, "the error is far above rounding: " + fine);
    double slope = Math.log(coarse / fine) / Math.log(2);
    assertTrue(slope > method.order() - TOLERANCE, "measured " + slope);
    if (method instanceof Splitting) {
      assertTrue(slope < method.order() + TOLERANCE, "measured " + slope);
    }
  }

  private static double denseError(RungeKutta method, double h) {
    Method reference = Methods.find("vern7").orElseThrow();
    return Stream.of(0.25, 0.5, 0.75)
        .mapToDouble(theta -> Pendulum.dense(method, PENDULUM, START, h, theta)
            .distance(Pendulum.run(reference, PENDULUM, START, theta * h / 32, 32)))
        .max().orElseThrow();
  }

  private static Stream<RungeKutta> tableaus() {
    return Methods.all().stream().filter(RungeKutta.class::isInstance).map(RungeKutta.class::cast);
  }
}

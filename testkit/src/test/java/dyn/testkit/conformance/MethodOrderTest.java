package dyn.testkit.conformance;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dyn.compiler.RunResult;
import dyn.passes.methods.Corrected;
import dyn.passes.methods.Method;
import dyn.passes.methods.Methods;
import dyn.passes.methods.RungeKutta;
import dyn.passes.methods.Splitting;
import dyn.passes.methods.Stochastic;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestReporter;

/**
 * Orders of convergence, from text to numbers. Both problems are made from their solutions: neither linear nor autonomous, so
 * that no order condition is hidden. A method that chooses its steps is given fixed ones.
 */
class MethodOrderTest {
  private static final String ONE_STATE = """
      model Made { state x = 1
        let d = x - exp(sin(3 * t))
        x' = 3 * cos(3 * t) * x + sin(d)
        output error = abs(d) }
      experiment e { time 0 .. 2
        record error WHEN }
      """;
  /** Positions and momenta separate. */
  private static final String OSCILLATOR = """
      model Made { state q = 0, q' = 1
        q'' = -q^3 - sin(t) + sin(t)^3
        output error = hypot(q - sin(t), q' - cos(t)) }
      experiment e { time 0 .. 2
        record error WHEN }
      """;
  private static final String LORENZ = """
      model Lorenz { state x = 1, y = 0, z = 0
        x' = 10 * (y - x)
        y' = x * (28 - z) - y
        z' = x * y - 8/3 * z }
      experiment e { time 0 .. 10
        record x, y, z at end }
      """;
  /** Steps per unit of time; each step is an exact decimal. */
  private static final int[] STEPS = {8, 10, 16, 20, 25, 32, 40, 50, 64, 80, 100, 128, 160, 200, 320, 400, 640, 1280};
  /** Some hundred times what rounding leaves. */
  private static final double ABOVE_ROUNDING = 5e-13;
  private static final int FITTED = 5;

  /** Errors of fixed steps of size dt. */
  private record Curve(List<Double> dts, List<Double> errors) {
    /** @param when when to record, N standing for the steps per unit of time */
    static Curve of(Method method, String problem, String when) {
      Curve curve = new Curve(new ArrayList<>(), new ArrayList<>());
      for (int n : STEPS) {
        double error = worst(problem.replace("WHEN", when.replace("N", "" + n)), method.name() + "(dt = 1/" + n + ")");
        if (error < ABOVE_ROUNDING) break;
        curve.dts.add(1.0 / n);
        curve.errors.add(error);
      }
      assertTrue(curve.dts.size() >= FITTED, () -> method.name() + " is exact too soon: " + curve);
      return curve;
    }

    /** p of {@code error = C dt^p (1 + c dt)}: least squares in logarithms over the finest steps. */
    double order() {
      double[][] equations = new double[3][4];
      for (int i = dts.size() - FITTED; i < dts.size(); i++) {
        double[] row = {Math.log(dts.get(i)), 1, dts.get(i), Math.log(errors.get(i))};
        for (int q = 0; q < 3; q++) for (int w = 0; w < 4; w++) equations[q][w] += row[q] * row[w];
      }
      return LinearSystem.solve(equations)[0];
    }
  }

  private static double worst(String text, String method) {
    return Arrays.stream(Trial.recorded(Trial.whole(Trial.withMethod(text, method)), "error")).max().orElseThrow();
  }

  /** Those for memories of two times have problems of their own, in {@link TwoTimesTest}. */
  private static Stream<Method> ofStates() {
    return Methods.all().stream().filter(m -> !problems(m).isEmpty());
  }

  private static List<String> problems(Method method) {
    return switch (method) {
      // The oscillator leaves a method of order 7 too few steps above rounding.
      case RungeKutta rk -> rk.order() > 5 ? List.of(ONE_STATE) : List.of(ONE_STATE, OSCILLATOR);
      case Splitting _ -> List.of(OSCILLATOR);
      case Corrected _, Stochastic _ -> List.of();
    };
  }

  @TestFactory
  Stream<DynamicTest> theMeasuredOrderIsTheStatedOne(TestReporter report) {
    return ofStates().map(method -> dynamicTest(method.name(), () -> {
      for (String problem : problems(method)) {
        Curve curve = Curve.of(method, problem, "at end");
        report.publishEntry(method.name(), String.format("order %d, measured %.3f", method.order(), curve.order()));
        assertEquals(method.order(), curve.order(), 0.1, curve::toString);
      }
    }));
  }

  /** The largest error over three records inside each step and one at its end: what interpolation adds must not lower the order. */
  @TestFactory
  Stream<DynamicTest> recordsBetweenStepsHaveTheOrderOfTheContinuousExtension(TestReporter report) {
    return ofStates().map(method -> dynamicTest(method.name(), () -> {
      int interpolation = switch (method) {
        case RungeKutta rk -> rk.dense().order() + 1;
        case Splitting _ -> 4;
        case Corrected _, Stochastic _ -> throw new IllegalArgumentException("nothing is known between its steps");
      };
      int order = Math.min(method.order(), interpolation);
      Curve curve = Curve.of(method, problems(method).getFirst(), "every 1/(4 * N)");
      int fine = curve.dts.size() - 1;
      int coarse = fine - FITTED + 1;
      double slope = Math.log(curve.errors.get(coarse) / curve.errors.get(fine)) / Math.log(curve.dts.get(coarse) / curve.dts.get(fine));
      report.publishEntry(method.name(), String.format("order between steps %d, measured %.3f", order, slope));
      assertTrue(slope > order - 0.1, curve::toString);
    }));
  }

  @TestFactory
  Stream<DynamicTest> chosenStepsKeepTheErrorProportionalToTheTolerance(TestReporter report) {
    return Methods.all().stream().filter(m -> m instanceof RungeKutta rk && rk.adaptive()).map(method -> dynamicTest(method.name(), () -> {
      String text = OSCILLATOR.replace("WHEN", "at [0.3137, 0.7071, 1.1459, 1.4142, 2]");
      double loose = worst(text, method.name() + "(rtol = 1e-6, atol = 1e-6)");
      double tight = worst(text, method.name() + "(rtol = 1e-10, atol = 1e-10)");
      double power = Math.log10(loose / tight) / 4;
      report.publishEntry(method.name(), String.format("error %.1e at 1e-6, %.1e at 1e-10: power %.3f", loose, tight, power));
      assertTrue(loose < 2e-5 && tight < 2e-9, () -> loose + " and " + tight);
      assertEquals(1, power, 0.15);
    }));
  }

  /** Values from a Taylor series of sixty digits. */
  @TestFactory
  Stream<DynamicTest> lorenzAtTenWithinABillionth() {
    return Stream.of("tsit5", "vern7", "dopri5").map(method -> dynamicTest(method, () -> {
      RunResult run = Trial.whole(Trial.withMethod(LORENZ, method + "(rtol = 1e-14, atol = 1e-14)"));
      double[] ends = {Trial.recorded(run, "x")[0], Trial.recorded(run, "y")[0], Trial.recorded(run, "z")[0]};
      assertArrayEquals(new double[] {-5.8576853824090240, -5.8310824864261004, 23.932132987027563}, ends, 1e-9);
    }));
  }
}

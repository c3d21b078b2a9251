package dyn.testkit.conformance;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dyn.compiler.CompileOptions;
import dyn.compiler.RunResult;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestReporter;

/**
 * Orders of convergence with noise, and the exact laws of steps. Strong: the mean distance from the solution on the same path, which is
 * known in terms of W (Kloeden, Platen, Numerical solution of stochastic differential equations, section 4.4). Weak: the distance of
 * means, taken over the same paths so that the noise of the means is small.
 */
class StochasticOrderTest {
  private static final List<Integer> STEPS = List.of(16, 32, 64, 128, 256);
  private static final int STRONG_PATHS = 20_000;

  /** @param order of single paths, by method: Euler and Maruyama's, Milstein's, Heun's, Roessler's */
  private record Problem(String name, String model, double... order) {}

  private static final List<Problem> PROBLEMS = List.of(
      new Problem("linear, Ito", """
          noise W : wiener ito
          state x = 1/2, w = 0
          dx = 1.01 * x * dt + 0.87 * x * dW
          let exact = exp(0.63155 * t + 0.87 * w) / 2
          """, 0.5, 1, 1, 1.5),
      new Problem("linear, Stratonovich", """
          noise W : wiener stratonovich
          state x = 1/2, w = 0
          dx = 1.01 * x * dt + 0.87 * x * dW
          let exact = exp(1.01 * t + 0.87 * w) / 2
          """, 0.5, 1, 1, 1.5),
      new Problem("bounded, Ito", """
          noise W : wiener ito
          state x = 1/2, w = 0
          dx = -x * (1 - x^2) * dt / 4 + (1 - x^2) / 2 * dW
          let exact = (1.5 * exp(w) - 0.5) / (1.5 * exp(w) + 0.5)
          """, 0.5, 1, 1, 1.5),
      new Problem("additive", """
          noise W : wiener ito
          state x = 1, w = 0
          dx = (0.05 / sqrt(1 + t) - x / (2 * (1 + t))) * dt + 0.5 / sqrt(1 + t) * dW
          let exact = (1 + 0.05 * t + 0.5 * w) / sqrt(1 + t)
          """, 1, 1, 2, 2), // what Heun misses elsewhere, the integral of W over time, is not in this solution
      new Problem("two sources that do not meet", """
          noise W : wiener ito, V : wiener stratonovich
          state x = 1, y = 1, w = 0, v = 0
          dx = 0.6 * x * dW
          dy = 0.5 * y * dV
          dv = dV
          let exact = exp(0.6 * w - 0.18 * t) + exp(0.5 * v) - y
          """, 0.5, 1, 1, 1.5),
      new Problem("diagonal", """
          dim i = 4
          noise U[i] : wiener ito, W : wiener ito
          state z[i] = 1 + i / 4, u[i] = 0, w = 0
          dz = 0.1 * z * dt + 0.5 * z * dU
          du = dU
          let x = sum(i) z[i]
          let exact = sum(i) (1 + i / 4) * exp(0.5 * u[i] - 0.025 * t)
          """, 0.5, 1, 1, 1.5));

  private static final List<String> METHODS = List.of("euler_maruyama", "milstein", "stochastic_heun", "sri1");

  /** How far each path ends from the solution. */
  private static double[] distances(Problem p, String method, int steps, int paths) {
    String text = text(p, method + "(dt = 1/" + steps + ")", paths);
    return Trial.recorded(Trial.run(Trial.compile(text, CompileOptions.DEFAULT.withBackend("llvm"))), "off");
  }

  private static String text(Problem p, String method, int paths) {
    return "model P {\n" + p.model() + "dw = dW\noutput off = x - exact\n}\n" + "experiment e { ensemble " + paths
        + "; time 0 .. 1; method " + method
        + "; record off at end; seed 11 }\n";
  }

  /** The same seed and grid of noise, ever shorter steps: one path, which each of the members comes closer to. */
  @Test
  void shorterStepsSeeTheSamePath() {
    Problem p = PROBLEMS.getFirst();
    List<double[]> ends = new ArrayList<>();
    List<Double> errors = new ArrayList<>();
    for (int steps : STEPS) {
      String text = text(p, "milstein(dt = 1/" + steps + ", grid = 1/4)", 500).replace("record off", "record off, w");
      RunResult run = Trial.run(Trial.compile(text, CompileOptions.DEFAULT.withBackend("jvm")));
      ends.add(Trial.recorded(run, "w"));
      errors.add(Arrays.stream(Trial.recorded(run, "off")).map(Math::abs).max().orElseThrow());
    }
    for (double[] w : ends) assertArrayEquals(ends.getFirst(), w, 1e-13);
    assertEquals(1, Orders.slope(STEPS, errors), 0.2, errors::toString);
  }

  private static final int WEAK_PATHS = 400_000;
  private static final List<Integer> COARSE = List.of(16, 32, 64, 128);

  /** Where noise is multiplied by the state; of means the error is far below that of paths. */
  @TestFactory
  Stream<DynamicTest> weakOrders(TestReporter report) {
    return PROBLEMS.subList(0, 2).stream().flatMap(p -> METHODS.stream().map(method -> dynamicTest(p.name() + ", " + method, () -> {
      List<Double> errors = new ArrayList<>();
      for (int steps : COARSE) errors.add(Arrays.stream(distances(p, method, steps, WEAK_PATHS)).average().orElseThrow());
      double order = Orders.slope(COARSE, errors);
      report.publishEntry(p.name() + ", " + method, "weak order %.3f, errors %s".formatted(order, errors));
      assertEquals(method.equals("sri1") ? 2 : 1, order, 0.1, errors::toString);
    })));
  }

  private record Law(String method, String calculus, int steps, double mean, double square) {}

  /** The law of steps themselves: of x after n of them, x_n = x_0 prod_k q(Z_k), so that its moments are powers of those of q. */
  @TestFactory
  Stream<DynamicTest> exactLaws() {
    double mu = 0.1;
    double sigma = 0.5;
    double h = 1.0 / 64;
    double v = sigma * sigma * h;
    // Euler and Maruyama: q = 1 + mu h + sigma dW. Milstein: + sigma^2 (dW^2 - h) / 2, whose variance is v^2 / 2.
    // Heun: q = 1 + a + a^2 / 2 with a = mu h + sigma dW; moments of a normal number.
    double m = mu * h;
    double second = m * m + v;
    double third = m * m * m + 3 * m * v;
    double fourth = m * m * m * m + 6 * m * m * v + 3 * v * v;
    double heun = 1 + m + second / 2;
    double heunSquare = 1 + 2 * m + 2 * second + third + fourth / 4;
    double euler = (1 + m) * (1 + m) + v;
    return Stream.of(new Law("euler_maruyama", "ito", 64, 1 + m, euler), new Law("milstein", "ito", 64, 1 + m, euler + v * v / 2),
        new Law("stochastic_heun", "stratonovich", 64, heun, heunSquare)).flatMap(law -> Stream.of(100_000, 1_000_000)
            .map(paths -> dynamicTest(law.method() + ", " + paths + " paths", () -> {
              Problem p = new Problem("", "noise W : wiener " + law.calculus() + "\nstate x = 1, w = 0\nlet exact = 0\n"
                  + "dx = 0.1 * x * dt + 0.5 * x * dW\n");
              double[] x = distances(p, law.method(), law.steps(), paths);
              Orders.within(Math.pow(law.mean(), law.steps()), x);
              Orders.within(Math.pow(law.square(), law.steps()), Arrays.stream(x).map(a -> a * a).toArray());
            })));
  }

  /** The law of a stable process does not depend on how many steps it is made of: its characteristic function, at k = 2 after one time. */
  @TestFactory
  Stream<DynamicTest> stableProcesses() {
    return Stream.of(new double[] {1.5, 0}, new double[] {1.5, 0.8}, new double[] {0.7, -0.5}, new double[] {1, 0}, new double[] {1, 0.6},
        new double[] {2, 0}).flatMap(p -> Stream.of(1, 8).map(steps -> dynamicTest(p[0] + ", " + p[1] + " in " + steps + " steps", () -> {
          String text = "model L { noise L : stable(" + p[0] + ", " + p[1] + ")\nstate x = 0\ndx = dL\n"
              + "output c = cos(2 * x), s = sin(2 * x)\n}\n"
              + "experiment e { ensemble 100_000; time 0 .. 1; method euler_maruyama(dt = 1/" + steps + "); record c, s at end; seed 3 }\n";
          RunResult run = Trial.run(Trial.compile(text, CompileOptions.DEFAULT.withBackend("llvm")));
          double size = Math.pow(2, p[0]);
          double phase = p[0] == 1 ? -p[1] * 2 / Math.PI * size * Math.log(2) : p[1] * size * Math.tan(Math.PI * p[0] / 2);
          Orders.within(Math.exp(-size) * Math.cos(phase), Trial.recorded(run, "c"));
          Orders.within(Math.exp(-size) * Math.sin(phase), Trial.recorded(run, "s"));
        })));
  }

  /** Of jumps that multiply x, with and without marks, as {@link #exactLaws}: x_n = x_0 prod_k q(N_k, J_k). */
  @TestFactory
  Stream<DynamicTest> lawsOfJumps() {
    int steps = 64;
    double h = 1.0 / steps;
    // q = 1 + h / 10 + N / 5 - J / 10, N of Poisson's law of mean 3 h, J a sum of so many exponential numbers as that of mean 2 h.
    double mean = 1 + 0.1 * h + 0.2 * 3 * h - 0.1 * 2 * h * 0.5;
    double square = mean * mean + 0.04 * 3 * h + 0.01 * 2 * h * 0.5;
    return Stream.of(100_000, 1_000_000).map(paths -> dynamicTest(paths + " paths", () -> {
      Problem p = new Problem("", "noise W : wiener ito, N : poisson(3), J : poisson(2, exponential(2))\n"
          + "state x = 1, w = 0\nlet exact = 0\ndx = 0.1 * x * dt + 0.2 * x * dN - 0.1 * x * dJ\n");
      double[] x = distances(p, "euler_maruyama", steps, paths);
      Orders.within(Math.pow(mean, steps), x);
      Orders.within(Math.pow(square, steps), Arrays.stream(x).map(a -> a * a).toArray());
    }));
  }

  /** Marks of an array: sums of as many exponential or gamma numbers, in each cell by itself, so that cells are not correlated. */
  @TestFactory
  Stream<DynamicTest> marksOfCells() {
    return Stream.of("jvm", "llvm").map(backend -> dynamicTest(backend, () -> {
      String text = "model M { dim i = 3\nparam rate[i] = [0.5, 6, 40]\n"
          + "noise N[i] : poisson(rate, gamma(1 + i, 0.5)), J[i] : poisson(2, normal(i, 1))\nstate x[i] = 0, y[i] = 0\ndx = dN\ndy = dJ\n"
          + "output a = x[0], b = x[1], c = x[2], aa = x[0]^2, bb = x[1]^2, cc = x[2]^2, ab = x[0] * x[1], bc = x[1] * x[2], d = y[2],\n"
          + "  dd = y[2]^2, ad = y[0] * y[1] }\n"
          + "experiment e { ensemble 100_000; time 0 .. 1; method euler_maruyama(dt = 1/4); record a, b, c, aa, bb, cc, ab, bc, d, dd, ad"
          + " at end; seed 5 }\n";
      RunResult run = Trial.run(Trial.compile(text, CompileOptions.DEFAULT.withBackend(backend)));
      double[] rate = {0.5, 6, 40};
      double[] mean = new double[3];
      for (int i = 0; i < 3; i++) {
        double shape = 1 + i;
        mean[i] = rate[i] * shape / 2;
        Orders.within(mean[i], Trial.recorded(run, "abc".substring(i, i + 1)));
        // A sum of N such numbers has the variance rate E(mark^2).
        Orders.within(mean[i] * mean[i] + rate[i] * shape * (shape + 1) / 4, Trial.recorded(run, "abc".substring(i, i + 1).repeat(2)));
      }
      Orders.within(mean[0] * mean[1], Trial.recorded(run, "ab"));
      Orders.within(mean[1] * mean[2], Trial.recorded(run, "bc"));
      Orders.within(4, Trial.recorded(run, "d"));
      Orders.within(16 + 2 * 5, Trial.recorded(run, "dd"));
      Orders.within(0, Trial.recorded(run, "ad"));
    }));
  }

  /** A rate that follows the state: of a pure death process steps keep the mean x_0 (1 - h)^n, whose error falls with h. */
  @TestFactory
  Stream<DynamicTest> ratesFollowStates() {
    return Stream.of(4, 16, 64).map(steps -> dynamicTest(steps + " steps", () -> {
      Problem p = new Problem("", "noise W : wiener ito, N : poisson(max(x, 0))\nstate x = 1000, w = 0\nlet exact = 0\ndx = -dN\n");
      double[] x = distances(p, "euler_maruyama", steps, 100_000);
      Orders.within(1000 * Math.pow(1 - 1.0 / steps, steps), x);
    }));
  }

  @TestFactory
  Stream<DynamicTest> strongOrders(TestReporter report) {
    return PROBLEMS.stream().flatMap(p -> METHODS.stream().map(method -> dynamicTest(p.name() + ", " + method, () -> {
      List<Double> errors = new ArrayList<>();
      for (int steps : STEPS) errors.add(Arrays.stream(distances(p, method, steps, STRONG_PATHS)).map(Math::abs).average().orElseThrow());
      double order = Orders.slope(STEPS, errors);
      report.publishEntry(p.name() + ", " + method, "strong order %.3f, errors %s".formatted(order, errors));
      assertEquals(p.order()[METHODS.indexOf(method)], order, 0.1, errors::toString);
    })));
  }
}

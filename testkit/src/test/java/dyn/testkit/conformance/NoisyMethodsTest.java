package dyn.testkit.conformance;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dyn.compiler.CompileOptions;
import dyn.compiler.RunResult;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestReporter;

/** Methods for noise of a form: orders beside much shorter steps on the same paths, laws of steps, and steps of their own. */
class NoisyMethodsTest {
  private static final int PATHS = 5000;

  private static RunResult run(String model, String method, int paths, String records) {
    String text = "model P {\n" + model + "}\nexperiment e { ensemble " + paths + "; time 0 .. 1; method " + method + "; record " + records
        + " at end; seed 11 }\n";
    return Trial.run(Trial.compile(text, CompileOptions.DEFAULT.withBackend("llvm")));
  }

  private static RunResult onGrid(String model, String method, int steps, int paths) {
    return run(model, method + "(dt = 1/" + steps + ", grid = 1/8)", paths, "x, w");
  }

  /** Of single paths, beside steps of 1/4096. */
  private static double strongOrder(String model, String method, TestReporter report) {
    RunResult fine = onGrid(model, method, 4096, PATHS);
    List<Integer> steps = List.of(32, 64, 128, 256, 512);
    List<Double> errors = new ArrayList<>();
    for (int n : steps) {
      RunResult coarse = onGrid(model, method, n, PATHS);
      errors.add(Orders.meanDistance(Trial.recorded(coarse, "x"), Trial.recorded(fine, "x")));
      assertArrayEquals(Trial.recorded(fine, "w"), Trial.recorded(coarse, "w"), 1e-13);
    }
    double order = Orders.slope(steps, errors);
    report.publishEntry(method, "strong order %.3f, errors %s".formatted(order, errors));
    return order;
  }

  @Test
  void sra1IsOfOrderThreeHalves(TestReporter report) {
    assertEquals(1.5, strongOrder("""
        noise W : wiener ito, V : wiener ito
        state x = 1, y = 0, w = 0
        dx = 0.5 * sin(2 * x + y) * dt + (1 + t / 2) * dW
        dy = cos(3 * x) * dt / 2 + 0.8 * dV + 0.5 * dW
        dw = dW
        """, "sra1", report), 0.1);
  }

  /** Noise that a state multiplies beside a drift that reads others, of which no solution is known. */
  @Test
  void sri1IsOfOrderThreeHalves(TestReporter report) {
    assertEquals(1.5, strongOrder("""
        noise W : wiener ito, V : wiener stratonovich
        state x = 1, y = 1/2, w = 0
        dx = 0.5 * sin(2 * x + y) * dt + 0.5 * (1 + t / 2) * cos(x) * dW
        dy = (cos(x) - y) * dt + 0.4 * y * dV
        dw = dW
        """, "sri1", report), 0.1);
  }

  private static final String SWINGING = """
      noise W : wiener ito
      state x = 1, v = 0, w = 0
      x' = v
      dv = (-4 * sin(2 * x) - v) * dt + dW
      """;

  @Test
  void baoabIsOfOrderOneOnPathsAndTwoInMeans(TestReporter report) {
    String model = SWINGING.replace(", w = 0", "") + "let w = x\n";
    List<Integer> steps = List.of(8, 16, 32, 64);
    List<Double> paths = new ArrayList<>();
    List<Double> means = new ArrayList<>();
    RunResult fine = onGrid(model, "baoab", 512, 400_000);
    double[] end = Trial.recorded(fine, "x");
    for (int n : steps) {
      double[] x = Trial.recorded(onGrid(model, "baoab", n, 400_000), "x");
      paths.add(Orders.meanDistance(x, end));
      means.add(IntStream.range(0, x.length).mapToDouble(i -> x[i] * x[i] - end[i] * end[i]).average().orElseThrow());
    }
    report.publishEntry("baoab", "strong order %.3f of %s, weak order %.3f of %s".formatted(Orders.slope(steps, paths), paths,
        Orders.slope(steps, means), means));
    assertEquals(1, Orders.slope(steps, paths), 0.1, paths::toString);
    assertEquals(2, Orders.slope(steps, means), 0.1, means::toString);
  }

  /** One step as it is defined, of x' = v, dv = (-k x - g v) dt + s dW. */
  private static double[] step(double x, double v, double z, double h) {
    double k = 2;
    double g = 1.5;
    double s = 0.7;
    double kicked = v - h / 2 * k * x;
    double q = x + h / 2 * kicked;
    double c = Math.exp(-g * h);
    double damped = c * kicked + s * Math.sqrt((1 - c * c) / (2 * g)) * z;
    double end = q + h / 2 * damped;
    return new double[] {end, damped - h / 2 * k * end};
  }

  /** Means and second moments of linear steps follow from what a step makes of (1, 0), of (0, 1) and of the noise. */
  @TestFactory
  Stream<DynamicTest> lawOfBaoab() {
    int steps = 8;
    double h = 1.0 / steps;
    double[] a = step(1, 0, 0, h);
    double[] b = step(0, 1, 0, h);
    double[] n = step(0, 0, 1, h);
    double[] mean = {1, 0};
    double[] second = {1, 0, 0};
    for (int i = 0; i < steps; i++) {
      mean = new double[] {a[0] * mean[0] + b[0] * mean[1], a[1] * mean[0] + b[1] * mean[1]};
      second = new double[] {
          a[0] * a[0] * second[0] + 2 * a[0] * b[0] * second[1] + b[0] * b[0] * second[2] + n[0] * n[0],
          a[0] * a[1] * second[0] + (a[0] * b[1] + a[1] * b[0]) * second[1] + b[0] * b[1] * second[2] + n[0] * n[1],
          a[1] * a[1] * second[0] + 2 * a[1] * b[1] * second[1] + b[1] * b[1] * second[2] + n[1] * n[1]};
    }
    double[] means = mean;
    double[] squares = second;
    String model = "noise W : wiener ito\nstate x = 1, v = 0\nx' = v\ndv = (-2 * x - 1.5 * v) * dt + 0.7 * dW\n";
    return Stream.of(100_000, 1_000_000).map(paths -> dynamicTest(paths + " paths", () -> {
      RunResult r = run(model, "baoab(dt = 1/" + steps + ")", paths, "x, v");
      double[] x = Trial.recorded(r, "x");
      double[] v = Trial.recorded(r, "v");
      Orders.within(means[0], x);
      Orders.within(means[1], v);
      Orders.within(squares[0], Arrays.stream(x).map(y -> y * y).toArray());
      Orders.within(squares[1], IntStream.range(0, x.length).mapToDouble(i -> x[i] * v[i]).toArray());
      Orders.within(squares[2], Arrays.stream(v).map(y -> y * y).toArray());
    }));
  }

  /** x_n+1 = q x_n + dW - Z, with Z the integral of the path over the step: Var(dW - Z) = h - h^2 + h^3 / 3. */
  @TestFactory
  Stream<DynamicTest> lawOfSra1() {
    int steps = 16;
    double h = 1.0 / steps;
    double q = 1 - h + h * h / 2;
    double mean = Math.pow(q, steps);
    double square = mean * mean + (h - h * h + h * h * h / 3) * (1 - Math.pow(q, 2 * steps)) / (1 - q * q);
    return Stream.of(100_000, 1_000_000).map(paths -> dynamicTest(paths + " paths", () -> {
      double[] x = Trial.recorded(run("noise W : wiener ito\nstate x = 1\ndx = -x * dt + dW\n", "sra1(dt = 1/16)", paths, "x"), "x");
      Orders.within(mean, x);
      Orders.within(square, Arrays.stream(x).map(a -> a * a).toArray());
    }));
  }

  /** Any number of steps has the law of the solution. Beside a state that forgets, one that grows, which is known on the path. */
  @TestFactory
  Stream<DynamicTest> exactHasTheLawOfTheSolution() {
    String model = """
        noise W : wiener ito, V : wiener ito, U : wiener stratonovich
        state x = 3, y = 1, v = 0, u = 0
        dx = (1 - 2 * x) * dt + 0.5 * dW
        dy = 0.3 * y * dt + 0.4 * y * dV + 0.2 * y * dU
        dv = dV
        du = dU
        output off = y / exp((0.3 - 0.08) * t + 0.4 * v + 0.2 * u) - 1
        """;
    double mean = 0.5 + 2.5 * Math.exp(-2);
    double variance = 0.25 * (1 - Math.exp(-4)) / 4;
    return Stream.of(1, 8).flatMap(steps -> Stream.of(100_000, 1_000_000).map(paths -> dynamicTest(steps + " steps, " + paths, () -> {
      RunResult r = run(model, "exact(dt = 1/" + steps + ")", paths, "x, off");
      double[] x = Trial.recorded(r, "x");
      Orders.within(mean, x);
      Orders.within(mean * mean + variance, Arrays.stream(x).map(a -> a * a).toArray());
      for (double off : Trial.recorded(r, "off")) assertEquals(0, off, 1e-13);
    })));
  }

  private record Own(String name, String method, String model) {}

  private static final List<Own> OWN = List.of(
      new Own("Heun", "stochastic_heun", "dx = 1.01 * x * dt + 0.87 * x * dW\nlet exact = exp(1.01 * t + 0.87 * w) / 2\n"),
      new Own("sri1, linear", "sri1", "dx = 1.01 * x * dt + 0.87 * x * dW\nlet exact = exp(1.01 * t + 0.87 * w) / 2\n"),
      new Own("sri1, bounded", "sri1", "dx = (1 - x^2) / 2 * dW\nlet exact = (1.5 * exp(w) - 0.5) / (1.5 * exp(w) + 0.5)\n"),
      new Own("sra1", "sra1", "dx = -x * dt / (1 + t) + 0.5 / (1 + t) * dW\nlet exact = (0.5 + 0.5 * w) / (1 + t)\n"));

  /** Smaller tolerances bring every path nearer to its solution, and no step that is rejected shows in the path. */
  @TestFactory
  Stream<DynamicTest> errorsFallWithTheTolerance(TestReporter report) {
    return OWN.stream().map(o -> dynamicTest(o.name(), () -> {
      String model = "noise W : wiener stratonovich\nstate x = 1/2, w = 0\n" + o.model() + "dw = dW\noutput off = x - exact\n";
      List<Double> errors = new ArrayList<>();
      List<Long> steps = new ArrayList<>();
      double[] path = null;
      for (double tolerance : new double[] {1e-2, 1e-3, 1e-4}) {
        RunResult r = run(model, o.method() + "(rtol = " + tolerance + ", atol = " + tolerance + ", grid = 1/4)", 2000, "off, w");
        errors.add(Arrays.stream(Trial.recorded(r, "off")).map(Math::abs).average().orElseThrow());
        steps.add(r.accepted() / 2000);
        assertTrue(r.rejected() > 0, "none was rejected");
        if (path != null) assertArrayEquals(path, Trial.recorded(r, "w"), 1e-13);
        path = Trial.recorded(r, "w");
      }
      report.publishEntry(o.name(), "errors %s in %s steps".formatted(errors, steps));
      for (int i = 1; i < errors.size(); i++) assertTrue(errors.get(i) < errors.get(i - 1) / 2, errors::toString);
      assertTrue(errors.getLast() < errors.getFirst() / 10, errors::toString);
      Orders.within(1, Arrays.stream(path).map(a -> a * a).toArray());
    }));
  }
}

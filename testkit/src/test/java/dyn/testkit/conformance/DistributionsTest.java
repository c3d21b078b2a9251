package dyn.testkit.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dyn.ir.Primitive;
import dyn.ir.Scalar;
import dyn.testkit.FunctionKernel;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import java.util.function.IntToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** What is drawn follows its law. All seeds are fixed, so that no test fails by chance alone. */
class DistributionsTest {

  private static double distance(double[] values, DoubleUnaryOperator below) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    double most = 0;
    for (int i = 0; i < sorted.length; i++) {
      double p = below.applyAsDouble(sorted[i]);
      most = Math.max(most, Math.max(p - i / (double) sorted.length, (i + 1.0) / sorted.length - p));
    }
    return most * Math.sqrt(sorted.length);
  }

  private record Law(String distribution, DoubleUnaryOperator below) {}

  /** The probability below x of the standard normal distribution, by Simpson's rule. */
  private static double normal(double x) {
    if (Math.abs(x) > 9) return x > 0 ? 1 : 0;
    int parts = 200;
    double sum = 0;
    for (int k = 0; k <= parts; k++) {
      double z = x * k / parts;
      sum += (k == 0 || k == parts ? 1 : k % 2 == 1 ? 4 : 2) * Math.exp(-z * z / 2);
    }
    return 0.5 + sum * x / parts / 3 / Math.sqrt(2 * Math.PI);
  }

  private static final List<Law> LAWS = List.of(
      new Law("uniform(-1, 3)", x -> (x + 1) / 4),
      new Law("normal(1, 2)", x -> normal((x - 1) / 2)),
      new Law("lognormal(1, 2)", x -> normal((Math.log(x) - 1) / 2)),
      new Law("exponential(3)", x -> -Math.expm1(-3 * x)),
      new Law("cauchy(1, 2)", x -> 0.5 + Math.atan((x - 1) / 2) / Math.PI),
      new Law("laplace(1, 2)", x -> x < 1 ? Math.exp((x - 1) / 2) / 2 : 1 - Math.exp((1 - x) / 2) / 2),
      new Law("laplace()", x -> x < 0 ? Math.exp(x) / 2 : 1 - Math.exp(-x) / 2),
      new Law("logistic(1, 2)", x -> 1 / (1 + Math.exp((1 - x) / 2))),
      new Law("weibull(1.5, 2)", x -> -Math.expm1(-Math.pow(x / 2, 1.5))),
      new Law("student(1)", x -> 0.5 + Math.atan(x) / Math.PI),
      new Law("student(4, 1, 2)", x -> {
        double z = (x - 1) / 2;
        double q = 1 + z * z / 4;
        return 0.5 + 3.0 / 8 * z / Math.sqrt(q) * (1 - z * z / 12 / q);
      }),
      new Law("stable(2)", x -> normal(x / Math.sqrt(2))),
      new Law("stable(1)", x -> 0.5 + Math.atan(x) / Math.PI),
      new Law("stable(1, 0, 2, 1)", x -> 0.5 + Math.atan((x - 1) / 2) / Math.PI),
      // Levy's: the time in which Brownian motion first goes as far as its scale is wide
      new Law("stable(0.5, 1)", x -> x <= 0 ? 0 : 2 * normal(-1 / Math.sqrt(x))),
      new Law("stable(0.5, -1, 3, 1)", x -> x >= 1 ? 1 : 1 - 2 * normal(-1 / Math.sqrt((1 - x) / 3))));

  @TestFactory
  Stream<DynamicTest> distributions() {
    return LAWS.stream().flatMap(law -> Stream.of("", "real = f32").map(real -> dynamicTest(law.distribution() + " " + real, () -> {
      double[] values = Drawn.from(real, law.distribution());
      double d = distance(values, law.below());
      assertTrue(d < Drawn.FAR, () -> "Kolmogorov's distance is " + d + " / sqrt(N)");
    })));
  }

  /** Where no distribution function is known: the characteristic function, by its real and imaginary parts at several k. */
  @TestFactory
  Stream<DynamicTest> stableLaws() {
    return Stream.of(new double[] {1.5, 0}, new double[] {1.5, 0.7}, new double[] {0.8, -1}, new double[] {1.9, 1}, new double[] {0.3, 0.5},
        new double[] {1, 0.5}, new double[] {1, -1}).map(p -> dynamicTest("stable(" + p[0] + ", " + p[1] + ")", () -> {
          double[] values = Drawn.from("", "stable(" + p[0] + ", " + p[1] + ", 2, 0.5)");
          for (double k : new double[] {0.1, 0.3, 0.7, 1.2}) {
            double size = Math.pow(2 * k, p[0]);
            double turned = p[0] == 1 ? -p[1] * 2 / Math.PI * size * Math.log(k) : p[1] * size * Math.tan(Math.PI * p[0] / 2);
            double phase = 0.5 * k + turned;
            double cos = Arrays.stream(values).map(x -> Math.cos(k * x)).average().orElseThrow();
            double sin = Arrays.stream(values).map(x -> Math.sin(k * x)).average().orElseThrow();
            assertEquals(Math.exp(-size) * Math.cos(phase), cos, Drawn.ERRORS / Math.sqrt(2.0 * Drawn.N), "k = " + k);
            assertEquals(Math.exp(-size) * Math.sin(phase), sin, Drawn.ERRORS / Math.sqrt(2.0 * Drawn.N), "k = " + k);
          }
        }));
  }

  @Test
  void countsHaveTheirShares() {
    double[] coins = Drawn.from("", "bernoulli(0.3)");
    assertEquals(0.3, Arrays.stream(coins).average().orElseThrow(), Drawn.ERRORS * Math.sqrt(0.21 / Drawn.N));
    assertTrue(Arrays.stream(coins).allMatch(x -> x == 0 || x == 1));
    double[] kinds = Drawn.from("", "categorical(1, 0, 2, 5)");
    double[] weights = {1, 0, 2, 5};
    for (int k = 0; k < weights.length; k++) {
      double p = weights[k] / 8;
      int kind = k;
      double share = Arrays.stream(kinds).filter(x -> x == kind).count() / (double) Drawn.N;
      assertEquals(p, share, Drawn.ERRORS * Math.sqrt(p * (1 - p) / Drawn.N), "kind " + k);
    }
  }

  private record Counts(String distribution, IntToDoubleFunction logarithm) {}

  private static double logFactorial(int n) {
    return IntStream.rangeClosed(2, n).mapToDouble(Math::log).sum();
  }

  private static Counts poisson(double mean) {
    return new Counts("poisson(" + mean + ")", k -> k * Math.log(mean) - mean - logFactorial(k));
  }

  private static Counts binomial(int n, double p) {
    return new Counts("binomial(" + n + ", " + p + ")", k -> k > n ? Double.NEGATIVE_INFINITY
        : logFactorial(n) - logFactorial(k) - logFactorial(n - k) + k * Math.log(p) + (n - k) * Math.log1p(-p));
  }

  /** Pearson's chi^2 over the numbers that are expected at least ten times, and all others together. */
  @TestFactory
  Stream<DynamicTest> countsFollowTheirLaw() {
    return Stream.of(poisson(0.01), poisson(3), poisson(15.9), poisson(16), poisson(1000.3), binomial(1, 0.2), binomial(10, 0.3),
        binomial(10, 0.9), binomial(31, 0.5), binomial(40, 0.5), binomial(1000, 0.7), binomial(5000, 0.001))
        .flatMap(c -> Stream.of("", "real = f32").map(real -> dynamicTest(c.distribution() + " " + real, () -> {
          double[] values = Drawn.from(real, c.distribution());
          assertTrue(Arrays.stream(values).allMatch(x -> x == Math.rint(x) && x >= 0));
          int most = (int) Arrays.stream(values).max().orElseThrow();
          int[] seen = new int[most + 1];
          for (double x : values) seen[(int) x]++;
          double chi = 0;
          double rest = Drawn.N;
          int left = Drawn.N;
          int kinds = 0;
          for (int k = 0; k <= most; k++) {
            double expected = Drawn.N * Math.exp(c.logarithm().applyAsDouble(k));
            if (expected < 10) continue;
            chi += Math.pow(seen[k] - expected, 2) / expected;
            rest -= expected;
            left -= seen[k];
            kinds++;
          }
          chi += Math.pow(left - rest, 2) / Math.max(rest, 1);
          double far = kinds + Drawn.ERRORS * Math.sqrt(2.0 * kinds) + 10;
          double found = chi;
          assertTrue(chi < far, () -> "chi^2 is " + found + ", not below " + far);
        })));
  }

  /** Cells side by side, and the two uniforms of a cell, have nothing to do with each other. */
  @Test
  void drawsAreIndependent() {
    double[] u = Drawn.from("", "uniform(0, 1)");
    assertEquals(0, Drawn.correlation(u, 1), Drawn.ERRORS / Math.sqrt(Drawn.N));
    assertEquals(0, Drawn.correlation(u, 2), Drawn.ERRORS / Math.sqrt(Drawn.N));
    double[] t = Drawn.from("", "student(4)");
    double[] size = Arrays.stream(t).map(Math::abs).map(x -> Math.min(x, 5)).toArray();
    assertEquals(0, Drawn.correlation(size, 1), Drawn.ERRORS / Math.sqrt(Drawn.N));
  }

  /** The library's own text in a model: values at the ends of the unit interval are numbers, in f64 and f32. */
  @TestFactory
  Stream<DynamicTest> extremeUniforms() throws IOException {
    String library;
    try (var in = getClass().getResourceAsStream("/dyn/frontend/distributions.dyn")) {
      String all = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      library = all.lines().filter(line -> !line.contains("_number(")).collect(Collectors.joining("\n", "", "\n"));
    }
    List<String> calls = List.of("laplace(u, v, 0, 1)", "logistic(u, v, 0, 1)", "weibull(u, v, 1.5, 2)", "student(u, v, 3, 0, 1)",
        "bernoulli(u, v, 0.5)", "stable(u, v, 1.5, 0, 1, 0)", "stable(u, v, 1.5, 1, 1, 0)", "stable(u, v, 0.5, 1, 1, 0)",
        "stable(u, v, 0.7, -1, 1, 0)", "stable(u, v, 1, 0, 1, 0)", "stable(u, v, 1, 1, 1, 0)", "stable(u, v, 1, -1, 1, 0)",
        "stable(u, v, 2, 0, 1, 0)");
    return calls.stream().flatMap(call -> Stream.of("f64", "f32").map(real -> dynamicTest(call + " " + real, () -> {
      double least = 0x1p-53;
      double most = real.equals("f64") ? 1 - 0x1p-53 : 1 - 0x1p-24;
      for (double u : new double[] {least, 0.25, 0.5, most}) {
        for (double v : new double[] {least, 0.5, most}) {
          double x = Trial.run(library + "model M { real = " + real + "\n param u = " + u + ", v = " + v + "\n state x = " + call
              + "\n next x = x }\nexperiment e { time 0 .. 1 }").outputs().reals("end.x")[0];
          assertTrue(Double.isFinite(x), () -> "u = " + u + ", v = " + v + ": " + x);
        }
      }
    })));
  }

  /** The search ends at any uniform, with a number that there is. */
  @TestFactory
  Stream<DynamicTest> countsAtExtremeUniforms() {
    return Stream.of(Scalar.F64, Scalar.F32).flatMap(real -> Stream.of("reference", "jvm").map(backend ->
        dynamicTest(backend + " " + real.text(), () -> {
          double most = real == Scalar.F64 ? 1 - 0x1p-53 : 1;
          FunctionKernel poisson = FunctionKernel.load(backend, Primitive.POISSON, real);
          for (double mean : new double[] {0, 1e-300, 1e-3, 1, 15, 16, 1e4, 1e6}) {
            double[] y = poisson.run(new double[] {0x1p-53, most}, new double[] {mean, mean});
            boolean found = y[0] <= mean && y[1] >= Math.floor(mean) && y[1] <= 30 + mean + 20 * Math.sqrt(mean);
            assertTrue(found, () -> mean + ": " + Arrays.toString(y));
          }
          FunctionKernel binomial = FunctionKernel.load(backend, Primitive.BINOMIAL, real);
          for (double n : new double[] {0, 1, 40, 1e6}) {
            for (double p : new double[] {0, 1e-300, 0.01, 0.5, 0.999, 1}) {
              double[] y = binomial.run(new double[] {0x1p-53, most}, new double[] {n, n}, new double[] {p, p});
              boolean found = Math.min(y[0], y[1]) >= 0 && Math.max(y[0], y[1]) <= n;
              assertTrue(found, () -> n + ", " + p + ": " + Arrays.toString(y));
            }
          }
        })));
  }

  @Test
  void outsideItsRangeNothingIsDrawn() {
    for (String wrong : List.of("bernoulli(1.5)", "stable(2.5)", "stable(1, 2)", "stable(0)", "poisson(-1)", "binomial(2.5, 0.5)",
        "binomial(2, -0.1)", "binomial(-1, 0.5)")) {
      assertTrue(DoubleStream.of(Drawn.from("", wrong)).allMatch(Double::isNaN), wrong);
    }
  }
}

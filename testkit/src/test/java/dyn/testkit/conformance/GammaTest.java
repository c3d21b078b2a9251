package dyn.testkit.conformance;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
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
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Gamma and beta distributions: quantiles to their last digits, and what is drawn follows its law. All seeds are fixed. */
class GammaTest {
  private static final List<String> BACKENDS = List.of("reference", "jvm", "llvm");

  /** Columns of the table: shares below, shares above, shapes, quantiles. */
  private static double[][] table() throws IOException {
    try (var in = GammaTest.class.getResourceAsStream("gamma-quantiles.txt")) {
      List<double[]> rows = new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().filter(l -> !l.startsWith("#"))
          .map(l -> Arrays.stream(l.split(" ")).mapToDouble(Double::parseDouble).toArray()).toList();
      assertTrue(rows.size() > 100);
      double[][] columns = new double[4][rows.size()];
      for (int i = 0; i < rows.size(); i++) {
        columns[0][i] = rows.get(i)[0];
        columns[1][i] = 1 - rows.get(i)[0];
        columns[2][i] = rows.get(i)[1];
        columns[3][i] = rows.get(i)[2];
      }
      return columns;
    }
  }

  /** Of shapes from 1e-3 to 1e6 and shares from 2^-53, all in one run, so that lanes of a vector differ. */
  @Test
  void quantilesAreExact() throws IOException {
    double[][] t = table();
    double[] y = FunctionKernel.load("reference", Primitive.GAMMA, Scalar.F64).run(t[0], t[1], t[2]);
    for (int i = 0; i < y.length; i++) {
      String where = "p = " + t[0][i] + ", shape " + t[2][i];
      assertEquals(t[3][i], y[i], 8e-15 * (1 + Math.abs(Math.log(t[3][i])) / 40) * t[3][i], where);
    }
  }

  @TestFactory
  Stream<DynamicTest> backendsAgree() {
    return Stream.of(Scalar.F64, Scalar.F32).flatMap(real -> BACKENDS.stream().map(backend ->
        dynamicTest(backend + " " + real.text(), () -> {
      double[][] t = table();
      double[] gamma = FunctionKernel.load("reference", Primitive.GAMMA, real).run(t[0], t[1], t[2]);
      FunctionKernel kernel = FunctionKernel.load(backend, Primitive.GAMMA, real);
      assertArrayEquals(gamma, kernel.run(t[0], t[1], t[2]));
      for (int i = 0; i < 20; i++) {
        double[] alone = kernel.run(new double[] {t[0][i]}, new double[] {t[1][i]}, new double[] {t[2][i]});
        assertEquals(gamma[i], alone[0]);
      }
      double[] v = t[0].clone();
      double[] b = t[2].clone();
      for (int i = 0; i < v.length; i++) {
        v[i] = t[0][(7 * i + 3) % v.length];
        b[i] = t[2][(5 * i + 1) % v.length];
      }
      double[] beta = FunctionKernel.load("reference", Primitive.BETA, real).run(t[0], v, t[2], b);
      assertArrayEquals(beta, FunctionKernel.load(backend, Primitive.BETA, real).run(t[0], v, t[2], b));
      assertTrue(Arrays.stream(beta).allMatch(x -> x >= 0 && x <= 1));
    })));
  }

  /** In f32 a uniform may be rounded to 1. */
  @TestFactory
  Stream<DynamicTest> extremeUniforms() {
    return Stream.of(Scalar.F64, Scalar.F32).map(real -> dynamicTest(real.text(), () -> {
      double most = real == Scalar.F64 ? 1 - 0x1p-53 : 1;
      FunctionKernel gamma = FunctionKernel.load("jvm", Primitive.GAMMA, real);
      FunctionKernel beta = FunctionKernel.load("jvm", Primitive.BETA, real);
      double[] u = {0x1p-53, 0.5, most};
      double[] rest = {1 - 0x1p-53, 0.5, 1 - most};
      for (double shape : new double[] {1e-30, 1e-6, 1e-3, 0.1, 1, 39.999, 40, 1e4, 1e6, 1e9, 1e15}) {
        double[] shapes = {shape, shape, shape};
        double[] y = gamma.run(u, rest, shapes);
        assertTrue(y[0] >= 0 && y[0] <= y[1] && y[1] <= y[2] && Double.isFinite(y[2]), () -> shape + ": " + Arrays.toString(y));
        for (double other : new double[] {1e-3, 1, 1e6}) {
          double[] others = {other, other, other};
          double[] z = beta.run(u, new double[] {most, 0.5, 0x1p-53}, shapes, others);
          assertTrue(z[0] >= 0 && z[0] <= z[1] && z[1] <= z[2] && z[2] <= 1, () -> shape + ", " + other + ": " + Arrays.toString(z));
        }
      }
    }));
  }

  /** Where many values are the same, such as those rounded to 0, their common share is compared. */
  private static double distance(double[] values, DoubleUnaryOperator below) {
    double[] x = values.clone();
    Arrays.sort(x);
    double most = 0;
    for (int i = 0, next; i < x.length; i = next) {
      for (next = i + 1; next < x.length && x[next] == x[i]; next++) continue;
      double p = below.applyAsDouble(x[i]);
      double before = next - i == 1 ? Math.max(0, p - i / (double) x.length) : 0;
      most = Math.max(most, Math.max(before, Math.abs(next / (double) x.length - p)));
    }
    return most * Math.sqrt(x.length);
  }

  /** x^a exp(-x) / gamma(1 + a) (1 + x / (a + 1) + ...), up to where it is 1. */
  private static double gammaBelow(double a, double logGamma, double logX) {
    double x = Math.exp(logX);
    if (x > 12 * (a + 10)) return 1;
    double term = Math.exp(a * logX - x - logGamma);
    double sum = 0;
    for (int n = 1; n <= 2000; n++) {
      sum += term;
      term *= x / (a + n);
    }
    return sum;
  }

  private record Law(String distribution, DoubleUnaryOperator below) {}

  /** log(gamma(1 + shape)) by mpmath. */
  private static Law gamma(double shape, double logGamma, double least) {
    return new Law("gamma(" + shape + ", 3)", x -> gammaBelow(shape, logGamma, Math.log(Math.max(x, least)) - Math.log(3)));
  }

  private static List<Law> laws(String real) {
    double least = real.isEmpty() ? Double.MIN_VALUE : Float.MIN_VALUE;
    return List.of(
        gamma(1e-3, -5.763935982833062e-4, least),
        gamma(0.1, -0.049872441259839764, least),
        gamma(0.5, -0.12078223763524522, least),
        gamma(2.5, 1.2009736023470743, least),
        gamma(30, 74.65823634883016, least),
        new Law("gamma(1)", x -> -Math.expm1(-x)),
        new Law("beta(1, 1)", x -> x),
        new Law("beta(0.5, 0.5)", x -> 2 / Math.PI * Math.asin(Math.sqrt(x))),
        new Law("beta(2, 3)", x -> x * x * (6 - 8 * x + 3 * x * x)),
        new Law("beta(30, 1)", x -> Math.pow(x, 30)),
        new Law("beta(0.1, 1)", x -> Math.pow(x, 0.1)));
  }

  @TestFactory
  Stream<DynamicTest> distributions() {
    return Stream.of("", "real = f32").flatMap(real -> laws(real).stream().map(law -> dynamicTest(law.distribution() + " " + real, () -> {
      double d = distance(Drawn.from(real, law.distribution()), law.below());
      assertTrue(d < Drawn.FAR, () -> "Kolmogorov's distance is " + d + " / sqrt(N)");
    })));
  }

  private record Moments(String distribution, double mean, double variance, double excess) {}

  /** Mean and variance, whose own errors are known from the fourth moment. */
  @TestFactory
  Stream<DynamicTest> moments() {
    return Stream.of(gammaMoments(0.1), gammaMoments(0.5), gammaMoments(2.5), gammaMoments(30), gammaMoments(50), gammaMoments(1e4),
        gammaMoments(1e6), betaMoments(0.001, 0.002), betaMoments(3, 70), betaMoments(1e4, 2e4))
        .flatMap(m -> Stream.of("", "real = f32").map(real -> dynamicTest(m.distribution() + " " + real, () -> {
          double[] x = Drawn.from(real, m.distribution());
          double mean = Arrays.stream(x).average().orElseThrow();
          double variance = Arrays.stream(x).map(v -> (v - m.mean()) * (v - m.mean())).average().orElseThrow();
          assertEquals(m.mean(), mean, Drawn.ERRORS * Math.sqrt(m.variance() / Drawn.N));
          assertEquals(m.variance(), variance, Drawn.ERRORS * m.variance() * Math.sqrt((m.excess() + 2) / Drawn.N));
        })));
  }

  private static Moments gammaMoments(double a) {
    return new Moments("gamma(" + a + ", 2)", 2 * a, 4 * a, 6 / a);
  }

  private static Moments betaMoments(double a, double b) {
    double s = a + b;
    double excess = 6 * ((a - b) * (a - b) * (s + 1) - a * b * (s + 2)) / (a * b * (s + 2) * (s + 3));
    return new Moments("beta(" + a + ", " + b + ")", a / s, a * b / (s * s * (s + 1)), excess);
  }

  /** Cells side by side, and the two uniforms of a beta number, have nothing to do with each other. */
  @Test
  void drawsAreIndependent() {
    for (String law : List.of("gamma(2.5)", "beta(2, 3)", "gamma(100)")) {
      double[] x = Drawn.from("", law);
      for (int apart : new int[] {1, 2, 64}) {
        assertEquals(0, Drawn.correlation(x, apart), Drawn.ERRORS / Math.sqrt(Drawn.N), law + ", " + apart + " apart");
      }
    }
  }

  @Test
  void outsideItsRangeNothingIsDrawn() {
    for (String wrong : List.of("gamma(0)", "gamma(-1, 2)", "beta(0, 1)", "beta(2, -3)")) {
      assertTrue(Arrays.stream(Drawn.from("", wrong)).allMatch(Double::isNaN), wrong);
    }
  }
}

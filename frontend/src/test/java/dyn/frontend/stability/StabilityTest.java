package dyn.frontend.stability;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dyn.frontend.Checked;
import dyn.frontend.Frontend;
import dyn.frontend.Overrides;
import dyn.frontend.Sources;
import dyn.frontend.Stability;
import dyn.ir.diagnostics.Code;
import dyn.ir.diagnostics.SourceFile;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Certificates against bounds, eigenvalues and simulations that are computed here from the matrices alone. */
class StabilityTest {
  private static final Frontend FRONTEND = new Frontend(List.of(), Sources.NONE);

  private static Checked check(String text) {
    return FRONTEND.check(FRONTEND.parse(new SourceFile("model.dyn", text)), null, Overrides.NONE);
  }

  /** Empty where it is refused for want of a certificate. */
  private static Optional<Stability> certificate(String text) {
    Checked c = check(text);
    if (c.compiled().isPresent()) return c.compiled().get().experiment().staleness().stability();
    assertEquals(List.of(Code.E0531), c.diagnostics().stream().map(d -> d.code()).toList(), c.diagnostics()::toString);
    return Optional.empty();
  }

  private static double factor(String next, String more) {
    String text = "model M { dim n = 3; param w = 0.25; state x[n] = 1, y = 0; " + more + " next y = 0; next x[i] = " + next
        + " }\nexperiment e { time 0 .. 5; updates asynchronous(probability = 0.5, delay = 2) }";
    return contraction(text);
  }

  private static double contraction(String text) {
    return ((Stability.Contraction) certificate(text).orElseThrow()).factor();
  }

  private static String run(String next) {
    return "model M { state x = 1; next x = " + next + " }\nexperiment e { time 0 .. 5 }";
  }

  // ---- expressions with known slopes

  @Test
  void slopesOfExpressions() {
    assertEquals(0.75, factor("w * x[i] - y / 2 + 7", ""), 1e-15);
    assertEquals(0.25, factor("x[i] - 3 * w * x[i]", ""), 1e-15);
    assertEquals(0.5, factor("0.5 * tanh(x[i])", ""), 1e-12);
    assertEquals(0.5, factor("2 * sigmoid(x[i])", ""), 1e-12);
    assertEquals(0.9, factor("0.9 * sin(x[i] + 3)", ""), 1e-12);
    assertEquals(0.3, factor("0.3 * abs(y)", ""), 1e-12);
    assertEquals(0.7, factor("max(0.2 * x[i], 0.5 * y)", ""), 1e-12);
    assertEquals(0.6, factor("0.6 * clamp(x[i], -1, 1)", ""), 1e-12);
    assertEquals(0.4, factor("0.1 * tanh(x[i]) * (3 + sin(y))", ""), 0.1 + 1e-12);
    assertEquals(0.3, factor("0.3 * mean(j in n) x[j]", ""), 1e-12);
    assertEquals(0.6, factor("0.2 * sum(j in n) tanh(x[j])", ""), 1e-12);
    assertEquals(0.4, factor("where(i == 0, 0.1, i == 1, 0.4, 0.2) * x[i]", ""), 1e-12);
    assertEquals(0.25, factor("f[i] * w", "let f[n] = x[n] + n;"), 1e-12);
  }

  /** What the experiment says of a parameter counts, in all of its values. */
  @Test
  void parametersOfTheExperiment() {
    String model = "model M { param a = 3, b = a / 10; state x = 1; next x = b * stale(2) x }\n";
    assertEquals(0.3, contraction(model + "experiment e { time 0 .. 5 }"), 1e-12);
    assertEquals(0.5, contraction(model + "experiment e { set a = 5; time 0 .. 5 }"), 1e-12);
    assertEquals(0.8, contraction(model + "experiment e { vary a over [1, 8, 2]; time 0 .. 5 }"), 1e-12);
    assertEquals(0.9, contraction(model + "experiment e { vary a from uniform(0, 9); ensemble 3; time 0 .. 5 }"), 1e-12);
    assertTrue(certificate(model + "experiment e { set a = 10; time 0 .. 5 }").isEmpty());
    assertTrue(certificate(model + "experiment e { vary a from normal(0, 1); ensemble 3; time 0 .. 5 }").isEmpty());
  }

  @Test
  void whatHasNoBoundIsRefused() {
    for (String next : List.of("0.1 * x^2", "0.1 * exp(x)", "where(x > 1, 0, 0.1 * x)", "0.1 * floor(x)", "0.1 / x", "0.1 * sqrt(x)",
        "1.01 * x")) {
      assertTrue(certificate(run(next + " + 0 * stale(1) x")).isEmpty(), next);
    }
    assertTrue(certificate(run("0.1 * exp(-abs(x)) + 0 * stale(1) x")).isPresent());
  }

  /** A mean field of many cells is one row, however many read it. */
  @Test
  void aMeanFieldOfManyCells() {
    String text = "model M { dim n = 100_000; state x[n] = 1; let m = stale(2) mean(j in n) tanh(x[j]); "
        + "next x[n] = 0.5 * x[n] + 0.4 * m }\n";
    assertEquals(0.9, contraction(text + "experiment e { time 0 .. 5 }"), 1e-9);
    assertTrue(certificate(text.replace("0.4", "0.6") + "experiment e { time 0 .. 5 }").isEmpty());
  }

  // ---- random affine maps

  private static double[][] random(Random random, int n, double size) {
    double[][] a = new double[n][n];
    for (double[] row : a) for (int j = 0; j < n; j++) row[j] = random.nextInt(3) == 0 ? 0 : (2 * random.nextDouble() - 1) * size;
    return a;
  }

  private static String list(double[][] a) {
    return "[" + String.join(", ", Arrays.stream(a).map(r -> Arrays.toString(r)).toList()) + "]";
  }

  /** The spectral radius of the absolute values, which says for linear maps whether every schedule converges (Chazan and Miranker). */
  private static double radius(double[][] a) {
    int n = a.length;
    double[] w = new double[n];
    Arrays.fill(w, 1);
    double rate = 0;
    for (int turn = 0; turn < 20_000; turn++) {
      double[] next = new double[n];
      double most = 0;
      for (int i = 0; i < n; i++) {
        next[i] = w[i] * 1e-3;
        for (int j = 0; j < n; j++) next[i] += Math.abs(a[i][j]) * w[j];
        most = Math.max(most, next[i]);
      }
      rate = most - 1e-3;
      for (int i = 0; i < n; i++) w[i] = next[i] / most;
    }
    return rate;
  }

  /**
   * The largest error after many steps, where each cell is updated when an adversary likes, at least every 5 steps, and reads whichever
   * of the last 4 values of each other brings it furthest from the fixed point, which is zero.
   */
  private static double adversary(double[][] a, Random random) {
    int n = a.length;
    List<double[]> past = new ArrayList<>();
    double[] start = new double[n];
    Arrays.fill(start, 1);
    for (int age = 0; age < 4; age++) past.add(start);
    for (int step = 0; step < 20_000; step++) {
      double[] now = past.getFirst().clone();
      for (int i = 0; i < n; i++) {
        if ((step + i) % 5 != 0 && random.nextBoolean()) continue;
        double up = 0;
        double down = 0;
        for (int j = 0; j < n; j++) {
          double lo = Double.POSITIVE_INFINITY;
          double hi = Double.NEGATIVE_INFINITY;
          for (double[] x : past) {
            lo = Math.min(lo, a[i][j] * x[j]);
            hi = Math.max(hi, a[i][j] * x[j]);
          }
          up += hi;
          down += lo;
        }
        now[i] = Math.abs(up) > Math.abs(down) ? up : down;
      }
      past.removeLast();
      past.addFirst(now);
    }
    return Arrays.stream(past.getFirst()).map(Math::abs).max().orElseThrow();
  }

  @Test
  void randomAffineMaps() {
    Random random = new Random(20);
    int accepted = 0;
    int weighted = 0;
    int refused = 0;
    for (int trial = 0; trial < 60; trial++) {
      int n = 2 + random.nextInt(5);
      double[][] a = random(random, n, 0.2 + 1.3 * random.nextDouble() / Math.sqrt(n));
      String text = "model M { dim n = " + n + ", index m in n; param A[n, m] = " + list(a) + "; state x[n] = 1; next x = A @ x + 1 }\n"
          + "experiment e { time 0 .. 9; updates asynchronous(probability = 0.5, delay = 4) }";
      Optional<Stability> found = certificate(text);
      double radius = radius(a);
      double norm = Arrays.stream(a).mapToDouble(r -> Arrays.stream(r).map(Math::abs).sum()).max().orElseThrow();
      if (found.isEmpty()) {
        refused++;
        assertTrue(radius > 0.999, () -> "refused, with radius " + radius);
        continue;
      }
      accepted++;
      Stability.Contraction c = (Stability.Contraction) found.get();
      if (c.weighted()) weighted++;
      assertEquals(norm >= 1 - 1e-9, c.weighted());
      if (!c.weighted()) assertEquals(norm, c.factor(), 1e-12);
      assertTrue(c.factor() >= radius - 1e-9, () -> c.factor() + " is below the radius " + radius);
      if (radius < 0.98) assertTrue(adversary(a, random) < 1e-6, () -> "the adversary wins at radius " + radius);
    }
    assertTrue(accepted > 10 && weighted > 3 && refused > 10, accepted + " accepted, " + weighted + " weighted, " + refused + " refused");
  }

  // ---- delayed gradients

  /** Whether x - M x(age steps ago) stays bounded, from a start that has a part of every mode. */
  private static boolean decays(double[][] m, int age) {
    int n = m.length;
    List<double[]> past = new ArrayList<>();
    double[] start = new double[n];
    for (int i = 0; i < n; i++) start[i] = 1 + 0.37 * i * i - i;
    for (int k = 0; k <= age; k++) past.add(start);
    double early = 0;
    double late = 0;
    int steps = 60_000;
    for (int step = 0; step < steps; step++) {
      double[] x = past.getFirst();
      double[] old = past.getLast();
      double[] next = new double[n];
      for (int i = 0; i < n; i++) {
        next[i] = x[i];
        for (int j = 0; j < n; j++) next[i] -= m[i][j] * old[j];
      }
      past.removeLast();
      past.addFirst(next);
      double size = Arrays.stream(next).map(Math::abs).max().orElseThrow();
      if (step >= 2000 && step < 4000) early = Math.max(early, size);
      if (step >= steps - 2000) late = Math.max(late, size);
    }
    return late <= early;
  }

  @Test
  void delayedGradientsDecideAtTheThreshold() {
    double[] thresholds = {2, 1, 0.618033988749894848, 0, 0, 0.284629676546570281, 0, 0, 0, 0, 0.149460187172848509};
    for (int age : new int[] {1, 2, 5, 10}) {
      assertEquals(thresholds[age], Stability.DelayedGradient.limit(age), 1e-15);
      for (double off : new double[] {-1e-3, 1e-3}) {
        double g = thresholds[age] * (1 + off);
        String text = "model M { param g = " + g + "; state x = 1; next x = x - g * stale(" + age + ") x }\nexperiment e { time 0 .. 9 }";
        assertEquals(off < 0, certificate(text).isPresent(), text);
        assertEquals(off < 0, decays(new double[][] {{g}}, age), text);
      }
    }
  }

  /** M = B'B, scaled so that its largest eigenvalue is a thousandth from the threshold. */
  @Test
  void matricesDecideByTheirLargestEigenvalue() {
    Random random = new Random(8);
    for (int trial = 0; trial < 6; trial++) {
      int n = 2 + trial;
      double[][] b = random(random, n, 1);
      double[][] m = new double[n][n];
      for (int i = 0; i < n; i++) for (int j = 0; j < n; j++) for (int k = 0; k < n; k++) m[i][j] += b[k][i] * b[k][j];
      double largest = largest(m);
      for (double off : new double[] {-1e-3, 1e-3}) {
        double scale = Stability.DelayedGradient.limit(2) * (1 + off) / largest;
        double[][] a = Arrays.stream(m).map(r -> Arrays.stream(r).map(v -> v * scale).toArray()).toArray(double[][]::new);
        String text = "model M { dim n = " + n + ", index m in n; param A[n, m] = " + list(a) + "; state x[n] = 1; next x = x - A @ "
            + "stale(2) x }\nexperiment e { time 0 .. 9 }";
        assertEquals(off < 0, certificate(text).isPresent(), text);
        assertEquals(off < 0, decays(a, 2), text);
      }
    }
  }

  private static double largest(double[][] m) {
    double[] v = new double[m.length];
    for (int i = 0; i < v.length; i++) v[i] = 1 + 0.1 * i;
    double size = 0;
    for (int turn = 0; turn < 200_000; turn++) {
      double[] next = new double[v.length];
      for (int i = 0; i < v.length; i++) for (int j = 0; j < v.length; j++) next[i] += m[i][j] * v[j];
      size = Math.sqrt(Arrays.stream(next).map(x -> x * x).sum());
      for (int i = 0; i < v.length; i++) v[i] = next[i] / size;
    }
    return size;
  }

  @Test
  void whatIsNoGradientIsRefused() {
    String start = "model M { dim n = 2, index m in n; param A[n, m] = ";
    String end = "; state x[n] = 1; next x = x - A @ stale(2) x }\nexperiment e { time 0 .. 9 }";
    assertTrue(certificate(start + "[[0.2, 0.1], [0.1, 0.2]]" + end).isPresent());
    assertTrue(certificate(start + "[[0.2, 0.1], [-0.1, 0.2]]" + end).isEmpty(), "not symmetric");
    assertTrue(certificate(start + "[[0.1, 0.2], [0.2, 0.1]]" + end).isEmpty(), "a negative eigenvalue");
    assertTrue(certificate(run("x - 0.2 * stale(2) x - 0.2 * stale(1) x")).isEmpty());
    assertFalse(check(run("x - 0.2 * stale(2) x")).hasErrors());
  }
}

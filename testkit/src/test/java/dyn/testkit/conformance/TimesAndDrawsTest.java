package dyn.testkit.conformance;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dyn.compiler.Compilation;
import dyn.compiler.RunResult;
import dyn.compiler.Runner;
import dyn.ir.diagnostics.Code;
import dyn.ir.diagnostics.Diagnostic;
import dyn.passes.step.Results;
import dyn.runtime.results.Column;
import dyn.runtime.results.Table;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** When something is computed and recorded, to the step; and what is drawn for whom. */
class TimesAndDrawsTest {
  private static String decay(String time, String rest) {
    return """
        model Decay { param k = 1
          state x = 1
          x' = -k * x * (1 + t) }
        experiment e { time TIME
          REST }
        """.replace("TIME", time).replace("REST", rest);
  }

  private static Table series(RunResult run) {
    return run.tables().series(run.compilation().experiment().tracks().getFirst());
  }

  private static double[] column(RunResult run) {
    return series(run).columns().getFirst().values();
  }

  /** In doubles, 0.3 / 0.1 is 2.9999999999999996 and 0.7 / 0.1 is 6.999999999999999. */
  @TestFactory
  Stream<DynamicTest> stepsAreCountedInDecimals() {
    record Case(String time, String dt, int steps, int records) {}
    return Stream.of(new Case("0 .. 0.3", "0.1", 3, 4), new Case("0 .. 0.7", "0.1", 7, 8), new Case("0.1 .. 0.4", "0.1", 3, 4),
        new Case("0 .. 4.35", "0.01", 435, 436), new Case("0 .. 100", "0.1", 1000, 1001), new Case("0 .. 1", "0.3", 4, 4),
        new Case("0 .. 1e-3", "1e-4", 10, 11), new Case("-0.3 .. 0", "0.1", 3, 4))
        .map(c -> dynamicTest(c.time() + " by " + c.dt(), () -> {
          RunResult run = Trial.run(decay(c.time(), "set k = 0.01  method euler(dt = " + c.dt() + ")  record x every " + c.dt()));
          assertEquals(c.steps(), run.outputs().integers(Results.ACCEPTED)[0]);
          assertEquals(c.records(), column(run).length);
          assertEquals(c.records(), run.outputs().integers(Results.recorded(0))[0]);
        }));
  }

  /** Heun's method by hand, each step with the same operations and roundings but one. */
  @Test
  void theLastStepIsAsShortAsTheTimeThatIsLeft() {
    double[] ends = {0.1, 0.2, 0.3, 0.34};
    double t = 0;
    double x = 1;
    double[] expected = new double[4];
    for (int n = 0; n < 4; n++) {
      double h = ends[n] - t;
      double k1 = -x * (1 + t);
      double k2 = -(x + h * k1) * (1 + ends[n]);
      x += h / 2 * (k1 + k2);
      t = ends[n];
      expected[n] = x;
    }
    RunResult run = Trial.run(decay("0 .. 0.34", "method heun(dt = 0.1)  record x at [0.1, 0.2, 0.3, 0.34]"));
    assertArrayEquals(expected, column(run), 1e-15);
    assertEquals(4, run.outputs().integers(Results.ACCEPTED)[0]);
    assertEquals(0.34, run.outputs().reals(Results.TIME)[0], 1e-16);
    assertEquals(column(run)[3], run.outputs().reals("end.x")[0]);
  }

  @Test
  void recordsAtStartAndEndAreTheStatesThere() {
    for (String method : List.of("heun(dt = 0.1)", "heun(dt = 0.0999)", "tsit5(rtol = 1e-4)", "vern7(rtol = 1e-8)")) {
      RunResult run = Trial.run(decay("0.1 .. 0.9", "method " + method + "  record x at [0.1, 0.5, 0.9]"));
      assertEquals(1, column(run)[0], method);
      assertEquals(Math.exp(-0.4 - (0.25 - 0.01) / 2), column(run)[1], 1e-3, method);
      assertEquals(run.outputs().reals("end.x")[0], column(run)[2], method);
    }
  }

  /** At the end of a step the state itself, not an interpolation that is as good. */
  @Test
  void recordsOnStepsAreTheStatesOfThoseSteps() {
    double[] every = column(Trial.run(decay("0 .. 1", "method rk4(dt = 0.1)  record x every 0.1")));
    for (int n = 1; n <= 10; n++) {
      String end = new java.math.BigDecimal(n).movePointLeft(1).toPlainString();
      RunResult shorter = Trial.run(decay("0 .. " + end, "method rk4(dt = 0.1)  record x at end"));
      assertEquals(shorter.outputs().reals("end.x")[0], every[n], "after " + n + " steps");
    }
  }

  @Test
  void aMapIsRecordedAfterEachStep() {
    RunResult run = Trial.run("""
        model Count { state x = 0, seen = -1
          next x = x + 1
          next seen = t }
        experiment e { time 0 .. 7
          record x, seen, t every 1 }
        """);
    assertArrayEquals(new double[] {0, 1, 2, 3, 4, 5, 6, 7}, column(run));
    assertArrayEquals(new double[] {-1, 0, 1, 2, 3, 4, 5, 6}, series(run).columns().get(1).values());
    assertArrayEquals(new double[] {0, 1, 2, 3, 4, 5, 6, 7}, series(run).columns().get(2).values());
    assertEquals(7, run.outputs().integers(Results.ACCEPTED)[0]);
  }

  private static final String STATISTICS = decay("0 .. 1", """
      ensemble 1000
        vary k from uniform(0.5, 1.5)
        seed 3
        method rk4(dt = 0.1)
        record mean(x), var(x), sd(x), quantile(x, 0.05, 0.5, 0.95) every 0.25""");

  @Test
  void statisticsDoNotDependOnThreadsOrChunks() {
    Compilation c = Trial.compile(STATISTICS);
    List<long[]> expected = bits(Trial.run(new Runner(1), c, Path.of(".")));
    for (int threads : new int[] {1, 2, 4}) {
      for (int chunk : new int[] {1, 7, 0}) {
        List<long[]> found = bits(Trial.run(new Runner(threads, chunk), c, Path.of(".")));
        String how = threads + " threads, chunks of " + chunk;
        for (int i = 0; i < expected.size(); i++) assertArrayEquals(expected.get(i), found.get(i), how);
      }
    }
  }

  private static List<long[]> bits(RunResult run) {
    List<long[]> bits = new ArrayList<>();
    for (Column c : series(run).columns()) bits.add(Arrays.stream(c.values()).mapToLong(Double::doubleToRawLongBits).toArray());
    assertEquals(12, bits.size()); // six statistics, and the standard error of each
    return bits;
  }

  @Test
  void anotherSeedIsAnotherDraw() {
    double[] three = column(Trial.run(STATISTICS));
    double[] four = column(Trial.run(STATISTICS.replace("seed 3", "seed 4")));
    assertEquals(three[0], four[0]);
    for (int k = 1; k < three.length; k++) {
      assertNotEquals(three[k], four[k]);
      assertEquals(three[k], four[k], 0.03);
    }
  }

  @Test
  void aDrawThatBreaksItsConstraintIsToldWithItsMember() {
    RunResult run = Trial.run("""
        model Decay { param rate = 1 where rate > 0, other = 2 where other < 100
          state x = 1
          x' = -rate * x }
        experiment e { ensemble 50
          vary rate from normal(1, 1)
          vary other from uniform(0, 100)
          time 0 .. 1
          method rk4(dt = 0.1)
          record rate, x at end }
        """);
    double[] rates = Trial.recorded(run, "rate");
    int first = 0;
    while (rates[first] > 0) first++;
    List<Diagnostic> told = run.failures();
    assertEquals(List.of(Code.E0509), told.stream().map(Diagnostic::code).toList());
    assertTrue(told.getFirst().message().contains("`rate` of member " + first), told::toString);
  }

  /** One value each of the product, and beside it a draw of its own for every member. */
  @Test
  void aSweepIsTheProductOfItsValues() {
    RunResult run = Trial.run("""
        model P { param a = 0, b = 0, c = 0
          state x = a
          x' = b + 0 * c }
        experiment e {
          vary a over [1, 2, 3]
          vary b over linspace(0, 1, 3)
          vary c from uniform(0, 1)
          time 0 .. 1
          method euler(dt = 1)
          record a, b, c, x at end }
        """);
    double[] a = Trial.recorded(run, "a");
    double[] b = Trial.recorded(run, "b");
    double[] x = Trial.recorded(run, "x");
    assertEquals(9, a.length);
    List<String> pairs = new ArrayList<>();
    for (int m = 0; m < 9; m++) {
      pairs.add(a[m] + " " + b[m]);
      assertEquals(a[m] + b[m], x[m]);
    }
    assertEquals(9, pairs.stream().distinct().count());
    assertEquals(9, Arrays.stream(Trial.recorded(run, "c")).distinct().count());
  }
}

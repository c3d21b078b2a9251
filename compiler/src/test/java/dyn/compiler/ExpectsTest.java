package dyn.compiler;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dyn.ir.diagnostics.SourceFile;
import dyn.runtime.ensemble.Progress;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class ExpectsTest {
  private static RunResult run(String experiment) {
    String text = """
        model Walk { param p = 0
          state x = 0
          next x = x + 1 + 0 * p }
        experiment e {
        """ + experiment + "\n}";
    Compilation c = new Compiler().compile(new SourceFile("walk.dyn", text), CompileOptions.DEFAULT).value().orElseThrow();
    return new Runner(1).run(c, Path.of("."), Progress.NONE).value().orElseThrow();
  }

  private static Expects.Verdict verdict(String experiment) {
    return Expects.check(run(experiment)).getFirst();
  }

  @Test
  void ofAnOrderRelationTheValueNearestItsLimitIsWorst() {
    assertEquals(4, verdict("time 0 .. 4  record x every 1  expect x throughout < 10").worst());
    assertEquals(0, verdict("time 0 .. 4  record x every 1  expect x throughout > -1").worst());
  }

  @Test
  void ofSeveralFailuresTheLargestIsWorst() {
    Expects.Verdict v = verdict("time 0 .. 4  record x every 1  expect x throughout == 1 within 0.5");
    assertFalse(v.passed());
    assertEquals(4, v.worst());
  }

  /** Of a uniform distribution over [0, 1]: s^2 = 1/12, m4 = 1/80, and the density at every quantile is 1. */
  @Test
  void everyStatisticHasItsOwnStandardError() {
    String members = "time 0 .. 1  ensemble 10_000  vary p from uniform(0, 1)  record mean(p) every 1  expect ";
    assertEquals(Math.sqrt(1.0 / 12) / 100, verdict(members + "mean(p) at 0 == 0.5 within 1 se").allowed(), 5e-5);
    assertEquals(Math.sqrt(1.0 / 80 - 1.0 / 144) / 100, verdict(members + "var(p) at 0 == 0.0833 within 1 se").allowed(), 3e-5);
    assertEquals(Math.sqrt(1.0 / 80 - 1.0 / 144) / 100 * Math.sqrt(3), verdict(members + "sd(p) at 0 == 0.2887 within 1 se").allowed(),
        5e-5);
    assertEquals(0.005, verdict(members + "fraction(p < 0.5) at 0 == 0.5 within 1 se").allowed(), 5e-6);
    assertEquals(50, verdict(members + "count(p < 0.5) at 0 == 5000 within 1 se").allowed(), 0.05);
    assertEquals(Math.sqrt(1.0 / 80 - 1.0 / 144) / 10_000 * Math.sqrt(3), verdict(members + "se(p) at 0 == 0.0029 within 1 se").allowed(),
        5e-7);
    assertEquals(0.005, verdict(members + "median(p) at 0 == 0.5 within 1 se").allowed(), 2e-3);
    // About 100 members lie between the two quantiles, so that this estimate has a relative standard error of 1 in 10: four of them.
    assertEquals(0.005, verdict(members + "quantile(p, 0.5) at 0 == 0.5 within 1 se").allowed(), 2e-3);
  }

  /** The state is the step number. */
  @Test
  void valuesOfSeveralTimesAreCombined() {
    assertEquals(8, verdict("time 0 .. 4  expect (x at 4 * x at 2) == 0 within 1").worst());
    assertEquals(-2, verdict("time 0 .. 4  expect (x at 1 - x at 3) == 0 within 1").worst());
    assertEquals("(x at 4 * x at 2)", verdict("time 0 .. 4  expect (x at 4 * x at 2) == 0 within 1").at());
  }

  /** x is p + n after n steps. */
  @Test
  void combinedValuesHaveStatistics() {
    String members = "time 0 .. 2  vary p over [1, 2, 3]  record x at end  expect ";
    assertEquals(14 / 3.0, verdict(members + "mean(p * (x at 1) * p) == 0 within 1").worst(), 1e-15);
    assertEquals(2.0 / 3, verdict(members + "fraction(p * x at 1 > x at 1) == 0 within 1").worst(), 1e-15);
    assertEquals(4, verdict(members + "quantile(p * x at 2, 0.5) == 0 within 1").worst(), 1e-15);
    assertEquals(2 / Math.sqrt(3), verdict(members + "mean(p * x at 2) == 0 within 1 se").allowed(), 1e-15);
  }

  @Test
  void cellsOfSeveralTimesAreCombined() {
    String text = """
        model Cells { dim n = 3, k = 2, index m in n
          state x[n] = n, A[n, k] = 10 * n + k
          next x = x + 1
          next A = A + 100 }
        experiment e { time 0 .. 2
          expect (sum(i in n) x[i] at 0 * x[i] at 2) == 11 within 0
          expect (sum(i in n, j in k) A[i, j] at 1 * x[i] at 0) == 703 within 0
          expect (x at 0 @ A at 0) == [50, 53] within 0
          expect (A[2, 1] at 2 - x[0] at 1) == 220 within 0
          expect (max(i in n) where(i > 1, 0, x[i] at 1)) == 2 within 0
          expect (mean(i in n) i * x[i] at 0) == 5/3 within 1e-15
          expect (x at 2 * x at 0) == [0, 3, 8] within 0
          expect (min(x at 2 * x at 0 - 1)) == -1 within 0 }
        """;
    Compilation c = new Compiler().compile(new SourceFile("cells.dyn", text), CompileOptions.DEFAULT).value().orElseThrow();
    RunResult run = new Runner(1).run(c, Path.of("."), Progress.NONE).value().orElseThrow();
    assertEquals(8, run.verdicts().size());
    for (Expects.Verdict v : run.verdicts()) assertTrue(v.passed(), () -> v.expectation().text() + " is " + v.worst() + ", " + v.at());
  }
}

package dyn.testkit.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dyn.compiler.RunResult;
import dyn.ir.diagnostics.Code;
import dyn.ir.diagnostics.Diagnostic;
import dyn.passes.step.Results;
import dyn.runtime.results.MemberTable;
import dyn.runtime.results.Table;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a run tells of members that cannot go on, and what it keeps. */
class FailuresTest {
  /** x = 1 / (1 / x0 - t): singular at t = 1 / x0. */
  private static String burst(String method, String rest) {
    return """
        model Burst { param x0 = 1
          state calm = 1, x = x0
          calm' = -calm
          x' = x^2 }
        experiment e { time 0 .. 2
          method METHOD
          REST }
        """.replace("METHOD", method).replace("REST", rest);
  }

  private static Diagnostic only(RunResult run) {
    List<Diagnostic> all = run.failures();
    assertEquals(1, all.size(), all::toString);
    return all.getFirst();
  }

  private static String words(Diagnostic d) {
    return d.message() + " " + d.labels();
  }

  private static void assertTold(Diagnostic d, Code code, String... words) {
    assertEquals(code, d.code());
    for (String word : words) assertTrue(words(d).contains(word), () -> words(d) + " does not say: " + word);
  }

  @Test
  void chosenStepsShrinkBeforeASingularity() {
    RunResult run = Trial.run(burst("tsit5(rtol = 1e-6)", "record x every 0.25"));
    double end = run.outputs().reals(Results.TIME)[0];
    assertTold(only(run), Code.E0901, "at t = " + end, "`x`");
    assertEquals(1, end, 1e-4);
    assertEquals(1, run.outputs().integers(Results.VARIABLE)[0]);
  }

  @Test
  void recordsBeforeAFailureAreKeptAndLaterOnesMissing() {
    for (String method : List.of("tsit5(rtol = 1e-8)", "rk4(dt = 0.125)")) {
      RunResult run = Trial.run(burst(method, "record x, calm every 0.25"));
      Table table = run.tables().series(run.compilation().experiment().tracks().getFirst());
      double[] x = table.columns().getFirst().values();
      double[] calm = table.columns().getLast().values();
      assertEquals(9, x.length);
      for (int k = 0; k < 4; k++) assertEquals(1 / (1 - 0.25 * k), x[k], 2e-2, method);
      assertTrue(Double.isNaN(x[8]) && Double.isNaN(calm[8]), method);
      int kept = (int) Arrays.stream(x).filter(v -> !Double.isNaN(v)).count();
      assertTrue(Arrays.stream(x).limit(kept).allMatch(Double::isFinite), method);
      assertEquals(kept, Arrays.stream(calm).filter(v -> !Double.isNaN(v)).count(), method);
    }
  }

  /** Euler by hand: the first step after which x is infinite. */
  @Test
  void fixedStepsNameTheFirstStepThatIsNotFinite() {
    double x = 1;
    int step = 0;
    while (Double.isFinite(x)) {
      x = Math.fma(0.25, x * x, x);
      step++;
    }
    RunResult run = Trial.run(burst("euler(dt = 0.25)", "record x every 0.25").replace("0 .. 2", "0 .. 50"));
    assertEquals(step * 0.25, run.outputs().reals(Results.TIME)[0]);
    assertEquals(step, run.outputs().integers(Results.ACCEPTED)[0]);
    assertTold(only(run), Code.E0902, "at t = " + step * 0.25, "`x` is not finite");
    double[] kept = run.tables().series(run.compilation().experiment().tracks().getFirst()).columns().getFirst().values();
    assertTrue(Double.isFinite(kept[step - 1]));
    for (int k = step; k < kept.length; k++) assertTrue(Double.isNaN(kept[k]), "record " + k);
  }

  /** In the short last step too. */
  @Test
  void theTimeOfAFailureInTheLastStepIsTheEnd() {
    RunResult run = Trial.run("""
        model Late { state x = 1
          x' = where(t > 0.9, 1e308 * 1e10, 0) }
        experiment e { time 0 .. 1.05
          method euler(dt = 0.1)
          record x every 0.1 }
        """);
    assertEquals(Results.NOT_FINITE, run.outputs().integers(Results.CODE)[0]);
    assertEquals(1.05, run.outputs().reals(Results.TIME)[0], 1e-15);
    double[] x = run.tables().series(run.compilation().experiment().tracks().getFirst()).columns().getFirst().values();
    assertEquals(11, Arrays.stream(x).filter(v -> v == 1).count());
  }

  @Test
  void tooManyStepsAreToldWithTheStateThatAsksForThem() {
    RunResult run = Trial.run("""
        model Fast { state slow = 1, fast = 1, fast' = 0
          slow' = -slow
          fast'' = -1e6 * fast }
        experiment e { time 0 .. 10
          method tsit5(rtol = 1e-6, max_steps = 100)
          record slow every 1 }
        """);
    assertEquals(100, run.accepted() + run.rejected());
    assertTold(only(run), Code.E0903, "`fast");
    assertTrue(run.outputs().reals(Results.TIME)[0] < 1);
    assertEquals(1, run.tables().series(run.compilation().experiment().tracks().getFirst()).columns().getFirst().values()[0]);
  }

  @Test
  void theOtherMembersGoOn() {
    for (String method : List.of("tsit5(rtol = 1e-7)", "rk4(dt = 0.001)")) {
      RunResult run = Trial.run(burst(method, "vary x0 over [0.1, 1, -1, 0.25, 4]  record x every 0.5"));
      long[] codes = run.outputs().integers(Results.CODE);
      assertEquals(List.of(false, true, false, false, true), Arrays.stream(codes).mapToObj(c -> c != Results.OK).toList(), method);
      assertTold(only(run), method.startsWith("tsit5") ? Code.E0901 : Code.E0902, "in member 4", "2 of 5 members");
      MemberTable table = run.tables().members(run.compilation().experiment().tracks().getFirst());
      double[] x = table.columns().getFirst().values();
      double[] starts = {0.1, 1, -1, 0.25, 4};
      for (int m : new int[] {0, 2, 3}) assertEquals(1 / (1 / starts[m] - 2), x[4 * 5 + m], 1e-6, method);
      assertTrue(Double.isNaN(x[4 * 5 + 1]) && Double.isNaN(x[4 * 5 + 4]), method);
    }
  }

  @Test
  void aCellOfAnArrayIsNamedByItsIndices() {
    String model = """
        model Cells { dim i = 3, j = 4
          state a[i] = 0.1, x[i, j] = where(i == 1, where(j == 2, 1, 0.1), 0.1)
          a' = -a
          x' = x^2 }
        experiment e { time 0 .. 2
          method METHOD
          record a every 0.25 }
        """;
    RunResult chosen = Trial.run(model.replace("METHOD", "tsit5(rtol = 1e-6)"));
    assertEquals(6, chosen.outputs().integers(Results.CELL)[0]);
    assertTold(only(chosen), Code.E0901, "`x[1, 2]`");
    RunResult fixed = Trial.run(model.replace("METHOD", "rk4(dt = 0.01)"));
    assertEquals(6, fixed.outputs().integers(Results.CELL)[0]);
    assertTold(only(fixed), Code.E0902, "`x[1, 2]` is not finite");
  }

  private static void assertNames(String name, RunResult run) {
    Diagnostic d = only(run);
    assertTrue(words(d).contains(name), () -> words(d) + " does not name " + name);
  }

  @Test
  void statesOfPackedSystemsAreNamedAsTheyAreWritten() {
    for (String method : List.of("tsit5(rtol = 1e-6)", "rk4(dt = 0.01)")) {
      String text = Models.packed(method).replace("time 0 .. 1", "time 0 .. 4");
      String number = text.replace("  z' =", "  extra' = extra^2\n  z' =").replace("state z[i] = 0.1", "state extra = 1, z[i] = 0.1");
      assertNames("`extra`", Trial.run(number));
      String last = text.replace("  s69' =", "  s69' = s69^4 + ").replace("  s68' = s69", "  s68' = 0");
      assertNames("`s69`", Trial.run(last));
      String array = text.replace("z' = s0 - z * c", "z[k]' = where(k == 2, 1 + z[k]^4, 0)");
      assertNames("`z[2]`", Trial.run(array));
    }
  }

  /** Undefined from the start: nothing is a step too small, but a value that is not a number. */
  @Test
  void aRateThatIsNotANumberIsToldAsSuch() {
    String model = """
        model Root { state y = 1, x = 1
          y' = -y
          x' = -sqrt(x - t) }
        experiment e { time 0 .. 2
          method METHOD
          record x every 0.125 }
        """;
    for (String method : List.of("tsit5(rtol = 1e-6)", "rk4(dt = 0.125)")) {
      RunResult run = Trial.run(model.replace("METHOD", method));
      assertTold(only(run), Code.E0902, "`x` is not finite");
      double end = run.outputs().reals(Results.TIME)[0];
      assertTrue(end > 0.3 && end < 0.9, () -> method + " ends at " + end);
      double[] x = run.tables().series(run.compilation().experiment().tracks().getFirst()).columns().getFirst().values();
      for (int k = 0; k < x.length; k++) assertEquals(k * 0.125 < end - 1e-9, Double.isFinite(x[k]), method + ", record " + k);
    }
  }

  /** e^t leaves the numbers at t = 709.78; stages with large weights leave them a little before. */
  @Test
  void overflowIsNeverRecorded() {
    for (String method : List.of("tsit5(rtol = 1e-6)", "vern7(rtol = 1e-9)", "rk4(dt = 0.5)", "rk4(dt = 0.75)")) {
      RunResult run = Trial.run("""
          model Growth { state x = 1
            x' = x }
          experiment e { time 0 .. 800
            method METHOD
            record x every 0.25 }
          """.replace("METHOD", method));
      assertEquals(709.78, run.outputs().reals(Results.TIME)[0], 6, method);
      double[] x = run.tables().series(run.compilation().experiment().tracks().getFirst()).columns().getFirst().values();
      int kept = (int) Arrays.stream(x).filter(Double::isFinite).count();
      assertEquals(709.78, kept * 0.25, 6, method);
      for (int k = 0; k < x.length; k++) assertEquals(k < kept, !Double.isNaN(x[k]), method + ", record " + k + " is " + x[k]);
    }
  }

  /** Of an infinite state, every error is a small part. */
  @Test
  void anInfinityAtTheEndOfAStepIsRejected() {
    RunResult run = Trial.run("""
        model Line { state calm = 0, x = 1.7e308
          calm' = 1
          x' = 1e307 }
        experiment e { time 0 .. 10
          method tsit5(rtol = 1e-6, h0 = 0.1)
          record x every 0.25 }
        """);
    assertTold(only(run), Code.E0902, "`x` is not finite");
    assertEquals(0.9769, run.outputs().reals(Results.TIME)[0], 1e-4);
    assertEquals(1.775e308, Trial.recorded(run, "x")[3], 1e294);
    assertTrue(Double.isNaN(run.tables().series(run.compilation().experiment().tracks().getFirst()).columns().getFirst().values()[4]));
  }

  @Test
  void statisticsLeaveOutWhatHasEnded() {
    RunResult run = Trial.run(burst("tsit5(rtol = 1e-9)", "vary x0 over [0.1, 1, -1]  record mean(x) every 2"));
    double[] mean = run.tables().series(run.compilation().experiment().tracks().getFirst()).columns().getFirst().values();
    assertEquals((0.1 + 1 - 1) / 3, mean[0], 1e-15);
    assertEquals((1 / 8.0 - 1 / 3.0) / 2, mean[1], 1e-8);
    assertFalse(run.failures().isEmpty());
  }
}

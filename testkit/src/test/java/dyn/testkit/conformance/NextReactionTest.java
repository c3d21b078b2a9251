package dyn.testkit.conformance;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dyn.compiler.Compilation;
import dyn.compiler.CompileOptions;
import dyn.compiler.Compiler;
import dyn.compiler.Expects;
import dyn.compiler.Outcome;
import dyn.compiler.RunResult;
import dyn.ir.diagnostics.DiagnosticRenderer;
import dyn.ir.diagnostics.SourceFile;
import dyn.passes.step.Results;
import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** From one jump to the next: the law of the model itself, on paths that depend on nothing else. All seeds are fixed. */
class NextReactionTest {
  private static final String VESSEL = """
      noise come : poisson(3), go : poisson(0.7 * n)
      state n = 2
      dn = dcome - dgo
      """;

  private static RunResult run(String model, String rest, String backend) {
    String text = "model M {\n" + model + "}\nexperiment e { method next_reaction; seed 5\n" + rest + " }\n";
    return Trial.run(Trial.compile(text, CompileOptions.DEFAULT.withBackend(backend)));
  }

  private static RunResult run(String model, String rest) {
    return run(model, rest, "llvm");
  }

  private static double[] ends(String model, String state, int members, String time) {
    return Trial.recorded(run(model, "ensemble " + members + "; time 0 .. " + time + "; record " + state + " at end"), state);
  }

  /** Pearson's distance to a law on 0, 1, ..., of which what is rare is taken together. */
  private static void follows(double[] law, double[] values) {
    double chi = 0;
    int kinds = 0;
    double rest = values.length;
    double left = values.length;
    for (int k = 0; k < law.length; k++) {
      double expected = law[k] * values.length;
      if (expected < 10) continue;
      int kind = k;
      long seen = Arrays.stream(values).filter(x -> x == kind).count();
      chi += Math.pow(seen - expected, 2) / expected;
      rest -= expected;
      left -= seen;
      kinds++;
    }
    chi += Math.pow(left - rest, 2) / Math.max(rest, 1);
    double far = kinds + Drawn.ERRORS * Math.sqrt(2.0 * kinds) + 10;
    double found = chi;
    assertTrue(chi < far, () -> "chi^2 is " + found + ", not below " + far);
  }

  /** dp/dt of a chain on 0 .. size - 1, by many small steps. */
  private static double[] master(int size, int start, double time, DoubleUnaryOperator up, DoubleUnaryOperator down, int by) {
    double[] p = new double[size];
    p[start] = 1;
    int steps = 200_000;
    double h = time / steps;
    for (int s = 0; s < steps; s++) {
      // Heun's step: its error is far below what can be seen by counting.
      double[] k1 = flow(p, up, down, by);
      double[] ahead = IntStream.range(0, size).mapToDouble(i -> p[i] + h * k1[i]).toArray();
      double[] k2 = flow(ahead, up, down, by);
      for (int i = 0; i < size; i++) p[i] += h / 2 * (k1[i] + k2[i]);
    }
    return p;
  }

  private static double[] flow(double[] p, DoubleUnaryOperator up, DoubleUnaryOperator down, int by) {
    double[] d = new double[p.length];
    for (int n = 0; n < p.length; n++) {
      double rise = n + 1 < p.length ? up.applyAsDouble(n) * p[n] : 0;
      double fall = n >= by ? down.applyAsDouble(n) * p[n] : 0;
      d[n] -= rise + fall;
      if (n + 1 < p.length) d[n + 1] += rise;
      if (n >= by) d[n - by] += fall;
    }
    return d;
  }

  @TestFactory
  Stream<DynamicTest> lawsOfMasterEquations() {
    return Stream.of("", "real = f32\n").flatMap(real -> Stream.of(
        dynamicTest("births and deaths " + real.strip(), () -> follows(master(40, 2, 1.5, _ -> 3, n -> 0.7 * n, 1),
            ends(real + VESSEL, "n", 50_000, "1.5"))),
        dynamicTest("pairs that vanish " + real.strip(), () -> follows(master(60, 9, 2, _ -> 5, n -> 0.3 * n * (n - 1), 2),
            ends(real + """
                noise come : poisson(5), pair : poisson(0.3 * n * (n - 1))
                state n = 9
                dn = dcome - 2 * dpair
                """, "n", 50_000, "2")))));
  }

  @Test
  void jumpsComeAtExponentialTimes() {
    RunResult r = run("noise N : poisson(3)\nstate n = 0\ndn = dN\non up(n - 0.5) { stop there }\n", "ensemble 20_000; time 0 .. 40");
    double[] times = r.outputs().reals(Results.REACHED).clone();
    Arrays.sort(times);
    double far = 0;
    for (int i = 0; i < times.length; i++) {
      double below = -Math.expm1(-3 * times[i]);
      far = Math.max(far, Math.max(below - (double) i / times.length, (i + 1.0) / times.length - below));
    }
    double distance = far * Math.sqrt(times.length);
    assertTrue(distance < Drawn.FAR, () -> "Kolmogorov's distance is " + distance);
    assertEquals(0, Drawn.correlation(r.outputs().reals(Results.REACHED), 1), Drawn.ERRORS / Math.sqrt(times.length));
  }

  @Test
  void cellsJumpByThemselvesAndMarksFollowTheirLaw() {
    // A sum of as many marks as a Poisson number m says has the mean m E(x) and the variance m E(x^2).
    RunResult r = run("""
        dim k = 3
        param rate[k] = [0.5, 3, 11], shape[k] = [1, 2, 0.5]
        noise N[k] : poisson(rate, gamma(shape, 2)), M[k] : poisson(rate)
        state paid[k] = 0, n[k] = 0
        dpaid = dN
        dn = dM
        """, """
        ensemble 20_000; time 0 .. 2
        expect mean(paid) == [2, 24, 22] within 5 se
        expect var(paid) == [8, 144, 66] within 5 se
        expect mean(n) == [1, 6, 22] within 5 se
        expect var(n) == [1, 6, 22] within 5 se
        expect mean(n[1] * n[2]) == 132 within 5 se
        expect mean(paid[1] * n[1]) == 144 within 5 se
        """);
    List<Expects.Verdict> verdicts = Expects.check(r);
    assertEquals(6, verdicts.size());
    for (Expects.Verdict v : verdicts) assertTrue(v.passed(), v.toString());
  }

  /** Whenever it is recorded, wherever the run ends, and beside whatever else. */
  @Test
  void aPathIsItsOwn() {
    double[] often = Trial.recorded(run(VESSEL, "ensemble 3; time 0 .. 2; record n every 1/16"), "n");
    double[] longer = Trial.recorded(run(VESSEL, "ensemble 3; time 0 .. 4; record n every 1/2"), "n");
    for (int i = 0; i <= 4; i++) for (int m = 0; m < 3; m++) assertEquals(often[8 * i * 3 + m], longer[i * 3 + m]);
    String beside = VESSEL + "noise other : poisson(20)\nstate k = 0\ndk = dother\n";
    // The sources draw under numbers after those of the states: one more of these is one more declaration.
    String alone = VESSEL + "noise other : poisson(0)\nstate k = 0\ndk = dother\n";
    assertArrayEquals(Trial.recorded(run(alone, "ensemble 3; time 0 .. 2; record n every 1/2"), "n"),
        Trial.recorded(run(beside, "ensemble 3; time 0 .. 2; record n every 1/2"), "n"));
  }

  private static final List<String> MODELS = List.of(VESSEL, "real = f32\n" + VESSEL, """
      dim k = 5
      param rate[k] = 1 + k
      noise N[k] : poisson(rate * (1 + n / 10), exponential(3)), M : poisson(sum(k) n[k])
      state n[k] = 0, m = 0
      dn = t * dN
      dm = dM - sum(k) dN[k]
      """);

  @TestFactory
  Stream<DynamicTest> bitsAreEqual() {
    return MODELS.stream().map(m -> dynamicTest(m, () -> {
      String rest = "ensemble 13; time 0 .. 2; record n every 1/3; record n at end";
      double[] reference = Trial.recorded(run(m, rest, "reference"), "n");
      for (String backend : List.of("jvm", "llvm")) {
        assertArrayEquals(reference, Trial.recorded(run(m, rest, backend), "n"), backend);
      }
      assertTrue(Arrays.stream(reference).max().orElseThrow() > 0);
    }));
  }

  /** Marks of cells, which are drawn cell by cell, and who adds them up. */
  @Test
  void stepsAddUpMarksOfCells() {
    String text = "model M {\n" + MODELS.getLast() + "}\nexperiment e { ensemble 5; time 0 .. 1; method euler_maruyama(dt = 1/8); "
        + "record m at end }\n";
    double[] reference = Trial.recorded(Trial.run(Trial.compile(text, CompileOptions.DEFAULT.withBackend("reference"))), "m");
    for (String backend : List.of("jvm", "llvm")) {
      RunResult r = Trial.run(Trial.compile(text, CompileOptions.DEFAULT.withBackend(backend)));
      assertArrayEquals(reference, Trial.recorded(r, "m"), backend);
    }
    assertTrue(Arrays.stream(reference).anyMatch(m -> m < 0));
  }

  @Test
  void whatCannotJumpIsAFailure() {
    RunResult r = Trial.run(Trial.compile("""
        model M { noise N : poisson(1 - n)
          state n = 0
          dn = 2 * dN }
        experiment e { time 0 .. 50; method next_reaction }
        """));
    assertArrayEquals(new long[] {Results.NOT_FINITE}, r.outputs().integers(Results.CODE));
    RunResult many = Trial.run(Trial.compile("""
        model M { noise N : poisson(100)
          state n = 0
          dn = dN }
        experiment e { time 0 .. 50; method next_reaction(max_steps = 20); record n at end }
        """));
    assertArrayEquals(new long[] {Results.TOO_MANY_STEPS}, many.outputs().integers(Results.CODE));
    assertEquals(20, LongStream.of(many.outputs().integers(Results.ACCEPTED)).sum());
  }

  /** @param says what stands against it */
  private record Refusal(String model, String options, String says) {}

  @TestFactory
  Stream<DynamicTest> whatMovesBetweenJumpsIsRefused() {
    return Stream.of(
        new Refusal("noise N : poisson(1)\nstate x = 1, n = 0\nx' = -x\ndn = dN", "", "`x` moves between jumps"),
        new Refusal("noise N : poisson(1), W : wiener ito\nstate n = 0\ndn = dN + dW", "", "`W` moves all the time"),
        new Refusal("noise L : stable(1.5)\nstate n = 0\ndn = dL", "", "`L` moves all the time"),
        new Refusal("noise N : poisson(1 + sin(t)^2)\nstate n = 0\ndn = dN", "", "how often `N` jumps changes in time"),
        new Refusal("noise N : poisson(1)\nstate n = 0\ndn = dN\non up(t - 1) { n := 0 }", "", "what an event waits for changes in time"),
        new Refusal("noise N : poisson(1)\nstate n = 0\ndn = dN\non up(n - 1) { hold n for 1 }", "", "holds no state"),
        new Refusal("noise N : poisson(1)\nstate n = 0\ndn = dN", "(dt = 0.1)", "has no option `dt`"))
        .map(r -> dynamicTest(r.says(), () -> {
          String text = "model M {\n" + r.model() + "\n}\nexperiment e { time 0 .. 1; method next_reaction" + r.options() + " }\n";
          Outcome<Compilation> outcome = new Compiler().compile(new SourceFile("m.dyn", text), CompileOptions.DEFAULT);
          String said = new DiagnosticRenderer(false).render(outcome.diagnostics());
          assertTrue(outcome.value().isEmpty() && said.contains(r.says()), said);
        }));
  }
}

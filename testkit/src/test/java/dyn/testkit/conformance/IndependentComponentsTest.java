package dyn.testkit.conformance;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dyn.backend.reference.Poison;
import dyn.compiler.Compilation;
import dyn.compiler.CompileOptions;
import dyn.compiler.Recording;
import dyn.compiler.Refused;
import dyn.compiler.RunResult;
import dyn.compiler.Runner;
import dyn.compiler.Vectors;
import dyn.passes.Refusals;
import dyn.passes.SplitIndependentComponents;
import dyn.runtime.ensemble.Progress;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Cells that nobody waits for take all steps by themselves, and it shows in no bit. */
class IndependentComponentsTest {
  private static final String MIXED = """
      model M {
        grid ring[i = 24] periodic
        dim n = 700
        param rate[n] = 0.5 + 0.001 * n
        state u[ring] = sin(i), total = 1, w[n] = cos(n), y[n] = 0
        u' = laplacian(u) - u * total
        total' = -total
        w' = y - rate * w
        y' = sin(t) - w
        output energy[n] = w[n]^2 + y[n]^2
      }
      experiment e {
        time 0 .. 1.003
        method METHOD
        record u, energy, total, w every 0.13
        record y, u[2] every 0.4
      }
      """;
  private static final String MAP = """
      model M {
        dim n = 513
        state x[n] from normal(0, 1), seen[n] = 0
        next x = 3.6 * frac(x) * (1 - frac(x))
        next seen = where(x > 0.5, seen + 1, seen)
      }
      experiment e { time 0 .. 200; record x, seen every 17; seed 4; ensemble 3 }
      """;
  private static final Map<String, String> MODELS = Map.of("euler", MIXED.replace("METHOD", "euler(dt = 0.02)"),
      "rk4", MIXED.replace("METHOD", "rk4(dt = 0.05)"),
      "members", MIXED.replace("METHOD", "heun(dt = 0.05)").replace("  time", "  ensemble 9\n  vary total from uniform(1, 2)\n  time"),
      "map", "fn frac(z) = z - floor(z)\n" + MAP);

  private static RunResult run(String text, CompileOptions options, int threads) {
    return Trial.run(new Runner(threads), Trial.compile(text, options), Path.of("."));
  }

  @TestFactory
  Stream<DynamicTest> noBitShowsIt() {
    CompileOptions plain = CompileOptions.DEFAULT;
    return MODELS.entrySet().stream().map(m -> dynamicTest(m.getKey(), () -> {
      String text = m.getValue();
      Compilation c = Trial.compile(text);
      assertTrue(!SplitIndependentComponents.apart(c.local()).isEmpty());
      RunResult whole = run(text, plain.withEveryWait(), 1);
      assertTrue(whole.failures().isEmpty());
      List<RunResult> others = new ArrayList<>(List.of(Trial.run(c), Trial.run(Trial.interpreted(c, c.step(), Poison.NONE)),
          Trial.run(Trial.interpreted(c, c.local(), Poison.NONE)), Trial.run(Trial.interpreted(c, c.target(), Poison.NONE)),
          run(text, plain.withVectors(Vectors.ON), 2)));
      for (int tiles = 1; tiles < 4; tiles++) {
        others.add(run(text, plain.withTiles(tiles), tiles));
        others.add(run(text, plain.withTiles(tiles).withVectors(Vectors.ON), tiles));
      }
      for (RunResult r : others) {
        assertEquals(whole.hash(), r.hash());
        whole.records().values().forEach((name, values) -> assertArrayEquals(values, r.records().values().get(name), name));
      }
    }));
  }

  /** @param why no loop of their own is made for the cells; empty where one is, and - where waits are what stands against it */
  @ParameterizedTest
  @CsvSource(delimiter = '|', value = {
      "state x[n] = 1                     | x' = -x                              | x          |",
      "state x[n] = 1                     | x' = -x                              | x[3]       | a chosen cell of n",
      "state x[n] = 1                     | x' = -x                              | mean(i in n) x[i] | sum over n",
      "state x[n] = 1, k = 1              | x' = -x; k' = -k                     | x, k       |",
      "state x[n] = 1, k = 1              | x' = -k * x; k' = -k                 | x          | k goes with them",
      "state x[n] = 1, y[n] = 2           | x' = y; y' = -x                      | x          |",
      "state x[n] = 1, y[m] = 2           | x' = -x; y' = -y                     | x, y       |",
      "state x[n, m] = 1, y[n] = 0        | x' = -x; y[n]' = sum(m) x[n, m]      | y          | -",
      "state x[n, m] = 1, y[n] = 0        | x[n, m]' = y[n]; y[n]' = -y[n]       | x          |"})
  void whatIsSplit(String state, String equations, String record, String why) {
    String text = "model M {\n  dim n = 300, m = 2\n  " + state + "\n  " + equations.replace("; ", "\n  ")
        + "\n}\nexperiment e { time 0 .. 1; method euler(dt = 0.1); record " + record + " every 0.5 }";
    Compilation c = Trial.compile(text);
    assertEquals(why == null, !SplitIndependentComponents.apart(c.local()).isEmpty());
    List<String> reasons = Refused.of(c).stream().filter(r -> r.pass().equals("split-independent-components"))
        .map(Refusals.Refusal::why).toList();
    boolean told = why != null && !why.equals("-");
    assertEquals(!told, reasons.isEmpty(), reasons::toString);
    if (told) assertTrue(reasons.getFirst().contains(why), reasons::toString);
    assertEquals(run(text, CompileOptions.DEFAULT.withEveryWait(), 1).hash(), Trial.run(c).hash());
  }

  @Test
  void aFaultOfACellIsToldAsItIs() {
    String text = MIXED.replace("METHOD", "euler(dt = 0.02)").replace("w' = y - rate * w", "w[n]' = where(n == 390, 40 * w[n]^3, y[n])");
    RunResult naive = run(text, CompileOptions.DEFAULT.withEveryWait(), 1);
    RunResult split = run(text, CompileOptions.DEFAULT, 1);
    RunResult tiled = run(text, CompileOptions.DEFAULT.withTiles(2), 2);
    assertEquals(1, naive.failures().size());
    for (RunResult r : List.of(split, tiled)) {
      assertEquals(naive.failures().toString(), r.failures().toString());
      assertEquals(naive.ended(), r.ended());
      naive.records().values().forEach((name, values) -> assertArrayEquals(values, r.records().values().get(name), name));
    }
  }

  /** Asked to stop, all cells stop after the same step, and what was recorded until then is kept. */
  @Test
  void aStopFindsAllCellsAtTheSameStep() throws IOException {
    String text = MIXED.replace("METHOD", "euler(dt = 0.001)");
    RunResult whole = run(text, CompileOptions.DEFAULT, 1);
    Compilation c = Trial.compile(text);
    Recording some = new Recording(1 << 30, false, _ -> {}, Optional.empty(), List.of(0.4, 0.7));
    int[] asked = {0};
    Progress stop = new Progress() {
      @Override
      public boolean stopRequested() {
        return ++asked[0] > 1;
      }
    };
    RunResult part = Trial.present(new Runner(1).run(c, Path.of("."), 0, 1, some, Optional.empty(), stop));
    part.records().values().forEach((name, values) -> {
      double[] all = whole.records().values().get(name);
      // Times that were not come to are not there.
      assertTrue(!Double.isNaN(values[0]) && (values.length < all.length || Double.isNaN(values[values.length - 1])), name);
      for (int k = 0; k < values.length; k++) assertTrue(Double.isNaN(values[k]) || values[k] == all[k], name);
    });
  }
}

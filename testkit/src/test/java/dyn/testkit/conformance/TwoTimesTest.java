package dyn.testkit.conformance;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dyn.compiler.RunResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Memories of two times: the order of their method, and that nothing depends on a time that has not come. */
class TwoTimesTest {
  /** Steps that the order is judged by. */
  private static final int COARSE = 80;
  private static final int FINE = 160;
  /** Of `volterra`: one correction and three more. Made from its solution C = cos(t - s), R = exp(s - t), E = sin t. */
  private static final String MADE = """
      model Made { memory symmetric C[t, s] = 1, causal R[t, s] = 1
        state E = 0
        let past[s] = (cos(t - s) + sin(t - s) - exp(-t) * (cos(s) - sin(s))) / 2
        let other[s] = (cos(t - s) - sin(t - s) - exp(-s) * (cos(t) - sin(t))) / 2
        C[t, s]' = -sin(t - s) + integral(u in 0 .. t) R[t, u] * C[u, s] - past[s]
          + 3 * (integral(u in 0 .. s) C[t, u] * R[s, u] - other[s])
        R[t, s]' = -R[t, s] + C[t, s] * integral(u in s .. t) R[t, u] * R[u, s] - cos(t - s) * (t - s) * exp(s - t)
        E' = C[t, 0] + integral(u in 0 .. t) C[t, u] * E * (integral(v in 0 .. u) C[v, v] - u)
        output of_C[s] = where(s <= t, C[t, s] - cos(t - s), 0)
        output of_R[s] = where(s <= t, R[t, s] - exp(s - t), 0)
        output error = max(max(abs(of_C)), max(max(abs(of_R)), abs(E - sin(t)))) }
      experiment e { time 0 .. 2
        method volterra(dt = 1/STEPS)
        record error at end }
      """;
  private static final String GLASS = """
      experiment e of GlassMemory { set T = TEMPERATURE
        time 0 .. 4
        method volterra(dt = 4/STEPS)
        record C[2, 1], C[4, 2], C[4, 1], R[2, 1], R[4, 2], R[4, 1] at end
        record lam at [1, 2, 4] }
      """;

  private static String model() throws IOException {
    String text = Files.readString(Path.of("..", "samples", "glass-memory", "glass-memory.dyn"));
    return text.substring(0, text.indexOf("experiment"));
  }

  private static double[] glass(String temperature, int steps) throws IOException {
    RunResult run = Trial.run(model() + GLASS.replace("TEMPERATURE", temperature).replace("STEPS", "" + steps));
    double[] values = new double[9];
    List<String> cells = List.of("C[2, 1]", "C[4, 2]", "C[4, 1]", "R[2, 1]", "R[4, 2]", "R[4, 1]");
    for (int i = 0; i < cells.size(); i++) values[i] = Trial.recorded(run, cells.get(i))[0];
    System.arraycopy(Trial.recorded(run, "lam"), 0, values, 6, 3);
    return values;
  }

  /** Halving the step divides each error by four. */
  private static void assertSecondOrder(double[] exact, String temperature) throws IOException {
    double[] coarse = glass(temperature, COARSE);
    double[] fine = glass(temperature, FINE);
    for (int i = 0; i < exact.length; i++) {
      double error = Math.abs(fine[i] - exact[i]);
      double ratio = Math.abs(coarse[i] - exact[i]) / error;
      assertTrue(error <= 2e-4, "error " + error + " of number " + i);
      assertTrue(ratio >= 3.5 && ratio <= 4.3, "ratio " + ratio + " of number " + i);
    }
  }

  /** In closed form: Bessel functions of the semicircle. */
  @Test
  void theGlassWithoutHeatIsOfSecondOrder() throws IOException {
    assertSecondOrder(new double[] {0.925778518245360986, 0.919621726756161769, 0.735404004700545559, 0.351429271863889961,
        0.148371046821538777, 0.137358727876957245, 1.31609453471871917, 1.63849882071124109, 1.81562969176150104}, "0");
  }

  @Test
  void theGlassWithHeatIsOfSecondOrder() throws IOException {
    assertSecondOrder(new double[] {0.68661022801, 0.60768338737, 0.45504125836}, "0.5");
  }

  @Test
  void aMadeProblemIsOfSecondOrder() {
    double before = Double.NaN;
    for (int steps = 10; steps <= 80; steps *= 2) {
      double error = Trial.recorded(Trial.run(MADE.replace("STEPS", "" + steps)), "error")[0];
      if (steps > 20) {
        assertEquals(4, before / error, 0.25);
        assertTrue(error < 2e-3);
      }
      before = error;
    }
  }

  /** A run that goes on longer has the same bits up to where the shorter one ends. */
  @Test
  void nothingDependsOnTheFuture() throws IOException {
    String experiment = "experiment e of GlassMemory { time 0 .. END\n method volterra(dt = 1/10)\n record C[t, 0], lam, R[1, 0.5] at "
        + "[0, 0.5, 1, 1.5] }";
    RunResult shorter = Trial.run(model() + experiment.replace("END", "1.5"));
    RunResult longer = Trial.run(model() + experiment.replace("END", "3"));
    for (String label : List.of("C[t, 0]", "lam", "R[1, 0.5]")) {
      assertArrayEquals(Trial.recorded(shorter, label), Trial.recorded(longer, label), label);
    }
  }

  /** Members share nothing: each is what it is alone. */
  @Test
  void aMemberIsTheSameAlone() throws IOException {
    String experiment = "experiment e of GlassMemory { MEMBERS\n time 0 .. 1\n method volterra(dt = 1/10)\n record lam at end }";
    double[] three = Trial.recorded(Trial.run(model() + experiment.replace("MEMBERS", "vary T over [0, 0.5, 1]")), "lam");
    double[] alone = Trial.recorded(Trial.run(model() + experiment.replace("MEMBERS", "set T = 0.5")), "lam");
    assertEquals(alone[0], three[1]);
  }

  /** A value that is not finite is found in the row in which it appears, and its place is told. */
  @Test
  void aRowThatIsNotFiniteIsTold() {
    RunResult run = Trial.run("""
        model Broken { memory causal R[t, s] = 1
          R[t, s]' = where(t > 0.25 and s == 0.2, log(-1), 0) }
        experiment e { time 0 .. 1
          method volterra(dt = 1/10)
          record R[t, 0] every 0.1 }
        """);
    assertEquals(1, run.failures().size());
    assertTrue(run.failures().getFirst().toString().contains("R[3, 2]"), run.failures()::toString);
  }
}

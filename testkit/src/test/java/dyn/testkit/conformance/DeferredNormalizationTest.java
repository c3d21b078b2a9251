package dyn.testkit.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dyn.compiler.Compilation;
import dyn.compiler.CompileOptions;
import dyn.compiler.Refused;
import dyn.compiler.RunResult;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What only keeps the size of a state is left out where nobody can tell, and nowhere else. */
class DeferredNormalizationTest {
  private static final String SPHERE = """
      model Sphere {
        dim i = 24, index j in i
        param J[i, j] = cos(i * j) + cos(i + j), T = 1
        state s[i] = 1 + 0.1 * i, clock = 0
        let force[i] = J @ s
        let norm2 = sum(k in i) s[k]^2
        let lambda = (sum(k in i) s[k] * force[k]) / norm2
        RATE
        CLOCK
        NORMALIZE
        output stiffness = lambda
      }
      experiment e { time 0 .. 0.5; method rk4(dt = STEP); record SEEN every 0.1 }
      """;

  private static String model(String rate, String clock, String normalize, String seen, double step) {
    return SPHERE.replace("RATE", rate).replace("CLOCK", clock).replace("NORMALIZE", normalize).replace("SEEN", seen)
        .replace("STEP", Double.toString(step));
  }

  private static final String RATE = "s' = force - lambda * s";
  private static final String CLOCK = "clock' = lambda";
  private static final String NORMALIZE = "normalize s to 2 at output";

  private static boolean isRewritten(String text) {
    return Trial.compile(text).isRewritten();
  }

  @Test
  void theSameIsLookedAt() {
    double before = apart(0.01);
    double after = apart(0.005);
    // Two methods of order four for one direction: what lies between them shrinks so, too.
    assertTrue(before < 1e-4 && after > 0 && before / after > 10, before + " and " + after);
  }

  private static double apart(double step) {
    String text = model(RATE, CLOCK, NORMALIZE, "s, stiffness, clock", step);
    RunResult deferred = Trial.run(Trial.compile(text));
    RunResult written = Trial.run(Trial.compile(text, CompileOptions.DEFAULT.withEquationsAsWritten()));
    assertNotEquals(deferred.hash(), written.hash());
    double most = 0;
    for (String name : deferred.records().values().keySet()) {
      double[] a = deferred.records().values().get(name);
      double[] b = written.records().values().get(name);
      for (int k = 0; k < a.length; k++) most = Math.max(most, Math.abs(a[k] - b[k]));
    }
    return most;
  }

  @Test
  void oneOfTwoWaitsOfAStageIsLeft() {
    String text = model(RATE, CLOCK, NORMALIZE, "s", 0.01).replace("clock' = lambda", "clock' = 1");
    Compilation deferred = Trial.compile(text);
    assertEquals(8, deferred.waitsBefore().all().size());
    assertEquals(4, deferred.waitsRewritten().all().size());
    assertEquals(4, deferred.waitsAfter().all().size());
  }

  @ParameterizedTest
  @ValueSource(strings = {"s' = force - lambda * s", "s' = -(s * lambda) + force", "s' = force + -lambda / T * s - 3 * s",
      "s' = force + s * (1 - lambda)", "s' = -lambda * s",
      "s' = T * (force - lambda * s)", "s' = (force - lambda * s) / (2 * T) - s",
      "s' = sqrt(norm2) * tanh(s / sqrt(norm2)) - lambda * s"})
  void formsOfOneEquation(String rate) {
    assertTrue(isRewritten(model(rate, CLOCK, NORMALIZE, "s", 0.01)));
  }

  /** What is left is of another degree, or what is left out takes no sum, or is another in each cell. */
  @ParameterizedTest
  @ValueSource(strings = {"s' = tanh(force) - lambda * s", "s' = force + 1 - lambda * s", "s' = force * s - lambda * s",
      "s' = force - t * s", "s' = abs(s) * s - lambda * s", "s' = force - lambda * force * s", "s' = force - lambda * s * s / norm2"})
  void otherEquations(String rate) {
    assertFalse(isRewritten(model(rate, CLOCK, NORMALIZE, "s", 0.01)));
  }

  @Test
  void whoeverSeesTheSizeKeepsIt() {
    assertTrue(isRewritten(model(RATE, CLOCK, NORMALIZE, "s", 0.01)));
    assertFalse(isRewritten(model(RATE, CLOCK, "", "s", 0.01)));
    assertFalse(isRewritten(model(RATE, CLOCK, "", "sum(s)", 0.01)));
    assertFalse(isRewritten(model(RATE, "clock' = sum(s)", NORMALIZE, "s", 0.01)));
    // The ends of states are looked at as well, though not where something is recorded.
    assertTrue(isRewritten(model(RATE, CLOCK, "", "s[0] / s[1], atan2(s[2], s[3])", 0.01)));
  }

  @Test
  void whyItIsKeptIsSaid() {
    Compilation c = Trial.compile(model(RATE, CLOCK, "", "s", 0.01));
    List<String> why = Refused.of(c).stream().filter(r -> r.pass().equals("defer-normalization")).map(r -> r.why()).toList();
    assertEquals(List.of("what is looked at depends on its size; `normalize` would divide it out"), why);
  }
}

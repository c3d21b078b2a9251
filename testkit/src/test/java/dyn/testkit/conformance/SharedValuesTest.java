package dyn.testkit.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dyn.compiler.CompileOptions;
import dyn.compiler.Schedule;
import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Values of which each is read twice by the next: whoever follows every way from one to another never comes to an end. */
class SharedValuesTest {
  private static final int VALUES = 60;
  private static final Duration LONGEST = Duration.ofSeconds(60);

  /** @param first the first value, {@code step} each further one of the one before, {@code equation} of the last one, {@code z} */
  @ParameterizedTest
  @CsvSource(delimiter = '|', value = {
      "dim n = 64 | x | sin(t + K) * A + A | x[n]' = z[n] - x[n]",
      "dim n = 64 | x | sin(t + K) * A + A | x[n]' = z[n] - mean(k in n) z[k] * x[n]",
      "dim n = 64 | x / sum(k in n) x[k] | cos(A) + A | x[n]' = (mean(k in n) z[k]) - x[n]",
      "dim n = 64, index m in n | (sum(m in n) cos(n - m) * x[m]) | sin(A) - A | x[n]' = (mean(k in n) z[k]) - x[n]",
      "grid g[n = 64] periodic | laplacian(x) | 0.5 * A + sin(A) | x' = laplacian(z) - x",
      "grid g[n = 64] periodic | x | A * 0.5 + sin(A) | next x[n] = 0.1 * z[n-1] + 0.1 * z[n+1]",
      "grid g[n = 64] periodic | x | A * 0.5 + sin(A) | next x[n] = 0.1 * z[n-1] + 0.1 * z[n+1] in any order",
      "dim n = 64 | x | 0.4 * tanh(A) + 0.4 * sin(A) | next x[n] = 0.1 * stale(2) mean(k in n) z[k]",
      "dim n = 64; edges e[a in n -> b in n] with out_degree 3, seed 1 | x | A * 0.5 + sin(A) | x[n]' = sum(e into n) (z[a] - z[b])"})
  void areFollowedOnce(String cells, String first, String step, String equation) {
    StringBuilder model = new StringBuilder("model M {\n  " + cells.replace("; ", "\n  ") + "\n  state x[n] = 1 + 0.1 * n\n");
    String last = "v0";
    model.append("  let v0[n] = ").append(first).append('\n');
    for (int k = 1; k <= VALUES; k++) {
      model.append("  let v" + k + "[n] = " + step.replace("A", last).replace("K", Integer.toString(k)) + "\n");
      last = "v" + k;
    }
    model.append("  let z[n] = " + last + "\n  " + equation + "\n}\n");
    String method = equation.startsWith("next") ? "" : "method euler(dt = 1)";
    String text = model + "experiment e { time 0 .. 2; " + method + " }";
    assertTimeoutPreemptively(LONGEST, () -> {
      String hash = Trial.run(Trial.compile(text)).hash();
      var tiled = Trial.compile(text, CompileOptions.DEFAULT.withTiles(3));
      Schedule.of(tiled);
      assertEquals(hash, Trial.run(tiled).hash());
    });
  }
}

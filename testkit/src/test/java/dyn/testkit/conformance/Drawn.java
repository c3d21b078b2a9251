package dyn.testkit.conformance;

import java.util.Arrays;
import java.util.stream.IntStream;

/** Many numbers of a distribution, with a fixed seed, and how far they may be from what is expected of them. */
final class Drawn {
  static final int N = 100_000;
  /** Kolmogorov: a greater distance, in 1/sqrt(N), has a probability of 1e-4. */
  static final double FAR = 2.23;
  /** In standard errors. */
  static final double ERRORS = 4.5;

  private Drawn() {}

  /** @param real a line of the model, empty for f64 */
  static double[] from(String real, String distribution) {
    return Trial.run("""
        model Draws {
          REAL
          dim n = 100_000
          state x[n] from DISTRIBUTION
          next x = x
        }
        experiment e { time 0 .. 1; seed 7 }
        """.replace("REAL", real).replace("DISTRIBUTION", distribution)).outputs().reals("end.x");
  }

  /** Of each number with the one so many cells further. */
  static double correlation(double[] x, int apart) {
    double mean = Arrays.stream(x).average().orElseThrow();
    double square = Arrays.stream(x).map(v -> (v - mean) * (v - mean)).sum();
    return IntStream.range(0, x.length - apart).mapToDouble(i -> (x[i] - mean) * (x[i + apart] - mean)).sum() / square;
  }
}

package dyn.testkit.conformance;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dyn.compiler.RunResult;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import org.junit.jupiter.api.Test;

/** Stale reads against a queue of old values; and what schedules do, read from states that tell each step apart. */
class AsynchronousTest {
  @Test
  void aStaleReadIsAQueue() {
    RunResult run = Trial.run("""
        model M {
          dim n = 3
          state x[n] = 1 + n, y = 2
          let m = stale(4) sum(j in n) x[j]
          next x[n] = 0.5 * x[n] + 0.1 * m + 0.1 * stale(2) y
          next y = 0.25 * stale(1) x[1] + 0.5 * cos(t)
        }
        experiment e { time 3 .. 30; record x[0], y every 1 }
        """);
    double[] x = {1, 2, 3};
    double y = 2;
    Deque<Double> sums = new ArrayDeque<>();
    Deque<Double> ys = new ArrayDeque<>();
    Deque<Double> ones = new ArrayDeque<>();
    for (int k = 0; k < 4; k++) sums.add(x[0] + x[1] + x[2]);
    for (int k = 0; k < 2; k++) ys.add(y);
    ones.add(x[1]);
    double[] first = Trial.recorded(run, "x[0]");
    double[] second = Trial.recorded(run, "y");
    for (int step = 0; step <= 27; step++) {
      assertEquals(x[0], first[step], 1e-14);
      assertEquals(y, second[step], 1e-14);
      double m = sums.remove();
      sums.add(x[0] + x[1] + x[2]);
      double old = ys.remove();
      ys.add(y);
      double one = ones.remove();
      ones.add(x[1]);
      for (int j = 0; j < 3; j++) x[j] = 0.5 * x[j] + 0.1 * m + 0.1 * old;
      y = 0.25 * one + 0.5 * Math.cos(3 + step);
    }
  }

  private static double[] recorded(String options, String members) {
    return Trial.recorded(Trial.run("model M { dim n = 20; state x[n] = 0; next x[n] = 0.999 * x[n] + 1 }\n"
        + "experiment e { " + members + " time 0 .. 400; updates asynchronous(" + options + "); record x every 1; seed 9 }"), "x");
  }

  /** A cell that is updated grows: x has changed. */
  private static int[] gaps(double[] x, int cells, int steps) {
    int[] count = new int[100];
    for (int c = 0; c < cells; c++) {
      int since = 0;
      for (int n = 1; n <= steps; n++) {
        since++;
        if (x[n * cells + c] == x[(n - 1) * cells + c]) continue;
        count[since]++;
        since = 0;
      }
    }
    return count;
  }

  @Test
  void updatesComeByChanceAndAtTheLatestAfterTheGap() {
    int[] gaps = gaps(recorded("probability = 0.4, delay = 0, gap = 6", ""), 20, 400);
    assertEquals(0, Arrays.stream(gaps, 7, 100).sum());
    assertTrue(gaps[6] > 0);
    double all = Arrays.stream(gaps).sum();
    // The chance of a gap of k is 0.4 0.6^(k-1), that of 6 what is left.
    for (int k = 1; k <= 6; k++) {
      double p = k < 6 ? 0.4 * Math.pow(0.6, k - 1) : Math.pow(0.6, 5);
      assertEquals(p, gaps[k] / all, 5 * Math.sqrt(p * (1 - p) / all), "a gap of " + k);
    }
  }

  @Test
  void eachStepOfEachCellWithProbabilityOne() {
    assertEquals(20 * 400, gaps(recorded("probability = 1, delay = 3", ""), 20, 400)[1]);
  }

  /** y is half of what x was: which of the last five values it was, shows. */
  @Test
  void agesAreEquallyLikely() {
    String model = """
        model M { state x = 0, y = 0, z = 0
          next x = 0.999 * x + 1
          next y = 0.5 * x
          next z = 0.25 * x + 0.5 * y }
        experiment e { time 0 .. 3000; OPTIONS record x, y every 1; seed 4 }
        """;
    RunResult run = Trial.run(model.replace("OPTIONS", "updates asynchronous(probability = 1, delay = 4);"));
    double[] x = Trial.recorded(run, "x");
    double[] y = Trial.recorded(run, "y");
    int[] ages = new int[5];
    int pairs = 0;
    int before = 0;
    for (int n = 5; n < 3000; n++) {
      int age = 0;
      while (age < 5 && y[n + 1] != 0.5 * x[n - age]) age++;
      assertTrue(age < 5, "older than the delay");
      ages[age]++;
      if (age == before) pairs++;
      before = age;
    }
    for (int age = 0; age < 5; age++) assertEquals(0.2, ages[age] / 2995.0, 5 * Math.sqrt(0.16 / 2995), "an age of " + age);
    assertEquals(0.2, pairs / 2995.0, 5 * Math.sqrt(0.16 / 2995), "two of the same age");
  }

  @Test
  void allTogetherAndAtOnceIsNoSchedule() {
    String model = """
        model M { grid r[i = 9] periodic; dim n = 3, index m in n; param A[n, m] = 0.1 * (n + m)
          state x[r] = i, v[n] = n
          next x[i] = 0.4 * sin(x[i-1]) + 0.4 * x[i+1]
          next v = A @ v + 1 }
        experiment e { time 0 .. 30; OPTIONS record x, v every 1 }
        """;
    RunResult plain = Trial.run(model.replace("OPTIONS", ""));
    RunResult none = Trial.run(model.replace("OPTIONS", "updates asynchronous(probability = 1, delay = 0);"));
    RunResult some = Trial.run(model.replace("OPTIONS", "updates asynchronous(probability = 1, delay = 1);"));
    for (String label : new String[] {"x", "v"}) {
      assertArrayEquals(Trial.recorded(plain, label), Trial.recorded(none, label));
      assertNotEquals(Arrays.hashCode(Trial.recorded(plain, label)), Arrays.hashCode(Trial.recorded(some, label)));
    }
  }

  /** No two members are the same. */
  @Test
  void membersAreSchedules() {
    double[] two = recorded("probability = 0.5, delay = 0", "ensemble 2;");
    int differ = 0;
    for (int k = 0; k < two.length; k += 2) if (two[k] != two[k + 1]) differ++;
    assertTrue(differ > two.length / 4);
  }

  /** Whatever the schedule: an error of 2 * 0.8^m after m macro-iterations. */
  @Test
  void theBoundHoldsForEverySchedule() {
    for (String options : new String[] {"probability = 0.5, delay = 4", "probability = 0.1, delay = 12", "probability = 0.9, delay = 0"}) {
      int gap = options.contains("0.5") ? 8 : options.contains("0.1") ? 40 : 5;
      int macro = gap + (options.contains("12") ? 12 : options.contains("delay = 4") ? 4 : 0);
      RunResult run = Trial.run("""
          model M {
            grid line[j = 12] value 0
            state x[line] = 0
            next x[j] = (1 + x[j-1] + x[j+1]) / 2.5
            const h = 6.5
            let k[line] = abs(j - 5.5)
            output error = max(j) abs(x[j] - 2 + 2 * (2^(k[j] - h) + 2^(-k[j] - h)) / (1 + 2^(-13)))
          }
          experiment e { ensemble 50; time 0 .. STEPS; updates asynchronous(OPTIONS); record error every MACRO }
          """.replace("STEPS", Integer.toString(120 * macro)).replace("OPTIONS", options).replace("MACRO", Integer.toString(macro)));
      double[] error = Trial.recorded(run, "error");
      assertEquals(121 * 50, error.length);
      for (int k = 0; k < error.length; k++) assertTrue(error[k] <= 2 * Math.pow(0.8, k / 50) + 1e-14, options + " after " + k / 50);
      assertTrue(error[120 * 50] < 1e-10);
    }
  }
}

package dyn.runtime.results;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PeriodogramTest {
  private static final double[] TEN = {1, -2, 3, 0.5, -1.5, 2.25, 0, 1, -3, 2.5};

  private static double[] density(double[] values, Periodogram.Window window, double interval) {
    Periodogram p = new Periodogram(values.length, window, interval);
    double[] sum = new double[p.count()];
    p.add(values, 0, sum, 0);
    return sum;
  }

  /** scipy.signal.periodogram(x, fs=4) of version 1.17.1. */
  @Test
  void ofAllValuesAsTheFieldsCommonLibraryHasIt() {
    double[] ten = {0, 0.14565365697674454, 0.19600195753924987, 4.016846343023255, 4.1789980424607505, 0.5640625};
    double[] eight = {0, 0.009481536808476817, 0.86328125, 4.185830963191521, 0.017578125};
    assertArrayEquals(ten, density(TEN, Periodogram.Window.ALL, 0.25), 1e-14);
    assertArrayEquals(eight, density(Arrays.copyOf(TEN, 8), Periodogram.Window.ALL, 0.25), 1e-14);
    assertArrayEquals(new double[] {0, 0.5, 1, 1.5, 2}, new Periodogram(8, Periodogram.Window.ALL, 0.25).frequencies());
  }

  /** scipy.signal.welch(x, fs=4, nperseg=5), whose windows begin 3 values apart: two of them. */
  @Test
  void ofWindowsThatOverlap() {
    Periodogram p = new Periodogram(5, Periodogram.Window.HANN, 0.25);
    double[] sum = new double[3];
    p.add(TEN, 0, sum, 0);
    p.add(TEN, 3, sum, 0);
    for (int k = 0; k < 3; k++) sum[k] /= 2;
    assertArrayEquals(new double[] {0.177688124782239, 1.3332337900924913, 2.0613863434797657}, sum, 1e-14);
    double[] nine = {0.17686232957351966, 0.0768451094722717, 1.1056426241091746, 2.1393834540811683, 2.184034494836664};
    assertArrayEquals(nine, density(Arrays.copyOf(TEN, 9), Periodogram.Window.HANN, 0.25), 1e-14);
  }

  /** Parseval: the sum over frequencies, times their distance, is the variance, for lengths of every kind. */
  @Test
  void addsUpToTheVariance() {
    Random random = new Random(5);
    for (int n : new int[] {8, 9, 12, 31, 100, 128, 997, 1000}) {
      double[] x = random.doubles(n, -1, 1).toArray();
      double mean = Arrays.stream(x).average().orElseThrow();
      double variance = Arrays.stream(x).map(v -> (v - mean) * (v - mean)).average().orElseThrow();
      double sum = Arrays.stream(density(x, Periodogram.Window.ALL, 0.1)).sum() / (n * 0.1);
      assertEquals(variance, sum, 1e-13, "n = " + n);
    }
  }

  @Test
  void aWaveStandsAtItsFrequency() {
    double[] x = IntStream.range(0, 300).mapToDouble(j -> 3 + 2 * Math.cos(2 * Math.PI * 12 * j / 300)).toArray();
    double[] p = density(x, Periodogram.Window.ALL, 0.5);
    for (int k = 0; k < p.length; k++) assertEquals(k == 12 ? 2 * 150 : 0, p[k], 1e-11, "at " + k);
  }

  @Test
  void missingValuesSpread() {
    double[] x = TEN.clone();
    x[4] = Double.NaN;
    assertTrue(Arrays.stream(density(x, Periodogram.Window.ALL, 1)).allMatch(Double::isNaN));
  }
}

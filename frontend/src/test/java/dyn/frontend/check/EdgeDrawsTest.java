package dyn.frontend.check;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class EdgeDrawsTest {
  /** Known answers of Random123 (kat_vectors, philox4x32 10): zeros, ones, and digits of pi. */
  @Test
  void philoxKnownAnswers() {
    philox("0 0 0 0 0 0", "6627e8d5 e169c58d bc57ac4c 9b00dbd8");
    philox("ffffffff ffffffff ffffffff ffffffff ffffffff ffffffff", "408f276d 41c83b0e a20bc7c6 6d5451fd");
    philox("243f6a88 85a308d3 13198a2e 03707344 a4093822 299f31d0", "d16cfe09 94fdcceb 5001e420 24126ea1");
  }

  private static void philox(String in, String out) {
    long[] got = new long[4];
    EdgeDraws.philox(words(in), got);
    assertArrayEquals(words(out), got);
  }

  private static long[] words(String text) {
    return Arrays.stream(text.split(" ")).mapToLong(w -> Long.parseLong(w, 16)).toArray();
  }

  /** A uniform does not depend on what was asked before it. */
  @Test
  void uniformsAreNumbered() {
    EdgeDraws forward = new EdgeDraws(9);
    double[] found = new double[100];
    for (int n = 0; n < 100; n++) found[n] = forward.uniform(n);
    EdgeDraws backward = new EdgeDraws(9);
    for (int n = 99; n >= 0; n--) assertEquals(found[n], backward.uniform(n));
    assertTrue(Arrays.stream(found).allMatch(u -> u > 0 && u < 1));
  }

  /** As many as expected, within five standard deviations, and everywhere alike. */
  @Test
  void eachWithItsProbability() {
    for (double p : new double[] {1e-4, 0.01, 0.3, 0.9}) {
      long count = 1_000_000;
      List<Long> chosen = new ArrayList<>();
      new EdgeDraws(5).each(count, p, chosen::add);
      double sd = Math.sqrt(count * p * (1 - p));
      assertEquals(count * p, chosen.size(), 5 * sd);
      long low = chosen.stream().filter(k -> k < count / 2).count();
      assertEquals(count * p / 2, low, 5 * sd);
      for (int k = 1; k < chosen.size(); k++) assertTrue(chosen.get(k) > chosen.get(k - 1));
    }
    List<Long> all = new ArrayList<>();
    new EdgeDraws(5).each(10, 1, all::add);
    assertEquals(List.of(0L, 1L, 2L, 3L, 4L, 5L, 6L, 7L, 8L, 9L), all);
  }

  /** Subsets of 2 out of 4: each of the six is drawn equally often. */
  @Test
  void subsetsAreEquallyLikely() {
    EdgeDraws draws = new EdgeDraws(1);
    int[] seen = new int[4];
    int[] counts = new int[16];
    int trials = 60_000;
    for (int t = 0; t < trials; t++) {
      int[] set = new int[1];
      draws.some(4, 2, 2L * t, seen, t + 1, m -> set[0] |= 1 << m);
      counts[set[0]]++;
    }
    int subsets = 0;
    for (int s = 0; s < 16; s++) {
      if (Integer.bitCount(s) != 2) {
        assertEquals(0, counts[s]);
        continue;
      }
      subsets++;
      assertEquals(trials / 6.0, counts[s], 5 * Math.sqrt(trials * 5 / 36.0));
    }
    assertEquals(6, subsets);
  }
}

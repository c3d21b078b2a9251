package dyn.frontend.check;

import java.util.Arrays;
import java.util.function.IntConsumer;
import java.util.function.LongConsumer;

/**
 * Edges by chance: Philox4x32-10 under the seed of the set, the same on every machine. Counter words 0 and 1 hold half the number of the
 * uniform, word 3 holds 2^32 - 1, which no draw of a run uses; an even uniform takes words 0 and 1 of its block, an odd one words 2 and 3.
 */
final class EdgeDraws {
  private static final long MASK = 0xffffffffL;
  private static final long SOURCE = MASK;

  private final long seed;
  private final long[] block = new long[4];
  private long held = -1;

  EdgeDraws(long seed) {
    this.seed = seed;
  }

  /** Number {@code n} of the uniforms between 0 and 1, neither of which is reached. */
  double uniform(long n) {
    if (held != n >> 1) philox(n >> 1);
    int word = (int) (n & 1) * 2;
    long w = (block[word] << 32 | block[word + 1]) >>> 12;
    return (w + 0.5) * 0x1p-52;
  }

  private void philox(long number) {
    held = number;
    philox(new long[] {number & MASK, number >>> 32, 0, SOURCE, seed & MASK, seed >>> 32}, block);
  }

  /** @param words four of the counter, then two of the key */
  static void philox(long[] words, long[] out) {
    long c0 = words[0];
    long c1 = words[1];
    long c2 = words[2];
    long c3 = words[3];
    long k0 = words[4];
    long k1 = words[5];
    for (int round = 0; round < 10; round++) {
      long p = 0xD2511F53L * c0;
      long q = 0xCD9E8D57L * c2;
      c0 = q >>> 32 ^ c1 ^ k0;
      c1 = q & MASK;
      c2 = p >>> 32 ^ c3 ^ k1;
      c3 = p & MASK;
      k0 = k0 + 0x9E3779B9L & MASK;
      k1 = k1 + 0xBB67AE85L & MASK;
    }
    out[0] = c0;
    out[1] = c1;
    out[2] = c2;
    out[3] = c3;
  }

  /** Each of the numbers below {@code count} with probability {@code p}, in increasing order: the gaps between them are drawn. */
  void each(long count, double p, LongConsumer chosen) {
    if (p >= 1) {
      for (long k = 0; k < count; k++) chosen.accept(k);
      return;
    }
    double scale = 1 / StrictMath.log1p(-p);
    long at = -1;
    for (long n = 0; ; n++) {
      double gap = Math.floor(StrictMath.log(uniform(n)) * scale);
      if (!(gap < count - at - 1)) return;
      at += 1 + (long) gap;
      chosen.accept(at);
    }
  }

  /**
   * {@code k} of the numbers below {@code count}, all subsets being equally likely, in increasing order: Floyd's method (Bentley and Floyd,
   * A sample of brilliance, 1987).
   *
   * @param first number of the first uniform it takes, of {@code k}
   * @param seen as long as count, and below {@code mark} everywhere
   */
  void some(int count, int k, long first, int[] seen, int mark, IntConsumer chosen) {
    int[] found = new int[k];
    for (int m = 0; m < k; m++) {
      int top = count - k + m;
      int pick = (int) Math.min(top, (long) (uniform(first + m) * (top + 1.0)));
      if (seen[pick] == mark) pick = top;
      seen[pick] = mark;
      found[m] = pick;
    }
    Arrays.sort(found);
    for (int f : found) chosen.accept(f);
  }
}

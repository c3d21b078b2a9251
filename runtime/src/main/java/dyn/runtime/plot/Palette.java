package dyn.runtime.plot;

/** Colours (0xRRGGBB) that colour-blind readers can tell apart: Okabe and Ito, Color universal design (2008), without the yellow. */
final class Palette {
  static final int WHITE = 0xFFFFFF;
  private static final int[] NAMED = {0x0072B2, 0xD55E00, 0x009E73, 0xCC79A7, 0xE69F00, 0x56B4E9, 0x000000};
  private static final int FIRST = 0x0B3C5D;
  private static final int LAST = 0xE69F00;

  private Palette() {}

  static int named(int k) {
    return NAMED[k % NAMED.length];
  }

  /** From dark blue to orange, for many lines in order. */
  static int along(int k, int count) {
    return mix(LAST, FIRST, (double) k / Math.max(1, count - 1));
  }

  /**
   * The k-th of so many nested bands, the widest first. Opaque tints: transparent ones over one another look different from
   * viewer to viewer.
   */
  static int band(int k, int count) {
    return mix(NAMED[0], WHITE, 0.18 + 0.27 * (count == 1 ? 0.5 : (double) k / (count - 1)));
  }

  private static int mix(int a, int b, double share) {
    int mixed = 0;
    for (int shift = 16; shift >= 0; shift -= 8) {
      mixed |= (int) Math.round((a >> shift & 255) * share + (b >> shift & 255) * (1 - share)) << shift;
    }
    return mixed;
  }
}

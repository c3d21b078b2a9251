package dyn.runtime.plot;

/** Colours (0xRRGGBB) that colour-blind readers can tell apart: Okabe and Ito, Color universal design (2008), without the yellow. */
final class Palette {
  static final int WHITE = 0xFFFFFF;
  private static final int[] NAMED = {0x0072B2, 0xD55E00, 0x009E73, 0xCC79A7, 0xE69F00, 0x56B4E9, 0x000000};
  private static final int FIRST = 0x0B3C5D;
  private static final int LAST = 0xE69F00;

  /**
   * Viridis at sixteen equal distances: even steps look even, also in grey and to colour-blind readers (N. Smith and S. van der Walt,
   * A better default colormap, SciPy 2015; in the public domain, CC0).
   */
  private static final int[] HEAT = {0x440154, 0x481A6C, 0x472F7D, 0x414487, 0x39568C, 0x31688E, 0x2A788E, 0x23888E, 0x1F988B, 0x22A884,
      0x35B779, 0x54C568, 0x7AD151, 0xA5DB36, 0xD2E21B, 0xFDE725};
  static final int MISSING = 0xE6E6E6;
  private static final int HEAT_STEPS = 255;

  private Palette() {}

  /** @param share 0 to 1; NaN is missing */
  static int heat(double share) {
    if (Double.isNaN(share)) {
      return MISSING;
    }
    double place = share * (HEAT.length - 1);
    int below = Math.min((int) place, HEAT.length - 2);
    return mix(HEAT[below + 1], HEAT[below], place - below);
  }

  static int heatIndex(double share) {
    return Double.isNaN(share) ? HEAT_STEPS : (int) Math.min(HEAT_STEPS - 1, share * HEAT_STEPS);
  }

  /** By {@link #heatIndex}; the last is for what is missing. */
  static int[] heatTable() {
    int[] table = new int[HEAT_STEPS + 1];
    for (int k = 0; k < HEAT_STEPS; k++) {
      table[k] = heat((double) k / (HEAT_STEPS - 1));
    }
    table[HEAT_STEPS] = MISSING;
    return table;
  }

  /** Darker, for text on white. */
  static int text(int k) {
    return mix(0x000000, named(k), 0.25);
  }

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

  static int bar() {
    return mix(NAMED[0], WHITE, 0.7);
  }

  private static int mix(int a, int b, double share) {
    int mixed = 0;
    for (int shift = 16; shift >= 0; shift -= 8) {
      mixed |= (int) Math.round((a >> shift & 255) * share + (b >> shift & 255) * (1 - share)) << shift;
    }
    return mixed;
  }
}

package dyn.kernel;

/** What vectors of a common processor cannot do, lane by lane in memory; kernels call it. A {@code mask} at -1 means all lanes. */
public final class LaneLoops {
  private LaneLoops() {}

  /** Division by zero gives zero. */
  public static void idiv(long[] m, int a, int b, int n) {
    for (int i = 0; i < n; i++) m[a + i] = m[b + i] == 0 ? 0 : m[a + i] / m[b + i];
  }

  public static void imod(long[] m, int a, int b, int n) {
    for (int i = 0; i < n; i++) m[a + i] = m[b + i] == 0 ? 0 : m[a + i] % m[b + i];
  }

  public static void toIntegers(double[] from, int a, long[] to, int b, int n) {
    for (int i = 0; i < n; i++) to[b + i] = (long) from[a + i];
  }

  public static void gather(double[] from, long[] m, int at, int mask, double[] to, int b, int n) {
    for (int i = 0; i < n; i++) to[b + i] = mask < 0 || m[mask + i] != 0 ? from[(int) m[at + i]] : 0;
  }

  public static void gather(float[] from, long[] m, int at, int mask, double[] to, int b, int n) {
    for (int i = 0; i < n; i++) to[b + i] = mask < 0 || m[mask + i] != 0 ? from[(int) m[at + i]] : 0;
  }

  public static void gather(long[] from, long[] m, int at, int mask, long[] to, int b, int n) {
    for (int i = 0; i < n; i++) to[b + i] = mask < 0 || m[mask + i] != 0 ? from[(int) m[at + i]] : 0;
  }

  public static void scatter(double[] to, long[] m, int at, int mask, double[] from, int b, int n) {
    for (int i = 0; i < n; i++) if (mask < 0 || m[mask + i] != 0) to[(int) m[at + i]] = from[b + i];
  }

  public static void scatter(float[] to, long[] m, int at, int mask, double[] from, int b, int n) {
    for (int i = 0; i < n; i++) if (mask < 0 || m[mask + i] != 0) to[(int) m[at + i]] = (float) from[b + i];
  }

  public static void scatter(long[] to, long[] m, int at, int mask, long[] from, int b, int n) {
    for (int i = 0; i < n; i++) if (mask < 0 || m[mask + i] != 0) to[(int) m[at + i]] = from[b + i];
  }
}

package dyn.runtime.ensemble;

/** Records that members did not reach: a member's records end with it. */
public final class Unreached {
  private Unreached() {}

  /**
   * [record][member]: not reached, or after the fixed step after which the member was not finite. Empty where all members are well.
   *
   * @param codes how members ended, 0 if well
   * @param recorded records of each member
   * @param needed fixed steps that have to be done before each record; empty for steps by error control
   * @param notFinite the code of members that were not finite after a step
   */
  public static boolean[] of(long[] codes, long[] steps, long[] recorded, int count, long[] needed, long notFinite) {
    int members = codes.length;
    boolean allWell = true;
    for (long code : codes) allWell &= code == 0;
    if (allWell) return new boolean[0];
    boolean[] misses = new boolean[count * members];
    for (int r = 0; r < count; r++) {
      for (int m = 0; m < members; m++) {
        boolean spoiled = needed.length > 0 && codes[m] == notFinite && needed[r] >= steps[m];
        misses[r * members + m] = codes[m] != 0 && (r >= recorded[m] || spoiled);
      }
    }
    return misses;
  }

  /** @param all [record, cells, member] */
  public static void blank(double[] all, int cells, boolean[] misses, int members) {
    for (int i = 0; i < misses.length; i++) {
      if (!misses[i]) continue;
      for (int c = 0; c < cells; c++) all[(i / members * cells + c) * members + i % members] = Double.NaN;
    }
  }
}

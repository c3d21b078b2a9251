package dyn.ir.diagnostics;

import java.util.Collection;
import java.util.Locale;
import java.util.Optional;

/** The known name a mistyped one was probably meant to be. */
public final class Nearest {
  private static final int LONGEST = 64;

  private Nearest() {}

  /** At most a third of the letters may differ; the first of the closest wins. */
  public static Optional<String> to(String typed, Collection<String> known) {
    String best = null;
    int least = Math.max(1, typed.length() / 3) + 1;
    if (typed.length() > LONGEST) return Optional.empty();
    for (String name : known) {
      if (Math.abs(name.length() - typed.length()) >= least || name.equals(typed)) continue;
      int d = name.equalsIgnoreCase(typed) ? 0 : distance(typed.toLowerCase(Locale.ROOT), name.toLowerCase(Locale.ROOT));
      if (d < least && d < Math.min(typed.length(), name.length())) {
        least = d;
        best = name;
      }
    }
    return Optional.ofNullable(best);
  }

  /** Insertions, deletions, replacements and swaps of neighbours (Damerau 1964, the restricted form). */
  static int distance(String a, String b) {
    int[] twoAgo = new int[b.length() + 1];
    int[] before = new int[b.length() + 1];
    int[] row = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) before[j] = j;
    for (int i = 1; i <= a.length(); i++) {
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int change = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
        row[j] = Math.min(Math.min(row[j - 1], before[j]) + 1, before[j - 1] + change);
        boolean swap = i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
        if (swap) row[j] = Math.min(row[j], twoAgo[j - 2] + 1);
      }
      int[] spare = twoAgo;
      twoAgo = before;
      before = row;
      row = spare;
    }
    return before[b.length()];
  }
}

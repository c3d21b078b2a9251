package dyn.compiler.trace;

import com.github.difflib.DiffUtils;
import com.github.difflib.UnifiedDiffUtils;
import com.github.difflib.patch.AbstractDelta;
import com.github.difflib.patch.Patch;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** What a pass changed, line by line. Lines that differ in the numbers of values alone ({@code %x.3}, {@code %x.4}) count as the same. */
public final class ProgramDiff {
  /** Lines before and after; null on the side that has none. */
  public record Row(String before, String after) {
    public boolean isSame() {
      return before != null && after != null && same(before, after);
    }
  }

  private static final Pattern NUMBER = Pattern.compile("(%[^\\s,:)]*?)\\.\\d+(?=[\\s,:)]|$)");

  private ProgramDiff() {}

  private static boolean same(String a, String b) {
    return a.equals(b) || NUMBER.matcher(a).replaceAll("$1").equals(NUMBER.matcher(b).replaceAll("$1"));
  }

  private static Patch<String> patch(List<String> from, List<String> to) {
    return DiffUtils.diff(from, to, ProgramDiff::same);
  }

  /** Changed lines with three lines around them, as {@code diff -u} shows them; empty where nothing changed. */
  public static List<String> unified(PassStep before, PassStep after) {
    List<String> from = before.lines();
    return UnifiedDiffUtils.generateUnifiedDiff(before.name(), after.name(), from, patch(from, after.lines()), 3);
  }

  /** All lines of both, side by side. */
  public static List<Row> rows(PassStep before, PassStep after) {
    List<String> from = before.lines();
    List<String> to = after.lines();
    List<Row> rows = new ArrayList<>();
    int at = 0;
    int there = 0;
    for (AbstractDelta<String> d : patch(from, to).getDeltas()) {
      for (; at < d.getSource().getPosition(); at++) rows.add(new Row(from.get(at), to.get(there++)));
      List<String> gone = d.getSource().getLines();
      List<String> come = d.getTarget().getLines();
      for (int i = 0; i < Math.max(gone.size(), come.size()); i++) {
        rows.add(new Row(i < gone.size() ? gone.get(i) : null, i < come.size() ? come.get(i) : null));
      }
      at += gone.size();
      there += come.size();
    }
    for (; at < from.size(); at++) rows.add(new Row(from.get(at), to.get(there++)));
    return rows;
  }
}

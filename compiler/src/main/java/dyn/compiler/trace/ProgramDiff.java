package dyn.compiler.trace;

import com.github.difflib.DiffUtils;
import com.github.difflib.UnifiedDiffUtils;
import com.github.difflib.patch.AbstractDelta;
import java.util.ArrayList;
import java.util.List;

/** What a pass changed, line by line. */
public final class ProgramDiff {
  /** Lines before and after; null on the side that has none. */
  public record Row(String before, String after) {
    public boolean isSame() {
      return before != null && before.equals(after);
    }
  }

  private ProgramDiff() {}

  /** Changed lines with three lines around them, as {@code diff -u} shows them; empty where nothing changed. */
  public static List<String> unified(PassStep before, PassStep after) {
    List<String> from = before.lines();
    return UnifiedDiffUtils.generateUnifiedDiff(before.name(), after.name(), from, DiffUtils.diff(from, after.lines()), 3);
  }

  /** All lines of both, side by side. */
  public static List<Row> rows(PassStep before, PassStep after) {
    List<String> from = before.lines();
    List<Row> rows = new ArrayList<>();
    int at = 0;
    for (AbstractDelta<String> d : DiffUtils.diff(from, after.lines()).getDeltas()) {
      for (; at < d.getSource().getPosition(); at++) rows.add(new Row(from.get(at), from.get(at)));
      List<String> gone = d.getSource().getLines();
      List<String> come = d.getTarget().getLines();
      for (int i = 0; i < Math.max(gone.size(), come.size()); i++) {
        rows.add(new Row(i < gone.size() ? gone.get(i) : null, i < come.size() ? come.get(i) : null));
      }
      at += gone.size();
    }
    for (; at < from.size(); at++) rows.add(new Row(from.get(at), from.get(at)));
    return rows;
  }
}

package dyn.frontend.format;

import java.util.List;
import java.util.function.Predicate;

/**
 * Texts and comments behind neighbouring lines stand in one column: comments always, texts where the author set one of them apart. Not
 * where a line would become too long by it.
 */
final class Alignment {
  private static final int GAP = 2;

  private Alignment() {}

  static void align(List<Line> lines) {
    runs(lines, Line::hasDoc, run -> {
      if (run.stream().noneMatch(Line::isWide)) return;
      int column = run.stream().mapToInt(Line::codeWidth).max().orElseThrow() + GAP;
      boolean fits = run.stream().allMatch(l -> column + l.docWidth() <= Layout.WIDTH);
      run.forEach(l -> l.docAt(fits ? column : l.codeWidth() + GAP));
    });
    runs(lines, Line::hasComment, run -> {
      int column = run.stream().mapToInt(Line::width).max().orElseThrow() + GAP;
      boolean fits = run.stream().allMatch(l -> column + l.commentWidth() <= Layout.WIDTH);
      if (fits) run.forEach(l -> l.commentAt(column));
    });
  }

  private interface Run {
    void of(List<Line> lines);
  }

  private static void runs(List<Line> lines, Predicate<Line> member, Run action) {
    int from = 0;
    while (from < lines.size()) {
      int to = from;
      while (to < lines.size() && member.test(lines.get(to)) && (to == from || lines.get(to).follows(lines.get(to - 1)))) to++;
      if (to > from) action.of(lines.subList(from, to));
      from = Math.max(to, from + 1);
    }
  }
}

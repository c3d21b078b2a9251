package dyn.runtime.data;

import dyn.ir.diagnostics.Code;
import dyn.ir.diagnostics.Nearest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Finds columns by name: the whole heading, the heading without its unit, {@code v [mV]}, or the number of the column from 1. */
record Columns(String file, List<String> headings) {
  private static final Pattern NUMBER = Pattern.compile("[1-9]\\d{0,8}");
  private static final int SHOWN = 20;

  /** Position of a column, from 0. */
  int find(String name) throws DataFault {
    List<String> bare = headings.stream().map(Columns::withoutUnit).toList();
    for (List<String> names : List.of(headings, bare)) {
      int at = names.indexOf(name);
      if (at < 0) continue;
      int again = names.lastIndexOf(name);
      if (again == at) return at;
      throw new DataFault(Code.E0821, "`" + file + "`: columns " + (at + 1) + " and " + (again + 1) + " are both named `" + name + "`",
          "choose by number: `column \"" + (again + 1) + "\"`");
    }
    if (NUMBER.matcher(name).matches() && Integer.parseInt(name) <= headings.size()) return Integer.parseInt(name) - 1;
    List<String> all = new ArrayList<>(bare);
    Optional<String> near = Nearest.to(name, all);
    throw new DataFault(Code.E0802, "`" + file + "` has no column `" + name + "`",
        near.map(n -> "there is `" + n + "`").orElse("it has " + shown()));
  }

  private String shown() {
    String some = headings.stream().limit(SHOWN).map(h -> "`" + Shown.text(h) + "`").collect(Collectors.joining(", "));
    return headings.size() > SHOWN ? some + " and " + (headings.size() - SHOWN) + " more" : some;
  }

  static String withoutUnit(String heading) {
    int open = heading.lastIndexOf(" [");
    return open > 0 && heading.endsWith("]") ? heading.substring(0, open).strip() : heading;
  }
}

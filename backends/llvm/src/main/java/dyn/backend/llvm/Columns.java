package dyn.backend.llvm;

import dyn.backend.Description;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What a library hands out of what is recorded: the values of members, each once. Statistics over them are their reader's. */
final class Columns {
  private Columns() {}

  static List<Description.Column> of(Description d) {
    Set<String> seen = new HashSet<>();
    return d.tracks().stream().flatMap(t -> t.columns().stream()).filter(c -> seen.add(c.output())).toList();
  }
}

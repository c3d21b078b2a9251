package dyn.testkit.accuracy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The table of measured errors in a page: a row for each function and type, replaced where it is measured anew. */
final class Table {
  private static final String HEAD = "| function | type | points | largest error, ulp | at |";

  private final Path page;

  Table(Path page) {
    this.page = page;
  }

  void put(String function, String type, String points, double worst, String where) throws IOException {
    String key = "| `%s` | %s |".formatted(function, type);
    String row = key + " %s | %.4f | %s |".formatted(points, worst, where);
    List<String> lines = new ArrayList<>(Files.readAllLines(page));
    int at = lines.indexOf(HEAD) + 2;
    if (at < 2) throw new IllegalStateException(page + " has no table that begins " + HEAD);
    while (at < lines.size() && lines.get(at).startsWith("|") && !lines.get(at).startsWith(key)) at++;
    if (at < lines.size() && lines.get(at).startsWith(key)) lines.set(at, row);
    else lines.add(at, row);
    Files.write(page, lines);
  }
}

package dyn.cli;

import java.nio.file.Path;
import java.util.List;

/** Rows as they come: a long test shows how far it is. */
final class TestTable {
  private static final int CELL = 11;

  private final Terminal terminal;
  private final Style style;
  private final List<String> backends;
  private final boolean silent;
  private final int fileWidth;
  private final int experimentWidth = 24;
  private String lastFile = "";

  TestTable(Terminal terminal, List<String> backends, List<String> files, boolean silent) {
    this.terminal = terminal;
    this.style = terminal.style();
    this.backends = backends;
    this.silent = silent;
    this.fileWidth = Math.max(6, files.stream().mapToInt(f -> name(f).length()).max().orElse(0));
    if (!silent) head();
  }

  private static String name(String file) {
    String name = Path.of(file).getFileName().toString();
    return name.endsWith(".dyn") ? name.substring(0, name.length() - 4) : name;
  }

  private void head() {
    StringBuilder line = new StringBuilder(Numbers.padded("sample", fileWidth + 2)).append(Numbers.padded("experiment", experimentWidth
        + 2));
    for (String b : backends) line.append(Numbers.padded(b, CELL));
    line.append("error/allowed  same bits");
    terminal.line(style.dim(line.toString()));
  }

  void row(TestRow row) {
    if (silent) return;
    String file = name(row.file());
    StringBuilder line = new StringBuilder(style.bold(Numbers.padded(file.equals(lastFile) ? "" : file, fileWidth + 2)));
    lastFile = file;
    line.append(Numbers.padded(row.experiment(), experimentWidth + 2));
    for (String b : backends) line.append(painted(row.cells().get(b)));
    String worst = row.expects() == 0 ? "no expect" : Double.isNaN(row.worst()) ? "" : Numbers.text(row.worst(), 2);
    line.append(Numbers.padded(worst, 15)).append(row.sameBits().map(s -> s ? "yes" : style.bad("NO")).orElse(""));
    terminal.line(line.toString().stripTrailing());
  }

  private String painted(TestRow.Cell cell) {
    String text = Numbers.padded(cell.text(), CELL);
    return switch (cell) {
      case PASS -> style.good(text);
      case FAIL, RUN_FAILED -> style.bad(text);
      case LONG, UNSUPPORTED -> style.dim(text);
    };
  }

  /** @param mistakes errors in files that therefore did not run */
  void foot(List<TestRow> rows, int mistakes) {
    long failed = rows.stream().filter(TestRow::failed).count();
    long slow = rows.stream().filter(r -> r.cells().containsValue(TestRow.Cell.LONG)).count();
    long refused = rows.stream().filter(r -> r.cells().containsValue(TestRow.Cell.UNSUPPORTED)).count();
    terminal.line("");
    String ran = failed > 0 ? style.bad(failed + " failed") : rows.isEmpty() ? "nothing ran" : style.good("all pass");
    String verdict = mistakes == 0 ? ran : ran + ", " + style.bad(Numbers.count(mistakes, "error"));
    terminal.line(Numbers.count(rows.size(), "experiment") + ", " + verdict);
    if (slow > 0) terminal.line(style.dim("long: " + slow + " would keep the reference interpreter busy; run them with --long"));
    if (refused > 0) terminal.line(style.dim("refused: " + refused + " cannot run on a backend"));
  }
}

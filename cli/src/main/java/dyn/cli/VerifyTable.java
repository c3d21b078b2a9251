package dyn.cli;

import dyn.runtime.ensemble.Tiles;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Schedules as they have run, one below the other. */
final class VerifyTable {
  private static final int[] WIDTH = {9, 7, 10, 9, 16, 10, 12, 12};
  private static final int HASH = 16;

  /** @param same whether the bits are those of the first */
  record Row(Schedules.Schedule schedule, double seconds, Tiles.Counts waits, String hash, boolean same, boolean failed) {
    Map<String, Object> json() {
      Map<String, Object> o = new LinkedHashMap<>();
      o.put("waits", schedule.everyWait() ? "written" : "left");
      o.put("tiles", schedule.tiles());
      o.put("together", schedule.together());
      o.put("vectors", schedule.vectors());
      o.put("threads", schedule.threads());
      o.put("chunk", schedule.chunk());
      o.put("backend", schedule.backend());
      o.put("seconds", seconds);
      o.put("waitedForAll", waits.global());
      o.put("waitedForNeighbours", waits.neighbours());
      o.put("hash", hash);
      o.put("same", same);
      return o;
    }
  }

  private final Terminal terminal;
  private final Style style;

  VerifyTable(Terminal terminal) {
    this.terminal = terminal;
    this.style = terminal.style();
  }

  void head(String what) {
    terminal.line(style.bold(what));
    terminal.line("");
    terminal.line(style.dim(cells(List.of("waits", "tiles", "together", "vectors", "workers", "time", "for all", "neighbours")) + "bits"));
  }

  void row(Row r, boolean first) {
    Schedules.Schedule s = r.schedule();
    boolean tiled = s.tiles() > 0;
    String workers = s.isReference() ? "reference" : Numbers.count(Math.max(s.threads(), s.tiles()), "thread")
        + (s.chunk() > 0 ? " by " + s.chunk() : "");
    String line = cells(List.of(s.everyWait() ? "written" : "left", tiled ? Integer.toString(s.tiles()) : "-",
        tiled && !s.everyWait() ? Integer.toString(s.together()) : "-", s.vectors() ? "on" : "off", workers, Numbers.seconds(r.seconds()),
        tiled ? Numbers.count(r.waits().global()) : "-", tiled ? Numbers.count(r.waits().neighbours()) : "-"));
    String hash = r.hash().substring(0, Math.min(HASH, r.hash().length()));
    String verdict = first ? "  the first" : r.same() ? "  " + style.good("same") : "  " + style.bad("DIFFERS");
    terminal.line(line + hash + verdict + (r.failed() ? "  " + style.warn("failed") : ""));
  }

  private static String cells(List<String> texts) {
    StringBuilder line = new StringBuilder();
    for (int i = 0; i < texts.size(); i++) line.append(Numbers.padded(texts.get(i), WIDTH[i]));
    return line.toString();
  }

  void foot(List<Row> rows, List<Schedules.Missing> missing, boolean interrupted) {
    terminal.line("");
    long differ = rows.stream().filter(r -> !r.same()).count();
    String all = Numbers.count(rows.size(), "schedule");
    terminal.line(differ > 0 ? style.bad(differ + " of " + all + " differ") + " from the first: that is a mistake in dyn, not in the model"
        : all + ", " + style.good(rows.size() == 1 ? "nothing to compare with" : "all the same bits"));
    if (interrupted) terminal.line(style.warn("interrupted") + ": what was not run by then is not compared");
    int width = missing.stream().mapToInt(m -> m.what().length()).max().orElse(0) + 2;
    for (Schedules.Missing m : missing) terminal.line(style.dim("left out: " + Numbers.padded(m.what(), width) + m.why()));
  }
}

package dyn.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dyn.runtime.ensemble.Tiles;
import dyn.runtime.results.JsonReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class VerifyCommandTest {
  private static final String HEAT = """
      model Heat {
        grid cell[i = 40, j = 8] periodic, spacing 1/10
        state u[i, j] = 1 + i + sin(j)
        u' = 0.01 * laplacian(u) - u^3 / 1000
      }
      experiment e { time 0 .. 0.4; method euler(dt = 0.01); record u[1, 1] every 0.2 }
      experiment fails { time 0 .. 400; method euler(dt = 10); record u[1, 1] at end }
      """;
  private static final String MEMBERS = """
      model A { param a = 2; state x = 1; x' = -a * x }
      experiment e { time 0 .. 1; method rk4(dt = 0.1); vary a from normal(1, 0.1); ensemble 30; record x at end }
      """;

  @TempDir
  private Path folder;

  private String file(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text).toString();
  }

  private static List<Map<?, ?>> rows(Object json) {
    List<Map<?, ?>> rows = new ArrayList<>();
    for (Object o : (List<?>) ((Map<?, ?>) json).get("schedules")) rows.add((Map<?, ?>) o);
    return rows;
  }

  private static double waits(List<Map<?, ?>> rows, String kind, String of, double tiles, double together) {
    return rows.stream().filter(r -> r.get("waits").equals(of) && r.get("tiles").equals(tiles) && r.get("together").equals(together))
        .mapToDouble(r -> (double) r.get(kind)).findFirst().orElseThrow();
  }

  @Test
  void everyScheduleOfAGridGivesTheBitsOfTheFirst() throws IOException {
    Calls.Said said = Calls.dyn("verify", "--schedules", file("heat.dyn", HEAT), "--no-vectors", "--json");
    assertEquals(Exit.OK, said.code(), said.all());
    Object json = JsonReader.read(said.out());
    assertEquals(true, JsonReader.at(json, "same"));
    List<Map<?, ?>> rows = rows(json);
    assertEquals(1 + 4 + 1 + 4 * 3 + 1, rows.size(), said.out());
    assertEquals("reference", rows.getLast().get("backend"));
    assertEquals(1, rows.stream().map(r -> r.get("hash")).distinct().count());
    assertTrue(waits(rows, "waitedForAll", "written", 2, 1) >= 40);
    assertEquals(0, waits(rows, "waitedForNeighbours", "written", 2, 1));
    double alone = waits(rows, "waitedForNeighbours", "left", 2, 1);
    assertEquals(40, alone);
    assertTrue(waits(rows, "waitedForNeighbours", "left", 2, 4) < alone / 2);
  }

  @Test
  void whatDoesNotApplyIsLeftOutWithTheReason() throws IOException {
    Calls.Said said = Calls.dyn("verify", "--schedules", file("a.dyn", MEMBERS), "--no-vectors", "-t", "3");
    assertEquals(Exit.OK, said.code(), said.all());
    assertTrue(said.out().contains("all the same bits") && said.out().contains("3 threads by 1"), said.out());
    assertTrue(said.out().contains("left out: tiles") && said.out().contains("have no cells to share"), said.out());
    Calls.Said many = Calls.dyn("verify", "--schedules", file("heat.dyn", HEAT), "--no-vectors", "--tiles", "1,900", "--together", "1");
    assertTrue(many.out().contains("the cells make at most"), many.out());
    Calls.Said large = Calls.dyn("verify", "--schedules", file("a.dyn", MEMBERS), "--no-vectors", "--members", "100000", "-t", "1");
    assertTrue(large.out().contains("would keep the interpreter busy"), large.out());
  }

  /** In a process of its own, whose output is not this one's. */
  @Test
  void vectorsAreComparedWhereAProcessHasThem() throws IOException {
    assertEquals(Exit.OK, Calls.dyn("verify", "--schedules", file("a.dyn", MEMBERS), "--json").code());
  }

  @Test
  void aFailureIsToldOnce() throws IOException {
    Calls.Said said = Calls.dyn("verify", "--schedules", file("heat.dyn", HEAT), "fails", "--no-vectors", "--tiles", "2");
    assertEquals(Exit.RUN_FAILED, said.code(), said.all());
    assertEquals(2, said.err().split("E0902", -1).length - 1, said.err());
    assertTrue(said.out().contains("all the same bits"), said.out());
  }

  @Test
  void aDifferenceIsTold() {
    List<VerifyTable.Row> rows = new ArrayList<>();
    for (boolean same : List.of(true, false)) {
      rows.add(new VerifyTable.Row(Schedules.first(), 1, Tiles.Counts.NONE, same ? "a" : "b", same, false));
    }
    assertEquals(Exit.EXPECTATION, VerifyCommand.code(rows, true));
    assertEquals(Exit.INTERRUPTED, VerifyCommand.code(rows.subList(0, 1), true));
    Calls.Said said = Calls.capture(t -> {
      VerifyTable table = new VerifyTable(t);
      rows.forEach(r -> table.row(r, r == rows.getFirst()));
      table.foot(rows, List.of(), false);
      return 0;
    });
    assertTrue(said.out().contains("DIFFERS") && said.out().contains("1 of 2 schedules differ"), said.out());
  }

  @Test
  void interruptionEndsWithWhatWasCompared() throws IOException {
    String heat = file("heat.dyn", HEAT);
    AtomicInteger looks = new AtomicInteger();
    Calls.Said said = Calls.capture(t -> new CommandLine(new VerifyCommand(t, () -> Interruption.when(() -> looks.incrementAndGet() > 12)))
        .execute("--schedules", heat, "--no-vectors"));
    assertEquals(Exit.INTERRUPTED, said.code(), said.all());
    assertTrue(said.out().contains("interrupted"), said.out());
    assertFalse(said.out().contains("DIFFERS"), said.out());
  }

  @Test
  void wrongOptionsAreRefused() throws IOException {
    String heat = file("heat.dyn", HEAT);
    assertEquals(Exit.USAGE, Calls.dyn("verify", heat).code());
    assertEquals(Exit.USAGE, Calls.dyn("verify", "--schedules", heat, "--tiles", "two").code());
    for (String option : List.of("--tiles", "--together", "--threads")) {
      Calls.Said said = Calls.dyn("verify", "--schedules", heat, option, "0");
      assertEquals(Exit.MISTAKE, said.code(), said.all());
      assertTrue(said.err().contains("E0605"), said.err());
    }
    assertEquals(Exit.MISTAKE, Calls.dyn("verify", "--schedules", heat, "nowhere").code());
  }

  @Test
  void thePageOfTheCommandLineHasAllCommands() throws IOException {
    String page = Files.readString(Path.of("..", "docs", "cli.md"));
    String help = Calls.dyn().out();
    for (String name : Dyn.all(Terminal.ofProcess()).getSubcommands().keySet()) {
      assertTrue(page.contains("`dyn " + name), name + " is missing on docs/cli.md");
      assertTrue(help.contains("  " + name), name + " is missing in the help");
    }
    assertTrue(Calls.dyn("completion").out().contains("verify"));
  }
}

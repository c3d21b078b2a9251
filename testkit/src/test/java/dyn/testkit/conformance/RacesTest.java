package dyn.testkit.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dyn.backend.Artifact;
import dyn.backend.Backend;
import dyn.backend.Loader;
import dyn.backend.Target;
import dyn.backend.reference.Races;
import dyn.backend.reference.ReferenceKernel;
import dyn.compiler.Compilation;
import dyn.compiler.CompileOptions;
import dyn.compiler.TileChoice;
import dyn.ir.Body;
import dyn.ir.Builder;
import dyn.ir.Level;
import dyn.ir.MathLibrary;
import dyn.ir.Placed;
import dyn.ir.Program;
import dyn.ir.Regions;
import dyn.ir.Stmt;
import dyn.ir.Text;
import dyn.ir.Value;
import dyn.ir.diagnostics.SourceFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Tiles touch nothing of each other without a wait between, whatever the schedule; and the waits that are left are all needed. */
final class RacesTest {
  private static final Path MODELS = Path.of("src", "test", "models", "schedules");

  private static Map<String, String> models() throws IOException {
    Map<String, String> texts = new LinkedHashMap<>();
    try (Stream<Path> files = Files.list(MODELS)) {
      for (Path f : files.sorted().toList()) texts.put(f.getFileName().toString(), Files.readString(f));
    }
    // So many that tiles are of whole blocks of the reduction tree, each of which adds up its own.
    texts.put("blocks", Coupled.text("kuramoto", 1).replace("osc = 70", "osc = 66_000").replace("rk4", "heun"));
    Coupled.ALL.keySet().forEach(m -> texts.put("coupled " + m, Coupled.text(m, 6)));
    Coupled.ALONG_EDGES.keySet().forEach(m -> texts.put("along edges " + m, Coupled.text(m, 6)));
    return texts;
  }

  private static Compilation compile(String text, int tiles, boolean everyWait) {
    CompileOptions options = CompileOptions.DEFAULT.withTiles(tiles);
    return Trial.compile(new SourceFile("races.dyn", text), everyWait ? options.withEveryWait() : options);
  }

  private static String watched(Compilation c, Program placed) {
    return watched(c, placed, c.tiles());
  }

  private static String watched(Compilation c, Program placed, TileChoice tiles) {
    Backend watching = new Watching(placed, tiles.count());
    return Trial.whole(c.on(watching, placed, c.lanes(), tiles)).hash();
  }

  @TestFactory
  Stream<DynamicTest> noScheduleHasARace() throws IOException {
    return models().entrySet().stream().map(m -> dynamicTest(m.getKey(), () -> {
      String hash = Trial.whole(compile(m.getValue(), 1, false)).hash();
      for (boolean everyWait : new boolean[] {false, true}) {
        for (int tiles : new int[] {2, 3}) {
          Compilation c = compile(m.getValue(), tiles, everyWait);
          if (c.tiles().count() <= 1) continue;
          Program read = Text.parse(Text.print(c.target()), new MathLibrary()::body);
          assertEquals(hash, watched(c, read), tiles + " tiles" + (everyWait ? ", every wait" : ""));
        }
      }
    }));
  }

  @TestFactory
  Stream<DynamicTest> aRaceShowsWhereAWaitIsDropped() {
    return Stream.of("heat", "gray-scott", "kuramoto", "lattice", "across", "chance").map(m -> dynamicTest(m, () -> {
      Compilation c = compile(Coupled.text(m, 6), 3, false);
      List<Stmt> waits = new ArrayList<>();
      collect(c.target().main(), false, waits);
      assertFalse(waits.isEmpty());
      for (Stmt w : waits) {
        IllegalStateException race = assertThrows(IllegalStateException.class, () -> watched(c, without(c.target(), w)));
        assertTrue(race.getMessage().contains("a race"), race::getMessage);
      }
    }));
  }

  /** Tiles wait along edges for a set of others that is made of the edges: none of it is there for nothing. */
  @TestFactory
  Stream<DynamicTest> aRaceShowsWhereATileIsMissingInASet() {
    return Stream.of("lattice", "across").map(m -> dynamicTest(m, () -> {
      Compilation c = compile(Coupled.text(m, 6), 4, false);
      String graph = c.tiles().joined().keySet().iterator().next();
      List<BitSet> right = c.tiles().joined().get(graph);
      int missing = 0;
      for (int tile = 0; tile < 4; tile++) {
        for (int other : right.get(tile).stream().toArray()) {
          List<BitSet> wrong = new ArrayList<>(right);
          wrong.set(tile, (BitSet) right.get(tile).clone());
          wrong.get(tile).clear(other);
          TileChoice one = new TileChoice(4, c.tiles().axis(), 1, "planted", Map.of(graph, wrong));
          IllegalStateException race = assertThrows(IllegalStateException.class, () -> watched(c, c.target(), one));
          assertTrue(race.getMessage().contains("a race"), race::getMessage);
          missing++;
        }
      }
      assertTrue(missing >= 8);
    }));
  }

  /** Those of every step: others need not be passed in a run. */
  private static void collect(Body b, boolean steps, List<Stmt> waits) {
    for (Stmt s : b.stmts()) {
      if (steps && s.op() instanceof Placed.Wait) waits.add(s);
      boolean loop = s.op() instanceof Regions.While;
      if (!steps || !loop) s.op().bodies().forEach(inner -> collect(inner, steps || loop, waits));
    }
  }

  private static Program without(Program placed, Stmt wait) {
    Body main = placed.main();
    Builder b = new Builder();
    List<Value> params = main.params().stream().map(p -> b.exactParam(p.name(), p.type())).toList();
    b.inline(main, params, (_, s, _) -> s == wait ? Optional.of(List.of()) : Optional.empty());
    List<Body> bodies = new ArrayList<>(placed.bodies());
    bodies.set(bodies.indexOf(main), b.finish(Program.MAIN, params, List.of()));
    return placed.with(bodies);
  }

  /** Interprets a placed program, tiles side by side. */
  private record Watching(Program program, int tiles) implements Backend {
    @Override
    public String name() {
      return "watching";
    }

    @Override
    public String summary() {
      return "interprets tiles and finds races";
    }

    @Override
    public Target target() {
      return new Target("watching", Level.PLACED, false);
    }

    @Override
    public Artifact emit(Program placed) {
      return new Artifact("watching", placed.name(), Map.of(), Map.of());
    }

    @Override
    public Optional<Loader> loader() {
      return Optional.of(_ -> new ReferenceKernel(program, new Races(tiles)));
    }
  }
}

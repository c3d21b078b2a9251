package dyn.testkit.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dyn.compiler.Compilation;
import dyn.compiler.CompileOptions;
import dyn.compiler.Vectors;
import dyn.ir.diagnostics.SourceFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Fields and mean fields end with the same bits for every schedule: any number of workers that share the cells of a member, cells in
 * vectors or one by one, waits removed or all kept. The interpreter, which knows none of these, says which bits.
 */
class SchedulesTest {
  private static final Path MODELS = Path.of("src", "test", "models", "schedules");
  private static final int[] TILES = {1, 2, 3, 5};

  @TestFactory
  Stream<DynamicTest> everyScheduleEndsWithTheSameBits() throws IOException {
    List<Path> files;
    try (Stream<Path> all = Files.list(MODELS)) {
      files = all.filter(f -> f.toString().endsWith(".dyn")).sorted().toList();
    }
    assertTrue(files.size() >= 12);
    return files.stream().map(f -> dynamicTest(f.getFileName().toString(), () -> everySchedule(f)));
  }

  private static void everySchedule(Path file) throws IOException {
    SourceFile source = new SourceFile(file.toString(), Files.readString(file));
    String hash = Trial.whole(Trial.compile(source, CompileOptions.DEFAULT.withBackend("reference"))).hash();
    List<String> differ = new ArrayList<>();
    int most = 0;
    int widest = 1;
    for (boolean everyWait : new boolean[] {false, true}) {
      for (Vectors vectors : new Vectors[] {Vectors.OFF, Vectors.ON}) {
        for (int tiles : TILES) {
          CompileOptions options = CompileOptions.DEFAULT.withVectors(vectors).withTiles(tiles);
          Compilation c = Trial.compile(source, everyWait ? options.withEveryWait() : options);
          most = Math.max(most, c.tiles().count());
          widest = Math.max(widest, Math.max(c.lanes().cells(), c.lanes().members()));
          String schedule = tiles + " tiles" + (vectors == Vectors.ON ? ", vectors" : "") + (everyWait ? ", every wait" : "");
          if (!hash.equals(Trial.whole(c).hash())) differ.add(schedule);
        }
      }
    }
    assertEquals(List.of(), differ);
    assertTrue(most > 1, "no schedule shares the cells of a member");
    assertTrue(widest > 1, "no schedule has vectors");
  }

  /** Also more than are worth it: then as many as are. */
  @Test
  void anyNumberOfStepsTogetherEndsWithTheSameBits() {
    String text = """
        model M {
          grid cell[i = 40, j = 9] periodic
          state u[cell] = sin(2 * pi * i / 40) + 0.1 * j
          u' = 0.1 * laplacian(u) - 0.1 * u^3
        }
        experiment e {
          time 0 .. 2.3
          method rk4(dt = 0.1)
          record u at [0.7, 2.3]
        }
        """;
    assertEquals(List.of(1, 2, 3, 4, 4, 4), taken(text));
  }

  /** Without rows each step computes anew what it reads of the one before. */
  @Test
  void stepsTogetherAlongALine() {
    String text = """
        model M {
          grid rod[i = 90] i low value sin(t), i high zero_flux, spacing 0.1
          state u[rod] = cos(i), v[rod] = 0
          u[i]' = 0.01 * laplacian(u)[i] - 0.1 * u[i]^3 + v[i-1]
          v' = 0.1 * u - v
        }
        experiment e {
          time 0 .. 2.3
          method euler(dt = 0.1)
          record u at [0.7, 2.3]
        }
        """;
    assertEquals(List.of(1, 2, 3, 4, 4, 4), taken(text));
  }

  /** How many are taken where 1, 2, 3, 5, 8 and 100 are asked for; all end with the same bits. */
  private static List<Integer> taken(String text) {
    SourceFile source = new SourceFile("together.dyn", text);
    String hash = Trial.whole(Trial.compile(source, CompileOptions.DEFAULT.withBackend("reference"))).hash();
    List<Integer> taken = new ArrayList<>();
    for (int together : new int[] {1, 2, 3, 5, 8, 100}) {
      Compilation c = Trial.compile(source, CompileOptions.DEFAULT.withTiles(2).withStepsTogether(together));
      taken.add(c.tiles().together());
      assertEquals(hash, Trial.whole(c).hash(), together + " together");
    }
    return taken;
  }
}

package dyn.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dyn.ir.Body;
import dyn.ir.Program;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.opentest4j.AssertionFailedError;

class GoldensTest {
  private static final String HEAD = """
      // run:   drop-results
      // why:   a program without results has nothing to show
      """;
  private static final String BEFORE = "step @main(%x: f64) {\n  result %x as(x)\n  yield\n}\n";
  private static final String AFTER = "---- after\nstep @main(%x: f64) {\n  yield\n}\n";

  @TempDir Path folder;

  private static UnaryOperator<Program> find(String name) {
    assertEquals("drop-results", name);
    return p -> p.with(p.bodies().stream().map(GoldensTest::dropped).toList());
  }

  private static Body dropped(Body b) {
    return b.withStmts(b.stmts().stream().filter(s -> !s.op().name().equals("result")).toList());
  }

  private Path file(String text) throws IOException {
    return Files.writeString(folder.resolve("case.ir"), text);
  }

  @Test
  void theRightResultPasses() throws IOException {
    new Goldens(GoldensTest::find, false).check(file(HEAD + "// count: result=0\n" + BEFORE + AFTER));
    assertEquals(1, Goldens.in(folder, GoldensTest::find).count());
  }

  @Test
  void aWrongOrMissingResultFails() throws IOException {
    Goldens goldens = new Goldens(GoldensTest::find, false);
    Path wrong = file(HEAD + BEFORE + AFTER.replace("%x:", "%y:"));
    assertThrows(AssertionFailedError.class, () -> goldens.check(wrong));
    Path missing = file(HEAD + BEFORE);
    assertThrows(AssertionFailedError.class, () -> goldens.check(missing));
    Path unexplained = file(HEAD.substring(0, HEAD.indexOf("// why")) + BEFORE + AFTER);
    assertThrows(AssertionFailedError.class, () -> goldens.check(unexplained));
  }

  @Test
  void countsAloneWillDo() throws IOException {
    Goldens goldens = new Goldens(GoldensTest::find, false);
    goldens.check(file(HEAD + "// count: result=0 barrier=0\n" + BEFORE));
    Path wrong = file(HEAD + "// count: result=1\n" + BEFORE);
    assertThrows(AssertionFailedError.class, () -> goldens.check(wrong));
  }

  @Test
  void blessingRewritesBelowTheLine() throws IOException {
    Goldens goldens = new Goldens(GoldensTest::find, true);
    Path f = file(HEAD + BEFORE + "---- after\nold\n");
    goldens.check(f);
    assertEquals(HEAD + BEFORE + AFTER, Files.readString(f));
    Path fresh = file(HEAD + BEFORE);
    goldens.check(fresh);
    assertTrue(Files.readString(fresh).endsWith(AFTER));
  }
}

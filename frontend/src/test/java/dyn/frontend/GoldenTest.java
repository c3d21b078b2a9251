package dyn.frontend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import dyn.ir.Program;
import dyn.ir.Text;
import dyn.ir.Verifier;
import dyn.ir.diagnostics.Diagnostic;
import dyn.ir.diagnostics.DiagnosticRenderer;
import dyn.ir.diagnostics.SourceFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Model files and what becomes of them: diagnostics or programs. `-Dbless` rewrites the results; they are then read and committed. */
class GoldenTest {
  private static final Path ROOT = Path.of("src/test/golden");

  @TestFactory
  Stream<DynamicTest> diagnostics() throws IOException {
    return files("diagnostics").map(f -> test(f, GoldenTest::diagnostics));
  }

  @TestFactory
  Stream<DynamicTest> programs() throws IOException {
    return files("programs").map(f -> test(f, GoldenTest::program));
  }

  private interface Result {
    String of(SourceFile source);
  }

  private static Stream<Path> files(String folder) throws IOException {
    try (Stream<Path> all = Files.list(ROOT.resolve(folder))) {
      List<Path> sorted = all.filter(f -> f.toString().endsWith(".dyn")).sorted().toList();
      assertFalse(sorted.isEmpty());
      return sorted.stream();
    }
  }

  private static DynamicTest test(Path file, Result result) {
    return DynamicTest.dynamicTest(file.toString(), () -> {
      String actual = result.of(new SourceFile(file.getFileName().toString(), Files.readString(file)));
      Path golden = Path.of(file.toString().replaceAll("\\.dyn$", ".txt"));
      if (System.getProperty("bless") != null && System.getenv("CI") == null) {
        Files.writeString(golden, actual);
        return;
      }
      if (!Files.exists(golden)) fail("no result yet: run with -Dbless, read it, and commit it");
      assertEquals(Files.readString(golden), actual);
    });
  }

  private static String diagnostics(SourceFile source) {
    Frontend frontend = Frontends.standard();
    List<Diagnostic> found = frontend.checkAll(frontend.parse(source));
    assertFalse(found.isEmpty(), "a wrong file without a diagnostic");
    found.forEach(d -> assertTrue(d.labels().stream().anyMatch(l -> l.at().equals(d.at())), () -> "no words under the caret: " + d));
    return new DiagnosticRenderer(false).render(found);
  }

  private static String program(SourceFile source) {
    Frontend frontend = Frontends.standard();
    Checked checked = frontend.check(frontend.parse(source), null, Overrides.NONE);
    assertTrue(checked.compiled().isPresent(), () -> new DiagnosticRenderer(false).render(checked.diagnostics()));
    Program program = checked.compiled().get().program();
    assertTrue(Verifier.check(program).isEmpty(), () -> Verifier.check(program).get().text());
    String text = Text.print(program);
    assertEquals(text, Text.print(Text.parse(text)));
    return text;
  }
}

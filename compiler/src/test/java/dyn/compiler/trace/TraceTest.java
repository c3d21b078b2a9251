package dyn.compiler.trace;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dyn.compiler.CompileOptions;
import dyn.compiler.Compiler;
import dyn.ir.Text;
import dyn.ir.diagnostics.SourceFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TraceTest {
  private static final SourceFile SOURCE = new SourceFile("a.dyn", """
      model A { param a = 2; state x = 1, y = 0; x' = -a * x + sin(y); y' = x < 1 and y > 2 or x > 3 ? 1 : 0 }
      experiment e { time 0 .. 1; method rk4(dt = 0.1); ensemble 3; record x at end }
      """.replace("x < 1 and y > 2 or x > 3 ? 1 : 0", "where(x < 1 and y > 2, 1, 0)"));

  private static List<PassStep> steps(Set<String> skipped, String last) {
    return new Compiler().steps(SOURCE, CompileOptions.DEFAULT, skipped, last, _ -> {}).value().orElseThrow();
  }

  /** Both sides of the rows are the programs, and the rows that differ are in the unified form. */
  @Test
  void rowsHoldBothPrograms() {
    List<PassStep> steps = steps(Set.of(), null);
    for (int i = 1; i < steps.size(); i++) {
      List<ProgramDiff.Row> rows = ProgramDiff.rows(steps.get(i - 1), steps.get(i));
      assertEquals(steps.get(i - 1).lines(), rows.stream().map(ProgramDiff.Row::before).filter(l -> l != null).toList());
      assertEquals(steps.get(i).lines(), rows.stream().map(ProgramDiff.Row::after).filter(l -> l != null).toList());
      assertEquals(rows.stream().allMatch(ProgramDiff.Row::isSame), ProgramDiff.unified(steps.get(i - 1), steps.get(i)).isEmpty());
    }
  }

  @Test
  void theFolderHoldsEveryProgramAndAPage(@TempDir Path folder) throws IOException {
    List<PassStep> steps = steps(Set.of(), null);
    Path page = TraceFolder.write("a.dyn <e>", steps, folder.resolve("trace"));
    try (Stream<Path> files = Files.list(page.getParent())) {
      assertEquals(steps.size() + 1, files.count());
    }
    assertEquals(Text.print(steps.get(1).made()).strip(), Files.readString(page.resolveSibling("01-" + steps.get(1).name() + ".model.ir"))
        .strip());
    String html = Files.readString(page);
    for (PassStep s : steps) assertTrue(html.contains("<h2>" + steps.indexOf(s) + ". " + s.name()), s.name());
    assertTrue(html.contains("a.dyn &lt;e&gt;") && html.contains("class=\"gone\"") && html.contains("class=\"come\""));
    assertFalse(html.contains("src=") || html.contains("href=\"http"), "the page needs nothing else");
  }

  @Test
  void passesCanBeLeftOutAndTheRestStopped() {
    assertEquals("form-fma", steps(Set.of(), "form-fma").getLast().name());
    assertTrue(steps(Set.of("form-fma"), null).stream().noneMatch(s -> s.name().equals("form-fma")));
    assertTrue(steps(Set.of("apply-method"), null).stream().anyMatch(s -> s.name().equals("apply-method")), "a level is never left out");
  }
}

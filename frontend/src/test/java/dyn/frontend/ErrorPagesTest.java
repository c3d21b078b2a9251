package dyn.frontend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dyn.ir.diagnostics.Code;
import dyn.ir.diagnostics.Diagnostic;
import dyn.ir.diagnostics.DiagnosticRenderer;
import dyn.ir.diagnostics.SourceFile;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Every page exists, and its examples say what it claims. */
class ErrorPagesTest {
  private static final Pattern BLOCK = Pattern.compile("```dyn( wrong)?\\n(.*?)```", Pattern.DOTALL);
  /** A file that the examples of the page import. */
  private static final Pattern FILE = Pattern.compile("```dyn (\\S+\\.dyn)\\n(.*?)```", Pattern.DOTALL);
  /** Codes that no short file can show to `check`, by what does find them. */
  private static final Set<String> ELSEWHERE = Set.of("size", "command line", "compile", "backend", "data", "run");

  @TestFactory
  Stream<DynamicTest> pages() {
    return Stream.of(Code.values()).map(code -> DynamicTest.dynamicTest(code.name(), () -> page(code)));
  }

  private static void page(Code code) {
    String text = ErrorPages.raw(code);
    assertTrue(text.startsWith("# " + code.name() + ": " + code.title() + "\n"), "the first line holds code and title");
    Matcher found = Pattern.compile("<!-- found by: (.*?) -->").matcher(text);
    if (found.find()) {
      assertTrue(ELSEWHERE.contains(found.group(1)), found.group(1));
      return;
    }
    Matcher blocks = BLOCK.matcher(text);
    assertTrue(blocks.find() && blocks.group(1) != null, "the first example is wrong");
    Map<String, String> files = new LinkedHashMap<>();
    FILE.matcher(text).results().forEach(m -> files.put(m.group(1), m.group(2)));
    List<Diagnostic> wrong = check(blocks.group(2), files);
    assertFalse(wrong.isEmpty(), "nothing found in the wrong example");
    for (Diagnostic d : wrong) assertEquals(code, d.code(), () -> new DiagnosticRenderer(false).render(wrong));
    assertTrue(blocks.find() && blocks.group(1) == null, "the second example is repaired");
    List<Diagnostic> repaired = check(blocks.group(2), files);
    assertTrue(repaired.isEmpty(), () -> new DiagnosticRenderer(false).render(repaired));
  }

  private static List<Diagnostic> check(String text, Map<String, String> files) {
    files.put("page.dyn", text);
    Frontend frontend = Frontends.reading(new Texts(files));
    return frontend.checkAll(frontend.parse(new SourceFile("page.dyn", text)));
  }

  @Test
  void commentsForTestsAreNotShown() {
    assertFalse(ErrorPages.text(Code.E0901).contains("<!--"));
  }
}

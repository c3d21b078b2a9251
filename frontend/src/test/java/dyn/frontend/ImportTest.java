package dyn.frontend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dyn.ir.diagnostics.Code;
import dyn.ir.diagnostics.Diagnostic;
import dyn.ir.diagnostics.DiagnosticRenderer;
import dyn.ir.diagnostics.SourceFile;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Files that import each other, as texts. */
class ImportTest {
  private static final String LIBRARY = """
      const g = 2
      const hidden = g + 1
      fn gain(a) = hidden * a
      model Cell { param k = g
        input u = 0
        state x = 1
        x' = -k * gain(x) + u
        output y = gain(x) }
      experiment own { time 0 .. 1 }
      """;
  private final Map<String, String> files = new LinkedHashMap<>(Map.of("lib.dyn", LIBRARY));

  private static String run(String model) {
    return "experiment e of " + model + " { time 0 .. 1 }\n";
  }

  private ParsedFile parsed(String text) {
    files.put("main.dyn", text);
    return Frontends.reading(new Texts(files)).parse(new SourceFile("main.dyn", text));
  }

  private List<Diagnostic> check(String text) {
    return Frontends.reading(new Texts(files)).checkAll(parsed(text));
  }

  private void fine(String text) {
    List<Diagnostic> found = check(text);
    assertTrue(found.isEmpty(), () -> new DiagnosticRenderer(false).render(found));
  }

  private Diagnostic finds(Code code, String file, String text) {
    List<Diagnostic> found = check(text);
    String shown = new DiagnosticRenderer(false).render(found);
    assertEquals(List.of(code), found.stream().map(Diagnostic::code).toList(), shown);
    assertEquals(file, found.getFirst().at().source().name(), shown);
    return found.getFirst();
  }

  @Test
  void allOfAFile() {
    fine("import \"lib.dyn\"\nmodel A { use Cell as c { u = gain(g) } }\n" + run("A") + run("Cell").replace(" e ", " f "));
  }

  @Test
  void underAName() {
    fine("import \"lib.dyn\" as l\nconst g = 5\nmodel A { use l.Cell as c { u = l.gain(l.g) * g } }\n" + run("A")
        + run("l.Cell").replace(" e ", " f "));
  }

  @Test
  void someNames() {
    fine("import Cell, gain from \"lib.dyn\"\nconst g = 5, hidden = 7\nmodel A { use Cell as c { u = gain(hidden) } }\n" + run("A"));
    finds(Code.E0201, "main.dyn", "import Cell from \"lib.dyn\"\nmodel A { use Cell as c { u = hidden } }\n");
  }

  @Test
  void theWordsAreNamesElsewhere() {
    fine("model A { param import = 1, as = 2; state use = 1; use' = -import * as * use }\n");
  }

  @Test
  void experimentsStayInTheirFile() {
    assertEquals(List.of("e"), parsed("import \"lib.dyn\"\n" + run("Cell")).experiments());
    finds(Code.E0214, "main.dyn", "import own from \"lib.dyn\"\n" + run("Cell"));
  }

  @Test
  void whatAFileImportsIsItsOwn() {
    files.put("mid.dyn", "import \"lib.dyn\"\nconst h = g\nmodel Two { use Cell as a { u = b.y }\n  use Cell as b { u = a.y, k = h } }\n");
    ParsedFile both = parsed("import \"mid.dyn\"\nimport \"lib.dyn\" as lib\nmodel A { use Two as t\n  use lib.Cell as c { u = t.a.y } }\n"
        + run("A"));
    assertEquals(List.of("mid.dyn", "lib.dyn"), both.file().imported().stream().map(SourceFile::name).toList());
    fine("import \"mid.dyn\"\nimport \"lib.dyn\" as lib\nmodel A { use Two as t\n  use lib.Cell as c { u = t.a.y } }\n" + run("A"));
    finds(Code.E0207, "main.dyn", "import \"mid.dyn\"\nmodel A { use Cell as c { u = 1 } }\n");
  }

  @Test
  void circles() {
    files.put("a.dyn", "import \"b.dyn\"\nconst a = 1\n");
    files.put("b.dyn", "import \"a.dyn\"\nconst b = 1\n");
    Diagnostic d = finds(Code.E0213, "b.dyn", "import \"a.dyn\"\n" + LIBRARY);
    assertTrue(d.message().endsWith("a.dyn -> b.dyn -> a.dyn"), d.message());
    finds(Code.E0213, "main.dyn", "import \"main.dyn\"\n" + LIBRARY);
  }

  @Test
  void mistakesOfAFileAreShownInIt() {
    files.put("bad.dyn", "model B { state x = 1; x' = * 2 }\n");
    Diagnostic syntax = finds(Code.E0101, "bad.dyn", "import \"bad.dyn\"\n" + run("B"));
    assertEquals("main.dyn:1:1", syntax.labels().getLast().at().toString());
    files.put("bad.dyn", "model B { state x = 1; x' = -k * x }\nmodel Unused { state x = 1; x' = q }\n");
    Diagnostic name = finds(Code.E0201, "bad.dyn", "import \"bad.dyn\"\nmodel A { use B as one\n  use B as two }\n");
    assertEquals("main.dyn:2:11", name.labels().getLast().at().toString());
    files.put("bad.dyn", "const a = b + 1\n");
    finds(Code.E0201, "bad.dyn", "import \"bad.dyn\" as bad\n" + LIBRARY);
  }

  @Test
  void clashes() {
    finds(Code.E0215, "main.dyn", "import \"lib.dyn\"\nconst g = 1\n" + run("Cell"));
    finds(Code.E0216, "main.dyn", "import \"lib.dyn\"\nimport g from \"lib.dyn\"\n" + run("Cell"));
    finds(Code.E0202, "main.dyn", "import \"lib.dyn\"\nmodel A { param g = 1; state x = 1; x' = -g * x }\n" + run("A"));
    files.put("other.dyn", "const gain = 3\n");
    finds(Code.E0215, "main.dyn", "import \"lib.dyn\"\nimport \"other.dyn\"\n" + run("Cell"));
  }

  @Test
  void libraries() {
    fine("const g = 1\nfn f(a) = g * a\n");
    finds(Code.E0201, "main.dyn", "fn f(a) = g * a\n");
    fine("model Gain { param k = 2; input u; output y = k * u }\n");
    finds(Code.E0114, "main.dyn", "import \"no.dyn\"\n" + LIBRARY);
  }

  @Test
  void loopsThroughPorts() {
    Diagnostic d = finds(Code.E0205, "main.dyn", """
        model Gain { input u; output y = 2 * u }
        model A {
          use Gain as p { u = q.y }
          use Gain as q { u = p.y }
        }
        """);
    assertTrue(d.message().endsWith("p.u -> q.y -> q.u -> p.y -> p.u"), d.message());
  }

  @Test
  void manyFiles() {
    StringBuilder all = new StringBuilder();
    for (int i = 0; i < 300; i++) {
      files.put("f" + i + ".dyn", "const c" + i + " = 1\n" + (i == 0 ? "" : "import \"f" + (i - 1) + ".dyn\"\n"));
    }
    finds(Code.E0219, "f45.dyn", "import \"f299.dyn\"\n" + LIBRARY);
  }

  @Test
  void instancesThatMultiply() {
    StringBuilder text = new StringBuilder("model M0 { state x = 1; x' = -x }\n");
    for (int i = 1; i < 40; i++) text.append("model M" + i + " { use M" + (i - 1) + " as a\n  use M" + (i - 1) + " as b }\n");
    assertTrue(check(text + "experiment e of M39 { time 0 .. 1 }\n").stream().allMatch(d -> d.code() == Code.E0513));
  }
}

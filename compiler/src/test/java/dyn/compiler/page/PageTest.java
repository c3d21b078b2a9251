package dyn.compiler.page;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dyn.compiler.Compilation;
import dyn.compiler.CompileOptions;
import dyn.compiler.Compiler;
import dyn.compiler.Refused;
import dyn.ir.diagnostics.SourceFile;
import dyn.passes.Refusals;
import dyn.passes.Waits;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

class PageTest {
  private static final String GRID = """
      model Heat {
        grid cell[i = 64, j = 64] periodic, spacing 1/10
        state u[i, j] = 1 + i, v[i, j] = j
        u' = laplacian(u) - u * v
        v' = laplacian(v) + u * v
      }
      experiment e { time 0 .. 1; method METHOD; record u[1, 1] every 0.5 }
      """;

  private static Compilation compiled(SourceFile source, CompileOptions options) {
    return new Compiler().compile(source, options).value().orElseThrow();
  }

  private static Compilation grid(String method, int tiles, int together) {
    SourceFile source = new SourceFile("heat.dyn", GRID.replace("METHOD", method));
    return compiled(source, CompileOptions.DEFAULT.withTiles(tiles).withStepsTogether(together));
  }

  static Stream<Compilation> compilations() throws IOException {
    Path samples = Path.of("..", "samples");
    Stream<Compilation> all = Stream.of("lorenz", "kuramoto", "hodgkin-huxley", "coupled-maps", "pleiades", "train", "coupled-oscillators")
        .map(n -> samples.resolve(n).resolve(n + ".dyn")).map(PageTest::read).map(s -> compiled(s, CompileOptions.DEFAULT.withThreads(2)));
    return Stream.concat(all, Stream.of(grid("euler(dt = 0.001)", 2, 4), grid("rk4(dt = 0.001)", 3, 1), grid("euler(dt = 0.001)", 2, 16),
        grid("tsit5(rtol = 1e-5)", 2, 0), grid("euler(dt = 0.001)", 0, 0)));
  }

  private static SourceFile read(Path file) {
    try {
      return new SourceFile(file.toString(), Files.readString(file));
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Page page(Compilation c) {
    return Page.of(c, List.of("as written", "left"), List.of(new Page.Cost("a < b & \"c\"", List.of("1", "0"))), List.of(), Refused.of(c));
  }

  private static Document parsed(String html) throws Exception {
    return DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(new InputSource(new StringReader(html)));
  }

  @ParameterizedTest
  @MethodSource("compilations")
  void barsAreTheWaitsOfThePrograms(Compilation c) {
    List<Flow> flows = Page.flows(c);
    Waits after = c.waitsAfter();
    List<Waits.Wait> left = after.several().orElse(after.all());
    int steps = c.tiles().together();
    for (Waits.Kind k : Waits.Kind.values()) {
      assertEquals(steps * c.waitsBefore().count(k), flows.getFirst().waits().stream().filter(w -> w.kind() == k).count(), "written " + k);
    }
    assertEquals(left, flows.getLast().waits());
    Page page = page(c);
    assertEquals(flows.stream().map(f -> f.waits().size()).toList(), page.pictures().stream().map(Picture::waits).toList());
    assertEquals(left.size(), page.left().stream().mapToInt(Page.Left::count).sum());
    assertEquals(page.pictures().getFirst().height(), page.pictures().getLast().height(), "both are of one height");
  }

  @ParameterizedTest
  @MethodSource("compilations")
  void thePageIsWellFormedAndNeedsNothingElse(Compilation c) throws Exception {
    String html = page(c).html();
    Document document = parsed(html);
    assertTrue(html.contains("a &lt; b &amp; &quot;c&quot;"));
    assertFalse(html.contains("http") || html.contains("src=") || html.contains("href=") || html.contains("url(")
        || html.contains("<script") || html.contains("@import"), "a reference");
    assertEquals(2, document.getElementsByTagName("svg").getLength());
    // Nothing lies outside of a picture, and every bar that is not gone is drawn.
    for (int i = 0; i < 2; i++) {
      Element svg = (Element) document.getElementsByTagName("svg").item(i);
      double height = Double.parseDouble(svg.getAttribute("viewBox").split(" ")[3]);
      NodeList rectangles = svg.getElementsByTagName("rect");
      for (int k = 0; k < rectangles.getLength(); k++) {
        Element r = (Element) rectangles.item(k);
        double y = Double.parseDouble(r.getAttribute("y"));
        assertTrue(y >= 0 && y + Double.parseDouble(r.getAttribute("height")) <= height + 0.2, () -> r.getAttribute("y"));
      }
    }
  }

  @Test
  void stepsTogetherShareOneWaitAndTheOthersLeaveTraces() {
    Page page = page(grid("euler(dt = 0.001)", 2, 4));
    assertEquals(8, page.pictures().getFirst().waits());
    assertEquals(1, page.pictures().getLast().waits());
    assertEquals(7, page.pictures().getLast().shapes().stream().filter(s -> s instanceof Picture.Bar b && b.count() == 0).count());
    assertTrue(page.html().contains("neighbours wait for u, v"));
    assertTrue(page.left().getFirst().line().startsWith("u' = laplacian(u)"), page.left().getFirst().line());
  }

  @Test
  void longFlowsLeaveTheirMiddleOut() {
    Page page = page(grid("euler(dt = 0.001)", 2, 16));
    assertEquals(16 * 2, page.pictures().getFirst().waits());
    assertTrue(page.pictures().getFirst().shapes().stream().anyMatch(Picture.More.class::isInstance));
    assertTrue(page.pictures().getFirst().shapes().size() < 100, "still to be read");
  }

  @Test
  void whatWasNotDoneIsToldWithItsReason() {
    assertEquals("", because(grid("euler(dt = 0.001)", 2, 4), "tile-time"));
    assertEquals("a record falls into every step, and 4 are taken together only where none does",
        because(grid("euler(dt = 0.5)", 2, 4), "tile-time"));
    assertEquals("no workers share the cells of a member, so that no wait would be spared",
        because(compiled(new SourceFile("small.dyn", GRID.replace("64", "16").replace("METHOD", "euler(dt = 0.001)")),
            CompileOptions.DEFAULT), "tile-time"));
    assertTrue(because(grid("tsit5(rtol = 1e-5)", 2, 0), "tile-time").startsWith("each reads square beyond its neighbours: sum over i"));
    assertTrue(because(grid("rk4(dt = 0.001)", 2, 1), "widen-halo").startsWith("cells of neighbours are computed anew"));
    Compilation kuramoto = compiled(read(Path.of("..", "samples", "kuramoto", "kuramoto.dyn")), CompileOptions.DEFAULT);
    assertEquals("each reads theta beyond its neighbours: sum over osc", because(kuramoto, "tile-time"));
    assertTrue(because(kuramoto, "remove-global-barriers").startsWith("every cell enters the sum"));
  }

  private static String because(Compilation c, String pass) {
    return Refused.of(c).stream().filter(r -> r.pass().equals(pass)).map(Refusals.Refusal::why).distinct()
        .collect(Collectors.joining("; "));
  }
}

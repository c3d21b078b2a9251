package dyn.runtime.plot;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dyn.runtime.results.Column;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;

class PlotTest {
  @TempDir Path folder;

  private static final double[] TIMES = IntStream.range(0, 501).mapToDouble(i -> i * 0.01).toArray();

  private static Column column(String label, DoubleUnaryOperator f) {
    return new Column(label, IntStream.range(0, TIMES.length).mapToDouble(i -> f.applyAsDouble(TIMES[i])).toArray());
  }

  private static TimeSeries decay() {
    return series("A<B> & \"C\": run", TIMES, column("x", t -> Math.exp(-t)), column("y", Math::sin));
  }

  private static TimeSeries series(String title, double[] times, Column... columns) {
    return TimeSeries.of(Heading.of(title), Axis.of("time (s)"), times, List.of(columns));
  }

  private static PhasePlane plane(String title, List<PhasePlane.Trace> traces, boolean dots) {
    return new PhasePlane(new Heading(title, "a detail"), Axis.of("x"), Axis.of("y"), traces, dots);
  }

  private static Fan fan() {
    int members = 100;
    double[] values = new SplittableRandom(1).doubles((long) TIMES.length * members, -1, 1).toArray();
    for (int m = 0; m < members; m++) {
      values[7 * members + m] = Double.NaN;
    }
    FanBuilder fan = new FanBuilder(0.05, 0.25, 0.5, 0.75, 0.95);
    for (int t = 0; t < TIMES.length; t++) {
      fan.add(TIMES[t], Arrays.copyOfRange(values, t * members, (t + 1) * members));
    }
    return fan.fan(Heading.of("M: spread"), Axis.of("t"), Axis.of("z"));
  }

  static List<Plot> plots() {
    Column gaps = new Column("gaps", IntStream.range(0, TIMES.length)
        .mapToDouble(i -> i % 3 == 0 ? i : i % 3 == 1 ? Double.NaN : Double.NEGATIVE_INFINITY).toArray());
    Column none = column("none", t -> Double.NaN);
    Column extreme = new Column("extreme", IntStream.range(0, TIMES.length).mapToDouble(i -> i % 2 == 0 ? 1.7e308 : -1.7e308).toArray());
    List<Column> many = new ArrayList<>();
    for (int k = 0; k < 100; k++) {
      double phase = 0.01 * k;
      many.add(column("theta[" + k + "]", t -> Math.sin(t + phase)));
    }
    List<PhasePlane.Trace> circles = new ArrayList<>();
    for (int k = 0; k < 30; k++) {
      double radius = 1 + k;
      circles.add(new PhasePlane.Trace("body " + k, column("x", t -> radius * Math.cos(t)).values(), column("y", Math::sin).values()));
    }
    List<Plot> all = new ArrayList<>(List.of(decay(), fan(), plane("thirty", circles, false), plane("three", circles.subList(0, 3), false),
        plane("dots", circles, true), plane("dot", circles.subList(0, 1), true),
        plane("no dots", List.of(new PhasePlane.Trace("none", none.values(), extreme.values())), true),
        PhasePlane.of(Heading.of("phase"), column("x", Math::cos), column("y", Math::sin)),
        series("gaps", TIMES, gaps, none, extreme), series("many", TIMES, many.toArray(Column[]::new)),
        series("no time", new double[0], new Column("x", new double[0])),
        series("one time", new double[] {10}, new Column("x", new double[] {-3})),
        series("nothing", TIMES), PhasePlane.of(Heading.of("no points"), none, none),
        TimeSeries.of(Heading.of("long ".repeat(60)), Axis.of("t".repeat(300)), TIMES,
            List.of(column("a".repeat(300), Math::cos), column("b".repeat(90), Math::sin)))));
    for (TimeSeries.Style style : TimeSeries.Style.values()) {
      List<TimeSeries.Series> lines = many.stream().map(c -> TimeSeries.Series.of(TIMES, c)).toList();
      all.add(new TimeSeries(Heading.of(style.name()), new Axis("t", true), true, style, lines));
    }
    all.addAll(GridPlotTest.plots());
    return all;
  }

  @Test
  void svgIsWellFormedLightAndTheSameEachTime() throws Exception {
    int n = 0;
    for (Plot plot : plots()) {
      Path first = folder.resolve(n + "a.svg");
      Path second = folder.resolve(n++ + "b.SVG");
      PlotWriter.write(plot, first);
      PlotWriter.write(plot, second);
      assertArrayEquals(Files.readAllBytes(first), Files.readAllBytes(second));
      Document document = DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(first.toFile());
      assertTrue(List.of("900", "720").contains(document.getDocumentElement().getAttribute("width")));
      assertEquals(plot.heading().title(), document.getElementsByTagName("title").item(0).getTextContent());
      assertTrue(plot instanceof TimeSeries || !document.getElementsByTagName("desc").item(0).getTextContent().isEmpty());
      assertFalse(Files.readString(first).contains("NaN"), plot.heading().title());
      assertTrue(Files.size(first) < 250_000, plot.heading().title() + ": " + Files.size(first));
    }
  }

  @Test
  void svgShowsTitleLabelsAndOnePathPerSeries() throws Exception {
    Path file = folder.resolve("x.svg");
    PlotWriter.write(decay(), file);
    Document document = DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(file.toFile());
    List<String> texts = IntStream.range(0, document.getElementsByTagName("text").getLength())
        .mapToObj(i -> document.getElementsByTagName("text").item(i).getTextContent()).toList();
    assertTrue(texts.containsAll(List.of("A<B> & \"C\": run", "x", "y", "time (s)", "0", "\u22120.5", "1.0", "5", "x, y")),
        texts.toString());
    assertEquals(2, document.getElementsByTagName("path").getLength());
  }

  @Test
  void aMillionPointsMakeASmallFile() throws IOException {
    double[] times = IntStream.range(0, 1_000_000).mapToDouble(i -> i * 1e-3).toArray();
    double[] noise = new SplittableRandom(3).doubles(times.length).toArray();
    Path file = folder.resolve("big.svg");
    PlotWriter.write(series("noise", times, new Column("x", noise)), file);
    assertTrue(Files.size(file) < 80_000, "bytes: " + Files.size(file));
  }

  @Test
  void aCurveUnderAnotherIsWider() throws Exception {
    Path file = folder.resolve("same.svg");
    Column under = column("under", Math::sin);
    PlotWriter.write(series("same", TIMES, under, column("other", Math::cos), column("over", Math::sin)), file);
    Document document = DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(file.toFile());
    List<String> widths = IntStream.range(0, 3)
        .mapToObj(i -> document.getElementsByTagName("path").item(i).getAttributes().getNamedItem("stroke-width").getNodeValue()).toList();
    assertEquals(List.of("56", "16", "16"), widths);
  }

  @Test
  void aPlaneHasOnePathAndOneStartForEachTrajectory() throws Exception {
    PhasePlane three = (PhasePlane) plots().get(3);
    Path file = folder.resolve("three.svg");
    PlotWriter.write(three, file);
    Document document = DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(file.toFile());
    assertEquals(3, document.getElementsByTagName("path").getLength());
    assertEquals(3, document.getElementsByTagName("circle").getLength());
    String text = Files.readString(file);
    assertTrue(text.contains(">body 0<") && text.contains(">body 2<") && text.contains(">x<") && text.contains(">y<"), text);
    assertTrue(TerminalPlot.render(three, false).lines().skip(2).findFirst().orElseThrow().endsWith(" body 0"));
  }

  @Test
  void manyDotsMakeASmallFile() throws IOException {
    double[] x = new SplittableRandom(3).doubles(500_000).toArray();
    double[] y = new SplittableRandom(4).doubles(500_000).toArray();
    Path file = folder.resolve("dots.svg");
    PlotWriter.write(plane("noise", List.of(new PhasePlane.Trace("y", x, y)), true), file);
    assertTrue(Files.size(file) < 200_000, "bytes: " + Files.size(file));
  }

  @Test
  void pngHasTheColoursOfTheSeries() throws IOException {
    int n = 0;
    for (Plot plot : List.of(decay(), fan(), plots().get(2), GridPlotTest.plots().getFirst())) {
      Path file = folder.resolve(n++ + ".png");
      PlotWriter.write(plot, file);
      BufferedImage image = ImageIO.read(file.toFile());
      assertTrue(image.getWidth() == 1800 && image.getHeight() >= 1080 || image.getWidth() == 1440);
      if (n == 1) {
        assertTrue(count(image, Palette.named(0)) > 500 && count(image, Palette.named(1)) > 500);
        assertEquals(0xFFFFFF, image.getRGB(1799, 1079) & 0xFFFFFF);
      }
    }
    assertThrows(IllegalArgumentException.class, () -> PlotWriter.write(decay(), folder.resolve("x.gif")));
    assertFalse(PlotWriter.canWrite(folder.resolve("x.gif")));
    assertTrue(PlotWriter.canWrite(folder.resolve("x.PNG")));
  }

  private static long count(BufferedImage image, int colour) {
    return IntStream.range(0, image.getWidth() * image.getHeight())
        .filter(i -> (image.getRGB(i % image.getWidth(), i / image.getWidth()) & 0xFFFFFF) == colour).count();
  }

  @Test
  void fanLeavesOutMissingMembers() {
    FanBuilder builder = new FanBuilder(0.05, 0.25, 0.5, 0.75, 0.95);
    builder.add(0, new double[] {1, 2, 3});
    builder.add(1, new double[] {Double.NaN, 4, 8});
    builder.add(2, new double[] {Double.NaN, Double.NaN, Double.NaN});
    Fan fan = builder.fan(Heading.of("f"), Axis.of("t"), Axis.of("z"));
    assertEquals(List.of("median"), fan.lines().stream().map(Fan.Line::label).toList());
    assertArrayEquals(new double[] {2, 6, Double.NaN}, fan.lines().getFirst().values());
    assertEquals(List.of("5\u201395 %", "25\u201375 %"), fan.bands().stream().map(Fan.Band::label).toList());
    assertArrayEquals(new double[] {1.5, 5, Double.NaN}, fan.bands().get(1).lower());
    assertArrayEquals(new double[] {2.5, 7, Double.NaN}, fan.bands().get(1).upper());
  }

  @Test
  void everyTerminalLineFits() {
    for (Plot plot : plots()) {
      for (int columns : new int[] {40, 80, 200}) {
        TerminalPlot.render(plot, columns, 16, false).lines()
            .forEach(line -> assertTrue(line.length() <= columns, columns + ": " + line));
      }
      if (plot instanceof HeatMap) {
        continue; // drawn otherwise where there are colours
      }
      assertEquals(TerminalPlot.render(plot, false), TerminalPlot.render(plot, true).replaceAll("\u001b\\[[0-9;]*m", ""));
    }
  }

  @Test
  void terminalPlotOfAStraightLine() {
    TimeSeries plot = TimeSeries.of(Heading.of("Line: run"), Axis.of("time"), new double[] {0, 10},
        List.of(new Column("x", new double[] {0, 10})));
    assertEquals("""
        Line: run
        10 ┤                           ⢀⣀⡠⠤⠒⠒⠉ x
           │                    ⢀⣀⡠⠤⠒⠒⠉⠁
         5 ┤             ⢀⣀⠤⠤⠒⠒⠉⠁
           │      ⢀⣀⠤⠤⠒⠊⠉⠁
         0 ┤⣀⠤⠤⠒⠊⠉⠁
           └┬────────────────┬───────────────┬
            0                5              10
                           time
        """, TerminalPlot.render(plot, 40, 5, false));
    assertTrue(TerminalPlot.render(plot, 40, 5, true).contains("\u001b[38;5;33m"));
  }

  /** Loading AWT costs more than a small run. */
  @Test
  void onlyTheImageCanvasKnowsAwt() throws Exception {
    Path classes = Path.of(PlotWriter.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    List<String> knowing = new ArrayList<>();
    for (String folderName : List.of("dyn/runtime/plot", "dyn/runtime/results")) {
      try (var files = Files.list(classes.resolve(folderName))) {
        for (Path file : files.sorted().toList()) {
          String text = Files.readString(file, StandardCharsets.ISO_8859_1);
          if (text.contains("java/awt") || text.contains("javax/imageio")) {
            knowing.add(file.getFileName().toString());
          }
        }
      }
    }
    assertEquals(List.of("ImageCanvas.class"), knowing);
  }
}

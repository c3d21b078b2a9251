package dyn.runtime.plot;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;

class GridPlotTest {
  private static final Heading HEADING = new Heading("Grid: run", "colours and bars");

  @TempDir Path folder;

  private static HeatMap noise(int times, int cells) {
    SplittableRandom random = new SplittableRandom(1);
    HeatBuilder heat = new HeatBuilder(0, 10, times, cells);
    for (int t = 0; t < times; t++) {
      heat.add(random.doubles(cells).toArray());
    }
    return heat.heatMap(HEADING, Axis.of("t (s)"), Axis.of("cell"), Axis.of("u (mV)"));
  }

  private static Histogram histogram(boolean log, double... values) {
    HistogramBuilder counts = new HistogramBuilder();
    counts.add("t = 1", values);
    counts.add("t = 2", values);
    return counts.histogram(HEADING, Axis.of("x"), new Axis("members", log));
  }

  static List<Plot> plots() {
    SplittableRandom random = new SplittableRandom(2);
    DensityBuilder density = new DensityBuilder(0, 1, 50);
    for (int t = 0; t < 50; t++) {
      density.add(random.doubles(100, -1, 1 + t).toArray());
    }
    HeatMap.Grid grid = new HeatMap.Grid("t = 1", new Range(0, 3), new Range(0, 2), 3, 2, new double[] {1, 2, 3, -4, Double.NaN, 1e-9});
    List<Plot> all = new ArrayList<>();
    for (boolean log : new boolean[] {false, true}) {
      for (int count : new int[] {1, 2, 4, 6}) {
        all.add(new HeatMap(HEADING, Axis.of("i"), Axis.of("row"), new Axis("u (V)", log), IntStream.range(0, count).mapToObj(_ -> grid)
            .toList(), count > 1, Optional.of("a note")));
      }
      all.add(histogram(log, 1, 2, 2, 3));
      all.add(histogram(log, random.doubles(10_000).map(v -> 1e-7 * v).toArray()));
      all.add(histogram(log));
      all.add(histogram(log, Double.NaN, 5));
    }
    all.add(density.heatMap(HEADING, Axis.of("t"), Axis.of("x")));
    all.add(noise(20, 30));
    HeatMap.Grid sweep = new HeatMap.Grid("", new Range(0, 1), new Range(1, 1.2), 2, 2, new double[] {0.11, 0.45, 4.52, 3.7});
    all.add(new HeatMap(HEADING, Axis.of("a"), Axis.of("b"), Axis.of("x at t = 1"), List.of(sweep), false, Optional.empty()));
    return all;
  }

  private Document svg(Plot plot) throws Exception {
    Path file = folder.resolve("x.svg");
    PlotWriter.write(plot, file);
    return DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(file.toFile());
  }

  @Test
  void aMillionCellsMakeASmallFileWhoseNoteSaysWhatAPointIs() throws Exception {
    HeatMap plot = noise(1000, 1000);
    Document document = svg(plot);
    assertTrue(Files.size(folder.resolve("x.svg")) < 200_000, "bytes: " + Files.size(folder.resolve("x.svg")));
    assertEquals("each point is the mean of up to 3 records \u00d7 4 cells", plot.note().orElseThrow());
    assertTrue(document.getDocumentElement().getTextContent().contains("each point is the mean of up to 3 records"));
    assertEquals(0.5, Arrays.stream(plot.grids().getFirst().values()).average().orElseThrow(), 1e-3);
  }

  /** The image in the file has the colour of each cell at its place. */
  @Test
  void cellsHaveTheirColours() throws Exception {
    HeatMap.Grid grid = new HeatMap.Grid("", new Range(0, 2), new Range(0, 2), 2, 2, new double[] {0, 1, Double.NaN, 0.5});
    Document document = svg(new HeatMap(HEADING, Axis.of("x"), Axis.of("y"), Axis.of("u"), List.of(grid), true, Optional.empty()));
    String data = document.getElementsByTagName("image").item(0).getAttributes().getNamedItem("href").getNodeValue();
    BufferedImage image = ImageIO.read(new ByteArrayInputStream(Base64.getDecoder().decode(data.substring(data.indexOf(',') + 1))));
    int right = image.getWidth() - 1;
    int bottom = image.getHeight() - 1;
    assertEquals(0x440154, image.getRGB(0, bottom) & 0xFFFFFF);
    assertEquals(0xFDE725, image.getRGB(right, bottom) & 0xFFFFFF);
    assertEquals(Palette.MISSING, image.getRGB(0, 0) & 0xFFFFFF);
    assertEquals(Palette.heat(0.5), image.getRGB(right, 0) & 0xFFFFFF);
    assertTrue(document.getDocumentElement().getTextContent().contains("grey: no value"));
  }

  /** Lightness, as in CIE 1976, must rise evenly along the colours. */
  @Test
  void coloursBecomeEvenlyLighter() {
    double[] lightness = IntStream.rangeClosed(0, 20).mapToDouble(k -> lightness(Palette.heat(k / 20.0))).toArray();
    for (int k = 1; k < lightness.length; k++) {
      assertEquals((lightness[20] - lightness[0]) / 20, lightness[k] - lightness[k - 1], 1.5);
    }
  }

  private static double lightness(int rgb) {
    double[] weights = {0.2126, 0.7152, 0.0722};
    double y = 0;
    for (int k = 0; k < 3; k++) {
      double c = (rgb >> 16 - 8 * k & 255) / 255.0;
      y += weights[k] * (c <= 0.04045 ? c / 12.92 : Math.pow((c + 0.055) / 1.055, 2.4));
    }
    return y > 0.008856 ? 116 * Math.cbrt(y) - 16 : 903.3 * y;
  }

  @Test
  void aHistogramHasABarForEachBinThatHoldsSomething() throws Exception {
    Histogram plot = histogram(false, 1, 2, 2, 3, 7);
    assertArrayEquals(new double[] {0.5, 1.5, 2.5, 3.5, 4.5, 5.5, 6.5, 7.5}, plot.edges());
    assertArrayEquals(new double[] {1, 2, 1, 0, 0, 0, 1}, plot.groups().getFirst().counts());
    assertEquals(1 + 2 * 4, svg(plot).getElementsByTagName("rect").getLength()); // with the background
  }

  /** Values may come in any order and in any blocks. */
  @Test
  void binsDoNotDependOnTheOrderOfValues() {
    SplittableRandom random = new SplittableRandom(3);
    double[] values = random.doubles(5000).map(v -> Math.exp(20 * v - 10)).toArray();
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    Histogram one = histogram(false, values);
    Histogram other = histogram(false, sorted);
    assertArrayEquals(one.edges(), other.edges());
    assertArrayEquals(one.groups().getFirst().counts(), other.groups().getFirst().counts());
    assertEquals(5000, Arrays.stream(one.groups().getFirst().counts()).sum());
    assertTrue(one.edges()[0] <= sorted[0] && one.edges()[one.edges().length - 1] >= sorted[4999]);
  }

  @Test
  void countsAgreeWithCountingOneByOne() {
    double[] values = new SplittableRandom(4).doubles(20_000, -3, 5).toArray();
    Histogram plot = histogram(false, values);
    for (int k = 0; k < plot.edges().length - 1; k++) {
      double low = plot.edges()[k];
      double high = plot.edges()[k + 1];
      long exact = Arrays.stream(values).filter(v -> v >= low && v < high).count();
      assertEquals(exact, plot.groups().getFirst().counts()[k], 20, low + " .. " + high);
    }
  }

  @Test
  void extremeValuesHaveBins() {
    for (double[] values : new double[][] {{1.7e308, -1.7e308}, {1e9, 1e9 + 1e-6}, {5e-324, 0}, {3, 3, 3}, {Double.NaN}, {}}) {
      Histogram plot = histogram(false, values);
      assertEquals(Arrays.stream(values).filter(Double::isFinite).count(), Arrays.stream(plot.groups().getFirst().counts()).sum());
    }
  }

  @Test
  void densitiesAreSharesOfTheMembersPresent() {
    DensityBuilder density = new DensityBuilder(0, 1, 2);
    density.add(new double[] {0, 0, 1, 1});
    density.add(new double[] {0, Double.NaN, 0, Double.NaN});
    HeatMap.Grid grid = density.heatMap(HEADING, Axis.of("t"), Axis.of("x")).grids().getFirst();
    assertEquals(50, grid.at(0, 0));
    assertEquals(50, grid.at(0, grid.rows() - 1));
    assertEquals(100, grid.at(1, 0));
  }

  @Test
  void aHeatMapOfManyTimesHoldsMeans() throws IOException {
    HeatBuilder heat = new HeatBuilder(0, 1, 840, 1);
    for (int t = 0; t < 840; t++) {
      heat.add(new double[] {t % 2 == 0 ? t : Double.NaN});
    }
    HeatMap.Grid grid = heat.heatMap(HEADING, Axis.of("t"), Axis.of("cell"), Axis.of("u")).grids().getFirst();
    assertEquals(420, grid.columns());
    assertEquals(2, grid.at(1, 0));
  }
}

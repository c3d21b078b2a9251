package dyn.compiler;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dyn.ir.diagnostics.SourceFile;
import dyn.runtime.ensemble.Progress;
import dyn.runtime.plot.Fan;
import dyn.runtime.plot.HeatMap;
import dyn.runtime.plot.Histogram;
import dyn.runtime.plot.PhasePlane;
import dyn.runtime.plot.Plot;
import dyn.runtime.plot.Range;
import dyn.runtime.plot.TimeSeries;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class RunPlotsTest {
  private static final String WALK = "model Walk { param p = 0  state x = p  next x = x + 1 }";
  private static final String BODIES = """
      model Bodies { param p = 1  dim body = 3  state x[body] = [1, 2, 3], y[body] = 0
        x' = -p * y
        y' = p * x }
      """;

  private static final String FIELD = "model Field { dim n = 20  state u[n] = n;  u' = -u }";
  private static final String SQUARE = "model Square { dim n = 2, m = 3  state w[n, m] = 10 * n + m;  w' = 0 * w }";

  private static List<Plot> plots(String model, String experiment) {
    SourceFile source = new SourceFile("test.dyn", model + "experiment e {\n" + experiment + "\n}");
    Compilation c = new Compiler().compile(source, CompileOptions.DEFAULT).value().orElseThrow();
    return RunPlots.of(new Runner(1).run(c, Path.of("."), Progress.NONE).value().orElseThrow());
  }

  private static List<String> labels(PhasePlane plane) {
    return plane.traces().stream().map(PhasePlane.Trace::label).toList();
  }

  private static List<String> names(Plot plot) {
    return ((TimeSeries) plot).series().stream().map(TimeSeries.Series::label).toList();
  }

  @Test
  void membersAreDrawnOneByOneOrThinlyWithTheirMean() {
    TimeSeries few = (TimeSeries) plots(WALK, "time 0 .. 4  vary p over [1, 2, 3]  record x every 1  plot x").getFirst();
    assertEquals(List.of("x, member 0", "x, member 1", "x, member 2"), names(few));
    assertEquals(TimeSeries.Style.POINTS, few.style());
    TimeSeries many = (TimeSeries) plots(WALK, "time 0 .. 4  vary p over linspace(0, 1, 51)  record x every 1  plot x log").getFirst();
    assertEquals(TimeSeries.Style.MEMBERS, many.style());
    assertEquals(52, many.series().size());
    assertEquals("mean", many.series().getLast().label());
    assertArrayEquals(new double[] {0.5, 1.5, 2.5, 3.5, 4.5}, many.series().getLast().y(), 1e-12);
    assertTrue(many.log() && !many.time().log());
  }

  @Test
  void byDefaultTheKindSuitsWhatWasRecorded() {
    String times = "time 0 .. 4  vary p over linspace(0, 1, ";
    TimeSeries statistics = (TimeSeries) plots(WALK, times + "50)  record mean(x), quantile(x, 0.05, 0.95) every 1").getFirst();
    assertEquals(List.of("mean(x)", "quantile(x, 0.05)", "quantile(x, 0.95)"), names(statistics));
    assertTrue(plots(WALK, times + "50)  record x every 1").getFirst() instanceof Fan);
    TimeSeries few = (TimeSeries) plots(WALK, times + "2)  record x every 1").getFirst();
    assertEquals(List.of("x, member 0", "x, member 1"), names(few));
    assertEquals(5, few.series().get(1).y()[4]);
    Histogram end = (Histogram) plots(WALK, times + "50)  record x at end").getFirst();
    assertEquals(50, Arrays.stream(end.groups().getFirst().counts()).sum());
    assertTrue(plots(WALK, times + "50)").getFirst() instanceof Histogram);
    assertTrue(plots(BODIES, "time 0 .. 1  record x every 0.1").getFirst() instanceof TimeSeries);
    assertTrue(plots(FIELD, "time 0 .. 1  record u every 0.1").getFirst() instanceof HeatMap);
  }

  @Test
  void cellsOverTimeAreColours() {
    HeatMap map = (HeatMap) plots(FIELD, "time 0 .. 1  record u every 0.1  plot heat(u)").getFirst();
    HeatMap.Grid grid = map.grids().getFirst();
    assertEquals(11, grid.columns());
    assertEquals(20, grid.rows());
    assertEquals(3.0, grid.values()[3 * 11]);
    assertEquals("n", map.y().label());
    HeatMap times = (HeatMap) plots(SQUARE, "time 0 .. 1  plot heat(w) at [0, 0.5]").getFirst();
    assertEquals(List.of("t = 0", "t = 0.5"), times.grids().stream().map(HeatMap.Grid::label).toList());
    assertArrayEquals(new double[] {0, 1, 2, 10, 11, 12}, times.grids().getFirst().values());
    assertEquals(3, times.grids().getFirst().columns());
  }

  @Test
  void aPlaneOfTwoSweepsIsAMap() {
    String sweeps = "time 0 .. 2  vary p over [1, 2, 3]  vary q over [10, 20]  plot heat(x)";
    HeatMap map = (HeatMap) plots("model W { param p = 0, q = 0  state x = p + q  next x = x }", sweeps).getFirst();
    HeatMap.Grid grid = map.grids().getFirst();
    assertEquals("q", map.x().label());
    assertEquals("p", map.y().label());
    assertArrayEquals(new double[] {11, 21, 12, 22, 13, 23}, grid.values());
    assertEquals(new Range(5, 25), grid.x());
    assertEquals(new Range(0.5, 3.5), grid.y());
  }

  @Test
  void linesAtATimeRunAlongCellsOrTheSweep() {
    TimeSeries cells = (TimeSeries) plots(FIELD, "time 0 .. 1  plot u at [0, 1]").getFirst();
    assertEquals(List.of("t = 0", "t = 1"), names(cells));
    assertEquals("n", cells.time().label());
    assertEquals(19, cells.series().getFirst().y()[19]);
    TimeSeries sweep = (TimeSeries) plots(WALK, "time 0 .. 4  vary p over [1, 2, 5]  plot x at end").getFirst();
    assertEquals("p", sweep.time().label());
    assertArrayEquals(new double[] {1, 2, 5}, sweep.series().getFirst().x());
    assertArrayEquals(new double[] {5, 6, 9}, sweep.series().getFirst().y());
  }

  @Test
  void histogramsAndDensitiesCountMembers() {
    String times = "time 0 .. 4  vary p over linspace(0, 1, 50)  ";
    Histogram two = (Histogram) plots(WALK, times + "plot histogram(x) at [1, 2]").getFirst();
    assertEquals(List.of("n = 1", "n = 2"), two.groups().stream().map(Histogram.Group::label).toList());
    assertEquals("members", two.count().label());
    Histogram one = (Histogram) plots(WALK, "time 0 .. 40  plot histogram(x)").getFirst();
    assertEquals(41, Arrays.stream(one.groups().getFirst().counts()).sum());
    HeatMap density = (HeatMap) plots(WALK, times + "plot density(x)").getFirst();
    assertEquals(5, density.grids().getFirst().columns());
    Fan fan = (Fan) plots(WALK, times + "plot fan(x, 0.9, 0.1, 0.5)").getFirst();
    assertEquals(List.of("10\u201390 %"), fan.bands().stream().map(Fan.Band::label).toList());
    assertEquals(0.5, fan.lines().getFirst().values()[0], 1e-12);
    assertEquals(0.9, fan.bands().getFirst().upper()[0], 1e-12);
  }

  @Test
  void cellsOfArraysPairInThePlane() {
    PhasePlane plane = (PhasePlane) plots(BODIES, "time 0 .. 1  record x, y every 0.01  plot y over x").getFirst();
    assertEquals(List.of("body 0", "body 1", "body 2"), labels(plane));
    assertEquals("y over x", plane.y().label() + " over " + plane.x().label());
    assertFalse(plane.dots());
    assertEquals(2, plane.traces().get(1).x()[0]);
    assertEquals(101, plane.traces().get(1).y().length);
  }

  @Test
  void allCellsAreDrawnOverOneNumber() {
    PhasePlane plane = (PhasePlane) plots(BODIES, "time 0 .. 1  record x, y every 0.01  plot y over x[0]").getFirst();
    assertEquals(List.of("y[0]", "y[1]", "y[2]"), labels(plane));
    assertArrayEquals(plane.traces().get(0).x(), plane.traces().get(2).x());
  }

  @Test
  void aFewMembersAreTrajectories() {
    PhasePlane plane = (PhasePlane) plots(BODIES, "time 0 .. 1  vary p over [1, 2]  record x, y every 0.01  plot y over x").getFirst();
    assertEquals(List.of("body 0, member 0", "body 1, member 0", "body 2, member 0", "body 0, member 1", "body 1, member 1",
        "body 2, member 1"), labels(plane));
    assertFalse(plane.dots());
  }

  @Test
  void manyMembersAreDots() {
    String sweep = "time 0 .. 4  vary p over linspace(0, 1, 20)  record p, x every 1  plot x over p";
    PhasePlane plane = (PhasePlane) plots(WALK, sweep).getFirst();
    assertTrue(plane.dots());
    assertEquals(List.of("x"), labels(plane));
    assertEquals(100, plane.traces().getFirst().x().length);
    assertEquals(plane.traces().getFirst().x()[99] + 4, plane.traces().getFirst().y()[99]);
  }
}

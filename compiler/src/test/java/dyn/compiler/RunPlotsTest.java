package dyn.compiler;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dyn.ir.diagnostics.SourceFile;
import dyn.runtime.ensemble.Progress;
import dyn.runtime.plot.Fan;
import dyn.runtime.plot.PhasePlane;
import dyn.runtime.plot.Plot;
import dyn.runtime.plot.TimeSeries;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class RunPlotsTest {
  private static final String WALK = "model Walk { param p = 0  state x = p  next x = x + 1 }";
  private static final String BODIES = """
      model Bodies { param p = 1  dim body = 3  state x[body] = [1, 2, 3], y[body] = 0
        x' = -p * y
        y' = p * x }
      """;

  private static List<Plot> plots(String model, String experiment) {
    SourceFile source = new SourceFile("test.dyn", model + "experiment e {\n" + experiment + "\n}");
    Compilation c = new Compiler().compile(source, CompileOptions.DEFAULT).value().orElseThrow();
    return RunPlots.of(new Runner(1).run(c, Path.of("."), Progress.NONE).value().orElseThrow());
  }

  private static List<String> labels(PhasePlane plane) {
    return plane.traces().stream().map(PhasePlane.Trace::label).toList();
  }

  @Test
  void curvesOfAnEnsembleAreDrawnMemberByMember() {
    TimeSeries plot = (TimeSeries) plots(WALK, "time 0 .. 4  vary p over [1, 2, 3]  record x every 1  plot x").getFirst();
    assertEquals(List.of("x, member 0", "x, member 1", "x, member 2"), plot.series().stream().map(c -> c.label()).toList());
    assertTrue(plot.series().stream().allMatch(c -> c.values().length == plot.times().length));
  }

  @Test
  void byDefaultStatisticsAreCurvesManyMembersAFanAndFewMembersCurves() {
    String times = "time 0 .. 4  vary p over linspace(0, 1, ";
    TimeSeries statistics = (TimeSeries) plots(WALK, times + "50)  record mean(x), quantile(x, 0.05, 0.95) every 1").getFirst();
    assertEquals(List.of("mean(x)", "quantile(x, 0.05)", "quantile(x, 0.95)"), statistics.series().stream().map(c -> c.label()).toList());
    assertTrue(plots(WALK, times + "50)  record x every 1").getFirst() instanceof Fan);
    TimeSeries few = (TimeSeries) plots(WALK, times + "2)  record x every 1").getFirst();
    assertEquals(List.of("x, member 0", "x, member 1"), few.series().stream().map(c -> c.label()).toList());
    assertEquals(5, few.series().get(1).values()[4]);
    assertTrue(plots(WALK, times + "50)  record x at end").isEmpty());
  }

  @Test
  void cellsOfArraysPairInThePlane() {
    PhasePlane plane = (PhasePlane) plots(BODIES, "time 0 .. 1  record x, y every 0.01  plot y over x").getFirst();
    assertEquals(List.of("body 0", "body 1", "body 2"), labels(plane));
    assertEquals("y over x", plane.yLabel() + " over " + plane.xLabel());
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

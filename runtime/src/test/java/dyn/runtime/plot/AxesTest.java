package dyn.runtime.plot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dyn.runtime.results.Column;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class AxesTest {
  @Test
  void ticksAreRoundNumbers() {
    assertEquals(List.of(0.0, 0.1, 0.2, 0.3), Ticks.of(new Range(0, 0.3), 4));
    assertEquals(List.of(-20.0, 0.0, 20.0, 40.0), Ticks.of(new Range(-25.7, 51.8), 6));
    assertEquals(List.of(1e9, 1e9 + 5, 1e9 + 10), Ticks.of(new Range(1e9, 1e9 + 11), 3));
  }

  @Test
  void labelsAreShort() {
    assertEquals("0", Ticks.label(1e-20, 1));
    assertEquals("0.3", Ticks.label(3 * 0.1, 1));
    assertEquals("\u22120.25", Ticks.label(-0.25, 1));
    assertEquals("40000", Ticks.label(40_000, 1e5));
    assertEquals("2.5e\u22127", Ticks.label(2.5e-7, 1e-6));
    assertEquals("1e300", Ticks.label(1e300, 1e300));
    assertEquals("1.00000001", Ticks.label(1.00000001, 3e-8));
  }

  @Test
  void anyRangeHasFewDistinctTicks() {
    SplittableRandom random = new SplittableRandom(5);
    for (int i = 0; i < 20_000; i++) {
      double a = Double.longBitsToDouble(random.nextLong());
      double b = i % 3 == 0 ? a : i % 3 == 1 ? a * (1 + 1e-10 * random.nextDouble()) : Double.longBitsToDouble(random.nextLong());
      Range range = Range.of(new double[] {a, b}).axis().padded(0.04);
      List<Double> ticks = Ticks.of(range, 6);
      assertTrue(!ticks.isEmpty() && ticks.size() <= 8, a + " .. " + b + ": " + ticks);
      assertEquals(ticks.size(), ticks.stream().map(t -> Ticks.label(t, range.width())).distinct().count(), a + " .. " + b);
      assertTrue(ticks.stream().allMatch(t -> range.share(t) > -1e-6 && range.share(t) < 1 + 1e-6), a + " .. " + b);
    }
  }

  @Test
  void scalesThatDifferMuchGetTheirOwnPanels() {
    Column one = new Column("one", new double[] {0, 1});
    Column near = new Column("near", new double[] {3, 4.5});
    Column small = new Column("small", new double[] {0, 1e-4});
    Column far = new Column("far", new double[] {1000, 1001});
    Column constant = new Column("constant", new double[] {2, 2});
    Column missing = new Column("missing", new double[] {Double.NaN, Double.NaN});
    assertEquals(List.of(List.of(one, near, constant, missing), List.of(small), List.of(far)),
        Panels.grouped(List.of(one, near, small, constant, missing, far)));
    Column tiny = new Column("one[1]", new double[] {0, 1e-4});
    Column member = new Column("one[0], member 3", new double[] {0, 1e4});
    assertEquals(List.of(List.of(one, tiny, member), List.of(far)), Panels.grouped(List.of(one, far, tiny, member)));
    Column low = new Column("quantile(y[0], 0.05)", new double[] {0, 1e-6});
    Column high = new Column("quantile(y[1], 0.95)", new double[] {0, 1});
    Column differs = new Column("y[0] - y[1]", new double[] {0, 1e-6});
    Column other = new Column("y[0] - y[2]", new double[] {0, 1});
    assertEquals(List.of(List.of(low, high), List.of(differs), List.of(other)), Panels.grouped(List.of(low, high, differs, other)));
    Column huge = new Column("huge", new double[] {0, 1e9});
    Column larger = new Column("larger", new double[] {0, 1e15});
    assertEquals(Panels.MOST, Panels.grouped(List.of(one, small, far, huge, larger)).size());
  }
}

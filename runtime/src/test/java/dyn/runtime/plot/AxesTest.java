package dyn.runtime.plot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dyn.runtime.plot.TimeSeries.Series;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class AxesTest {
  private static Ticks ticks(double low, double high, int most) {
    return Ticks.of(new Scale("", new Range(low, high), false), most);
  }

  @Test
  void ticksAreRoundNumbers() {
    assertEquals(List.of(0.0, 0.1, 0.2, 0.3), ticks(0, 0.3, 4).at());
    assertEquals(List.of(-20.0, 0.0, 20.0, 40.0), ticks(-25.7, 51.8, 6).at());
    assertEquals(List.of(1e9, 1e9 + 5, 1e9 + 10), ticks(1e9, 1e9 + 11, 3).at());
  }

  /** All labels of an axis have equally many decimals, and a common factor where they would be long. */
  @Test
  void labelsAreShort() {
    assertEquals(List.of("0", "0.1", "0.2", "0.3"), ticks(0, 0.3, 4).labels());
    assertEquals(List.of("\u22120.5", "0", "0.5", "1.0"), ticks(-0.5, 1, 4).labels());
    assertEquals(List.of("0", "20000", "40000"), ticks(0, 50_000, 3).labels());
    Ticks small = ticks(0, 3e-7, 3);
    assertEquals(List.of("0", "1", "2", "3"), small.labels());
    assertEquals("\u00d710\u207b\u2077", small.factor());
    assertEquals(List.of("1000000000", "1000000005", "1000000010"), ticks(1e9, 1e9 + 11, 3).labels());
    assertEquals("\u00d710\u00b3\u2070\u2070", ticks(0, 3e300, 3).factor());
    assertEquals("2\u00d710\u207b\u2075", Ticks.number(2e-5, 3));
    assertEquals("\u22120.125", Ticks.number(-0.125, 4));
  }

  @Test
  void logarithmicTicksArePowersOfTen() {
    Ticks plain = Ticks.of(new Scale("", new Range(-2.1, 2.1), true), 8);
    assertEquals(List.of("0.01", "0.1", "1", "10", "100"), plain.labels());
    assertEquals(List.of(-2.0, -1.0, 0.0, 1.0, 2.0), plain.at());
    assertTrue(plain.minor().stream().anyMatch(m -> Math.abs(m - Math.log10(0.5)) < 1e-12));
    assertTrue(plain.minor().stream().allMatch(m -> m > -2.1 && m < 2.1));
    Ticks wide = Ticks.of(new Scale("", new Range(-12, 6), true), 6);
    assertEquals(List.of("10\u207b\u00b9\u00b2", "10\u207b\u2078", "10\u207b\u2074", "10\u2070", "10\u2074"), wide.labels());
    Ticks some = Ticks.of(new Scale("", new Range(Math.log10(0.15), Math.log10(5.5)), true), 6);
    assertEquals(List.of("0.2", "0.5", "1", "2", "5"), some.labels());
    Ticks within = Ticks.of(new Scale("", new Range(Math.log10(2), Math.log10(6)), true), 6);
    assertEquals(List.of("2", "3", "4", "5", "6"), within.labels());
    assertEquals(Math.log10(3), within.at().get(1));
  }

  @Test
  void anyRangeHasFewDistinctTicks() {
    SplittableRandom random = new SplittableRandom(5);
    for (int i = 0; i < 20_000; i++) {
      double a = Double.longBitsToDouble(random.nextLong());
      double b = i % 3 == 0 ? a : i % 3 == 1 ? a * (1 + 1e-10 * random.nextDouble()) : Double.longBitsToDouble(random.nextLong());
      Range range = Range.of(new double[] {a, b}).axis().padded(0.04);
      Ticks ticks = Ticks.of(new Scale("", range, false), 6);
      assertTrue(!ticks.at().isEmpty() && ticks.at().size() <= 8, a + " .. " + b + ": " + ticks);
      assertEquals(ticks.at().size(), ticks.labels().stream().distinct().count(), a + " .. " + b);
      assertTrue(ticks.at().stream().allMatch(t -> range.share(t) > -1e-6 && range.share(t) < 1 + 1e-6), a + " .. " + b);
    }
  }

  @Test
  void scalesThatDifferMuchGetTheirOwnPanels() {
    Series one = line("one", new double[] {0, 1});
    Series near = line("near", new double[] {3, 4.5});
    Series small = line("small", new double[] {0, 1e-4});
    Series far = line("far", new double[] {1000, 1001});
    Series constant = line("constant", new double[] {2, 2});
    Series missing = line("missing", new double[] {Double.NaN, Double.NaN});
    assertEquals(List.of(List.of(one, near, constant, missing), List.of(small), List.of(far)),
        Panels.grouped(List.of(one, near, small, constant, missing, far), false));
    Series tiny = line("one[1]", new double[] {0, 1e-4});
    Series member = line("one[0], member 3", new double[] {0, 1e4});
    assertEquals(List.of(List.of(one, tiny, member), List.of(far)), Panels.grouped(List.of(one, far, tiny, member), false));
    Series low = line("quantile(y[0], 0.05)", new double[] {0, 1e-6});
    Series high = line("quantile(y[1], 0.95)", new double[] {0, 1});
    Series differs = line("y[0] - y[1]", new double[] {0, 1e-6});
    Series other = line("y[0] - y[2]", new double[] {0, 1});
    assertEquals(List.of(List.of(low, high), List.of(differs), List.of(other)), Panels.grouped(List.of(low, high, differs, other), false));
    Series huge = line("huge", new double[] {0, 1e9});
    Series larger = line("larger", new double[] {0, 1e15});
    Series largest = line("largest", new double[] {0, 1e22});
    assertEquals(Panels.MOST, Panels.grouped(List.of(one, small, far, huge, larger, largest), false).size());
  }

  @Test
  void unitsDoNotShareAPanel() {
    Series v = new Series("v", "mV", new double[] {0, 1}, new double[] {0, 1});
    Series w = new Series("w", "mV", new double[] {0, 1}, new double[] {0, 2});
    Series i = new Series("i", "nA", new double[] {0, 1}, new double[] {0, 1});
    assertEquals(List.of(List.of(v, w), List.of(i)), Panels.grouped(List.of(v, i, w), false));
    TimeSeries plot = new TimeSeries(Heading.of("units"), Axis.of("t (ms)"), false, TimeSeries.Style.LINES, List.of(v, i, w));
    assertEquals(List.of("v, w (mV)", "i (nA)"), Scene.of(plot, 24).panels().stream().map(p -> p.y().label()).toList());
  }

  private static Series line(String label, double[] values) {
    return new Series(label, "", new double[values.length], values);
  }
}

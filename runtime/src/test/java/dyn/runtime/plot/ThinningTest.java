package dyn.runtime.plot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ThinningTest {
  private static final double[] TIMES = IntStream.range(0, 1_000_000).mapToDouble(i -> i * 1e-3).toArray();

  @Test
  void extremesAndEndsSurvive() {
    double[] values = new SplittableRandom(1).doubles(TIMES.length, -1, 1).toArray();
    values[123_456] = 7;
    values[777_777] = -9;
    Thinning.Points points = Thinning.overTime(TIMES, values, 4000);
    assertTrue(points.x().length <= 4000, "points: " + points.x().length);
    assertTrue(points.x().length > 3000);
    assertEquals(Range.of(values), Range.of(points.y()));
    assertEquals(values[0], points.y()[0]);
    assertEquals(values[values.length - 1], points.y()[points.y().length - 1]);
    int spike = Arrays.binarySearch(points.x(), TIMES[123_456]);
    assertEquals(7, points.y()[spike]);
  }

  /** In every pixel column the thinned values must span what all values span. */
  @Test
  void everyPixelColumnKeepsItsRange() {
    SplittableRandom random = new SplittableRandom(2);
    double[] values = Arrays.stream(TIMES).map(t -> Math.sin(t) + 0.1 * random.nextDouble()).toArray();
    Thinning.Points points = Thinning.overTime(TIMES, values, 4000);
    Range all = Range.of(TIMES);
    for (int part : new int[] {0, 17, 500, 999}) {
      assertEquals(rangeOf(part, all, TIMES, values), rangeOf(part, all, points.x(), points.y()));
    }
  }

  private static Range rangeOf(int part, Range all, double[] x, double[] y) {
    return Range.of(IntStream.range(0, x.length).filter(i -> Math.min(999, (int) (all.share(x[i]) * 1000)) == part)
        .mapToDouble(i -> y[i]).toArray());
  }

  @Test
  void gapsSurvive() {
    double[] values = new double[TIMES.length];
    Arrays.fill(values, 300_000, 400_000, Double.NaN);
    values[350_000] = 5; // alone
    values[600_000] = Double.POSITIVE_INFINITY;
    Thinning.Points points = Thinning.overTime(TIMES, values, 4000);
    assertTrue(points.x().length <= 4000);
    int alone = Arrays.stream(points.y()).boxed().toList().indexOf(5.0);
    assertTrue(points.isGap(alone - 1) && points.isGap(alone + 1));
    assertEquals(350, points.x()[alone]);
    assertTrue(IntStream.range(0, points.x().length).noneMatch(i -> Double.isInfinite(points.y()[i])));
  }

  @Test
  void fewPointsStayAsTheyAre() {
    double[] x = {0, 1};
    assertSame(x, Thinning.overTime(x, x, 2).x());
    assertSame(x, Thinning.curve(x, x, 2).x());
  }

  @Test
  void aCurveStaysWithinAPixelAndKeepsItsGap() {
    int count = 200_000;
    double[] x = new double[count];
    double[] y = new double[count];
    for (int i = 0; i < count; i++) {
      double angle = 40 * Math.PI * i / count;
      x[i] = (1 + i / (double) count) * Math.cos(angle);
      y[i] = (1 + i / (double) count) * Math.sin(angle);
    }
    y[100_000] = Double.NaN;
    Thinning.Points points = Thinning.curve(x, y, 4000);
    assertTrue(points.x().length <= 4000, "points: " + points.x().length);
    assertEquals(1, IntStream.range(0, points.x().length).filter(points::isGap).count());
    double worst = 0;
    for (int i = 0; i < count; i += 97) {
      double best = Double.POSITIVE_INFINITY;
      for (int k = 0; k + 1 < points.x().length; k++) {
        double u = (x[i] - points.x()[k]) * (points.x()[k + 1] - points.x()[k])
            + (y[i] - points.y()[k]) * (points.y()[k + 1] - points.y()[k]);
        double length = Math.pow(points.x()[k + 1] - points.x()[k], 2) + Math.pow(points.y()[k + 1] - points.y()[k], 2);
        double along = length > 0 ? Math.clamp(u / length, 0, 1) : 0;
        best = Math.min(best, Math.hypot(x[i] - points.x()[k] - along * (points.x()[k + 1] - points.x()[k]),
            y[i] - points.y()[k] - along * (points.y()[k + 1] - points.y()[k])));
      }
      worst = Math.max(worst, Double.isFinite(best) ? best : 0);
    }
    assertTrue(worst < 4.0 / 900, "off by " + worst);
  }

  /** Two incommensurate oscillations fill a square; few points must still reach all of it. */
  @Test
  void aCurveThatFillsThePlaneStillFillsIt() {
    double[] x = Arrays.stream(TIMES).map(Math::cos).toArray();
    double[] y = Arrays.stream(TIMES).map(t -> Math.sin(Math.sqrt(2) * t)).toArray();
    Thinning.Points points = Thinning.curve(x, y, 4000);
    assertTrue(points.x().length <= 4000 && points.x().length > 1000, "points: " + points.x().length);
    assertEquals(Range.of(x), Range.of(points.x()));
    assertEquals(Range.of(y), Range.of(points.y()));
    boolean[][] reached = new boolean[16][16];
    for (int i = 0; i + 1 < points.x().length; i++) {
      for (int k = 0; k <= 100 && !points.isGap(i) && !points.isGap(i + 1); k++) {
        double along = points.x()[i] + k / 100.0 * (points.x()[i + 1] - points.x()[i]);
        double up = points.y()[i] + k / 100.0 * (points.y()[i + 1] - points.y()[i]);
        reached[(int) Math.min(15, 8 * (along + 1))][(int) Math.min(15, 8 * (up + 1))] = true;
      }
    }
    assertEquals(256, Arrays.stream(reached).mapToInt(row -> (int) IntStream.range(0, 16).filter(k -> row[k]).count()).sum());
  }

  /** A lone dot and the extremes stay; where dots crowd, all parts of the plane keep some. */
  @Test
  void dotsAreThinnedWhereTheyCrowd() {
    double[] x = new SplittableRandom(1).doubles(200_000, 0.5, 1).toArray();
    double[] y = new SplittableRandom(2).doubles(200_000, 0, 1).toArray();
    x[199_000] = 0.1;
    y[199_000] = 0.3;
    x[100] = Double.NaN;
    Thinning.Points points = Thinning.dots(x, y, 12_000);
    assertTrue(points.x().length <= 12_000 && points.x().length > 6_000, "dots: " + points.x().length);
    assertEquals(Range.of(x), Range.of(points.x()));
    assertEquals(Range.of(y), Range.of(points.y()));
    assertTrue(IntStream.range(0, points.x().length).anyMatch(i -> points.x()[i] == 0.1 && points.y()[i] == 0.3));
    long lower = Arrays.stream(points.y()).filter(v -> v < 0.5).count();
    assertEquals(0.5, lower / (double) points.x().length, 0.02);
    Thinning.Points few = Thinning.dots(new double[] {1, Double.NaN, 3}, new double[] {1, 2, 3}, 10);
    assertEquals(2, few.x().length);
  }

  /** Fed in blocks of any size, a line keeps what a table at once would keep, and little more. */
  @Test
  void aLineFedBlockByBlockKeepsItsExtremes() {
    SplittableRandom random = new SplittableRandom(9);
    double[] values = random.doubles(TIMES.length, -1, 1).toArray();
    values[123_456] = 7;
    values[777_777] = -9;
    Arrays.fill(values, 300_000, 400_000, Double.NaN);
    Arrays.fill(values, 990_000, 1_000_000, Double.NaN);
    SeriesBuilder builder = new SeriesBuilder(TIMES[0], TIMES[TIMES.length - 1]);
    for (int from = 0; from < TIMES.length; ) {
      int to = Math.min(TIMES.length, from + random.nextInt(1, 50_000));
      builder.add(Arrays.copyOfRange(TIMES, from, to), Arrays.copyOfRange(values, from, to));
      from = to;
    }
    TimeSeries.Series line = builder.series("x", "mV");
    assertTrue(line.x().length <= 4 * SeriesBuilder.PARTS + 8 && line.x().length > 3000, "points: " + line.x().length);
    assertEquals(Range.of(values), Range.of(line.y()));
    assertEquals(7, line.y()[Arrays.binarySearch(line.x(), TIMES[123_456])]);
    assertEquals(1, IntStream.range(0, line.x().length - 1).filter(i -> Double.isNaN(line.y()[i])).count());
    assertTrue(Double.isNaN(line.y()[line.y().length - 1]), "that it ends early must show");
    assertTrue(IntStream.range(1, line.x().length).allMatch(i -> line.x()[i] >= line.x()[i - 1]));
  }

  @Test
  void aFanOfManyTimesKeepsTheReachOfItsBands() {
    FanBuilder fan = new FanBuilder(0.05, 0.5, 0.95);
    for (int t = 0; t < 100_000; t++) {
      double spike = t == 77_777 ? 50 : 1;
      fan.addQuantiles(t, new double[] {-spike, 0, spike});
    }
    Fan made = fan.fan(Heading.of("f"), Axis.of("t"), Axis.of("z"));
    assertTrue(made.times().length <= 4096 && made.times().length > 1024, "times: " + made.times().length);
    assertEquals(new Range(-50, -1), Range.of(made.bands().getFirst().lower()));
    assertEquals(new Range(1, 50), Range.of(made.bands().getFirst().upper()));
  }
}

package dyn.testkit.conformance;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dyn.compiler.Compilation;
import dyn.compiler.CompileOptions;
import dyn.compiler.Compiler;
import dyn.compiler.Expects;
import dyn.compiler.Recording;
import dyn.compiler.RecordConsumer;
import dyn.compiler.RunResult;
import dyn.compiler.Runner;
import dyn.compiler.Stops;
import dyn.frontend.Track;
import dyn.ir.diagnostics.Code;
import dyn.ir.diagnostics.Diagnostic;
import dyn.ir.diagnostics.SourceFile;
import dyn.runtime.ensemble.Progress;
import dyn.runtime.results.Column;
import dyn.runtime.results.Statistics;
import dyn.runtime.results.Table;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Displacements, spectra and first passages against what is known of the processes. */
class StatisticsOverTimeTest {
  private static final String RELAXING = """
      model Relaxing { dim d = 3
        noise W : wiener ito, B[d] : wiener ito
        state x from normal(0, sqrt(16 / 31)), b[d] = d
        dx = -x * dt + dW
        db = sqrt(2 * 0.7) * dB }
      experiment e { ensemble 2000
        time 0 .. 16
        method euler_maruyama(dt = 1/16)
        seed 2
      """;

  private static double[] values(Table table, String label) {
    return table.column(label).orElseThrow(() -> new AssertionError(label + " is not among "
        + table.columns().stream().map(Column::label).toList())).values();
  }

  /**
   * The mean of the density of a window of n records of a process with the covariance s^2 a^|j - l|: that of a linear form in them, whose
   * coefficients are those of the transform, weighted, without their mean.
   */
  private static double expected(int n, boolean hann, double interval, double variance, double a, int k) {
    double[][] form = new double[2][n];
    double squares = 0;
    for (int j = 0; j < n; j++) {
      double w = hann ? 0.5 - 0.5 * Math.cos(2 * Math.PI * j / n) : 1;
      squares += w * w;
      form[0][j] = w * Math.cos(2 * Math.PI * j * k / n);
      form[1][j] = w * Math.sin(2 * Math.PI * j * k / n);
    }
    double sum = 0;
    for (double[] f : form) {
      double mean = Arrays.stream(f).average().orElseThrow();
      for (int j = 0; j < n; j++) {
        for (int l = 0; l < n; l++) sum += (f[j] - mean) * (f[l] - mean) * variance * Math.pow(a, Math.abs(j - l));
      }
    }
    return sum * interval / squares * (k == 0 || 2 * k == n ? 1 : 2);
  }

  /** Steps of 1/16 are x <- 15/16 x + z/4, stationary with the variance 1/16 / (1 - (15/16)^2) = 16/31. */
  @Test
  void theSpectrumOfARelaxingParticleIsThatOfItsSteps() {
    RunResult run = Trial.run(RELAXING + "record spectrum(x, 32), spectrum(x) every 1/16 }");
    Table windows = run.spectra().table(new Track.Ref(0, 0)).orElseThrow();
    Table whole = run.spectra().table(new Track.Ref(0, 1)).orElseThrow();
    for (int k = 0; k <= 16; k++) near(windows, k, k / 2.0, expected(32, true, 1.0 / 16, 16.0 / 31, 15.0 / 16, k));
    for (int k = 0; k <= 128; k += 16) near(whole, k, k * 16.0 / 257, expected(257, false, 1.0 / 16, 16.0 / 31, 15.0 / 16, k));
  }

  private static void near(Table table, int k, double frequency, double expected) {
    assertEquals(frequency, table.times()[k], 1e-15);
    double error = values(table, "se(spectrum(x))")[k];
    assertTrue(error < 0.1 * expected + 1e-12, "the error at " + k + " is " + error);
    assertEquals(expected, values(table, "spectrum(x)")[k], 4.5 * error + 1e-15, "at " + k);
  }

  /** 2 s^2 times the interval, at all frequencies but the ends; in a window of n, of which the mean is taken out. */
  @Test
  void whiteNoiseIsWhite() {
    RunResult run = Trial.run("""
        model White { state x from normal(0, 1.5); next x = draw(normal(0, 1.5)) }
        experiment e { ensemble 500; time 0 .. 255; record x every 5; record spectrum(x) every 1
          expect spectrum(x) at [0.125, 0.25, 0.375] == 4.5 within 4 se }
        """);
    Table table = run.spectra().table(new Track.Ref(1, 0)).orElseThrow();
    double[] inner = Arrays.copyOfRange(values(table, "spectrum(x)"), 1, 128);
    assertEquals(4.5, Statistics.mean(inner), 4 * 4.5 / Math.sqrt(500 * 127));
    assertTrue(run.verdicts().getFirst().passed(), run.verdicts()::toString);
    // A density of one window is its mean times an exponential number: the standard error is the mean over the root of members.
    assertEquals(4.5 / Math.sqrt(500), Statistics.mean(Arrays.copyOfRange(values(table, "se(spectrum(x))"), 1, 128)), 0.01);
  }

  @Test
  void displacementsOfBrownianMotion() {
    RunResult run = Trial.run(RELAXING + "record msd(b), msd(b, d) every 1  expect msd(b, d) at 4 == 3 * 2 * 0.7 * 4 within 4 se "
        + "expect msd(b, d) at 4 == 12 within 4 se  expect msd(b) == 2 * 0.7 * 16 within 4 se }");
    Table table = run.tables().series(run.compilation().experiment().tracks().getFirst());
    for (int t = 0; t <= 16; t++) {
      for (int c = 0; c < 3; c++) {
        assertEquals(1.4 * t, values(table, "msd(b[" + c + "])")[t], 4.5 * values(table, "se(msd(b[" + c + "]))")[t]);
        // Squares of normal numbers: their deviation is the root of 2 times their mean.
        assertEquals(1.4 * t * Math.sqrt(2.0 / 2000), values(table, "se(msd(b[" + c + "]))")[t], 0.16 * 1.4 * t * Math.sqrt(2.0 / 2000));
      }
      assertEquals(3 * 1.4 * t, values(table, "msd(b, d)")[t], 4.5 * values(table, "se(msd(b, d))")[t]);
    }
    assertEquals(List.of(true, false, true), run.verdicts().stream().map(Expects.Verdict::passed).toList());
  }

  /** What is shown for the first time is 0: displacements start where records do. */
  @Test
  void displacementsStartAtTheFirstRecord() {
    RunResult run = Trial.run("""
        model Walk { state x = 0; next x = x + 2 }
        experiment e { ensemble 3; time 0 .. 10; record msd(x) every 1 from 4; record x every 1
          expect msd(x) at 9 == 100 within 0; expect msd(x) == 144 within 0 }
        """);
    Table table = run.tables().series(run.compilation().experiment().tracks().getFirst());
    assertArrayEquals(new double[] {0, 4, 16, 36, 64, 100, 144}, values(table, "msd(x)"));
    assertTrue(run.verdicts().stream().allMatch(Expects.Verdict::passed));
  }

  @Test
  void threadsChunksAndSegmentsDoNotShow() throws IOException {
    String text = RELAXING.replace("2000", "300")
        + "record msd(b, d), var(x), quantile(x, 0.1) every 1/4  record spectrum(x, 32), spectrum(b) every 1/16 }";
    Compilation c = Trial.compile(text);
    RunResult one = Trial.run(new Runner(1), c, Path.of("."));
    RunResult two = Trial.run(new Runner(2, 7), c, Path.of("."));
    Recording cut = new Recording(1 << 30, false, RecordConsumer.NONE, Optional.empty(), List.of(0.11, 0.3, 0.77, 0.8));
    RunResult parted = Trial.present(new Runner(2, 3).run(c, Path.of("."), 0, 300, cut, Optional.empty(), Progress.NONE));
    for (RunResult other : List.of(two, parted)) {
      for (int i = 0; i < 2; i++) {
        Track.Ref ref = new Track.Ref(c.experiment().tracks().size() - 1, i);
        same(one.spectra().table(ref).orElseThrow(), other.spectra().table(ref).orElseThrow());
      }
      same(one.tables().series(c.experiment().tracks().getFirst()), other.tables().series(c.experiment().tracks().getFirst()));
    }
  }

  private static void same(Table a, Table b) {
    assertArrayEquals(a.times(), b.times());
    assertEquals(a.columns().size(), b.columns().size());
    for (int i = 0; i < a.columns().size(); i++) {
      assertEquals(a.columns().get(i).label(), b.columns().get(i).label());
      assertArrayEquals(a.columns().get(i).values(), b.columns().get(i).values());
    }
  }

  /** A path from 0 without drift leaves (-1, 2) above with the probability 1/3, and after 2 in the mean. */
  @Test
  void membersThatStopAreTold() {
    RunResult run = Trial.run("""
        model Two { noise W : wiener ito
          state x = 0, life = 0
          dx = dW
          life' = 1
          on up(x - 2) { stop above }
          on down(x + 1) { stop below } }
        experiment e { ensemble 4000; time 0 .. 3; method euler_maruyama(dt = 1/64); locate bridge; record life at end }
        """);
    Stops stops = run.stops();
    assertEquals(List.of("above", "below"), stops.all().stream().map(Stops.Stop::name).toList());
    int above = stops.all().get(0).times().length;
    int below = stops.all().get(1).times().length;
    assertEquals(4000, above + below + stops.going());
    assertTrue(stops.going() > 100 && above > 500 && below > above, "above " + above + ", below " + below);
    double[] lives = Arrays.stream(run.records().values().values().iterator().next()).sorted().toArray();
    double[] times = new double[4000];
    System.arraycopy(stops.all().get(0).times(), 0, times, 0, above);
    System.arraycopy(stops.all().get(1).times(), 0, times, above, below);
    Arrays.fill(times, above + below, 4000, 3);
    Arrays.sort(times);
    assertArrayEquals(lives, times);
    assertEquals(Math.sqrt(0.25 * 0.75 / 3999), new Stops(List.of(), 4000, 0).errorOfFraction(1000), 1e-15);
  }

  @Test
  void wrongUseIsRefused() {
    assertEquals(List.of(Code.E0652, Code.E0652, Code.E0652, Code.E0652),
        codes("record spectrum(x, 4) every 1/16  record spectrum(x) at [1, 2]  record spectrum(x, 32) every 1  "
            + "record spectrum(x, 8.5) every 1/16"));
    assertEquals(List.of(Code.E0652, Code.E0652, Code.E0652), codes("record x every 1/16  expect spectrum(x, 32) == 1 within 5 se  "
        + "expect spectrum(x, 32) at 0.3 == 1 within 5 se  expect spectrum(x, 32) at 8.5 == 1 within 5 se"));
    assertEquals(List.of(Code.E0653, Code.E0653, Code.E0653), codes("record msd(x, d), msd(b, x) every 1  record x every 1 from 2  "
        + "expect msd(x) at 1 == 1 within 1").reversed());
    assertEquals(List.of(Code.E0622, Code.E0641), codes("plot spectrum(x) at [1, 2]  expect msd(x at 1) == 1 within 1").reversed());
  }

  private static List<Code> codes(String rest) {
    return new Compiler().compile(new SourceFile("trial.dyn", RELAXING + rest + " }"), CompileOptions.DEFAULT).diagnostics().stream()
        .map(Diagnostic::code).toList();
  }
}

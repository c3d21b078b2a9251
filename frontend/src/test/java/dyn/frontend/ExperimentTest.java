package dyn.frontend;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dyn.ir.Text;
import dyn.ir.diagnostics.Code;
import dyn.ir.diagnostics.Diagnostic;
import dyn.ir.diagnostics.DiagnosticRenderer;
import dyn.ir.diagnostics.SourceFile;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** What an experiment says, and what the command line changes. */
class ExperimentTest {
  private static final String LORENZ = """
      model Lorenz {
        param sigma = 10 "Prandtl number", rho = 28, beta = 8/3, double = 2 * rho
        state x = 1, y = 0, z = 0
        x' = sigma * (y - x)
        y' = x * (rho - z) - y
        z' = x * y - beta * z
        output r = hypot(x, y)
      }
      """;

  private static Checked check(String text, String experiment, Overrides overrides) {
    Frontend frontend = Frontends.standard();
    return frontend.check(frontend.parse(new SourceFile("lorenz.dyn", text)), experiment, overrides);
  }

  private static Checked.Compiled compiled(String items) {
    return compiled(items, Overrides.NONE);
  }

  private static Checked.Compiled compiled(String items, Overrides overrides) {
    Checked c = check(LORENZ + "experiment e of Lorenz {\n" + items + "\n}\n", null, overrides);
    return c.compiled().orElseThrow(() -> new AssertionError(new DiagnosticRenderer(false).render(c.diagnostics())));
  }

  private static Overrides set(String... sets) {
    return new Overrides(List.of(sets), Optional.empty(), OptionalLong.empty(), OptionalLong.empty());
  }

  @Test
  void valuesTravelBesideTheProgram() {
    Checked.Compiled a = compiled("time 0 .. 10\nset rho = 5");
    Checked.Compiled b = compiled("time 0 .. 3\nmethod rk4(dt = 1/64)\nset rho = 7", set("sigma=3"));
    assertEquals(Text.print(a.program()), Text.print(b.program()));
    assertEquals(List.of("sigma", "rho", "beta"), b.experiment().bases().stream().map(CheckedExperiment.Parameter::name).toList());
    assertArrayEquals(new double[] {3}, b.experiment().params().getFirst().base().orElseThrow().values());
    assertArrayEquals(new double[] {8.0 / 3}, b.experiment().params().get(2).base().orElseThrow().values());
    assertEquals(new BigDecimal("0.015625"), b.experiment().method().options().get("dt"));
    assertEquals("Prandtl number", b.experiment().params().getFirst().doc());
  }

  @Test
  void timesAreExact() {
    CheckedExperiment e = compiled("time 0 .. 0.3\nrecord x every 0.1\nrecord y at [0.3, 0.1, 0.1]\nrecord z at 0.3").experiment();
    assertEquals(4, e.tracks().get(0).times().count(e.start(), e.end()));
    assertEquals(List.of(new BigDecimal("0.1"), new BigDecimal("0.3")), e.tracks().get(1).times().list(e.start(), e.end()));
    assertEquals(new Times.End(), e.tracks().get(2).times());
  }

  @Test
  void aGridMayStartLaterAndEndEarlier() {
    CheckedExperiment e = compiled("time 0 .. 1\nrecord x every 0.1 from 0.75\nrecord y every 0.1 from 0.25 to 0.45 to \"y.csv\"\n"
        + "record z every 0.25 to 0.6\nrecord r at linspace(0.1, end, 4)").experiment();
    assertEquals(decimals("0.75", "0.85", "0.95"), times(e, 0));
    assertEquals(decimals("0.25", "0.35", "0.45"), times(e, 1));
    assertEquals(Optional.of("y.csv"), e.tracks().get(1).file());
    assertEquals(decimals("0.00", "0.25", "0.50"), times(e, 2));
    assertEquals(decimals("0.1", "0.4", "0.7", "1"), times(e, 3));
    assertEquals(new BigDecimal("0.3333333333333333333333333333333333"),
        times(compiled("time 0 .. 1 record x at linspace(0, 1, 4)").experiment(), 0).get(1));
    assertEquals(1, compiled("time 0 .. 1\nrecord x every 0.1\nrecord y every 0.1 from 0 to end").experiment().tracks().size());
  }

  private static List<BigDecimal> decimals(String... texts) {
    return java.util.Arrays.stream(texts).map(BigDecimal::new).toList();
  }

  private static List<BigDecimal> times(CheckedExperiment e, int track) {
    return e.tracks().get(track).times().list(e.start(), e.end());
  }

  @Test
  void aDifferenceIsNamedAsOne() {
    CheckedExperiment e = compiled("time 0 .. 1\nrecord x every 1\nexpect x throughout == y + 1 within 1e-6\nexpect x at 1 < y")
        .experiment();
    Track.Ref item = ((Expectation.Subject.Recorded) e.expects().get(0).subject()).item();
    assertEquals("x - (y + 1)", e.tracks().get(0).items().get(item.item()).label());
    assertEquals("x - y", e.tracks().get(1).items().getFirst().label());
  }

  @Test
  void aDefaultThatIsReplacedNeedNotFitANewSize() {
    String text = "model A {\n  dim n = 2\n  param k[n] = [1, 2]\n  state x[n] = [1, 2]\n  x' = -k * x\n}\nexperiment e { time 0 .. 1 }\n";
    Checked all = check(text, null, set("n = 3", "k = [1, 2, 3]", "x = 1"));
    assertTrue(all.compiled().isPresent(), () -> new DiagnosticRenderer(false).render(all.diagnostics()));
    assertEquals(Code.E0408, check(text, null, set("n = 3", "k = [1, 2, 3]")).diagnostics().getFirst().code());
    assertEquals(Code.E0408, check(text, null, set("n = 3", "k = [1, 2]", "x = 1")).diagnostics().getFirst().code());
  }

  @Test
  void equalTimesShareATrackAndEqualValuesAnItem() {
    CheckedExperiment e = compiled("""
        time 0 .. 1
        ensemble 10
        record x, mean(x) every 0.1
        record r every 0.10
        plot r over x
        plot fan(x)
        expect r throughout < 3
        expect mean(x) at end == 2 within 3 se""").experiment();
    assertEquals(2, e.tracks().size());
    List<Track.Item> items = e.tracks().getFirst().items();
    assertEquals(List.of("x", "x", "r", "x"), items.stream().map(Track.Item::label).toList());
    assertEquals(List.of(0, 0, 1, 0), items.stream().map(Track.Item::result).toList());
    assertEquals(List.of(false, false, false, true), items.stream().map(Track.Item::hidden).toList());
    assertEquals(List.of(Plot.Kind.PHASE_PLANE, Plot.Kind.FAN), e.plots().stream().map(Plot::kind).toList());
    assertTrue(e.expects().getFirst().throughout());
    assertTrue(e.tracks().get(1).isHidden());
  }

  @Test
  void axesFollowABareTime() {
    CheckedExperiment e = compiled("""
        time 0 .. 1
        ensemble 10
        plot histogram(x) at 1 log
        plot histogram(x) at 1 loglog
        plot histogram(x) at 1""").experiment();
    assertEquals(List.of(true, true, false), e.plots().stream().map(Plot::logAlong).toList());
    assertEquals(List.of(false, true, false), e.plots().stream().map(Plot::logAcross).toList());
  }

  @Test
  void sweepsMultiply() {
    CheckedExperiment e = compiled("""
        time 0 .. 1
        vary rho over linspace(0, 1, 4)
        vary sigma over [1, 2, 3]
        vary x from normal(0, 1)""").experiment();
    assertEquals(12, e.members());
    assertEquals(List.of(4L, 3L, 0L), e.variations().stream().map(CheckedExperiment.Variation::count).toList());
  }

  @Test
  void constantsOfParametersMayBeExpected() {
    CheckedExperiment e = compiled("time 0 .. 1\n"
        + "expect x at end == sigma * exp(0) within 1e-3 relative\nexpect x at end <= y").experiment();
    assertArrayEquals(new double[] {10}, e.expects().get(0).expected());
    assertArrayEquals(new double[] {0}, e.expects().get(1).expected());
    assertEquals(Expectation.Unit.RELATIVE, e.expects().get(0).tolerance().unit());
  }

  @Test
  void commandLineMistakesAreDiagnostics() {
    Overrides wrong = new Overrides(List.of("sgima=5", "rho=", "beta = 2 3"), Optional.of("rk5(dt=1)"), OptionalLong.of(0),
        OptionalLong.empty());
    Checked c = check(LORENZ + "experiment e of Lorenz { time 0 .. 1 }\n", null, wrong);
    assertEquals(List.of(Code.E0607, Code.E0101, Code.E0101), c.diagnostics().stream().map(Diagnostic::code).toList());
    Checked d = check(LORENZ + "experiment e of Lorenz { time 0 .. 1 }\n", null,
        new Overrides(List.of("sgima=5"), Optional.of("rk5(dt=1)"), OptionalLong.empty(), OptionalLong.empty()));
    assertEquals(List.of(Code.E0606, Code.E0603), d.diagnostics().stream().map(Diagnostic::code).toList());
    assertEquals(List.of("there is `sigma`"), d.diagnostics().getFirst().help());
    assertEquals(Code.E0208, check(LORENZ + "experiment e { time 0 .. 1 }", "f", Overrides.NONE).diagnostics().getFirst().code());
    assertEquals(Code.E0208, check(LORENZ, null, Overrides.NONE).diagnostics().getFirst().code());
  }

  @Test
  void theFirstExperimentRunsAndTheOthersAreListed() {
    String text = LORENZ + "experiment a { time 0 .. 1 }\nexperiment b { time 0 .. 2 }\n";
    assertEquals("a", check(text, null, Overrides.NONE).compiled().orElseThrow().experiment().name());
    CheckedExperiment b = check(text, "b", Overrides.NONE).compiled().orElseThrow().experiment();
    assertEquals(List.of("a"), b.others());
    assertEquals(new BigDecimal("2"), b.end());
  }

  @Test
  void arrayLengthDoesNotChangeTheProgram() {
    String text = "model A {\n  dim n = 100\n  state x[n] = 1\n  x' = -x + mean(n) x[n]\n}\nexperiment e { time 0 .. 1 }\n";
    String small = Text.print(check(text, null, Overrides.NONE).compiled().orElseThrow().program());
    String large = Text.print(check(text, null, set("n = 10_000_000")).compiled().orElseThrow().program());
    assertEquals(small, large.replace("10000000", "100").replace("1.0E7", "100.0"));
  }

  @Test
  void constraintsThatDependOnDrawsAreChecksOfTheRun() {
    String text = "model A {\n  param k from normal(1, 1) where k > 0\n  state x = 1\n  x' = -k * x\n}\nexperiment e { time 0 .. 1 }\n";
    Checked.Compiled c = check(text, null, Overrides.NONE).compiled().orElseThrow();
    assertEquals("k > 0", c.experiment().constraints().getFirst().text());
    assertEquals(1, c.program().body("require").results().size());
  }

  @Test
  void tenThousandEquationsAreQuick() {
    StringBuilder text = new StringBuilder("model A {\n");
    for (int i = 0; i < 10_000; i++) {
      text.append("  state x" + i + " = 1\n  param k" + i + " = 2\n  let a" + i + " = k" + i + " * x" + i + (i > 0 ? " + a" + (i - 1)
          : "") + "\n");
      text.append("  x" + i + "' = -a" + i + " / (1 + x" + i + "^2)\n");
    }
    text.append("}\nexperiment e { time 0 .. 1 }\n");
    long start = System.nanoTime();
    assertTrue(check(text.toString(), null, Overrides.NONE).compiled().isPresent());
    long seconds = (System.nanoTime() - start) / 1_000_000_000;
    assertTrue(seconds < 15, "10,000 equations took " + seconds + " s, where a quadratic step would take minutes");
  }
}

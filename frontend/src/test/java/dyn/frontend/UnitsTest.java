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
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A model with units is the model that somebody would have scaled by hand. */
class UnitsTest {
  private static final String MODEL = """
      model M {
        %s
        param tau = %s, E = %s, k = %s, noise from normal(%s, %s)
        state v = %s, w = 0.5
        v' = (E - v + noise) / tau
        w' = k * (1 - w) * exp((v + %s) / %s)
      }
      experiment e {
        time %s .. %s
        method rk4(dt = %s)
        set E = %s
        record v, w every %s
        expect v at %s == %s within %s
      }
      """;

  private static String model(String head, String... numbers) {
    return MODEL.formatted((Object[]) concat(head, numbers));
  }

  private static String[] concat(String head, String[] numbers) {
    String[] all = new String[numbers.length + 1];
    all[0] = head;
    System.arraycopy(numbers, 0, all, 1, numbers.length);
    return all;
  }

  private static Checked check(String text, String... sets) {
    Frontend frontend = Frontends.standard();
    Overrides overrides = new Overrides(List.of(sets), Optional.empty(), OptionalLong.empty(), OptionalLong.empty());
    return frontend.check(frontend.parse(new SourceFile("m.dyn", text)), null, overrides);
  }

  private static Checked.Compiled compiled(String text, String... sets) {
    Checked c = check(text, sets);
    return c.compiled().orElseThrow(() -> new AssertionError(new DiagnosticRenderer(false).render(c.diagnostics())));
  }

  private static void same(Checked.Compiled a, Checked.Compiled b) {
    assertEquals(Text.print(a.program()), Text.print(b.program()));
    CheckedExperiment x = a.experiment();
    CheckedExperiment y = b.experiment();
    assertEquals(x.bases().size(), y.bases().size());
    for (int i = 0; i < x.bases().size(); i++) {
      assertArrayEquals(x.bases().get(i).base().orElseThrow().values(), y.bases().get(i).base().orElseThrow().values(), 0.0,
          x.bases().get(i).name());
    }
    assertEquals(0, x.start().compareTo(y.start()));
    assertEquals(0, x.end().compareTo(y.end()));
    BigDecimal dt = x.method().options().get("dt");
    assertEquals(0, dt.compareTo(y.method().options().get("dt")));
    assertEquals(x.tracks().getFirst().times(), y.tracks().getFirst().times());
    for (int i = 0; i < x.expects().size(); i++) {
      assertArrayEquals(x.expects().get(i).expected(), y.expects().get(i).expected(), 0.0);
      assertEquals(x.expects().get(i).tolerance(), y.expects().get(i).tolerance());
    }
  }

  private static final String PLAIN_MS = model("", "20", "-60", "0.07", "0", "0.3", "-65", "60", "10", "0", "10.3", "0.1", "-55.1", "0.3",
      "2.7", "-61", "0.1");

  @Test
  void theModelInMillisecondsIsTheOneScaledByHand() {
    String units = model("unit ms, mV", "20 ms", "-60 mV", "0.07/ms", "0 mV", "0.3 mV", "-65 mV", "60 mV", "10 mV", "0", "10.3 ms",
        "0.1 ms", "-55.1 mV", "0.3 ms", "2.7 ms", "-61 mV", "0.1 mV");
    same(compiled(PLAIN_MS), compiled(units));
    String mixed = model("unit ms, mV", "0.02 s", "-0.06 V", "70/s", "0 V", "300 uV", "-65e3 uV", "6e-5 kV", "10000000 nV", "0 s",
        "0.0103 s", "100 us", "-0.0551 V", "300 us", "2.7 ms", "-61 mV", "1e-4 V");
    same(compiled(PLAIN_MS), compiled(mixed));
  }

  @Test
  void theModelInSecondsIsTheOneScaledByHand() {
    String plain = model("", "0.02", "-0.06", "70", "0", "0.0003", "-0.065", "0.06", "0.01", "0", "0.0103", "0.0001", "-0.0551", "0.0003",
        "0.0027", "-0.061", "0.0001");
    String units = model("", "20 ms", "-60 mV", "0.07/ms", "0 mV", "0.3 mV", "-65 mV", "60 mV", "10 mV", "0", "10.3 ms", "0.1 ms",
        "-55.1 mV", "0.3 ms", "2.7 ms", "-61 mV", "0.1 mV");
    same(compiled(plain), compiled(units));
    same(compiled(plain, "tau=0.005"), compiled(units, "tau = 5 ms"));
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', value = {"0.02 s | 20", "1e-30 s | 1e-27", "1.1 us | 0.0011", "1 min | 60000", "0.1 h | 360000", "3/kHz | 3"})
  void literalsAreRoundedOnce(String literal, double expected) {
    Checked.Compiled c = compiled("model M { unit ms\n param tau = " + literal
        + "\n state x = 1\n x' = -x / tau }\nexperiment e { time 0 .. 1 ms }");
    assertArrayEquals(new double[] {expected}, c.experiment().bases().getFirst().base().orElseThrow().values(), 0.0);
  }

  @Test
  void everyScaledDecimalIsTheNearestDouble() {
    SplittableRandom random = new SplittableRandom(3);
    for (int i = 0; i < 200; i++) {
      String digits = random.nextInt(1, 100_000) + "e" + random.nextInt(-20, 20);
      Checked.Compiled c = compiled("model M { unit ms\n param tau = " + digits + " s\n state x = 1\n x' = -x / tau }\n"
          + "experiment e { time 0 .. 1 ms }");
      double expected = new BigDecimal(digits).movePointRight(3).doubleValue();
      assertArrayEquals(new double[] {expected}, c.experiment().bases().getFirst().base().orElseThrow().values(), 0.0, digits);
    }
  }

  private static Map<String, String> derived(String body) {
    Frontend frontend = Frontends.standard();
    ParsedFile parsed = frontend.parse(new SourceFile("m.dyn", "model M {\n" + body + "\nstate x = 1 mV\nx' = -x / 1 ms }"));
    List<Diagnostic> found = frontend.checkAll(parsed);
    assertTrue(found.isEmpty(), () -> new DiagnosticRenderer(false).render(found));
    return frontend.units(parsed).get("M").names();
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', value = {"3 nS * x | nA", "x / (2 nA) | MOhm", "2 nA * 3 ms | pC", "2 nA * 1 ms / x | nF",
      "sqrt(x * x) | mV", "sqrt(x) | mV^(1/2)", "x^(2/3) | mV^(2/3)", "x^-2 | 1/mV^2", "cbrt(x)^3 | mV", "x' | mV/ms", "t * 1 A | nA*ms",
      "hypot(x / 3, 1 V) | mV", "x / 1 V | ''", "exp(x / 1 V) | ''", "twice(x) | mV", "twice(t) | ms", "90 deg | ''", "2 mM | mM",
      "where(x > 0 V and t < 1 s, x, 2 mV) | mV", "atan2(x, 1 V) | ''", "x * 1 nA | pW", "4 um^2 | m^2", "1 m^2 * 1 mV/m | mV*m",
      "max(x, 1 uV) - 1 nV | mV", "sign(x) * 3 | ''"})
  void unitsAreDerived(String expression, String unit) {
    String expected = unit.equals("nA*ms") ? "pC" : unit;
    assertEquals(expected, derived("unit ms, mV, nA\nfn twice(a) = a + a\noutput y = " + expression).get("y"));
  }

  private static List<Code> codes(String text) {
    Frontend frontend = Frontends.standard();
    return frontend.checkAll(frontend.parse(new SourceFile("m.dyn", text))).stream().map(Diagnostic::code).toList();
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', value = {"x + 1 | E0704", "where(x > 0, 1, 2) | E0704", "max(x, 0) | E0704", "x + t | E0704",
      "exp(x) | E0705",
      "2^x | E0705", "x^t | E0705", "floor(x) | E0705", "twice(x) + 1 ms | E0704", "5 foo | E0703", "5 degC | E0711", "ms | E0703",
      "x^k | E0709", "mod(x, 3) | E0704", "x' + x | E0704", "5 mV^n | E0709"})
  void mistakesAreFound(String expression, Code code) {
    List<Code> found = codes("model M { unit ms, mV\n param k = 2, n = 2\nfn twice(a) = a + a\nstate x = 1 mV\nx' = -x / 1 ms\noutput y = "
        + expression + "\n}");
    assertTrue(found.contains(code), found.toString());
  }

  @Test
  void aModelWithoutUnitsIsUnchanged() {
    Checked.Compiled c = compiled(PLAIN_MS);
    assertEquals(QuantityUnits.NONE, c.experiment().units());
    assertEquals(List.of(Code.E0201), codes("model M { state x = 1; x' = -x / ms }"));
  }

  @Test
  void recordsAreInUnits() {
    Checked.Compiled c = compiled("""
        model M { unit ms, mV
          state v = 1 mV
          v' = -v / 20 ms }
        experiment e { time 0 .. 1 ms; ensemble 3; record v, mean(v), var(v), v^2 / 1 ms every 0.1 ms }
        """);
    QuantityUnits units = c.experiment().units();
    assertEquals(List.of("ms", "mV", "mV^2", "mV^2/ms"), List.of(units.time(), units.of("v"), units.of("var(v)"), units.of("v^2 / 1 ms")));
  }

  @Test
  void statisticsAreInUnits() {
    String model = """
        model M { unit ms, mV
          dim n = 2
          state v = 1 mV, u[n] = 1 mV
          v' = -v / 20 ms
          u' = -u / 20 ms }
        """;
    Checked.Compiled c = compiled(model + """
        experiment e { time 0 .. 1 ms; ensemble 3
          record sd(v), se(2 * v), max(v), max(u), count(v > 1 mV), histogram(-v, -1 mV, 1 V, 2) every 0.1 ms
          expect count(v > 1 mV) == 0 within 0
          expect median(v) < 2 mV }
        """);
    QuantityUnits units = c.experiment().units();
    assertEquals(List.of("mV", "mV", "mV", "mV"), Stream.of("v", "2 * v", "max(u)", "-v").map(units::of).toList());
    Statistic.Histogram h = (Statistic.Histogram) c.experiment().tracks().getFirst().items().getLast().statistic();
    assertEquals(List.of(-1.0, 499.5, 1000.0), h.edges());
    assertEquals(List.of(Code.E0706), codes(model + "experiment e { time 0 .. 1 ms; record histogram(v, 0 mV, 1 ms, 2) }"));
    assertEquals(List.of(Code.E0706), codes(model + "experiment e { time 0 .. 1 ms; expect sd(v) == 1 mV^2 within 1 mV }"));
  }

  /** Sentences of units cut and shuffled: a diagnostic or a program, never an exception. */
  @Test
  void nothingThrows() {
    String[] words = {"unit", "new", "ms", "mV", "x", "=", "1e308", "1e-400", "0", "5", "^", "-", "2", "/", "*", "km", ",", "in", "(", ")",
        "'",
        "\n", "state", "param", "let", "1e-99999999999", "degC", "m", "^99", "\"a\"", "Ohm", "unit a = 3 b, b = 2 a\n",
        "fn f(a) = a + 1 mV\n", "f(x)", "x'", "sqrt", "unit new spike\n", "3 spike", "+", "<", "[", "]", "\u00b5V", "exp(x)", ";"};
    SplittableRandom random = new SplittableRandom(11);
    for (int i = 0; i < 3000; i++) {
      StringBuilder body = new StringBuilder("model M { unit ms, mV\n state x = 1 mV\n x' = -x / 1 ms\n let y = ");
      for (int k = random.nextInt(1, 14); k > 0; k--) body.append(words[random.nextInt(words.length)]).append(' ');
      codes(body + "}\nexperiment e { time 0 .. 1 " + words[random.nextInt(words.length)] + " }");
    }
  }

  @Test
  void aLongChainNeedsNoDeepStack() {
    StringBuilder text = new StringBuilder("model M { unit ms, mV\n param tau = 20 ms\n");
    for (int i = 0; i < 10_000; i++) {
      text.append("state x").append(i).append(" = 1 mV\nx").append(i).append("' = (x").append((i + 1) % 10_000).append(" - y").append(i)
          .append(") / tau\nlet y").append(i).append(i == 0 ? " = 2 mV\n" : " = y" + (i - 1) + " + 1 mV\n");
    }
    assertEquals(List.of(), codes(text + "}"));
  }
}

package dyn.frontend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dyn.ir.diagnostics.Code;
import dyn.ir.diagnostics.Diagnostic;
import dyn.ir.diagnostics.DiagnosticRenderer;
import dyn.ir.diagnostics.SourceFile;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Texts too large or too broken for a golden file: one diagnostic, never an exception. */
class MalformedTest {
  private static List<Diagnostic> check(String text) {
    Frontend frontend = Frontends.standard();
    List<Diagnostic> found = frontend.checkAll(frontend.parse(new SourceFile("wrong.dyn", text)));
    assertFalse(new DiagnosticRenderer(true).render(found).isEmpty() && !found.isEmpty());
    return found;
  }

  private static void finds(Code code, String text) {
    List<Diagnostic> found = check(text);
    assertEquals(List.of(code), found.stream().map(Diagnostic::code).toList(), () -> new DiagnosticRenderer(false).render(found));
  }

  private static String model(String rate) {
    return "model A {\n  state x = 1\n  x' = " + rate + "\n}\n";
  }

  @Test
  void unknownBytes() {
    byte[] bytes = new byte[4096];
    new Random(1).nextBytes(bytes);
    finds(Code.E0102, new String(bytes, StandardCharsets.ISO_8859_1).replace("\"", ""));
  }

  @Test
  void loneSurrogatesAndEmoji() {
    finds(Code.E0102, model("x + \ud800"));
    finds(Code.E0102, model("x + \ud83d\ude00"));
  }

  @Test
  void manyOpenBrackets() {
    finds(Code.E0104, model("(".repeat(200_000)));
    finds(Code.E0104, model("[".repeat(200_000)));
    finds(Code.E0104, "{".repeat(200_000));
  }

  @Test
  void manySignsAndPowers() {
    finds(Code.E0104, model("-".repeat(100_000) + "x"));
    finds(Code.E0104, model("x" + "^x".repeat(100_000)));
    finds(Code.E0104, model("not ".repeat(10_000) + "x"));
  }

  @Test
  void brackets256DeepAreFine() {
    assertTrue(check(model("(".repeat(255) + "x" + ")".repeat(255))).isEmpty());
  }

  @Test
  void longSumsAndProducts() {
    assertTrue(check(model("x" + "+x".repeat(50_000))).isEmpty());
    assertTrue(check(model("x" + "*x".repeat(50_000))).isEmpty());
    assertTrue(check(model("where(x > 0" + " and x > 0".repeat(20_000) + ", 1, 2)")).isEmpty());
  }

  @Test
  void tooLarge() {
    finds(Code.E0106, "// ".repeat(6_000_000));
  }

  @Test
  void functionsThatMultiply() {
    StringBuilder text = new StringBuilder("model A {\n  state x = 1\n  fn f0(a) = a + 1\n");
    for (int i = 1; i < 40; i++) text.append("  fn f" + i + "(a) = f" + (i - 1) + "(a) + f" + (i - 1) + "(a)\n");
    finds(Code.E0513, text + "  x' = f39(x)\n}\n");
  }

  /** In a thread with three quarters of the usual stack. */
  @Test
  void deepTextsNeedLittleStack() throws InterruptedException {
    StringBuilder text = new StringBuilder("model A {\n  state x = 1\n  fn f0(a) = a\n");
    for (int i = 1; i < 3_000; i++) text.append("  fn f" + i + "(a) = 1 + f" + (i - 1) + "(a + 1)\n");
    String chain = text + "  x' = f2999(x)\n}\n";
    String wide = model("(1 + ".repeat(250) + "x" + ")".repeat(250)) + "experiment e { time 0 .. 1 }\n";
    StringBuilder lets = new StringBuilder("model A {\n  state x = 1\n  let a0 = x\n");
    for (int i = 1; i < 20_000; i++) lets.append("  let a" + i + " = 1 + a" + (i - 1) + "\n");
    String deepLets = lets + "  x' = a19999\n}\nexperiment e { time 0 .. 1 }\n";
    List<Throwable> thrown = new ArrayList<>();
    Thread small = new Thread(null, () -> {
      finds(Code.E0104, chain);
      for (String fine : List.of(wide, deepLets)) {
        Frontend frontend = Frontends.standard();
        assertTrue(frontend.check(frontend.parse(new SourceFile("deep.dyn", fine)), null, Overrides.NONE).compiled().isPresent());
      }
    }, "small", 768 * 1024);
    small.setUncaughtExceptionHandler((_,
        e) -> thrown.add(new AssertionError(Arrays.stream(e.getStackTrace()).limit(30).toList().toString(), e)));
    small.start();
    small.join();
    assertEquals(List.of(), thrown);
  }

  @Test
  void tooManyDrawsBehindManyDeclarations() {
    StringBuilder text = new StringBuilder("model A {\n  param p0 = 1\n");
    for (int i = 1; i < 65_536; i++) text.append("  param p" + i + " = 1\n");
    finds(Code.E0513, text + "  state x from normal(0, 1)\n  x' = -x\n}\n\nexperiment e { time 0 .. 1 }\n");
  }

  @Test
  void everyPrefixOfAModelIsAnswered() {
    String text = """
        language 1
        model S4 "layer" {
          dim n = 6, index m in n
          param A[n, m] = where(n > m, -sqrt((2*n+1)*(2*m+1)), n == m, -(n+1), 0), k = 2 where k > 0 "gain"
          input u
          fn f(a, b) = a * b
          state x[n] from normal(0, 1)
          x' = A @ x + f(k, u)
          output y = sum(n) x[n]^2
        }
        experiment filter of S4 {
          time 0 .. 10
          input u from "signal.csv" column "u" interp cubic
          method tsit5(rtol = 1e-6)
          vary k over linspace(1, 2, 3)
          record y, mean(y), quantile(y, 0.1, 0.9) every 0.1 to "out.csv"
          expect mean(y) at end == 1 within 3 se
          plot fan(y)
        }
        """;
    assertTrue(check(text).isEmpty());
    for (int i = 0; i < text.length(); i++) check(text.substring(0, i));
    Random random = new Random(7);
    for (int round = 0; round < 600; round++) {
      StringBuilder changed = new StringBuilder(text);
      for (int k = 0; k <= round % 4; k++) {
        int at = random.nextInt(changed.length());
        switch (random.nextInt(3)) {
          case 0 -> changed.deleteCharAt(at);
          case 1 -> changed.insert(at, "()[]{}=+-*/^@'\",.<>0xn \n".charAt(random.nextInt(24)));
          default -> changed.insert(at, text.substring(at / 2, Math.min(text.length(), at / 2 + 9)));
        }
      }
      check(changed.toString());
    }
  }
}

package dyn.ir;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MathLibraryTest {
  private static final MathLibrary LIBRARY = new MathLibrary();

  /** Each value is the correctly rounded one; a result within 1 ulp is that or a neighbour. */
  @Test
  void valuesAreWithinOneUlp() throws Exception {
    int checked = 0;
    try (InputStream in = MathLibraryTest.class.getResourceAsStream("elementary-values.txt")) {
      for (String line : new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList()) {
        if (line.startsWith("#")) continue;
        String[] word = line.split(" ");
        double[] args = new double[word.length - 2];
        for (int i = 0; i < args.length; i++) args[i] = Double.parseDouble(word[i + 1]);
        double wanted = Double.parseDouble(word[word.length - 1]);
        double got = call(word[0], args);
        assertTrue(distance(got, wanted) <= 1, line + ", not " + Double.toHexString(got));
        checked++;
      }
    }
    assertTrue(checked > 300);
  }

  /** IEEE 754 and C99 annex F, by Java's StrictMath, which follows them for these arguments. */
  @Test
  void specialValues() {
    double inf = Double.POSITIVE_INFINITY;
    double[] special = {0.0, -0.0, 1, -1, inf, -inf, Double.NaN, 2, -2, 0.5, -0.5, 3, -3, 1e300, -1e300, 0x1p53, 0x1.fffffffffffffp52};
    for (double x : special) {
      same("exp", StrictMath.exp(x), x);
      same("expm1", StrictMath.expm1(x), x);
      same("log", StrictMath.log(x), x);
      same("log1p", StrictMath.log1p(x), x);
      same("sin", StrictMath.sin(x), x);
      same("cos", StrictMath.cos(x), x);
      same("tan", StrictMath.tan(x), x);
      same("tanh", StrictMath.tanh(x), x);
      same("sinh", StrictMath.sinh(x), x);
      same("cosh", StrictMath.cosh(x), x);
      same("atan", StrictMath.atan(x), x);
      same("asin", StrictMath.asin(x), x);
      same("acos", StrictMath.acos(x), x);
      same("cbrt", StrictMath.cbrt(x), x);
      same("exp2", StrictMath.pow(2, x), x);
      same("log10", StrictMath.log10(x), x);
      for (double y : special) {
        same("atan2", StrictMath.atan2(y, x), y, x);
        same("hypot", StrictMath.hypot(x, y), x, y);
        same("mod", mod(x, y), x, y);
        // Java differs from C99 where |x| = 1 and y is infinite or NaN
        boolean one = Math.abs(x) == 1 && (Double.isInfinite(y) || x == 1);
        same("pow", one ? 1 : StrictMath.pow(x, y), x, y);
      }
    }
    same("sigmoid", 1, inf);
    same("sigmoid", 0, -inf);
    same("sigmoid", Double.NaN, Double.NaN);
    same("softplus", inf, inf);
    same("softplus", 0, -inf);
    same("softplus", Double.NaN, Double.NaN);
    same("erf", -1, -inf);
    same("erfc", 2, -inf);
    same("erfc", 0, inf);
    same("erfc", 1, -0.0);
    same("erfc", Double.NaN, Double.NaN);
    same("log2", -inf, -0.0);
    same("log2", inf, inf);
    same("log2", Double.NaN, -1);
    for (int k = -1074; k <= 1023; k++) assertEquals(k, call("log2", Math.scalb(1.0, k)));
    for (int k = 0; k <= 22; k++) assertEquals(k, call("log10", Double.parseDouble("1e" + k)));
    same("erf", -0.0, -0.0);
    same("erf", Double.NaN, Double.NaN);
  }

  /** Of the sign of y; Java's remainder is exact. */
  private static double mod(double x, double y) {
    double r = Math.abs(x) % Math.abs(y);
    return Math.copySign(x < 0 != y < 0 && r > 0 ? Math.abs(y) - r : r, y);
  }

  /** Equal zeros (with sign), infinities and NaN; finite values within the two ulps that two good libraries may differ. */
  private static void same(String name, double wanted, double... args) {
    double got = call(name, args);
    boolean finite = Double.isFinite(wanted) && wanted != 0;
    boolean close = finite && distance(got, wanted) <= 2;
    assertTrue(close || Double.doubleToLongBits(got) == Double.doubleToLongBits(wanted),
        name + Arrays.toString(args) + " = " + got + ", not " + wanted);
  }

  private static long distance(double a, double b) {
    return Math.abs(Double.doubleToRawLongBits(a) - Double.doubleToRawLongBits(b));
  }

  @Test
  void oddFunctionsAreOddToTheLastBit() {
    for (String name : List.of("sin", "tan", "tanh", "sinh", "atan", "asin", "cbrt", "erf")) {
      for (double x = 0.001; x < 1; x += 0.0137) assertEquals(-call(name, x), call(name, -x), name);
    }
  }

  /** Known answers of Random123 (kat_vectors, philox4x32 10): zeros, ones, and digits of pi. */
  @Test
  void philoxKnownAnswers() {
    philox("0 0 0 0 0 0", "6627e8d5 e169c58d bc57ac4c 9b00dbd8");
    philox("ffffffff ffffffff ffffffff ffffffff ffffffff ffffffff", "408f276d 41c83b0e a20bc7c6 6d5451fd");
    philox("243f6a88 85a308d3 13198a2e 03707344 a4093822 299f31d0", "d16cfe09 94fdcceb 5001e420 24126ea1");
  }

  private static void philox(String in, String out) {
    long[] got = evaluate(LIBRARY.body("philox4x32_10"), words(in));
    assertArrayEquals(words(out), got);
  }

  private static long[] words(String hex) {
    return List.of(hex.split(" ")).stream().mapToLong(w -> Long.parseLong(w, 16)).toArray();
  }

  /** Counter and key layout of a draw, and Box and Muller over two consecutive nodes, against the words themselves. */
  @Test
  void drawsUseTheirWords() {
    long seed = 0x123456789abcdefL;
    long node = (5L << 41) + 12;
    long[] counter = {7, 3, (node >> 1) & 0xffffffffL, (2L << 16) | (node >> 33), seed & 0xffffffffL, seed >>> 32};
    long[] w = evaluate(LIBRARY.body("philox4x32_10"), counter);
    double a = (((w[0] << 32 | w[1]) >>> 12) + 0.5) * 0x1p-52;
    double b = (((w[2] << 32 | w[3]) >>> 12) + 0.5) * 0x1p-52;
    assertEquals(a, draw("philox_uniform", seed, 2, 3, 7, node));
    assertEquals(b, draw("philox_uniform", seed, 2, 3, 7, node + 1));
    double r = Math.sqrt(-2 * StrictMath.log(a));
    assertEquals(r * StrictMath.cos(2 * Math.PI * b), draw("philox_normal", seed, 2, 3, 7, node), r * 1e-14);
    assertEquals(r * StrictMath.sin(2 * Math.PI * b), draw("philox_normal", seed, 2, 3, 7, node + 1), r * 1e-14);
  }

  @Test
  void normalDrawsHaveNormalMoments() {
    int n = 20_000;
    double[] sum = new double[5];
    for (int i = 0; i < n; i++) {
      double z = draw("philox_normal", 42, 1, i / 100, i % 100, 6);
      for (int p = 1; p <= 4; p++) sum[p] += Math.pow(z, p) / n;
    }
    // five standard errors: sqrt of 1, 2, 15 and 96 over n
    double unit = 5 / Math.sqrt(n);
    assertEquals(0, sum[1], unit);
    assertEquals(1, sum[2], unit * Math.sqrt(2));
    assertEquals(0, sum[3], unit * Math.sqrt(15));
    assertEquals(3, sum[4], unit * Math.sqrt(96));
  }

  private static double draw(String name, long... key) {
    return Double.longBitsToDouble(evaluate(LIBRARY.body(name), key)[0]);
  }

  private static double call(String name, double... args) {
    long[] bits = new long[args.length];
    for (int i = 0; i < args.length; i++) bits[i] = Double.doubleToRawLongBits(args[i]);
    return Double.longBitsToDouble(evaluate(LIBRARY.body(name), bits)[0]);
  }

  private static long[] evaluate(Body body, long... args) {
    Map<String, Long> values = new HashMap<>();
    for (int i = 0; i < args.length; i++) values.put(body.params().get(i).name(), args[i]);
    return run(body, values);
  }

  private static long[] run(Body body, Map<String, Long> values) {
    for (Stmt s : body.stmts()) {
      long[] out = results(s.op(), values);
      for (int i = 0; i < out.length; i++) values.put(s.results().get(i).name(), out[i]);
    }
    return all(body.results(), values);
  }

  private static long[] all(List<Value> names, Map<String, Long> values) {
    return names.stream().mapToLong(v -> values.get(v.name())).toArray();
  }

  private static long[] results(Op op, Map<String, Long> values) {
    if (op instanceof Pure.Const c) return new long[] {c.bits()};
    if (op instanceof Pure.Call c) return evaluate(c.callee(), all(c.args(), values));
    if (op instanceof Regions.If f) return run(values.get(f.condition().name()) != 0 ? f.then() : f.otherwise(), values);
    Pure.Apply a = (Pure.Apply) op;
    long[] in = Arrays.copyOf(all(a.args(), values), 3);
    return new long[] {a.primitive().evaluate(a.args().getFirst().type().scalar(), in[0], in[1], in[2])};
  }
}

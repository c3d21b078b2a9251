package dyn.testkit.conformance;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dyn.compiler.Compilation;
import dyn.compiler.CompileOptions;
import dyn.ir.Axis;
import dyn.ir.Signature;
import dyn.ir.Type;
import dyn.ir.Value;
import dyn.ir.diagnostics.SourceFile;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Models of a million cells own at most 2.5 times the bytes of their states and stages. */
final class BuffersTest {
  private record Million(String name, int states, String method, int stages, String body) {}

  private static final List<Million> MODELS = List.of(
      new Million("gray-scott", 2, "euler(dt = 1)", 1, """
          grid cell[i = 1000, j = 1000] periodic, spacing 1/100
          param F = 0.037, k = 0.06
          state u[cell] = where(abs(i - 500) < 10, 0.5, 1), v[cell] = where(abs(j - 500) < 10, 0.25, 0)
          u' = 2e-5 * laplacian(u) - u * v^2 + F * (1 - u)
          v' = 1e-5 * laplacian(v) + u * v^2 - (F + k) * v
          """),
      new Million("heat", 1, "rk4(dt = 1)", 4, """
          grid rod[i = 1_000_000] periodic, spacing 1e-3
          state u[rod] = sin(2 * pi * i / 1_000_000)
          u' = 1e-7 * laplacian(u)
          """),
      new Million("population", 2, "euler(dt = 0.01)", 1, """
          dim cell = 1_000_000
          param drive[cell] = 0.3 + 1e-6 * cell
          state v[cell] = -1, w[cell] = -0.5
          v' = v - v^3 / 3 - w + drive
          w' = 0.08 * (v + 0.7 - 0.8 * w)
          """),
      new Million("kuramoto", 1, "rk4(dt = 0.02)", 4, """
          dim osc = 1_000_000
          param K = 4, omega[osc] = quantiles(cauchy(0, 1))
          state theta[osc] from uniform(0, 2*pi)
          let re = mean(i in osc) cos(theta[i])
          let im = mean(i in osc) sin(theta[i])
          theta[i]' = omega[i] + K * (im * cos(theta[i]) - re * sin(theta[i]))
          """));

  @TestFactory
  Stream<DynamicTest> buffersAreFew() {
    return MODELS.stream().map(m -> dynamicTest(m.name(), () -> {
      String text = "model M {\n" + m.body().indent(2) + "}\nexperiment e {\n  time 0 .. 10\n  method " + m.method() + "\n}\n";
      Compilation c = Trial.compile(new SourceFile(m.name() + ".dyn", text), CompileOptions.DEFAULT.withTiles(2));
      double cells = c.target().main().params().stream().map(Value::name).anyMatch(Signature::isShared)
          ? c.target().main().params().stream().filter(BuffersTest::isOwned).mapToDouble(v -> cells(v.type())).sum() / 1e6 : 0;
      double limit = 2.5 * m.states() * (1 + m.stages());
      assertTrue(cells >= m.states() && cells <= limit + 0.1, () -> cells + " million cells; the limit is " + limit);
    }));
  }

  /** What tiles share, and the states at the end, which are those at the start of what comes after. */
  private static boolean isOwned(Value v) {
    return Signature.isShared(v.name()) || v.name().startsWith("end.");
  }

  private static double cells(Type type) {
    double n = 1;
    for (Axis a : type.axes()) if (!a.name().equals(Axis.MEMBER)) n *= a.size();
    return n;
  }
}

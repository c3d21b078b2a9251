package dyn.testkit.conformance;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dyn.compiler.CompileOptions;
import dyn.compiler.RunResult;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** `divergence` is what one finds by hand, and has the same bits everywhere. */
class DivergenceTest {
  private static final List<String> BACKENDS = List.of("reference", "jvm", "llvm");

  /** @param model with the outputs `exact` and `by_hand` */
  private record Case(String name, String model, String method) {}

  private static final List<Case> CASES = List.of(
      new Case("several states, through `let` and function", """
          param k = 0.3
          state x = 1, v = 0.2
          fn force(y) = -sin(y) * exp(y / 3)
          let pull = force(x) - k * v^3
          x' = v * x
          v' = pull
          output exact = divergence(x, v)
          output by_hand = v - 3 * k * v^2
          """, "rk4(dt = 1/16)"),
      new Case("second order", """
          param k = 0.3
          state x = 1, x' = 0.2
          x'' = -x - k * x'
          output exact = divergence(x, x') + divergence(x')
          output by_hand = -2 * k
          """, "rk4(dt = 1/16)"),
      new Case("cell by cell under an index of its own", """
          dim n = 5, index j in n
          param a[n] = [1, 2, 3, 4, 5]
          state x[n] = 0.1
          x[k]' = a[k] * cos(x[k]) + sum(j) a[j] / 10
          output exact = divergence(x)
          output by_hand = -(sum(n) a[n] * sin(x[n]))
          """, "rk4(dt = 1/16)"),
      new Case("cells that read each other", """
          dim n = 5, index j in n
          param A[n, j] = sin(3 * n + j)
          state x[n] = 0.1 * n, m = 1
          let total = sum(n) x[n]^2
          x' = tanh(A @ x) * m - total * x
          m' = -m
          let slope[n] = 1 - tanh(A @ x)[n]^2
          output exact = divergence(x)
          output by_hand = (sum(n) m * slope[n] * A[n, n]) - 5 * total - 2 * total
          """, "rk4(dt = 1/16)"),
      new Case("a matrix of states", """
          dim n = 3, m = 2, index j in n
          param A[n, j] = sin(3 * n + j)
          state x[n, m] = 0.1 * (n + m)
          x' = A @ x - x^3
          output exact = divergence(x)
          output by_hand = 2 * trace(A) - 3 * (sum(n, m) x[n, m]^2)
          """, "rk4(dt = 1/16)"),
      new Case("neighbours of a grid", """
          grid cell[i = 4, j = 3] zero_flux, spacing 1/2
          state u[cell] = where(i == 1, 1, 0)
          u' = laplacian(u) + u^2
          output exact = divergence(u)
          // An end along i or j has one neighbour less.
          output by_hand = 2 * (sum(i, j) u[i, j]) - 4 * (4 * 12 - 2 * 4 - 2 * 3)
          """, "rk4(dt = 1/64)"),
      new Case("along edges", """
          dim n = 4
          state x[n] = 0.1 * n
          edges e[a in n -> b in n] where a == b + 1 or a == b - 3
          x' = sum(e into n) sin(x[a] - x[b])
          output exact = divergence(x)
          output by_hand = -(sum(k in e) cos(x[a] - x[b]))
          """, "rk4(dt = 1/16)"),
      new Case("greatest and least at nodes, some without edges", """
          dim n = 7
          state x[n] = sin(5 * n)
          edges e[a in n -> b in n] where mod(a * b, 3) == 1 or a == b and a > 3 or a == 2 and b == 6
          let flow[e] = sin(3 * a + b) * x[a]^2 + x[b]
          let most[n] = max(e into n) flow
          let least[n] = min(e out of n) flow
          x' = where(in_degree(e) > 0, most, 0) - where(out_degree(e) > 0, least, 0)
          output exact = divergence(x)
          let own[e] = where(a == b, 2 * sin(3 * a + b) * x[a], 0)
          let into[e] = where(flow == most[b], 1 + own, 0)
          let out[e] = where(flow == least[a], where(a == b, 1, 0) + 2 * sin(3 * a + b) * x[a], 0)
          output by_hand = sum(into) - sum(out)
          """, "rk4(dt = 1/64)"),
      new Case("greatest of the neighbours on a grid", """
          grid cell[i = 4, j = 3] zero_flux
          edges near[a in cell -> b in cell] neighbours
          state u[cell] = sin(7 * i + 2 * j + 1)
          let least[cell] = min(near into cell) u[a] * u[b]
          u' = max(near into cell) (u[a] - u[b]^2) + least
          output exact = divergence(u)
          output by_hand = (sum(i, j) least[i, j] / u[i, j]) - 2 * (sum(i, j) u[i, j])
          """, "rk4(dt = 1/64)"),
      new Case("complex", """
          state z = complex(1, 0.5)
          z' = 1i * z^2 / 3
          output exact = divergence(z)
          output by_hand = 2 * re(2 / 3 * 1i * z)
          """, "rk4(dt = 1/16)"),
      new Case("of a rate that has a divergence", """
          state x = 1, u = 0.5
          x' = -u^2 * x^2
          u' = divergence(x)
          output exact = divergence(u)
          output by_hand = -4 * u * x
          """, "rk4(dt = 1/16)"),
      new Case("of a rate that has one over cells", """
          dim n = 3, index j in n
          param A[n, j] = sin(3 * n + j)
          state x[n] = 0.1 * n, u[n] = 0.1
          x' = A @ sin(x)
          u' = divergence(x) * u + A @ u
          output exact = divergence(u)
          output by_hand = 3 * divergence(x) + trace(A)
          """, "rk4(dt = 1/16)"),
      new Case("beside noise", """
          noise W : wiener ito
          state x = 1, grown = 0
          dx = -x^3 * dt + x * dW
          dgrown = divergence(x) * dt
          output exact = divergence(x, grown)
          output by_hand = -3 * x^2
          """, "euler_maruyama(dt = 1/16)"),
      new Case("of what nothing moves", """
          state x = 1, n = 0
          x' = 2
          on up(x - 2) { n += 1 }
          output exact = divergence(x, n)
          output by_hand = 0
          """, "rk4(dt = 1/16)"));

  private static RunResult run(Case c, String real, String backend) {
    String text = "model M {\n" + real + c.model() + "}\nexperiment e { ensemble 5; time 0 .. 1/2; method " + c.method()
        + "; record exact, by_hand every 1/8 }\n";
    return Trial.run(Trial.compile(text, CompileOptions.DEFAULT.withBackend(backend)));
  }

  @TestFactory
  Stream<DynamicTest> isWhatOneFindsByHand() {
    return CASES.stream().flatMap(c -> Stream.of("", "real = f32\n").map(real -> dynamicTest(c.name() + " " + real.strip(), () -> {
      RunResult reference = run(c, real, "reference");
      double[] exact = Trial.recorded(reference, "exact");
      double[] byHand = Trial.recorded(reference, "by_hand");
      double largest = Arrays.stream(byHand).map(Math::abs).max().orElseThrow();
      assertArrayEquals(byHand, exact, (largest + 1) * (real.isEmpty() ? 1e-13 : 1e-5));
      for (String backend : BACKENDS) assertArrayEquals(exact, Trial.recorded(run(c, real, backend), "exact"), 0, backend);
      assertEquals(25, exact.length);
      assertTrue(Double.isFinite(largest));
    })));
  }
}

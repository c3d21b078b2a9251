package dyn.testkit.conformance;

import dyn.testkit.conformance.Models.Model;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Those of {@link Models} that have noise. */
final class NoisyModels {
  private static final String NOISE = """
      model Noise { param a = 0.5, sigma from uniform(0.1, 0.3)
        noise W : wiener stratonovich, V : wiener ito
        state x = 1, y = 0.5, w from normal(0, 1)
        dx = a * x * (1 - x) * dt + sigma * x * dW
        dy = -y * dt + where(y > 0, sqrt(y), 0) * 0.1 * dV
        dw = dV / 2 - w * dt
        output both = x * y }
      experiment e { ensemble 11
        time 0 .. 1
        method milstein(dt = 1/16)
        record spectrum(y, 8), spectrum(x), msd(w) every 1/16
        record x, y, both every 1/4
        record mean(w), sd(x) every 1/2
        expect spectrum(y, 8) at [2, 4] > 0
        expect msd(w) throughout < 10
        seed 3 }
      """;
  private static final String ARRAYS = """
      model Cell { noise B : wiener ito
        state y = 1
        dy = -y * dt + 0.2 * y * dB }
      model Field { dim n = 3, index m in n, k = 37
        grid ring[i = 40] periodic
        param G[n, m] = [[1, 0, 0], [0.3, 1, 0], [0.1, 0.2, 1]]
        noise W[n] : wiener ito, F[ring] : wiener ito
        use Cell as c[k]
        state x[n] = [1, -1, 0], u[ring] = cos(i)
        dx = -x * dt + 0.1 * G @ dW
        du = laplacian(u) * dt + 0.3 * sin(u) * dF + 0.1 * sum(n) dW[n] }
      experiment e of Field { ensemble 5
        time 0 .. 1/2
        method euler_maruyama(dt = 1/16)
        record x, u[3], mean(i) u[i] every 1/4 }
      """;
  private static final String PACKED = "model Many {\n  noise W : wiener ito, V : wiener ito\n" + IntStream.range(0, 70)
      .mapToObj(k -> "  state s" + k + " = " + (k % 5) + "\n  ds" + k + " = (s" + (k + 1) % 70 + " - s" + k + ") * dt + 0." + (1 + k % 7)
          + (k % 2 == 0 ? " * dW\n" : " * s" + k + " * dV\n")).collect(Collectors.joining())
      + "}\nexperiment e { ensemble 3; time 0 .. 1; method euler_maruyama(dt = 1/8); record s1, s2 every 1/2 }\n";

  private static final String JUMPS = """
      model Jumps { dim i = 3
        param alpha from uniform(1.2, 1.8), beta = 0.4
        let order = alpha / 2 + 0.3
        noise L : stable(alpha), M[i] : stable(order, beta), W : wiener ito
        state x = 0, y[i] = i
        dx = -x * dt + 0.1 * dL + 0.2 * dW
        dy = -y * dt + 0.05 * (1 + 0.1 * sin(y)) * dM }
      experiment e { ensemble 7
        time 0 .. 1
        method euler_maruyama(dt = 1/16)
        record x, y every 1/4
        record median(x) every 1/2 }
      """;

  private static final String COUNTS = """
      model Counts { dim i = 3
        param often from uniform(1, 30)
        noise N : poisson(often * (1 + x^2)), B[i] : poisson(i * n), J : poisson(9 * n / 40, gamma(2 + abs(x), 0.1)), W : wiener ito
        noise K[i] : poisson(2 + 3 * i, gamma(0.5 + i + abs(x), 0.1)), L[i] : poisson(n / 20, normal(m[i], 1 + i))
        state x = 0, n = 40, m[i] = 0
        dx = -x * dt + 0.1 * dJ + 0.1 * dW
        dn = dN - sum(i) where(n < 10, 0, 0.1) * dB[i]
        dm = dB + dK + 0.01 * dL }
      experiment e { ensemble 9
        time 0 .. 1
        method euler_maruyama(dt = 1/16)
        record x, n, m every 1/4
        record mean(n), se(n) every 1/2 }
      """;

  private static final String DRAWS = """
      model Draws { param p = 0.3
        grid ring[j = 12] periodic
        dim n = 3, m = 21, index k in n
        state x = 0, y[n] = 0, z[n] = 0.5, s[ring] = 1, late = 0, w[m] = 0
        let kick = draw(normal(0, 1)), jolt[n] = draw(student(4))
        next x = 0.9 * x + kick
        next y[i] = y[i] + draw(bernoulli(p)) - kick * jolt[i] + sum(k) draw(uniform(-1, 1)) * z[k]
        next z = z / 2 + draw(poisson(2 + x^2))
        next s[j] = where(draw(uniform(0, 1)) < exp(-s[j] * (s[j - 1] + s[j + 1])), -s[j], s[j]) in any order
        next late = late / 2 + draw(categorical(1, 2, 1))
        next w = w + draw(exponential(1 + abs(x))) * draw(beta(0.5 + p, 2)) + draw(gamma(0.1 + x^2, 0.1)) }
      experiment e { ensemble 9
        time 0 .. 4
        record x, y, z, w[20], late every 1
        record mean(x), se(x) every 2
        seed 5 }
      """;

  private static final String EVENTS = """
      model Events { dim n = 5
        param drive[n] = 1 + (n + 1) / 4, far from uniform(0.5, 3)
        noise W[n] : wiener ito, V : wiener stratonovich, J : poisson(2, normal(0, 0.3))
        state v[n] = 0, c[n] = 0, early = 0, x = 0, u = 1, u' = 0
        dv = (drive - v) * dt + 0.3 * dW
        dx = 0.2 * dV + dJ
        u'' = -9.81
        on up(v - 1) { v := 0; c += 1; hold v for 0.25 }
        on up(sum(i in n) c[i] - 4.5) { early := t; hold x for 0.1 * far }
        on down(u) { u := -u; u' := -0.9 * u' }
        on up(abs(x) - far) { stop out } }
      experiment e { ensemble 9
        time 0 .. 3
        method euler_maruyama(dt = 1/32)
        record x, v, c, u every 1/4
        record mean(out), early every 1/2
        seed 5 }
      """;
  private static final String BRIDGES = """
      model Bridges { dim n = 5
        param drive[n] = 1 + (n + 1) / 4
        noise W[n] : wiener ito, V : wiener stratonovich
        state v[n] = 0, c[n] = 0
        dv = (drive - v) * dt + 0.3 * (1 + v^2) * dW + 0.1 * sin(v) * dV
        on up(exp(v) - 2.5) { v := 0; c += 1; hold v for 0.25 }
        on down(v + 0.3) { v := v / 2 } }
      experiment e { ensemble 9
        time 0 .. 3
        method euler_maruyama(dt = 1/16)
        locate bridge
        record v, c every 1/4
        seed 5 }
      """;
  private static final String FIRING = """
      model Firing { dim n = 4
        state v[n] = n / 5, w = 0, since = 0
        v' = 1.5 - v + 0.1 * sin(t) - 0.05 * w
        w' = -w
        on up(v - 1) { v := 0; hold v for 0.2 }
        on up(v[0] - 0.5) { w += 1; since := t } }
      experiment e { ensemble 7
        vary w from uniform(0, 1)
        time 0 .. 5
        method METHOD
        record v, w, since every 0.3 }
      """;

  private static final String LANGEVIN = """
      model Chain { grid ring[n = 6] periodic
        param gamma[ring] = where(n < 1, 2, n > 4, 1, 0), T from uniform(0.5, 1.5), m = 2
        noise W[ring] : wiener ito
        state q[ring] = n / 10, p[ring] = 0, k = 0, r = 1
        q' = p / m
        dp[n] = (q[n - 1] - 2 * q[n] + q[n + 1] - q[n]^3 - gamma[n] * p[n]) * dt + sqrt(2 * gamma[n] * m * T) * dW[n]
        k' = -sin(r) + sum(n) q[n]
        r' = k
        on up(q[0] - 0.5) { p := -p } }
      experiment e { ensemble 9
        time 0 .. 2
        method baoab(dt = 1/16)
        record q, p, r every 1/4
        seed 5 }
      """;

  private static final String LINEAR = """
      model Linear { dim n = 3
        param a from uniform(-1, 0.1), b[n] = n / 4
        noise W : wiener ito, V : wiener stratonovich, U[n] : wiener ito, B[n] : wiener stratonovich
        state x = 1, y[n] = 1, u[n] = n, w = 0, z = 3
        dx = a * x * dt + 0.3 * x * dW + 0.2 * x * dV
        dy = -y * dt / 2 + y * (0.2 * dV + 0.1 * dB)
        du = (1 - b * u) * dt + 0.5 * dU
        dw = dW
        z' = 1 - 2 * z }
      experiment e { ensemble 9
        time 0 .. 2
        method exact(dt = 1/16)
        record x, y, u, w, z every 1/4
        seed 5 }
      """;

  private static final String OWN = """
      model Own { dim n = 3, index m in n
        param G[n, m] = [[1, 0, 0], [0.3, 1, 0], [0.1, 0.2, 1]]
        noise W[n] : wiener ito, V : wiener stratonovich
        state x[n] = [1, -1, 0], y from normal(0, 1)
        dx = -x^3 * dt + 0.3 * G @ dW
        dy = (x[0] - y) * dt + 0.3 * (1 + t) * dV }
      experiment e { ensemble 9
        time 0 .. 1
        method sra1(rtol = 1e-2, atol = 1e-2, grid = 1/8)
        record x, y every 1/4
        seed 5 }
      """;

  static final List<Model> ALL = List.of(
      new Model("noise", NOISE, "record x * w every 0.125"),
      new Model("noise by Heun", NOISE.replace("milstein(dt = 1/16)", "stochastic_heun(dt = 1/16, grid = 1/2)"),
          "record x, w every 0.25"),
      new Model("additive noise by sra1", ARRAYS.replace("0.2 * y * dB", "0.2 * (1 + t) * dB").replace("sin(u)", "sin(t)")
          .replace("euler_maruyama(dt = 1/16)", "sra1(dt = 1/16, grid = 1/4)"), "record c.y every 0.25"),
      new Model("noise by sri1", NOISE.replace("milstein(dt = 1/16)", "sri1(dt = 1/16, grid = 1/2)"), "record x, w every 0.25"),
      new Model("noise of cells by sri1", ARRAYS.replace(" + 0.1 * sum(n) dW[n]", "")
          .replace("euler_maruyama(dt = 1/16)", "sri1(dt = 1/16)"), "record c.y every 0.25"),
      new Model("additive noise in steps of its own", OWN, "record y every 0.125"),
      new Model("noise in steps of its own", NOISE.replace("milstein(dt = 1/16)", "sri1(rtol = 1e-2, atol = 1e-3, grid = 1/16)"),
          "record x, w every 0.125"),
      new Model("noise in steps of its own, in f32",
          NOISE.replace("milstein(dt = 1/16)", "stochastic_heun(rtol = 1e-2, atol = 1e-3, grid = 1/16)")
              .replace("param a", "real = f32; param a"),
          "record x, w every 0.125"),
      new Model("friction and noise", LANGEVIN, "record q every 0.125"),
      new Model("friction and noise in f32", LANGEVIN.replace("param gamma", "real = f32; param gamma"), "record q every 0.125"),
      new Model("linear states", LINEAR, "record x, y every 0.125"),
      new Model("linear states in f32", LINEAR.replace("dim n", "real = f32; dim n"), "record x, y every 0.125"),
      new Model("noise in f32", NOISE.replace("milstein", "euler_maruyama").replace("param a", "real = f32; param a"), "record x at end"),
      new Model("noise of arrays", ARRAYS, "record c.y every 0.25"),
      new Model("jumps", JUMPS, "record x at end"),
      new Model("jumps in f32", JUMPS.replace("dim i", "real = f32; dim i"), "record x at end"),
      new Model("counted jumps", COUNTS, "record x at end"),
      new Model("counted jumps in f32", COUNTS.replace("dim i", "real = f32; dim i"), "record x at end"),
      new Model("draws", DRAWS, "record s at end"),
      new Model("draws in f32", DRAWS.replace("param p", "real = f32; param p"), "record s at end"),
      new Model("events", EVENTS, "record early at end"),
      new Model("crossings within steps", BRIDGES, "record v at end"),
      new Model("events in f32", EVENTS.replace("dim n", "real = f32; dim n"), "record early at end"),
      new Model("events of a flow", FIRING.replace("METHOD", "rk4(dt = 0.01)"), "record w every 0.013"),
      new Model("events of a flow that keeps rates", FIRING.replace("METHOD", "dopri5(dt = 0.03)"), "record w every 0.013"),
      new Model("counted jumps of many", PACKED.replace("noise W", "noise N : poisson(1 + s0^2), W").replace(" * dW", " * dW + 0.1 * dN"),
          "record s3 every 0.25"),
      new Model("noise of many", PACKED, "record s3 every 0.25"));

  private NoisyModels() {}
}

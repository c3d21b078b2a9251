package dyn.testkit.conformance;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Small experiments that between them use everything the language has so far. */
final class Models {
  /**
   * @param more a further `record` for the experiment
   */
  record Model(String name, String text, String more) {
    String withMore() {
      return text.substring(0, text.lastIndexOf('}')) + "  " + more + "\n}\n";
    }
  }

  static final String SIGNAL_FILE = "signal.csv";
  /** Irregular times, so that every interpolation has to search. */
  static final String SIGNAL = """
      t,u
      0,0.5
      0.3,1.25
      0.45,-0.75
      1.1,0.1
      1.2,2
      2.5,-1
      """;

  private Models() {}

  static List<Model> all() {
    return Stream.concat(quiet().stream(), NoisyModels.ALL.stream()).toList();
  }

  private static List<Model> quiet() {
    return List.of(
        new Model("fixed steps", FIXED, "record x * y every 0.0625"),
        new Model("chosen steps", CHOSEN, "record a, x every 0.01"),
        new Model("seventh order", SEVENTH, "record x every 0.003"),
        new Model("arrays", ARRAYS, "record x[2], total every 0.125"),
        new Model("arrays in chosen steps", ARRAYS.replace("method rk4(dt = 0.1)", "method dopri5(rtol = 1e-7)"), "record x every 0.125"),
        new Model("matrices", MATRICES, "record A @ x at [0.11, 0.77]"),
        new Model("long reductions", LONG, "record max(cell) x[cell] every 0.1"),
        new Model("functions", FUNCTIONS, "record y every 0.03"),
        new Model("map", MAP, "record x[1] at [3, 5]"),
        new Model("stale reads", STALE, "record old, x[1] at [3, 5]"),
        new Model("asynchronous updates", ASYNCHRONOUS, "record x[1], y at [3, 5]"),
        new Model("held input", input("none"), "record u every 0.01"),
        new Model("straight input", input("linear"), "record u every 0.01"),
        new Model("curved input", input("cubic"), "record u every 0.01"),
        new Model("input in chosen steps", input("linear").replace("heun(dt = 0.05)", "bs23(rtol = 1e-5)"), "record u every 0.01"),
        new Model("kicks and drifts", OSCILLATORS, "record q every 0.07"),
        new Model("fourth-order kicks", OSCILLATORS.replace("verlet", "yoshida4"), "record q every 0.07"),
        new Model("structured matrices", STRUCTURED, "record trace(A), A[1, 2] every 0.5"),
        new Model("edges", EDGES, "record x, w every 0.03"),
        new Model("complex numbers", COMPLEX, "record z, arg(w) every 0.07"),
        new Model("packed", packed("rk4(dt = 0.05)"), "record s3 * s7 every 0.02"),
        new Model("packed in chosen steps", packed("tsit5(rtol = 1e-6)"), "record s3, z every 0.02"),
        new Model("distributions", DISTRIBUTIONS, "record x[1], both every 0.07"),
        new Model("instances", INSTANCES, "record cell.y[1], a.x every 0.07"),
        new Model("two times", TWO_TIMES, "record C[t, 0.5], row[1] every 0.1"),
        new Model("last step short", SHORT, "record x every 0.17"),
        new Model("some members fail", FAILING, "record x every 0.125"),
        new Model("some members fail in fixed steps", FAILING.replace("tsit5(rtol = 1e-6, max_steps = 200)", "rk4(dt = 0.05)"),
            "record x at 1"));
  }

  private static final String FIXED = """
      model Coupled { param a = 1.5, b = 0.3
        state x = 1, y = 0.25
        let cross = a * x * y
        x' = a * x - cross - b * t
        y' = cross - y + b * x^2
        output both = x + y }
      experiment e { ensemble 7
        vary a from normal(1.5, 0.1)
        vary b from uniform(0.1, 0.2)
        vary x from lognormal(0, 0.2)
        time 0 .. 2
        method rk4(dt = 0.05)
        seed 99
        record mean(x), quantile(y, 0.1, 0.5) every 0.5
        record x, both, b at end
      }
      """;
  private static final String CHOSEN = """
      model Van { param a = 2 where a > 0, shift = 0
        state x = 2 + shift, v = 0
        x' = v
        v' = a * (1 - x^2) * v - x + where(t < 1, 0.5, x > 0, sin(t), 0) }
      experiment e {
        vary a over linspace(0.5, 4, 3)
        vary shift over [0, 1]
        vary v from cauchy(0, 0.5)
        time 0 .. 5
        method tsit5(rtol = 1e-6, atol = 1e-8)
        record x, v every 0.5
        record x at [0.1, 0.123, 4.999]
      }
      """;
  private static final String SEVENTH = """
      model Lorenz { param rho = 28
        state x = 1, y = 0, z = 0
        x' = 10 * (y - x)
        y' = x * (rho - z) - y
        z' = x * y - 8/3 * z }
      experiment e { ensemble 5
        vary rho from exponential(0.05)
        time 0.5 .. 2
        method vern7(rtol = 1e-9, atol = 1e-9)
        record x, y, z every 0.1 }
      """;
  private static final String ARRAYS = """
      model Ring { dim i = 6, index j in i
        param k[i] = 1 + 0.1 * i, g = 0.2
        state x[i] = sin(i), w = 0.5
        let total = sum(i) x[i]
        let field[i] = mean(j in i) cos(x[i] - x[j])
        x[i]' = k[i] * (total / 6 - x[i]) + g * field[i] + w * max(j) x[j]
        w' = -w + min(i) abs(x[i]) - x[0] * x[5] }
      experiment e { ensemble 4
        vary x, k from normal(0.5, 0.5)
        time 0 .. 1
        method rk4(dt = 0.1)
        record x, total, field every 0.25
        record mean(w) every 0.5 }
      """;
  private static final String MATRICES = """
      model Linear { dim n = 3, index m in n, k = 2
        param A[n, m] = [[-1, 0.5, 0], [0, -2, 1], [0.25, 0, -0.5]], B[n, k] = [[1, 0], [0.5, 0.5], [0, 1]], c[k] = [1, -1]
        state x[n] = [1, -1, 0.5], P[n, m] = 0.1
        x' = A @ x + B @ tanh(c * t)
        P' = A @ P + P @ A - P * P
        output norm = sqrt(sum(n) x[n]^2) }
      experiment e { ensemble 3
        vary A from normal(0, 0.5)
        time 0 .. 1
        method tsit5(rtol = 1e-8)
        record x, P, norm every 0.3 }
      """;
  private static final String LONG = """
      model Field { dim cell = 1100
        param rate[cell] = 1 + cell / size(cell)
        state x[cell] from uniform(0, 1)
        let m = mean(cell) x[cell]
        x[cell]' = rate[cell] * (m - x[cell]^2)
        output big = max(cell) x[cell]
        output dot = rate @ x }
      experiment e { ensemble 2
        time 0 .. 0.2
        method midpoint(dt = 0.1)
        record m, big, dot every 0.1 }
      """;
  private static final String FUNCTIONS = """
      fn bump(x, w) = exp(-(x / w)^2)
      model All { param p = 0.7
        fn mix(a, b) = p * a + (1 - p) * b
        state x = 0.3, y = 1.2
        x' = mix(sin(x) * cos(y), tanh(x - y)) + bump(x, 0.8) - log(1 + x^2)
        y' = atan2(x, y) - 0.3 * tan(x / 2) + (abs(y) + 0.1)^p - sqrt(1 + x^2) + hypot(x, y) / 3 }
      experiment e { ensemble 6
        vary x, y from normal(0, 1)
        time 0 .. 1
        method dopri5(rtol = 1e-7)
        record x, y, log10(abs(x) + 1), floor(y), min(x, y), max(x, y) every 0.2 }
      """;
  private static final String STALE = """
      model Stale {
        dim n = 6
        param w from uniform(0.1, 0.4)
        state x[n] from uniform(0, 1), y = 1
        let m = stale(3) mean(j in n) tanh(x[j])
        next x[n] = 0.5 * x[n] + w * m
        next y = y / 3 + 0.2 * stale(2) (x[0] + stale(1) cos(y + t))
        output old = m + stale(1) y
      }
      experiment e { ensemble 7; time 0 .. 12; record x, old every 2; seed 5 }
      """;

  private static final String ASYNCHRONOUS = """
      model Asynchronous {
        grid ring[i = 7] periodic
        dim n = 3, index m in n
        param A[n, m] = 0.1 + 0.05 * n * m
        state x[ring] from uniform(-1, 1), v[n] = n, y = 1
        let f[ring] = sin(x)
        next x[i] = 0.3 * f[i-1] + 0.3 * f[i+1] + 0.2 * tanh(y)
        next v[n] = 0.5 * sum(m in n) A[n, m] * v[m] + 0.3 * y
        next y = 0.4 * mean(i) x[i] + 0.2 * v[1]
      }
      experiment e {
        ensemble 7
        time 0 .. 20
        updates asynchronous(probability = 0.4, delay = 3, gap = 6)
        record x, v, y every 4
        seed 5
      }
      """;

  private static final String MAP = """
      model Maps { dim i = 5, index j in i
        param r = 3.7, eps = 0.1
        state x[i] from uniform(0, 1), n = 0
        let f[i] = r * x[i] * (1 - x[i])
        next x[i] = (1 - eps) * f[i] + eps * mean(j in i) f[j]
        next n = n + where(x[0] > 0.5, 1, 0) + 0 * t }
      experiment e { ensemble 5
        vary r from uniform(3.5, 4)
        time 0 .. 12
        record x, n every 1
        record mean(n) every 4 }
      """;
  private static final String STRUCTURED = """
      model Bands { dim n = 9, index m in n, k = 2
        param d[n] = 1 + n, D[n, m] = diag(d), U[n, k] = cos(n + k), c = 0.3
        let A = c * (banded(-2, d, 1, 0.5) - D) + lowrank(U, U) @ D
        state x[n] = sin(n), P[n, m] = 0.1
        x' = A @ x - transpose(A) @ x + x @ A
        P' = (A @ P + P @ transpose(A)) / (1 + sum(P * P)) }
      experiment e {
        vary c over [0.1, 0.2]
        vary d from normal(1, 0.1)
        time 0 .. 1
        method rk4(dt = 0.05)
        record x, P every 0.25 }
      """;
  private static final String COMPLEX = """
      model Waves { dim n = 3, index m in n
        param H[n, m] = [[1, 0.5i, 0], [-0.5i, 0, 1], [0, 1, -1]], k = complex(0.1, 2)
        state z[n] = [1, 0i, 0.5], w = 1i
        z' = -1i * (H @ z) + exp(k * t) / (complex(2, t) * (1 + abs(w)))
        w' = sqrt(w) - w^3 + tanh(z[0]) * conj(log(w))
        output norm = sum(n) abs(z[n])^2 }
      experiment e {
        vary k over [0.5i, complex(0.1, 1), 2]
        time 0 .. 1
        method tsit5(rtol = 1e-7)
        record z, w, norm every 0.2
        record mean(w) at end }
      """;
  private static final String OSCILLATORS = """
      model Chain { dim i = 4, index j in i
        param k = 1
        state q[i] = sin(i + 1), q'[i] = 0
        q[i]'' = -k * sin(q[i]) - 0.1 * (q[i] - mean(j) q[j])
        output energy = sum(i) (q'[i]^2 / 2 - k * cos(q[i])) }
      experiment e { ensemble 3
        vary k from uniform(0.5, 2)
        time 0 .. 2
        method verlet(dt = 0.1)
        record q, energy every 0.25 }
      """;
  private static final String DISTRIBUTIONS = """
      model Field { dim n = 5, k = 2
        param s = 0.5, a[n] = quantiles(normal(0, s)), c[n, k] = quantiles(cauchy(0, 1)), e[n] = quantiles(exponential(1 + s))
        state x[n] = quantiles(uniform(-1, 1)), H = 1
        let both = expectation(u ~ normal(0, s), hermite(3)) expectation(v ~ uniform(0, 1), legendre(3)) cos(u * v)
        x[i]' = a[i] - tanh(c[i, 1]) * expectation(z ~ normal(x[i], e[i]), hermite(5)) tanh(z + a[i])
        H' = expectation(z ~ exponential(1 + H), laguerre(4)) sum(tanh(x * z)) - both * H }
      experiment e {
        vary s over [0.5, 1, 2]
        time 0 .. 1
        method rk4(dt = 0.05)
        record x, H every 0.25
        expect mean(H at 0.2 * H at 0.9) > 0
        expect (sum(i in n) x[i] at 0.1 * x[i] at end) > 0 }
      """;
  private static final String INSTANCES = """
      fn square(a) = a * a
      model Cell { dim m = 2, index l in m
        param tau = 1 where tau > 0, W[m, l] = where(m == l, 0.5, -0.2)
        input u, drive = sin(t)
        state x[m] from normal(0, 1)
        x' = (W @ tanh(x) + u + drive - x) / tau
        output y = sum(i in m) square(x[i]) }
      model Net { dim n = 3, index j in n
        param g = 0.3
        use Cell as a { u = g * mean(i in n) cell.y[i], m = n, tau = 2 }
        use Cell as cell[n] { u = a.x[n] - sum(j) cell.x[j, 0] / 3, tau from uniform(1, 2) } }
      experiment e of Net { ensemble 4
        vary cell.W, g from normal(0.1, 0.05)
        input a.drive = cos(t)
        time 0 .. 1
        method rk4(dt = 0.05)
        record cell.x, a.y every 0.25 }
      """;
  private static final String TWO_TIMES = """
      model Memory { param k = 1
        memory symmetric C[t, s] = k, causal R[t, s] = 1
        state E = 0
        let lam = k + integral(u in 0 .. t) R[t, u] * C[t, u]
        C[t, s]' = -lam * C[t, s] + integral(u in 0 .. t) R[t, u] * C[u, s] + integral(u in 0 .. s) C[t, u] * R[s, u]
        R[t, s]' = -lam * R[t, s] + integral(u in s .. t) R[t, u] * R[u, s]
        E' = integral(u in 0 .. t) u * integral(v in 0 .. u) C[u, v] - E
        output row[s] = C[t, s] }
      experiment e { ensemble 5
        vary k from normal(1, 0.1)
        time 0 .. 0.6
        method volterra(dt = 0.1)
        record E, lam every 0.2
        record mean(C[0.6, 0.5]), R at end
      }
      """;

  private static final String SHORT = """
      model Decay { param k = 1
        state x = 1
        x' = -k * x * (1 + t) }
      experiment e { vary k over [1, 2, 3]
        time 0.1 .. 1.04
        method heun(dt = 0.1)
        record x every 0.31
        record x at end }
      """;
  private static final String FAILING = """
      model Burst { dim i = 3
        param a = 1
        state x = 1, y[i] = 0.5
        x' = a * x^2
        y' = y * y * a - y }
      experiment e { vary a over [0.1, 1, -1, 0.2, 10]
        time 0 .. 2
        method tsit5(rtol = 1e-6, max_steps = 200)
        record x, y every 0.25 }
      """;

  private static String input(String interpolation) {
    return """
        model Filter { param tau = 0.2
          input u
          state y = 0
          y' = (u - y) / tau }
        experiment e { vary tau over [0.1, 0.2, 0.4]
          input u from "signal.csv" column "u" time "t" interp KIND
          time 0 .. 3
          method heun(dt = 0.05)
          record u, y every 0.125
        }
        """.replace("KIND", interpolation);
  }

  /** More states than are kept apart, one array among them. */
  static String packed(String method) {
    int n = 70;
    String states = IntStream.range(0, n).mapToObj(i -> "s" + i + " = " + (0.5 + 0.01 * i)).collect(Collectors.joining(", "));
    String rates = IntStream.range(0, n).mapToObj(i -> "  s" + i + "' = s" + (i + 1) % n + " - s" + i + " * (1 + 0.1 * c)\n")
        .collect(Collectors.joining());
    return "model Packed { dim i = 3\n  param c = 1\n  state z[i] = 0.1, " + states + "\n" + rates + "  z' = s0 - z * c }\n"
        + "experiment e { vary c over [0.5, 1, 2]\n  time 0 .. 1\n  method " + method + "\n  record s0, s69, z every 0.25 }\n";
  }

  /** Edges of every kind, states over them, sums into nodes and out of them, of numbers and of complex numbers. */
  static final String EDGES = """
      model Edges {
        dim n = 37, index m in n
        grid cell[i = 6, j = 5] i periodic, j zero_flux
        edges link[pre in n -> post in n] with probability 0.1, seed 3 where pre != post
        edges near[a in cell -> b in cell] neighbours
        edges across[c in cell -> d in n] with in_degree 3, seed 8
        param k = 0.3, A[n, m] = sparse(link, 0.1 * cos(link))
        state x[n] = sin(n), u[cell] = cos(i + 2 * j), w[link] = 0.1, z[n] = complex(0.1 * n, 1)
        let flow[link] = w * sin(x[pre] - x[post])
        x' = sum(link into n) flow - sum(link out of n) flow + A @ x - x + 0.1 * mean(across into n) u[c]
        u[i, j]' = k * sum(near into i, j) (u[a] - u[i, j]) + 0.01 * sum(across out of i, j) x[d]
        w' = 0.05 * (x[pre] * x[post] - w)
        z' = 0.1 * sum(link into n) w * (z[pre] - z[post])
        output most[n] = max(across into n) u[c]
        output least[cell] = min(near into cell) u[a]
        output degrees = sum(in_degree(link)) + sum(out_degree(across))
      }
      experiment e {
        time 0 .. 0.5
        method rk4(dt = 0.05)
        record x, u, w, z, most, degrees every 0.1
      }
      """;
}

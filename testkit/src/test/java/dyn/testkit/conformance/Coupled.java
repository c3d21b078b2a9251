package dyn.testkit.conformance;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Small models whose cells read each other, each in another way, over so much time as is asked for. */
final class Coupled {
  private Coupled() {}

  /** Models by name; `END` stands for the end of time. */
  static final Map<String, String> ALL = new LinkedHashMap<>();

  /** Those whose cells read each other along edges. */
  static final Map<String, String> ALONG_EDGES = new LinkedHashMap<>();

  static {
    put("heat", "euler(dt = 0.1)", """
        grid rod[i = 40] periodic
        state u[rod] = sin(2 * pi * i / 40)
        u' = laplacian(u)""");
    put("heat-adaptive", "bs23(rtol = 1e-4)", """
        grid rod[i = 24] i low value 1, i high zero_flux
        state u[rod] = 0
        u' = laplacian(u)""");
    put("sheet", "rk4(dt = 0.1)", """
        grid cell[i = 13, j = 9] zero_flux
        state u[cell] = cos(i) + sin(j)
        u' = laplacian(u) - u^3""");
    put("gray-scott", "euler(dt = 0.5)", """
        grid cell[i = 21, j = 11] periodic, spacing 1/100
        state u[cell] = 1 - 0.5 * exp(-(i - 10)^2 - (j - 5)^2), v[cell] = 0.25 * exp(-(i - 10)^2 - (j - 5)^2)
        u' = 2e-5 * laplacian(u) - u * v^2 + 0.037 * (1 - u)
        v' = 1e-5 * laplacian(v) + u * v^2 - 0.097 * v""");
    put("wave", "verlet(dt = 0.1)", """
        grid room[i = 12, j = 5, k = 4] periodic
        state u[room] = cos(2 * pi * i / 12) * cos(2 * pi * j / 5), u'[room] = 0
        u'' = laplacian(u)""");
    put("biharmonic", "heun(dt = 0.01)", """
        grid plate[i = 17, j = 8] i periodic, j fixed
        state u[plate] = sin(i) * j
        u' = -laplacian(laplacian(u))""");
    put("advection", "ssprk3(dt = 0.05)", """
        grid ring[i = 50] periodic
        state u[ring] = exp(-((i - 25) / 5)^2)
        u[i]' = u[i-1] - u[i] + 0.1 * (u[i-2] - 2 * u[i-1] + u[i])""");
    put("quantum", "rk4(dt = 0.02)", """
        grid line[i = 32] periodic
        state psi[line] = complex(exp(-((i - 16) / 4)^2), 0)
        psi' = 0.5i * laplacian(psi)""");
    put("kuramoto", "rk4(dt = 0.05)", """
        dim osc = 70
        param w[osc] = 0.01 * (osc - 35)
        state theta[osc] = 0.09 * osc
        let re = mean(i in osc) cos(theta[i])
        let im = mean(i in osc) sin(theta[i])
        theta[i]' = w[i] + 2 * (im * cos(theta[i]) - re * sin(theta[i]))""");
    put("rate-network", "euler(dt = 0.1)", """
        dim n = 18, index m in n
        param W[n, m] = sin(n + 2 * m) / 4
        state x[n] = cos(n)
        x' = -x + W @ tanh(x)""");
    put("mean-map", "", """
        dim n = 45
        state x[n] = 0.3 + 0.01 * n
        next x[i] = 0.8 * 3.7 * x[i] * (1 - x[i]) + 0.2 * mean(j in n) x[j]""");
    put("turns", "", """
        grid cell[i = 13, j = 6] i periodic, j zero_flux
        state u[cell] = sin(i + j), v[cell] = 0
        next u[i, j] = 0.2 * (u[i-1, j] + u[i+1, j] + u[i, j-1] + u[i, j+1]) + 0.1 * v[i, j] in any order
        next v[i, j] = 0.5 * v[i-1, j] + u[i+1, j] in any order""");
    // So many statements that turns are a loop.
    put("turns-in-a-loop", "", """
        grid ring[i = 13] periodic
        state u[ring] = sin(i)
        next u[i] = 0.3 * (u[i-1] + u[i+1])%s in any order""".formatted(IntStream.range(1, 130)
            .mapToObj(k -> " + 1e-4 / (u[i]^2 + " + k + ")").collect(Collectors.joining())));
    put("sums", "midpoint(dt = 0.05)", """
        grid cell[i = 10, j = 7] periodic
        state u[cell] = 1 + 0.1 * sin(i * j)
        let total = sum(u)
        u' = laplacian(u) + u * (1 - total / 70) - 0.01 * max(u)""");
    put("population", "rk4(dt = 0.05)", """
        dim cell = 600, index k in cell
        param drive[cell] = 0.3 + 0.001 * cell
        state v[cell] = -1, w[cell] = sin(cell)
        v' = v - v^3 / 3 - w + drive + sin(t)
        w' = 0.08 * (v + 0.7 - 0.8 * w)""");
    put("apart", "heun(dt = 0.05)", """
        grid ring[i = 30] periodic
        dim n = 300, m = 3
        state u[ring] = sin(i), level = 1, x[n, m] = cos(n + m), y[n] = 1
        u' = laplacian(u) - level * u
        level' = -level
        x' = cos(t) - x
        y' = sin(t) - y""");
    along("lattice", "rk4(dt = 0.1)", """
        grid cell[i = 14, j = 5] periodic
        edges near[a in cell -> b in cell] neighbours
        state u[cell] = sin(i) + cos(j)
        u' = sum(near into cell) (u[a] - u[b]) - u^3""");
    along("across", "heun(dt = 0.05)", """
        dim n = 60
        edges link[a in n -> b in n] where b == mod(a + 30, size(n)) or b == mod(a + 2, size(n))
        state x[n] = cos(n)
        let flow[link] = sin(x[a] - x[b]) * (1 + x[a])
        x' = sum(link into n) flow - sum(link out of n) flow""");
    along("chance", "", """
        dim n = 48
        edges link[a in n -> b in n] with in_degree 2, seed 4
        edges road[p in n -> q in n] where q == p + 20
        state x[n] = 0.3 + 0.01 * n, y[n] = 0.5
        next x = 0.9 * x + 0.1 * max(link into n) (x[a] * y[a])
        next y = 0.5 * y + 0.1 * sum(road out of n) x[q]""");
  }

  private static void along(String name, String method, String body) {
    put(ALONG_EDGES, name, method, body);
  }

  private static void put(String name, String method, String body) {
    put(ALL, name, method, body);
  }

  private static void put(Map<String, String> models, String name, String method, String body) {
    models.put(name, "model M {\n" + body.indent(2) + "}\nexperiment e {\n  time 0 .. END\n"
        + (method.isEmpty() ? "" : "  method " + method + "\n") + "}\n");
  }

  /** @param steps of 0.1, 0.5, ... each model has its own; of one for a map */
  static String text(String name, int steps) {
    String text = ALL.getOrDefault(name, ALONG_EDGES.get(name));
    int at = text.indexOf("dt = ");
    double dt = at < 0 ? text.contains("rtol") ? 0.1 : 1 : Double.parseDouble(text.substring(at + 5, text.indexOf(')', at)));
    return text.replace("END", Double.toString(Math.round(steps * dt * 1e6) / 1e6));
  }
}

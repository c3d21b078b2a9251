package dyn.testkit.conformance;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dyn.runtime.ensemble.Outputs;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** A model of instances and the same model written by hand give the same bits. */
class InstancesTest {
  private static final String OSCILLATOR = """
      const one = 1
      fn square(a) = one * a * a
      model Oscillator {
        param omega = 1, damping = 0.1
        input u = 0
        state x = 1, v = 0
        x' = v
        v' = -square(omega) * x - damping * v + u
        output energy = v^2 / 2 + square(omega) * x^2 / 2
      }
      """;
  private static final String RUN = """
      experiment e of M { time 0 .. 3
        method tsit5(rtol = 1e-7)
        record SHOWN every 0.25 }
      """;

  private record Pair(String name, String made, String byHand, List<String> shown) {}

  private static final List<Pair> PAIRS = List.of(
      new Pair("two instances", OSCILLATOR + """
          model M { param k = 0.5
            use Oscillator as a { omega = 2, u = k * (b.x - a.x) }
            use Oscillator as b { u = k * (a.x - b.x)
              omega = 3 * k, x = 0 } }
          """, """
          model M { param k = 0.5, a_omega = 2, a_damping = 0.1, b_omega = 3 * k, b_damping = 0.1
            state a_x = 1, a_v = 0, b_x = 0, b_v = 0
            let a_u = k * (b_x - a_x), b_u = k * (a_x - b_x)
            a_x' = a_v
            a_v' = -(1 * a_omega * a_omega) * a_x - a_damping * a_v + a_u
            b_x' = b_v
            b_v' = -(1 * b_omega * b_omega) * b_x - b_damping * b_v + b_u
            let b_energy = b_v^2 / 2 + (1 * b_omega * b_omega) * b_x^2 / 2 }
          """, List.of("a_x", "a_v", "b_x", "b_energy")),
      new Pair("an array of instances", OSCILLATOR + """
          model M { dim n = 5, index j in n
            use Oscillator as cell[n] { omega = 1 + 0.1 * n, damping from uniform(0, 0.2), u = sum(j) where(j == n, 0, cell.x[j]) / 9 } }
          """, """
          model M { dim n = 5, index j in n
            param omega[n] = 1 + 0.1 * n, cell_damping[n] from uniform(0, 0.2)
            state cell_x[n] = 1, cell_v[n] = 0
            let u[n] = sum(j) where(j == n, 0, cell_x[j]) / 9
            cell_x' = cell_v
            cell_v' = -(1 * omega * omega) * cell_x - cell_damping * cell_v + u
            let cell_energy = cell_v^2 / 2 + (1 * omega * omega) * cell_x^2 / 2 }
          """, List.of("cell_x", "cell_damping", "cell_energy")),
      new Pair("arrays within an array", """
          model Layer { dim m = 3, index l in m
            param W[m, l] = where(m == l, 0.5, -0.2) + 0.1 * m
            input u[m]
            state x[m] = 0.1 * m
            let field[m] = sum(l) W[m, l] * tanh(x[l])
            x[i]' = field[i] + u[i] - x[i] + 0.1 * mean(k in m) x[k] + 0.01 * x[0] }
          model M { dim n = 2, index j in n, m = 4
            use Layer as layer[n] { u = 0.5 * layer.x[1 - 0, m] * n, m = m } }
          """, """
          model M { dim n = 2, index j in n, m = 4, index l in m
            param W[n, m, l] = where(m == l, 0.5, -0.2) + 0.1 * m
            state layer_x[n, m] = 0.1 * m
            let layer_field[n, m] = sum(l) W[n, m, l] * tanh(layer_x[n, l])
            let u[n, m] = 0.5 * layer_x[1 - 0, m] * n
            layer_x[n, i]' = layer_field[n, i] + u[n, i] - layer_x[n, i] + 0.1 * mean(l in m) layer_x[n, l] + 0.01 * layer_x[n, 0] }
          """, List.of("layer_x")),
      new Pair("instances within instances", OSCILLATOR + """
          model Two { input u = 0
            use Oscillator as p { u = q.x + u }
            use Oscillator as q { omega = 2, u = p.x } }
          model M { use Two as s { u = sin(t) }
            use Two as r { p.omega = 3, q.x = 0.5 } }
          """, """
          model M { param s_p_omega = 1, s_q_omega = 2, r_p_omega = 3, r_q_omega = 2
            state s_p_x = 1, s_p_v = 0, s_q_x = 1, s_q_v = 0, r_p_x = 1, r_p_v = 0, r_q_x = 0.5, r_q_v = 0
            s_p_x' = s_p_v
            s_p_v' = -(1 * s_p_omega * s_p_omega) * s_p_x - 0.1 * s_p_v + (s_q_x + sin(t))
            s_q_x' = s_q_v
            s_q_v' = -(1 * s_q_omega * s_q_omega) * s_q_x - 0.1 * s_q_v + s_p_x
            r_p_x' = r_p_v
            r_p_v' = -(1 * r_p_omega * r_p_omega) * r_p_x - 0.1 * r_p_v + (r_q_x + 0)
            r_q_x' = r_q_v
            r_q_v' = -(1 * r_q_omega * r_q_omega) * r_q_x - 0.1 * r_q_v + r_p_x }
          """, List.of("s_p_x", "r_q_x", "r_p_v")));

  @TestFactory
  Stream<DynamicTest> sameBits() {
    return PAIRS.stream().map(p -> DynamicTest.dynamicTest(p.name(), () -> {
      String shown = String.join(", ", p.shown());
      Outputs byHand = Trial.run(p.byHand() + RUN.replace("SHOWN", shown)).outputs();
      Outputs made = Trial.run(p.made() + RUN.replace("SHOWN", shown.replace('_', '.'))).outputs();
      for (int i = 0; i < p.shown().size(); i++) {
        assertArrayEquals(byHand.reals("track0." + i), made.reals("track0." + i), p.shown().get(i));
      }
    }));
  }

  /** Matrix products of a model are matrix products in each of its instances. */
  @Test
  void anArrayIsItsInstances() {
    String layer = """
        model Layer { dim m = 3, index l in m
          param W[m, l] = where(m == l, 0.5, -0.2) + 0.1 * m, g = 1
          state x[m] = 0.1 * m
          x' = W @ tanh(x) - g * x }
        """;
    double[] array = Trial.run(layer + """
        model M { dim n = 2
          use Layer as a[n] { g = 1 + n, m = 3 } }
        experiment e of M { time 0 .. 1; method rk4(dt = 0.1); record a.x at end }
        """).outputs().reals("track0.0");
    Outputs alone = Trial.run(layer + """
        model M {
          use Layer as p
          use Layer as q { g = 2 } }
        experiment e of M { time 0 .. 1; method rk4(dt = 0.1); record p.x, q.x at end }
        """).outputs();
    assertArrayEquals(alone.reals("track0.0"), Arrays.copyOf(array, 3));
    assertArrayEquals(alone.reals("track0.1"), Arrays.copyOfRange(array, 3, 6));
  }

  /** An experiment may drive its model by another; both run as one. */
  @Test
  void cascade() {
    String models = OSCILLATOR + """
        model Lag { param tau = 0.5
          input u
          state y = 0
          y' = (u - y) / tau }
        """;
    Outputs joined = Trial.run(models + """
        experiment e of Lag { set Oscillator.omega = 2
          input u = Oscillator.x + 1
          input Oscillator.u = cos(t)
          time 0 .. 3
          method tsit5(rtol = 1e-7)
          record y, Oscillator.x every 0.25 }
        """).outputs();
    Outputs byHand = Trial.run(models + """
        model Both { input u
          use Lag as lag { u = osc.x + 1 }
          use Oscillator as osc { u = u } }
        experiment e of Both { set osc.omega = 2
          input u = cos(t)
          time 0 .. 3
          method tsit5(rtol = 1e-7)
          record lag.y, osc.x every 0.25 }
        """).outputs();
    for (String item : List.of("track0.0", "track0.1")) assertArrayEquals(byHand.reals(item), joined.reals(item));
  }

  /** The program does not grow with the array. */
  @Test
  void arraysStayArrays() {
    String text = OSCILLATOR + """
        model M { dim n = 5
          use Oscillator as cell[n] { omega = 1 + 0.1 * n } }
        experiment e of M { time 0 .. 1 }
        """;
    int few = Trial.compile(text).model().find("drift").orElseThrow().stmts().size();
    int many = Trial.compile(text.replace("n = 5", "n = 100_000")).model().find("drift").orElseThrow().stmts().size();
    assertEquals(few, many);
    assertEquals(Map.of("n", 5L), Trial.compile(text).experiment().dims());
  }
}

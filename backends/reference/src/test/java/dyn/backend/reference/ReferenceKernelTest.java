package dyn.backend.reference;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dyn.backend.Backend;
import dyn.backend.Host;
import dyn.backend.Kernel;
import dyn.backend.Memory;
import dyn.ir.Program;
import dyn.ir.Signature;
import dyn.ir.Text;
import dyn.ir.Verifier;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;

class ReferenceKernelTest {
  private static Kernel kernel(String text) {
    Program p = Text.parse(text);
    assertTrue(Verifier.check(p).isEmpty(), () -> Verifier.check(p).get().text());
    Backend backend = ServiceLoader.load(Backend.class).stream().map(ServiceLoader.Provider::get)
        .filter(b -> b.name().equals("reference")).findFirst().orElseThrow();
    return backend.loader().orElseThrow().load(backend.emit(p));
  }

  /** Member m counts to m + 2, recording every count and its square. */
  private static final String COUNT = """
      program count

      step @main(%run.lanes: i64, %run.first: i64, %stop: i64[member=*] own, %w: f64[row=*] all) {
        %lane = iota over(member=*)
        %member = add %lane, %run.first
        %zero = const 0
        %n = while %zero cond (%n.1: i64[member=*] own) {
          %t = to_f64 %n.1
          %asked = poll %n.1, %t
          %on = lt %n.1, %stop
          %off = not %asked
          %go = and %on, %off
          yield %go
        } do (%n.2: i64[member=*] own) {
          %x = to_f64 %n.2
          %ws = mul %w, %x
          record %n.2, %x, %ws into(count)
          %one = const 1
          %n.3 = add %n.2, %one
          yield %n.3
        }
        result %n as(steps)
        result %member as(who)
        yield
      }
      """;

  private static Memory memory(long... stop) {
    int lanes = stop.length;
    double[] untouched = new double[4 * lanes];
    Arrays.fill(untouched, -7);
    return new Memory().put(Signature.LANES, (long) lanes).put(Signature.FIRST, 100L).put("stop", stop).put("w", new double[] {1, 10})
        .put("count.0", untouched).put("count.1", new double[4 * 2 * lanes]).put("steps", new long[lanes]).put("who", new long[lanes]);
  }

  @Test
  void outputsObeyTheMaskAndTheLayout() {
    Memory m = memory(2, 3, 1);
    kernel(COUNT).run(m, (_, _) -> false);
    assertArrayEquals(new long[] {2, 3, 1}, m.integers("steps"));
    assertArrayEquals(new long[] {100, 101, 102}, m.integers("who"));
    assertArrayEquals(new double[] {0, 0, 0, 1, 1, -7, -7, 2, -7, -7, -7, -7}, m.reals("count.0"));
    assertEquals(10, m.reals("count.1")[6 + 3], "record 1, row 1, member 0");
    assertEquals(20, m.reals("count.1")[2 * 6 + 3 + 1], "record 2, row 1, member 1");
  }

  @Test
  void theHostEndsAllLanes() {
    Memory m = memory(2, 3);
    List<Long> steps = new ArrayList<>();
    kernel(COUNT).run(m, (step, _) -> {
      steps.add(step);
      return true;
    });
    assertEquals(List.of(0L), steps);
    assertArrayEquals(new long[] {0, 0}, m.integers("steps"));
  }

  private static final String LORENZ = lorenz();

  /** Classical Runge-Kutta for the Lorenz equations, written out. */
  private static String lorenz() {
    StringBuilder b = new StringBuilder("""
        program lorenz
        step @main(%run.lanes: i64, %n: i64, %h: f64) {
          %lane = iota over(member=*)
          %l = to_f64 %lane
          %milli = const 0.001
          %x0 = fma %l, %milli, %milli
          %one = const 1.0
          %half = const 0.5
          %h2 = mul %h, %half
          %six = const 6.0
          %two = const 2.0
          %h6 = div %h, %six
          %sigma = const 10.0
          %rho = const 28.0
          %mbeta = const -2.6666666666666665
          %i0 = const 0
          %i1 = const 1
          %k, %x, %y, %z = while %i0, %x0, %one, %one
              cond (%k.1: i64, %a.1: f64[member=*] own, %b.1: f64[member=*] own, %c.1: f64[member=*] own) {
            %go = lt %k.1, %n
            yield %go
          } do (%k.2: i64, %x.0: f64[member=*] own, %y.0: f64[member=*] own, %z.0: f64[member=*] own) {
            %k.3 = add %k.2, %i1
        """);
    String[] step = {"", "%h2", "%h2", "%h"};
    for (int s = 0; s < 4; s++) {
      for (String v : List.of("x", "y", "z")) {
        String from = s == 0 ? "add %V.0, %zero\n" : "fma %dV" + (s - 1) + ", " + step[s] + ", %V.0\n";
        b.append(("%Vs" + s + " = " + from).replace("V", v));
      }
      b.append("""
          %yxS = sub %ysS, %xsS
          %dxS = mul %sigma, %yxS
          %rzS = sub %rho, %zsS
          %xrS = mul %xsS, %rzS
          %dyS = sub %xrS, %ysS
          %xyS = mul %xsS, %ysS
          %dzS = fma %mbeta, %zsS, %xyS
          """.replace("S ", s + " ").replace("S,", s + ",").replace("S\n", s + "\n"));
    }
    for (String v : List.of("x", "y", "z")) {
      b.append("""
          %Va = add %dV1, %dV2
          %Vb = fma %Va, %two, %dV0
          %Vc = add %Vb, %dV3
          %Vd = fma %Vc, %h6, %V.0
          """.replace("V", v));
    }
    b.append("yield %k.3, %xd, %yd, %zd }\nresult %x as(x)\nresult %y as(y)\nresult %z as(z)\nyield }\n");
    return b.toString().replace("%i0 = const 0\n", "%i0 = const 0\n%zero = const 0.0\n");
  }

  private static double[] lorenz(int lanes, long steps) {
    Memory m = new Memory().put(Signature.LANES, (long) lanes).put("n", steps).put("h", 0.01);
    for (String v : List.of("x", "y", "z")) m.put(v, new double[lanes]);
    Host never = (_, _) -> false;
    kernel(LORENZ).run(m, never);
    return m.reals("x");
  }

  @Test
  void aMemberIsTheSameAloneOrAmongMany() {
    assertEquals(lorenz(1, 500)[0], lorenz(40, 500)[0]);
  }

  @Test
  void aSmallRunIsFast() {
    long start = System.nanoTime();
    lorenz(1, 1000);
    Duration spent = Duration.ofNanos(System.nanoTime() - start);
    assertTrue(spent.toMillis() < 2000, "1000 steps took " + spent);
  }
}

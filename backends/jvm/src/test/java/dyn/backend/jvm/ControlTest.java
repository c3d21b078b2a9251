package dyn.backend.jvm;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dyn.backend.Kernel;
import dyn.backend.Memory;
import dyn.ir.Signature;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ControlTest {
  private static Memory run(String text, Memory m) {
    Kernels.load(text).run(m, (_, _) -> false);
    return m;
  }

  @Test
  void carriesMoveAtOnce() {
    double[] out = run("""
        placed @main(%n: i64, %out: f64[k=3] own) {
          %a0 = const 1.0
          %b0 = const 2.0
          %c0 = const 3.0
          %a, %b, %c = for %n, %a0, %b0, %c0 do (%i: i64, %x: f64, %y: f64, %z: f64) {
            %s = add %x, %y
            yield %y, %z, %s
          }
          %i0 = const 0
          %i1 = const 1
          %i2 = const 2
          store %a, %out, %i0
          store %b, %out, %i1
          store %c, %out, %i2
          yield
        }
        """, new Memory().put("n", 7L).put("out", new double[3])).reals("out");
    double x = 1;
    double y = 2;
    double z = 3;
    for (int i = 0; i < 7; i++) {
      double s = x + y;
      x = y;
      y = z;
      z = s;
    }
    assertArrayEquals(new double[] {x, y, z}, out);
  }

  @Test
  void whileWithIfInside() {
    long[] out = run("""
        placed @main(%start: i64, %out: i64[k=2] own) {
          %one = const 1
          %two = const 2
          %three = const 3
          %zero = const 0
          %n, %steps = while %start, %zero cond (%x: i64, %k: i64) {
            %go = ne %x, %one
            yield %go
          } do (%x.1: i64, %k.1: i64) {
            %r = imod %x.1, %two
            %even = eq %r, %zero
            %next = if %even then {
              %h = idiv %x.1, %two
              yield %h
            } else {
              %t = mul %three, %x.1
              %u = add %t, %one
              yield %u
            }
            %k.2 = add %k.1, %one
            yield %next, %k.2
          }
          store %n, %out, %zero
          store %steps, %out, %one
          yield
        }
        """, new Memory().put("start", 27L).put("out", new long[2])).integers("out");
    assertArrayEquals(new long[] {1, 111}, out);
  }

  @Test
  void matrixTimesVectorOverMembers() {
    int lanes = 3;
    double[] w = {1, 2, 3, 4, 5, 6};
    double[] x = new double[3 * lanes];
    for (int i = 0; i < x.length; i++) x[i] = 0.1 * i;
    double[] y = run("""
        placed @row(%w: f64[i=2, j=3] own, %x: f64[j=3, member=*] own, %y: f64[i=2, member=*] own,
            %scratch: f64[q=2] own, %i: i64, %m: i64) {
          %zero = const 0.0
          %n = const 3
          %s = for %n, %zero do (%j: i64, %sum: f64) {
            %a = load %w, %i, %j
            %b = load %x, %j, %m
            %next = fma %a, %b, %sum
            yield %next
          }
          store %s, %scratch, %i
          %back = load %scratch, %i
          store %back, %y, %i, %m
          yield
        }
        placed @main(%run.lanes: i64, %w: f64[i=2, j=3] own, %x: f64[j=3, member=*] own, %y: f64[i=2, member=*] own) {
          %t = alloc of(f64) over(q=2)
          for %run.lanes do (%m: i64) {
            %two = const 2
            for %two do (%i: i64) {
              call @row %w, %x, %y, %t, %i, %m
              yield
            }
            yield
          }
          yield
        }
        """,
        new Memory().put(Signature.LANES, (long) lanes).put("w", w).put("x", x).put("y", new double[2 * lanes])).reals("y");
    for (int m = 0; m < lanes; m++) {
      for (int i = 0; i < 2; i++) {
        double s = 0;
        for (int j = 0; j < 3; j++) s = Math.fma(w[3 * i + j], x[j * lanes + m], s);
        assertEquals(s, y[i * lanes + m]);
      }
    }
  }

  /** A load before a store, read after it, is what was there before. */
  @Test
  void readsStayBeforeWrites() {
    double[] b = run("""
        placed @main(%b: f64[k=4] own) {
          %i0 = const 0
          %i1 = const 1
          %x = load %b, %i0
          %y = load %b, %i1
          %s = add %x, %y
          store %y, %b, %i0
          store %x, %b, %i1
          %i2 = const 2
          store %s, %b, %i2
          %n = const 3
          %z = load %b, %i2
          for %n do (%i: i64) {
            %f = const 9.0
            store %f, %b, %i
            yield
          }
          %i3 = const 3
          store %z, %b, %i3
          yield
        }
        """, new Memory().put("b", new double[] {1, 2, 0, 0})).reals("b");
    assertArrayEquals(new double[] {9, 9, 9, 3}, b);
  }

  @Test
  void functionsWithSeveralResultsAndBools() {
    Memory m = run("""
        fn @order(%a: f64, %b: f64) {
          %less = lt %a, %b
          %lo, %hi = if %less then {
            yield %a, %b
          } else {
            yield %b, %a
          }
          yield %lo, %hi, %less
        }
        placed @main(%a: f64, %b: f64, %flag: bool, %out: f64[k=2] own, %bits: bool[k=2] own) {
          %lo, %hi, %less = call @order %a, %b
          %i0 = const 0
          %i1 = const 1
          store %lo, %out, %i0
          store %hi, %out, %i1
          store %less, %bits, %i0
          %f = load %bits, %i0
          %g = xor %f, %flag
          %h = not %g
          store %h, %bits, %i1
          yield
        }
        """, new Memory().put("a", 3.0).put("b", -0.5).put("flag", 1L).put("out", new double[2]).put("bits", new long[2]));
    assertArrayEquals(new double[] {-0.5, 3}, m.reals("out"));
    assertArrayEquals(new long[] {0, 0}, m.integers("bits"));
  }

  @Test
  void extentCountsRecords() {
    Memory m = run("""
        placed @main(%track: f64[track=*, i=2, member=*] own, %out: i64[k=1] own) {
          %n = extent %track
          %i0 = const 0
          store %n, %out, %i0
          yield
        }
        """, new Memory().put(Signature.LANES, 3L).put("track", new double[5 * 2 * 3]).put("out", new long[1]));
    assertEquals(5, m.integers("out")[0]);
  }

  private static final String POLLED = """
      placed @main(%run.lanes: i64, %n: i64, %done: i64[member=*] own) {
        %zero = const 0
        %one = const 1
        %t0 = const 0.0
        %dt = const 0.5
        for %run.lanes do (%m: i64) {
          %k, %t, %stopped = while %zero, %t0, %false cond (%k.0: i64, %t.0: f64, %s.0: bool) {
            %more = lt %k.0, %n
            %on = not %s.0
            %go = and %more, %on
            yield %go
          } do (%k.1: i64, %t.1: f64, %s.1: bool) {
            %k.2 = add %k.1, %one
            %t.2 = add %t.1, %dt
            %s.2 = poll %k.2, %t.2
            yield %k.2, %t.2, %s.2
          }
          store %k, %done, %m
          yield
        }
        yield
      }
      """.replace("%one = const 1\n", "%one = const 1\n  %false = const false\n");

  @Test
  void pollAsksEvery1024thStepAndStops() {
    Kernel k = Kernels.load(POLLED);
    List<String> heard = new ArrayList<>();
    Memory m = new Memory().put(Signature.LANES, 2L).put("n", 3000L).put("done", new long[2]);
    k.run(m, (step, time) -> heard.add(step + "@" + time) && heard.size() % 4 == 2);
    List<String> once = List.of("1024@512.0", "2048@1024.0", "1024@512.0", "2048@1024.0");
    assertEquals(once, heard.subList(0, 4));
    assertEquals(List.of("1024@512.0", "2048@1024.0"), heard.subList(4, 6), "the cut program");
    assertArrayEquals(new long[] {2048, 3000}, m.integers("done"));
  }
}

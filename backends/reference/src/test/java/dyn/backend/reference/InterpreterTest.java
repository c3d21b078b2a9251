package dyn.backend.reference;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dyn.ir.Axis;
import dyn.ir.Body;
import dyn.ir.Lanes;
import dyn.ir.Reach;
import dyn.ir.Scalar;
import dyn.ir.Text;
import dyn.ir.Type;
import java.util.List;
import org.junit.jupiter.api.Test;

class InterpreterTest {
  private static Type vector(String axis, int n) {
    return Type.of(Scalar.F64, List.of(new Axis(axis, n)), Reach.ALL);
  }

  private static List<Array> run(String body, Array... args) {
    Body b = Text.parse("step @main" + body).main();
    return Interpreter.evaluate(b, List.of(args));
  }

  @Test
  void operandsAlignByAxisName() {
    Array x = Array.of(vector("i", 2), 1, 2);
    Array y = Array.of(vector("j", 3), 10, 20, 30);
    Array outer = run("(%x: f64[i=2] all, %y: f64[j=3] all) { %z = add %x, %y %r = sub %z, %y yield %r }", x, y).getFirst();
    assertEquals(List.of("i", "j"), outer.type().axes().stream().map(Axis::name).toList());
    assertArrayEquals(new double[] {1, 1, 1, 2, 2, 2}, outer.reals());
    Array other = run("(%x: f64[i=2] all, %y: f64[j=3] all) { %z = sub %y, %x yield %z }", x, y).getFirst();
    assertArrayEquals(new double[] {9, 8, 19, 18, 29, 28}, other.reals());
  }

  @Test
  void gatherClampsAndPermutes() {
    Array x = Array.of(vector("i", 3), 1, 2, 3);
    Array back = run("""
        (%x: f64[i=3] all) {
          %i = iota over(i=3)
          %two = const 2
          %three = mul %i, %two
          %k = sub %two, %three
          %y = gather %x, %k over(i)
          yield %y
        }""", x).getFirst();
    assertArrayEquals(new double[] {3, 1, 1}, back.reals());
  }

  @Test
  void stackPutsPartsAlongANewLastAxis() {
    Array x = Array.of(vector("i", 2), 1, 2);
    Array s = run("(%x: f64[i=2] all) { %c = const 9.0 %s = stack %x, %c to(p=2) yield %s }", x).getFirst();
    assertArrayEquals(new double[] {1, 9, 2, 9}, s.reals());
  }

  @Test
  void contractMultipliesMatrixAndVector() {
    Type matrix = Type.of(Scalar.F64, List.of(new Axis("i", 2), new Axis("j", 3)), Reach.ALL);
    Array w = Array.of(matrix, 1, 2, 3, 4, 5, 6);
    Array h = Array.of(vector("i", 3), 1, 10, 100);
    Array y = run("""
        (%w: f64[i=2, j=3] all, %h: f64[i=3] all) {
          %hj = rename %h from(i) to(j=3)
          %y = contract %w, %hj over(j)
          yield %y
        }""", w, h).getFirst();
    assertArrayEquals(new double[] {321, 654}, y.reals());
  }

  @Test
  void shortSumsAreSequentialAndLongOnesGoByLanes() {
    double[] few = new double[32];
    double[] many = new double[2100];
    for (int k = 0; k < few.length; k++) few[k] = 1 / (k + 1.0);
    for (int k = 0; k < many.length; k++) many[k] = Math.sin(k) * Math.pow(10, k % 7);
    double sequential = 0;
    for (double x : few) sequential += x;
    assertEquals(sequential, sum(few));
    double total = -0.0;
    for (int block = 0; block < 3; block++) {
      double[] acc = new double[32];
      for (int l = 0; l < 32; l++) {
        acc[l] = -0.0;
        for (int k = 1024 * block + l; k < Math.min(many.length, 1024 * (block + 1)); k += 32) acc[l] += many[k];
      }
      for (int w : new int[] {16, 8, 4, 2, 1}) for (int l = 0; l < w; l++) acc[l] += acc[l + w];
      total += acc[0];
    }
    assertEquals(total, sum(many));
    assertEquals(-0.0, sum(new double[] {-0.0, -0.0}), "a sum of negative zeros is one");
  }

  private static double sum(double[] x) {
    long[] bits = java.util.Arrays.stream(x).mapToLong(Double::doubleToRawLongBits).toArray();
    return Double.longBitsToDouble(Reductions.reduce(Lanes.Combine.SUM, Scalar.F64, new Cells(bits, null), 0, bits.length));
  }

  @Test
  void nanGoesThroughMinAndMax() {
    Array x = Array.of(vector("i", 3), 1, Double.NaN, 3);
    List<Array> m = run("(%x: f64[i=3] all) { %a = reduce %x by(min) over(i) %b = reduce %x by(max) over(i) yield %a, %b }", x);
    assertEquals(Double.NaN, m.getFirst().real(0));
    assertEquals(Double.NaN, m.getLast().real(0));
  }

  @Test
  void lanesLeaveALoopOneByOne() {
    Array limit = Array.of(vector("i", 4), 3, 0, 7, 1);
    List<Array> out = run("""
        (%limit: f64[i=4] all) {
          %zero = const 0.0
          %n, %s = while %zero, %zero cond (%n.1: f64[i=4] own, %s.1: f64[i=4] own) {
            %go = lt %n.1, %limit
            yield %go
          } do (%n.2: f64[i=4] own, %s.2: f64[i=4] own) {
            %one = const 1.0
            %n.3 = add %n.2, %one
            %s.3 = add %s.2, %n.3
            yield %n.3, %s.3
          }
          yield %n, %s
        }""", limit);
    assertArrayEquals(new double[] {3, 0, 7, 1}, out.getFirst().reals());
    assertArrayEquals(new double[] {6, 0, 28, 1}, out.getLast().reals());
  }

  @Test
  void anInnerLoopEndsWithItsActiveLanes() {
    // Lane 1 has left the outer loop; its inner condition would hold for ever.
    Array limit = Array.of(vector("i", 2), 2, 0);
    Array out = run("""
        (%limit: f64[i=2] all) {
          %zero = const 0.0
          %one = const 1.0
          %n = while %zero cond (%n.1: f64[i=2] own) {
            %go = lt %n.1, %limit
            yield %go
          } do (%n.2: f64[i=2] own) {
            %m = while %zero cond (%m.1: f64[i=2] own) {
              %go.1 = ne %m.1, %limit
              yield %go.1
            } do (%m.2: f64[i=2] own) {
              %m.3 = add %m.2, %one
              yield %m.3
            }
            %n.3 = add %n.2, %m
            yield %n.3
          }
          yield %n
        }""", limit).getFirst();
    assertArrayEquals(new double[] {2, 0}, out.reals());
  }

  @Test
  void branchesAreChosenLaneByLane() {
    Array x = Array.of(vector("i", 3), -1, 0, 4);
    Array y = run("""
        (%x: f64[i=3] all) {
          %zero = const 0.0
          %c = lt %x, %zero
          %y = if %c then () {
            %n = neg %x
            yield %n
          } else () {
            %r = sqrt %x
            yield %r
          }
          yield %y
        }""", x).getFirst();
    assertArrayEquals(new double[] {1, 0, 2}, y.reals());
  }

  @Test
  void aScalarBodyIsAppliedCellByCell() {
    Body main = Text.parse("""
        fn @halvings(%x: f64) {
          %n, %y = while %x, %x cond (%n.1: f64, %y.1: f64) {
            %one = const 1.0
            %go = gt %y.1, %one
            yield %go
          } do (%n.2: f64, %y.2: f64) {
            %half = const 0.5
            %y.3 = mul %y.2, %half
            %n.3 = neg %n.2
            yield %n.3, %y.3
          }
          yield %y
        }
        step @main(%x: f64[i=3] all) {
          %y = call @halvings %x
          yield %y
        }
        """).main();
    Array x = Array.of(vector("i", 3), 12, 1, 40);
    assertArrayEquals(new double[] {0.75, 1, 0.625}, Interpreter.evaluate(main, List.of(x)).getFirst().reals());
  }

  @Test
  void elementaryFunctionsAreTheirLibraryBodies() {
    Array x = Array.of(vector("i", 4), 0, 1, -1, 1e3);
    double[] y = run("(%x: f64[i=4] all) { %y = exp %x yield %y }", x).getFirst().reals();
    for (int i = 0; i < 3; i++) assertEquals(Math.exp(x.real(i)), y[i], Math.ulp(y[i]));
    assertEquals(Double.POSITIVE_INFINITY, y[3]);
  }

  @Test
  void placedCodeCountsLoadsAndStores() {
    Body main = Text.parse("""
        placed @main(%n: i64, %x: f64[i=*] own) {
          %zero = const 0.0
          %t = alloc of(f64) over(k=1)
          %first = const 0
          store %zero, %t, %first
          %s = for %n, %zero do (%i: i64, %acc: f64) {
            %v = load %x, %i
            %acc.1 = add %acc, %v
            store %acc.1, %t, %first
            yield %acc.1
          }
          %back = load %t, %first
          yield %s, %back
        }
        """).main();
    List<Array> out = Interpreter.evaluate(main, List.of(Array.of(3L), Array.of(vector("i", 3), 1, 2, 4)));
    assertEquals(7, out.getFirst().real(0));
    assertEquals(7, out.getLast().real(0));
    assertThrows(IllegalStateException.class, () -> Interpreter.evaluate(main, List.of(Array.of(4L), Array.of(vector("i", 3), 1, 2, 4))));
  }
}

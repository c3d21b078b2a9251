package dyn.backend.reference;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import dyn.ir.Body;
import dyn.ir.Text;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PoisonTest {
  /** Two relaxation steps on a ring; the first wait is needed, the last is not. */
  private static final Body RING = Text.parse("""
      step @main(%u: f64[i=6] own) {
        %n = const 6
        %one = const 1
        %i = iota over(i=6)
        %next = add %i, %one
        %right = imod %next, %n
        %h = barrier %u over(i)
        %twice = add %h, %h
        %r = gather %twice, %right over(i)
        %v = add %u, %r
        %g = barrier %v over(i)
        %w = mul %g, %g
        yield %w
      }
      """).main();
  private static final List<Array> U = List.of(Array.of(RING.params().getFirst().type(), 1, 2, 3, 4, 5, 6));

  private static List<Array> run(Poison poison) {
    return Interpreter.evaluate(RING, U, Map.of(), poison);
  }

  @Test
  void aWellTypedProgramDoesNotNoticeTiles() {
    for (int tiles : new int[] {2, 3, 4, 6, 9}) assertEquals(run(Poison.NONE), run(new Poison(tiles)));
  }

  @Test
  void aWaitWronglyRemovedShows() {
    double[] w = run(new Poison(3).unwaiting("h")).getFirst().reals();
    assertEquals(Double.NaN, w[1], "cell 1 reads cell 2, in the next tile");
    assertEquals(25.0, w[0], "cell 0 reads cell 1, in its own tile");
  }

  @Test
  void aWaitThatNobodyNeedsMayGo() {
    double[] w = run(new Poison(3).unwaiting("g")).getFirst().reals();
    assertEquals(25.0, w[0]);
    for (double x : w) assertNotEquals(Double.NaN, x);
  }

  @Test
  void poisonRunsThroughLoopsAndBranches() {
    Body main = Text.parse("""
        step @main(%u: f64[member=*, i=4] own, %n: f64[member=*] own) {
          %zero = const 0.0
          %k, %v = while %zero, %u cond (%k.1: f64[member=*] own, %v.1: f64[member=*, i=4] own) {
            %go = lt %k.1, %n
            yield %go
          } do (%k.2: f64[member=*] own, %v.2: f64[member=*, i=4] own) {
            %b = barrier %v.2 over(i)
            %s = reduce %b by(sum) over(i)
            %big = gt %s, %n
            %d = if %big then () {
              %m = reduce %b by(max) over(i)
              yield %m
            } else () {
              yield %s
            }
            %v.3 = sub %v.2, %d
            %one = const 1.0
            %k.3 = add %k.2, %one
            yield %k.3, %v.3
          }
          yield %v
        }
        """).main();
    Array u = Array.of(main.params().getFirst().type(), 1, 2, 3, 4, 5, 6, 7, 8, 9, 8, 7, 6);
    List<Array> args = List.of(u, Array.of(main.params().getLast().type(), 2, 0, 3));
    List<Array> plain = Interpreter.evaluate(main, args);
    assertEquals(plain, Interpreter.evaluate(main, args, Map.of(), new Poison(2)));
    List<Array> wrong = Interpreter.evaluate(main, args, Map.of(), new Poison(2).unwaiting("b"));
    assertEquals(Double.NaN, wrong.getFirst().real(0));
    assertEquals(plain.getFirst().real(4), wrong.getFirst().real(4), "member 1 never enters the loop");
  }
}

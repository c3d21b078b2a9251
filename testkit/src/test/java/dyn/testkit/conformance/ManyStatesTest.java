package dyn.testkit.conformance;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dyn.compiler.RunResult;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** So many number states that they would share an array, where a method or an event needs each by itself. */
class ManyStatesTest {
  private static final int COUNT = 40;

  private static double end(RunResult run, String state) {
    return run.end(run.compilation().experiment().states().stream().filter(s -> s.name().equals(state)).findFirst().orElseThrow())[0];
  }

  private static String each(String text) {
    return IntStream.range(0, COUNT).mapToObj(i -> text.replace("$-", "" + (i + COUNT - 1) % COUNT).replace("$+", "" + (i + 1) % COUNT)
        .replace("$", "" + i)).collect(Collectors.joining());
  }

  /** A ring, beside the same ring as two arrays, whose forces add up in another order. */
  @Test
  void positionsAndMomentaAreToldApart() {
    for (String method : new String[] {"verlet", "yoshida4"}) {
      String steps = "experiment e { time 0 .. 1; method " + method + "(dt = 0.1) }\n";
      RunResult numbers = Trial.whole(Trial.compile("model M {\n" + each("state q$ = $ / 10, v$ = 0\nq$' = v$\n"
          + "v$' = q$+ - 2 * q$ + q$-\n") + "}\n" + steps));
      RunResult arrays = Trial.whole(Trial.compile("model M { grid ring[i = " + COUNT + "] periodic\nstate q[ring] = i / 10, v[ring] = 0\n"
          + "q' = v\nv[i]' = q[i + 1] - 2 * q[i] + q[i - 1]\n}\n" + steps));
      double[] all = arrays.end(arrays.compilation().experiment().states().getFirst());
      assertArrayEquals(all, IntStream.range(0, COUNT).mapToDouble(i -> end(numbers, "q" + i)).toArray(), 1e-13);
    }
  }

  @Test
  void statesThatAreHeldGoByTheirNames() {
    RunResult run = Trial.whole(Trial.compile("model M {\n" + each("state a$ = 0, b$ = $\na$' = 1\nb$' = -b$\n")
        + "on up(a1 - 0.45) { a1 := 0; hold a1 for 0.2 }\n}\nexperiment e { time 0 .. 1; method rk4(dt = 0.1) }\n"));
    assertEquals(1, end(run, "a0"), 1e-12);
    assertEquals(0.3, end(run, "a1"), 1e-12); // jumps at 0.5 and rests until 0.7
    assertEquals(2 * Math.exp(-1), end(run, "b2"), 1e-5);
  }
}

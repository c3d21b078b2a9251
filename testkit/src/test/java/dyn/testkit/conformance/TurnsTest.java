package dyn.testkit.conformance;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dyn.backend.reference.Poison;
import dyn.compiler.Compilation;
import dyn.compiler.CompileOptions;
import dyn.compiler.Compiler;
import dyn.frontend.term.EdgeSet;
import dyn.ir.Body;
import dyn.ir.Builder;
import dyn.ir.Lanes;
import dyn.ir.Level;
import dyn.ir.MathLibrary;
import dyn.ir.Primitive;
import dyn.ir.Program;
import dyn.ir.Value;
import dyn.ir.diagnostics.SourceFile;
import dyn.passes.PassContext;
import dyn.passes.PassRunner;
import dyn.passes.Pipelines;
import dyn.passes.TurnBody;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Cells that change one after the other: what a program computes is what a loop over single cells does, in the same order. */
final class TurnsTest {
  private static final int STEPS = 4;

  /** What one cell becomes, of the values that all have at that moment. */
  @FunctionalInterface
  private interface Update {
    double of(double[] x, int cell);
  }

  /** @param sizes of the grid, the last running fastest */
  private record Trials(String name, String text, Update update, int... sizes) {}

  private static int at(int[] sizes, int cell, int axis, int by) {
    int stride = 1;
    for (int k = axis + 1; k < sizes.length; k++) stride *= sizes[k];
    int i = cell / stride % sizes[axis];
    return cell + (Math.floorMod(i + by, sizes[axis]) - i) * stride;
  }

  private static double spin(double[] s, int cell, int[] sizes) {
    double h = 0;
    for (int axis = 0; axis < sizes.length; axis++) h += s[at(sizes, cell, axis, -1)] + s[at(sizes, cell, axis, 1)];
    return h > 0 ? 1 : h < 0 ? -1 : s[cell];
  }

  private static String ising(int... sizes) {
    String[] names = {"i", "j", "k"};
    List<String> axes = new ArrayList<>();
    List<String> terms = new ArrayList<>();
    for (int a = 0; a < sizes.length; a++) {
      axes.add(names[a] + " = " + sizes[a]);
      for (String by : List.of(" - 1", " + 1")) {
        List<String> index = new ArrayList<>(List.of(names).subList(0, sizes.length));
        index.set(a, names[a] + by);
        terms.add("s[" + String.join(", ", index) + "]");
      }
    }
    return """
        model Ising {
          grid cell[%s] periodic
          param chance[cell] from uniform(0, 1)
          state s[cell] = where(chance < 0.5, -1, 1)
          let h[cell] = %s
          next s = where(h > 0, 1, h < 0, -1, s) in any order
          output energy = -sum(s * h) / 2
        }
        experiment e { time 0 .. %d; record s, energy every 1 }
        """.formatted(String.join(", ", axes), String.join(" + ", terms), STEPS);
  }

  private static Trials spins(int... sizes) {
    return new Trials("spins " + Arrays.toString(sizes), ising(sizes), (s, c) -> spin(s, c, sizes), sizes);
  }

  private static List<Trials> trials() {
    List<Trials> all = new ArrayList<>();
    for (int n : new int[] {2, 3, 4, 5, 7}) all.add(spins(n));
    all.addAll(List.of(spins(3, 3), spins(4, 6), spins(2, 5), spins(5, 7), spins(3, 3, 3), spins(2, 2, 2), spins(4, 3, 5), spins(4, 4, 2)));
    all.add(new Trials("a bounded rod, two cells on", """
        model Rod {
          grid rod[i = 11] i low value 2, i high zero_flux
          state s[rod] = sin(i)
          next s[i] = 0.25 * s[i-2] - 0.5 * s[i+1] + 0.125 * s[i] in any order
        }
        experiment e { time 0 .. 4; record s every 1 }
        """, (s, i) -> Math.fma(0.125, s[i], Math.fma(0.25, i < 2 ? 2 : s[i - 2], -0.5 * s[Math.min(i + 1, 10)])), 11));
    all.add(new Trials("a second index that reads the turned cell", """
        model Turned {
          dim i = 6, index j in i
          state s[i, j] = sin(i + 3 * j)
          next s[i, j] = 0.5 * s[j, i] in any order
        }
        experiment e { time 0 .. 4; record s every 1 }
        """, (s, c) -> 0.5 * s[c % 6 * 6 + c / 6], 6, 6));
    all.add(new Trials("a cell that all read", """
        model Star {
          dim i = 9
          state s[i] = sin(i) + 2
          next s[i] = 0.5 * s[0] + 0.25 in any order
        }
        experiment e { time 0 .. 4; record s every 1 }
        """, (s, c) -> Math.fma(0.5, s[0], 0.25), 9));
    all.add(new Trials("a sum along one of two dimensions", """
        model Rows {
          dim i = 4, j = 5
          state s[i, j] = i + j
          next s[i, j] = 0.25 * max(k in j) s[i, k] + 1 in any order
        }
        experiment e { time 0 .. 4; record s every 1 }
        """, (s, c) -> Math.fma(0.25, IntStream.range(c / 5 * 5, c / 5 * 5 + 5).mapToDouble(k -> s[k]).max().orElseThrow(), 1), 4, 5));
    return all;
  }

  // ---- one cell at a time

  @TestFactory
  Stream<DynamicTest> cellsOfAColourChangeAsIfOneAfterTheOther() {
    return trials().stream().map(t -> dynamicTest(t.name(), () -> {
      Compilation c = Trial.compile(t.text());
      double[] found = Trial.recorded(Trial.whole(c), "s");
      int[] colours = colours(c, t.sizes());
      int cells = colours.length;
      // Within a colour in either order: what they read of each other would show.
      for (Comparator<Integer> within : List.of(Comparator.<Integer>naturalOrder(), Comparator.<Integer>reverseOrder())) {
        Comparator<Integer> turns = Comparator.comparing((Integer k) -> colours[k]);
        List<Integer> order = IntStream.range(0, cells).boxed().sorted(turns.thenComparing(within)).toList();
        assertArrayEquals(oneByOne(t, Arrays.copyOf(found, cells), order), found);
      }
    }));
  }

  @TestFactory
  Stream<DynamicTest> asWrittenTheOrderIsThatOfTheIndex() {
    return trials().stream().map(t -> dynamicTest(t.name(), () -> {
      Compilation c = Trial.compile(t.text());
      Program step = new Compiler().steps(new SourceFile("trial.dyn", t.text()), CompileOptions.DEFAULT, Set.of("colour-updates"), null,
          _ -> { }).value().orElseThrow().stream().filter(s -> s.made().level() == Level.STEP).reduce((_, b) -> b).orElseThrow().made();
      double[] found = Trial.recorded(Trial.whole(Trial.interpreted(c, step, Poison.NONE)), "s");
      int cells = Arrays.stream(t.sizes()).reduce(1, (a, b) -> a * b);
      assertArrayEquals(oneByOne(t, Arrays.copyOf(found, cells), IntStream.range(0, cells).boxed().toList()), found);
    }));
  }

  private static double[] oneByOne(Trials t, double[] start, List<Integer> order) {
    double[] all = Arrays.copyOf(start, start.length * (STEPS + 1));
    double[] x = start.clone();
    for (int n = 1; n <= STEPS; n++) {
      for (int cell : order) x[cell] = t.update().of(x, cell);
      System.arraycopy(x, 0, all, n * x.length, x.length);
    }
    return all;
  }

  /** As the program computes them. */
  private static int[] colours(Compilation c, int[] sizes) {
    TurnBody turns = TurnBody.of(c.model()).getFirst();
    return ColourOf.cells(turns, c.experiment().edgeData(), sizes);
  }

  // ---- the mistake

  /** Parity in the place of the colours. */
  private static Program parity(Compilation c) {
    TurnBody t = TurnBody.of(c.model()).getFirst();
    Builder b = new Builder();
    List<Value> params = t.body().params().stream().map(p -> b.exactParam(p.name(), p.type())).toList();
    List<Value> results = new ArrayList<>(b.inline(t.body(), params));
    Value sum = null;
    for (var axis : t.stateParams().getFirst().type().axes()) {
      Value i = b.emit("i", new Lanes.Iota(axis));
      sum = sum == null ? i : b.add(sum, i);
    }
    results.set(1, b.apply(Primitive.IMOD, sum, b.constant(2L)));
    results.set(2, b.constant(2L));
    Body wrong = b.finish(t.body().name(), params, results);
    Program model = c.model().with(c.model().bodies().stream().map(x -> x == t.body() ? wrong : x).toList());
    return new PassRunner(new PassContext(c.plan().discretization(), new MathLibrary())).run(Pipelines.STEP, model);
  }

  /** How often the energy of a member is more than it was a step before. */
  private static int rises(double[] energy, int members) {
    int count = 0;
    for (int k = members; k < energy.length; k++) if (energy[k] > energy[k - members]) count++;
    return count;
  }

  /** One spin at a time lowers the energy or leaves it. Where ends of odd rings meet, parity turns neighbours at once, and can raise it. */
  @Test
  void twoColoursOnAnOddLatticeRaiseTheEnergyAndThreeDoNot() {
    Compilation c = Trial.compile(ising(3, 3, 3).replace("experiment e {", "experiment e { ensemble 20_000;"));
    assertEquals(3, TurnBody.of(c.model()).getFirst().turns());
    assertEquals(0, rises(Trial.recorded(Trial.whole(c), "energy"), 20_000));
    int wrong = rises(Trial.recorded(Trial.whole(inBytecode(c, parity(c))), "energy"), 20_000);
    assertTrue(wrong > 0);
    Compilation even = Trial.compile(ising(4, 2, 6));
    assertEquals(Trial.whole(even).hash(), Trial.whole(inBytecode(even, parity(even))).hash());
  }

  private static Compilation inBytecode(Compilation c, Program step) {
    PassRunner passes = new PassRunner(new PassContext(c.plan().discretization(), new MathLibrary()));
    Program placed = passes.run(Pipelines.PLACED, passes.run(Pipelines.LOCAL, step));
    return c.on(c.backend(), placed);
  }

  /** Naive and optimized schedules start from the same colours: another order is another map. */
  @Test
  void theOrderOfTheIndexIsAnotherMap() {
    Trials t = trials().stream().filter(x -> x.name().startsWith("a bounded rod")).findFirst().orElseThrow();
    Compilation c = Trial.compile(t.text());
    double[] found = Trial.recorded(Trial.whole(c), "s");
    assertNotEquals(Arrays.toString(oneByOne(t, Arrays.copyOf(found, 11), IntStream.range(0, 11).boxed().toList())),
        Arrays.toString(found));
  }

  // ---- edges

  @Test
  void nodesThatReadEachOtherAlongEdgesHaveDifferentColours() {
    for (String edges : List.of("with out_degree 3, seed 5 where a != b", "with probability 0.05, seed 2", "where b == mod(a + 1, 61)",
        "where b == mod(a + 1, 61) or b == mod(a + 7, 61)", "where a == 0", "where a < b and b < 9", "with in_degree 9, seed 1")) {
      String text = """
          model Net {
            dim n = 61
            edges link[a in n -> b in n] %s
            state x[n] = n, y[n] = n
            next x = 0.5 * x + 0.01 * sum(link into n) x[a] in any order
            next y = 0.5 * y + 0.01 * sum(link out of n) far[b] in any order
            let far[n] = sum(link into n) y[a]
          }
          experiment e { time 0 .. 1 }
          """.formatted(edges);
      Compilation c = Trial.compile(text);
      EdgeSet set = c.experiment().edges().getFirst();
      long[] from = set.lists().ends(true, set.source().ranges(), 0);
      long[] to = set.lists().ends(false, set.target().ranges(), 0);
      List<TurnBody> turns = TurnBody.of(c.model());
      int[] x = ColourOf.cells(turns.get(0), c.experiment().edgeData(), new int[] {61});
      int[] y = ColourOf.cells(turns.get(1), c.experiment().edgeData(), new int[] {61});
      int[] degree = new int[61];
      for (int e = 0; e < from.length; e++) {
        if (from[e] == to[e]) continue;
        assertNotEquals(x[(int) from[e]], x[(int) to[e]], edges);
        degree[(int) from[e]]++;
        degree[(int) to[e]]++;
        // A node reads those from which edges lead where its own lead.
        for (int f = 0; f < from.length; f++) {
          if (to[f] == to[e] && from[f] != from[e]) assertNotEquals(y[(int) from[e]], y[(int) from[f]], edges);
        }
      }
      assertTrue(turns.get(0).turns() <= Arrays.stream(degree).max().orElseThrow() + 1, edges);
      assertEquals(Arrays.stream(x).max().orElseThrow() + 1, turns.get(0).turns());
    }
  }
}

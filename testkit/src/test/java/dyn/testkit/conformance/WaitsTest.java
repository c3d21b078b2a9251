package dyn.testkit.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dyn.backend.reference.Poison;
import dyn.compiler.Compilation;
import dyn.ir.Body;
import dyn.ir.Builder;
import dyn.ir.Level;
import dyn.ir.MathLibrary;
import dyn.ir.Program;
import dyn.ir.Regions;
import dyn.ir.Stmt;
import dyn.ir.Sync;
import dyn.ir.Text;
import dyn.ir.Value;
import dyn.ir.Verifier;
import dyn.passes.Exactness;
import dyn.passes.Pass;
import dyn.passes.PassContext;
import dyn.passes.PassFault;
import dyn.passes.PassRunner;
import dyn.passes.Waits;
import dyn.passes.methods.Method;
import dyn.passes.methods.Methods;
import dyn.passes.methods.RungeKutta;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The naive program waits everywhere, the optimized one only where it must; a wait too few is caught. */
class WaitsTest {
  private static final String LORENZ = """
      model Lorenz { param rho = 28
        state x = 1, y = 0, z = 0
        x' = 10 * (y - x)
        y' = x * (rho - z) - y
        z' = x * y - 8/3 * z }
      experiment e { ensemble 4
        vary rho from uniform(20, 30)
        time 0 .. 1
        record mean(x), z every 0.3 }
      """;
  private static final String RING = """
      model Ring {
        dim i = 6, index j in i
        param k[i] = 1 + i, A[i, j] = 0.1 * (i - j)
        state x[i] = cos(i)
        let total = sum(i) x[i]
        x[i]' = k[i] * (total / 6 - x[i])
              + sum(j) A[i, j] * sin(x[j])
      }
      experiment e { ensemble 3
        vary x from normal(0, 1)
        time 0 .. 1
        record x every 0.3 }
      """;

  private static final String MEAN = """
      model Mean {
        dim i = 2500
        state x[i] = cos(i)
        let m = mean(i) x[i], s = mean(i) x[i]^2
        x[i]' = m - x[i] + s * x[i]
      }
      experiment e { time 0 .. 0.2
        record m, s every 0.1 }
      """;

  private static Stream<Method> rungeKutta() {
    return Methods.all().stream().filter(RungeKutta.class::isInstance);
  }

  private static String steps(Method m) {
    return m.name() + (m instanceof RungeKutta rk && rk.adaptive() ? "(rtol = 1e-5)" : "(dt = 0.1)");
  }

  @TestFactory
  Stream<DynamicTest> anEnsembleEndsWithoutAnyWait() {
    return rungeKutta().map(m -> dynamicTest(m.name(), () -> {
      Compilation c = Trial.withMethod(LORENZ, steps(m));
      int stages = ((RungeKutta) m).stages();
      assertTrue(c.waitsBefore().global() >= 3 * (stages - 1), () -> c.waitsBefore().all().toString());
      assertEquals(List.of(), c.waitsAfter().all());
    }));
  }

  @TestFactory
  Stream<DynamicTest> aCoupledMemberWaitsForItsOwnCellsAndSaysWhere() {
    return rungeKutta().map(m -> dynamicTest(m.name(), () -> {
      Compilation c = Trial.withMethod(RING, steps(m));
      Waits after = c.waitsAfter();
      assertTrue(c.waitsBefore().global() > 0);
      assertEquals(0, after.global());
      assertTrue(after.withinMember() >= 1);
      for (Waits.Wait w : after.all()) {
        // Of a sum, which step control needs as well, the blocks are waited for.
        assertTrue(w.axes().equals(List.of("i")) || w.axes().equals(List.of("i.block")), w::toString);
        assertFalse(w.why().isEmpty(), w::toString);
      }
      List<String> places = after.all().stream().filter(w -> w.value().equals("x")).map(Waits.Wait::origin).toList();
      assertFalse(places.isEmpty());
      assertTrue(places.stream().allMatch(p -> List.of("trial.dyn:5", "trial.dyn:6", "trial.dyn:7").contains(p)), places::toString);
    }));
  }

  /** Drops every wait that is left: there is no type for what the readers then read. */
  @Test
  void theVerifierBlamesAPassThatRemovesAWaitThatAReductionNeeds() {
    Compilation c = Trial.withMethod(RING, "rk4(dt = 0.1)");
    PassFault fault = assertThrows(PassFault.class,
        () -> new PassRunner(new PassContext(c.plan().discretization(), new MathLibrary())).run(List.of(new RemoveEveryWait()), c.local()));
    assertEquals("remove-every-wait", fault.pass());
    assertTrue(fault.getMessage().contains("reach") || fault.getMessage().contains("own"), fault::getMessage);
    assertEquals(Text.print(c.local()), fault.reproduction());
  }

  private static final class RemoveEveryWait implements Pass {
    @Override
    public About about() {
      return new About("remove-every-wait", "a planted mistake", Level.LOCAL, Level.LOCAL, Exactness.BITWISE);
    }

    @Override
    public Program run(Program program, PassContext context) {
      Body main = program.main();
      Builder b = new Builder();
      List<Value> params = main.params().stream().map(p -> b.param(p.name(), p.type())).toList();
      b.inline(main, params, (_, s, known) -> s.op() instanceof Sync.Barrier w
          ? Optional.of(List.of(known.getOrDefault(w.operands().getFirst(), w.operands().getFirst()))) : Optional.empty());
      List<Body> bodies = new ArrayList<>(program.bodies());
      bodies.set(bodies.indexOf(main), b.finish(Program.MAIN, params, List.of()));
      return program.with(bodies);
    }
  }

  /** None that is left is superfluous: wherever nobody waits, poison reaches the results. */
  @TestFactory
  Stream<DynamicTest> poisonShowsEveryWaitThatIsNotKept() {
    List<String> methods = List.of("euler(dt = 0.1)", "rk4(dt = 0.1)", "bs23(rtol = 1e-4, max_steps = 40)");
    return Stream.of(RING, MEAN).flatMap(m -> methods.stream().map(method ->
        dynamicTest(method + (m.equals(MEAN) ? ", sums of several blocks" : ""), () -> poisonShowsEveryWait(m, method))));
  }

  private static void poisonShowsEveryWait(String model, String method) {
    Compilation c = Trial.withMethod(model, method);
    String hash = Trial.whole(c).hash();
    List<String> kept = stepWaits(c.local().main());
    assertFalse(kept.isEmpty());
    for (String wait : kept) {
      assertNotEquals(hash, Trial.run(Trial.interpreted(c, c.local(), new Poison(4).unwaiting(wait))).hash(), wait);
    }
  }

  /** Of the time loop, those that every step passes. */
  private static List<String> stepWaits(Body main) {
    List<String> waits = new ArrayList<>();
    for (Stmt s : main.stmts()) {
      if (!(s.op() instanceof Regions.While w)) continue;
      for (Stmt i : w.body().stmts()) if (i.op() instanceof Sync.Barrier b && severalCells(b)) waits.add(i.results().getFirst().name());
    }
    return waits;
  }

  /** The only block of a short sum is in nobody else's tile. */
  private static boolean severalCells(Sync.Barrier b) {
    return b.operands().stream().anyMatch(o -> o.type().axes().stream().anyMatch(a -> b.axes().contains(a.name()) && a.size() > 1));
  }

  /** Two loops over the same cells, one after the other, the first without a loop inside. */
  private static final Pattern NEIGHBOURS = Pattern.compile(
      "( *)for (\\S+) do \\((%\\S+): i64\\) \\{\\n((?:\\1  %.*\\n)*\\1  store %\\S+, (%\\S+), .*\\n)"
      + "\\1  yield\\n\\1}\\n\\1for \\2 do \\((%\\S+): i64\\) \\{\\n");

  /** The loop that writes {@code array}, fused into the one after it. */
  private static Program fused(Program placed, String array) {
    String text = Text.print(placed);
    Matcher m = NEIGHBOURS.matcher(text);
    for (int from = 0; m.find(from); from = m.start() + 1) {
      if (!m.group(5).equals(array)) continue;
      String first = m.group(4).replaceAll(Pattern.quote(m.group(3)) + "(?![\\w.])", Matcher.quoteReplacement(m.group(6)));
      String one = m.group(1) + "for " + m.group(2) + " do (" + m.group(6) + ": i64) {\n" + first;
      Program made = Text.parse(text.substring(0, m.start()) + one + text.substring(m.end()), new MathLibrary()::body);
      assertTrue(Verifier.check(made).isEmpty());
      return made;
    }
    return fail("no loop writes " + array + " just before another:\n" + text);
  }

  /** The sum over j reads what other turns of its own loop would have to compute first. */
  @Test
  void theHashShowsALoopFusedWithOneThatReadsItsNeighbours() {
    Compilation c = Trial.withMethod(RING, "euler(dt = 0.1)");
    String hash = Trial.run(c).hash();
    Program right = fused(c.target(), "%sub");
    assertEquals(hash, Trial.run(Trial.interpreted(c, right, Poison.NONE)).hash());
    assertEquals(hash, Trial.run(inBytecode(c, right)).hash());
    Program wrong = fused(c.target(), "%sin");
    assertNotEquals(hash, Trial.run(Trial.interpreted(c, wrong, Poison.NONE)).hash());
    assertNotEquals(hash, Trial.run(inBytecode(c, wrong)).hash());
  }

  private static Compilation inBytecode(Compilation c, Program placed) {
    return c.on(c.backend(), placed);
  }
}

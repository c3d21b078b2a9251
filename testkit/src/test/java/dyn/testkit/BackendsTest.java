package dyn.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import dyn.compiler.reduce.Shrinker;
import dyn.backend.Backend;
import dyn.backend.Kernel;
import dyn.backend.reference.Poison;
import dyn.ir.Level;
import dyn.ir.MathLibrary;
import dyn.ir.Program;
import dyn.ir.Text;
import dyn.passes.Discretization;
import dyn.passes.Pass;
import dyn.passes.PassContext;
import dyn.passes.PassRunner;
import dyn.passes.Pipelines;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.function.Predicate;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Every backend that runs here gives the reference's bits; {@code -Dseed=N} runs one generated program. */
class BackendsTest {
  private static final int LANES = 5;
  private static final List<Backend> RUNNABLE = ServiceLoader.load(Backend.class).stream().map(ServiceLoader.Provider::get)
      .filter(b -> b.loader().isPresent()).toList();
  /** Reductions of every length class: short, one block, many blocks and a rest. */
  private static final String REDUCTIONS = """
      program reductions

      step @main(%run.seed: i64) {
        %lane = iota over(member=*)
        %node = const 1
        %x = draw %run.seed, %lane, %node of(normal) source(1) over(i=N)
        %y = draw %run.seed, %lane, %node of(uniform) source(2) over(i=N)
        %sum = reduce %x by(sum) over(i)
        %min = reduce %x by(min) over(i)
        %max = reduce %x by(max) over(i)
        %dot = contract %x, %y over(i)
        %half = const 0.999
        %big = gt %y, %half
        %any = reduce %big by(any) over(i)
        result %sum as(sum)
        result %min as(min)
        result %max as(max)
        result %dot as(dot)
        result %any as(any)
        yield
      }
      """;

  static Kernel kernel(Backend backend, Program step) {
    Level level = backend.target().level();
    List<Pass> passes = Pipelines.to(level).subList(Pipelines.to(Level.STEP).size(), Pipelines.to(level).size());
    Program p = new PassRunner(new PassContext(Discretization.map(), new MathLibrary())).run(passes, step);
    return backend.loader().orElseThrow().load(backend.emit(p));
  }

  private static Map<String, String> run(Backend backend, Program p) {
    return Runs.outcome(kernel(backend, p), p.signature(), 11, LANES);
  }

  @Test
  void theBackendsAreFound() {
    assertTrue(RUNNABLE.stream().map(Backend::name).toList().containsAll(List.of("reference", "jvm")));
  }

  @TestFactory
  Stream<DynamicTest> generatedProgramsGiveTheReferencesBits() {
    return RUNNABLE.stream().map(b -> DynamicTest.dynamicTest(b.name(), () -> {
      Long one = Long.getLong("seed");
      (one == null ? LongStream.range(0, 20) : LongStream.of(one)).forEach(seed -> compare(b, seed));
    }));
  }

  private static void compare(Backend b, long seed) {
    Program p = Programs.random(seed, 40, Programs.Features.MEMBER_BY_MEMBER);
    Predicate<Program> differs = q -> !Runs.reference(q, 11, LANES, Poison.NONE).equals(run(b, q));
    if (differs.test(p)) fail(b.name() + " differs; -Dseed=" + seed + " replays\n" + Text.print(Shrinker.shrink(p, differs)));
  }

  @TestFactory
  Stream<DynamicTest> reductionsOfEveryLengthGiveTheReferencesBits() {
    return RUNNABLE.stream().flatMap(b -> Stream.of(1, 32, 33, 1000, 1024, 1025, 2100)
        .map(n -> DynamicTest.dynamicTest(b.name() + " " + n, () -> compareReductions(b, n))));
  }

  private static void compareReductions(Backend b, int cells) {
    Program p = Text.parse(REDUCTIONS.replace("N", "" + cells));
    assertEquals(Runs.reference(p, 11, LANES, Poison.NONE), run(b, p));
  }
}

package dyn.testkit.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dyn.backend.Artifact;
import dyn.backend.Backend;
import dyn.backend.Loader;
import dyn.backend.Target;
import dyn.backend.reference.ReferenceKernel;
import dyn.backend.reference.Tally;
import dyn.compiler.Compilation;
import dyn.compiler.CompileOptions;
import dyn.compiler.Compiler;
import dyn.compiler.RunResult;
import dyn.compiler.Schedule;
import dyn.ir.Level;
import dyn.ir.Program;
import dyn.ir.diagnostics.SourceFile;
import dyn.passes.Work;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** What `dyn explain` says of a step is what a run does, counted: twice the steps are so much more of everything. */
final class CountedWorkTest {
  private static final int STEPS = 48;
  /** That are interpreted. */
  private static final int COUNTED_STEPS = 16;

  private static Compilation compile(String model, int steps, int tiles, boolean everyWait) {
    CompileOptions options = CompileOptions.DEFAULT.withTiles(tiles);
    return Trial.present(new Compiler().compile(new SourceFile(model + ".dyn", Coupled.text(model, steps)),
        everyWait ? options.withEveryWait() : options));
  }

  private static long attempts(RunResult run) {
    return run.accepted() + run.rejected();
  }

  @TestFactory
  Stream<DynamicTest> tilesWaitAsOftenAsIsSaid() {
    Stream<String> models = Stream.concat(Coupled.ALL.keySet().stream(), Coupled.ALONG_EDGES.keySet().stream());
    return models.flatMap(model -> Stream.of(1, 2, 3).flatMap(tiles -> Stream.of(false, true).map(naive ->
        dynamicTest(model + ", " + tiles + " tiles" + (naive ? ", every wait" : ""), () -> {
          Compilation c = compile(model, STEPS, tiles, naive);
          RunResult once = Trial.whole(c);
          RunResult twice = Trial.whole(compile(model, 2 * STEPS, tiles, naive));
          Work.Turn turn = naive ? Schedule.of(c).orElseThrow().rewritten() : Schedule.of(c).orElseThrow().left();
          long turns = (attempts(twice) - attempts(once)) / turn.steps();
          assertTrue(turns > 0);
          assertEquals(turns * turn.work().neighbourWaits(), twice.outputs().waits().neighbours() - once.outputs().waits().neighbours());
          assertEquals(turns * turn.work().globalWaits(), twice.outputs().waits().global() - once.outputs().waits().global());
        }))));
  }

  @TestFactory
  Stream<DynamicTest> workIsWhatIsSaid() {
    Stream<String> models = Stream.concat(Coupled.ALL.keySet().stream(), Coupled.ALONG_EDGES.keySet().stream());
    return models.flatMap(model -> Stream.of(false, true).map(naive ->
        dynamicTest(model + (naive ? ", every wait" : ""), () -> {
          Compilation c = compile(model, COUNTED_STEPS, 1, naive);
          Tally once = new Tally();
          Tally twice = new Tally();
          long steps = attempts(count(compile(model, 2 * COUNTED_STEPS, 1, naive), twice)) - attempts(count(c, once));
          Work.Turn turn = naive ? Schedule.of(c).orElseThrow().rewritten() : Schedule.of(c).orElseThrow().left();
          Work said = turn.work().times(steps / turn.steps());
          assertEquals(said, new Work(twice.neighbourWaits() - once.neighbourWaits(), twice.globalWaits() - once.globalWaits(),
              twice.passes() - once.passes(), twice.loaded() - once.loaded(), twice.stored() - once.stored(), twice.flops() - once.flops(),
              twice.functions() - once.functions()));
        })));
  }

  private static RunResult count(Compilation c, Tally tally) {
    Backend counting = new Counting(c.target(), tally);
    return Trial.whole(c.on(counting, c.target(), c.lanes(), c.tiles()));
  }

  /** Interprets a placed program and counts. */
  private record Counting(Program program, Tally tally) implements Backend {
    @Override
    public String name() {
      return "counting";
    }

    @Override
    public String summary() {
      return "interprets and counts";
    }

    @Override
    public Target target() {
      return new Target("counting", Level.PLACED, false);
    }

    @Override
    public Artifact emit(Program placed) {
      return new Artifact("counting", placed.name(), Map.of(), Map.of());
    }

    @Override
    public Optional<Loader> loader() {
      return Optional.of(_ -> new ReferenceKernel(program, tally));
    }
  }
}

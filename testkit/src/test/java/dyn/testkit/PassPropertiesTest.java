package dyn.testkit;

import static org.junit.jupiter.api.Assertions.fail;

import dyn.compiler.reduce.Shrinker;
import dyn.backend.reference.Poison;
import dyn.backend.reference.ReferenceKernel;
import dyn.ir.MathLibrary;
import dyn.ir.Program;
import dyn.ir.Signature;
import dyn.ir.Text;
import dyn.ir.Verifier;
import dyn.passes.Discretization;
import dyn.passes.Pass;
import dyn.passes.PassContext;
import dyn.passes.Pipelines;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** After STEP no pass changes a bit, whatever the program; {@code -Dseed=N} runs one. */
class PassPropertiesTest {
  private static final int SIZE = 50;
  private static final int LANES = 3;
  private static final PassContext CONTEXT = new PassContext(Discretization.map(), new MathLibrary());

  private static void check(int count, Programs.Features features, Function<Program, Optional<String>> fault) {
    Long one = Long.getLong("seed");
    (one == null ? LongStream.range(0, count) : LongStream.of(one)).forEach(seed -> {
      Program p = Programs.random(seed, SIZE, features);
      Optional<String> found = fault.apply(p);
      if (found.isEmpty()) return;
      Program small = Shrinker.shrink(p, q -> fault.apply(q).equals(found));
      fail(found.get() + "; -Dseed=" + seed + " replays\n" + Text.print(small));
    });
  }

  @Test
  void localProgramsGiveTheSameBits() {
    check(40, Programs.Features.INLINED, p -> firstFault(p, Pipelines.LOCAL));
  }

  @Test
  void placedProgramsGiveTheSameBits() {
    List<Pass> passes = new ArrayList<>(Pipelines.LOCAL);
    passes.addAll(Pipelines.PLACED);
    check(40, Programs.Features.MEMBER_BY_MEMBER, p -> firstFault(p, passes));
  }

  /** A wait that a pass removed and somebody needed leaves poison. */
  @Test
  void tilesDoNotShowInLocalPrograms() {
    check(30, Programs.Features.INLINED, p -> {
      Program local = p;
      for (Pass pass : Pipelines.LOCAL) local = pass.run(local, CONTEXT);
      // What no run reaches, a record in a branch never taken, a pass may drop: the outputs are those of the naive program.
      Map<String, String> tiled = Runs.outcome(new ReferenceKernel(local, new Poison(4), Runs.MAX_TURNS), p.signature(), 7, LANES);
      return tiled.equals(Runs.reference(p, 7, LANES, Poison.NONE)) ? Optional.empty()
          : Optional.of("4 poisoned tiles of the local program differ");
    });
  }

  /** The first pass that throws, makes an illegal program, or changes an output. */
  private static Optional<String> firstFault(Program p, List<Pass> passes) {
    Signature signature = p.signature();
    Map<String, String> before = Runs.reference(p, 7, LANES, Poison.NONE);
    Program now = p;
    for (Pass pass : passes) {
      try {
        now = pass.run(now, CONTEXT);
      } catch (RuntimeException e) {
        return Optional.of(pass.name() + " throws " + e.getClass().getSimpleName());
      }
      if (Verifier.check(now).isPresent()) return Optional.of(pass.name() + " makes an illegal program");
      try {
        Map<String, String> after = Runs.outcome(new ReferenceKernel(now, Poison.NONE, Runs.MAX_TURNS), signature, 7, LANES);
        if (!after.equals(before)) return Optional.of(pass.name() + " changes an output");
      } catch (IllegalStateException e) {
        return Optional.of(pass.name() + " makes a program that cannot run");
      }
    }
    return Optional.empty();
  }
}

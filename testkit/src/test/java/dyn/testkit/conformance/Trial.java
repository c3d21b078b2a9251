package dyn.testkit.conformance;

import static org.junit.jupiter.api.Assertions.fail;

import dyn.backend.Artifact;
import dyn.backend.Backend;
import dyn.backend.Loader;
import dyn.backend.Target;
import dyn.backend.jvm.JvmBackend;
import dyn.backend.reference.Poison;
import dyn.backend.reference.ReferenceKernel;
import dyn.compiler.CompileOptions;
import dyn.compiler.Compilation;
import dyn.compiler.Compiler;
import dyn.compiler.Outcome;
import dyn.compiler.RunResult;
import dyn.compiler.Runner;
import dyn.frontend.Overrides;
import dyn.frontend.Track;
import dyn.ir.MathLibrary;
import dyn.ir.Program;
import dyn.ir.diagnostics.Diagnostic;
import dyn.ir.diagnostics.DiagnosticRenderer;
import dyn.ir.diagnostics.SourceFile;
import dyn.passes.PassContext;
import dyn.passes.PassRunner;
import dyn.passes.Pipelines;
import dyn.passes.step.Inputs;
import dyn.runtime.ensemble.Progress;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** Model text to compiled experiments and their runs; what a user would be told fails the test. */
final class Trial {
  private static final Path NOWHERE = Path.of(".");
  private static final Compiler COMPILER = new Compiler();

  private Trial() {}

  static Compilation compile(String text) {
    return compile(text, CompileOptions.DEFAULT);
  }

  static Compilation compile(String text, CompileOptions options) {
    return compile(new SourceFile("trial.dyn", text), options);
  }

  static Compilation compile(SourceFile source, CompileOptions options) {
    return present(COMPILER.compile(source, options));
  }

  static Compilation withMethod(String text, String method) {
    Overrides overrides = new Overrides(List.of(), Optional.of(method), OptionalLong.empty(), OptionalLong.empty());
    return compile(text, new CompileOptions(null, overrides, CompileOptions.DEFAULT_BACKEND));
  }

  static <T> T present(Outcome<T> outcome) {
    return outcome.value().orElseGet(() -> fail(new DiagnosticRenderer(false).render(outcome.diagnostics())));
  }

  static RunResult run(String text) {
    return run(compile(text));
  }

  static RunResult run(Compilation c) {
    return run(c, NOWHERE);
  }

  static RunResult run(Compilation c, Path folder) {
    return run(new Runner(1), c, folder);
  }

  static RunResult run(Runner runner, Compilation c, Path folder) {
    return present(runner.run(c, folder, Progress.NONE));
  }

  /** A run in which no member failed. */
  static RunResult whole(Compilation c) {
    RunResult run = run(c);
    List<Diagnostic> failures = run.failures();
    if (!failures.isEmpty()) fail(new DiagnosticRenderer(false).render(failures));
    return run;
  }

  /** Values of one recorded item, [times][member], as its first track with that label has them. */
  static double[] recorded(RunResult run, String label) {
    for (Track track : run.compilation().experiment().tracks()) {
      for (Track.Item item : track.items()) {
        if (item.label().equals(label)) return run.outputs().reals(Inputs.track(track.observe()) + "." + item.result());
      }
    }
    return fail("nothing recorded is called " + label);
  }

  /** The same experiment, its program at some level given to the interpreter. */
  static Compilation interpreted(Compilation c, Program program, Poison poison) {
    return c.on(new Interpreting(program, poison), program);
  }

  /** The same experiment, its program in bytecode with vectors of so many numbers. */
  static Compilation vectors(Compilation c, Program program, int perVector) {
    return c.on(new JvmBackend(perVector), program);
  }

  /** The placed program with so many members side by side. */
  static Program lanes(Compilation c, int lanes) {
    return lanes(c, lanes, false);
  }

  /** @param refill whether lanes take members in turn */
  static Program lanes(Compilation c, int lanes, boolean refill) {
    return new PassRunner(new PassContext(c.plan().discretization(), new MathLibrary())).run(Pipelines.vector(lanes, refill), c.target());
  }

  /** Hands the interpreter its program as it is, not as text. */
  private record Interpreting(Program program, Poison poison) implements Backend {
    @Override
    public String name() {
      return "interpreting";
    }

    @Override
    public String summary() {
      return "interprets a program of any level";
    }

    @Override
    public Target target() {
      return new Target(name(), program.level(), true);
    }

    @Override
    public Artifact emit(Program program) {
      return new Artifact(name(), program.name(), Map.of(), Map.of());
    }

    @Override
    public Optional<Loader> loader() {
      return Optional.of(_ -> new ReferenceKernel(program, poison));
    }
  }
}

package dyn.bench;

import dyn.compiler.Compilation;
import dyn.compiler.CompileOptions;
import dyn.compiler.Compiler;
import dyn.compiler.RunResult;
import dyn.compiler.Runner;
import dyn.compiler.Vectors;
import dyn.ir.diagnostics.DiagnosticRenderer;
import dyn.ir.diagnostics.SourceFile;
import dyn.runtime.ensemble.Progress;
import java.nio.file.Path;

/** A compiled experiment on one thread, run again and again by the same code. */
final class Warm {
  private static final Path NOWHERE = Path.of("");

  private final Runner runner = new Runner(1);
  private final Compilation compilation;

  Warm(String model, boolean vectors) {
    CompileOptions options = CompileOptions.DEFAULT.withVectors(vectors ? Vectors.ON : Vectors.OFF);
    var outcome = new Compiler().compile(new SourceFile("bench.dyn", model), options);
    compilation = outcome.value().orElseThrow(() -> new IllegalStateException(new DiagnosticRenderer(false).render(outcome.diagnostics())));
    if (vectors && compilation.lanes().members() == 1) throw new IllegalStateException(compilation.lanes().reason());
  }

  RunResult run() {
    return runner.run(compilation, NOWHERE, Progress.NONE).value().orElseThrow();
  }
}

package dyn.compiler.reduce;

import dyn.compiler.CompileOptions;
import dyn.compiler.Compilation;
import dyn.compiler.Compiler;
import dyn.compiler.Outcome;
import dyn.compiler.RunResult;
import dyn.compiler.Runner;
import dyn.ir.diagnostics.Code;
import dyn.ir.diagnostics.Diagnostic;
import dyn.ir.diagnostics.SourceFile;
import dyn.passes.PassFault;
import dyn.runtime.ensemble.Progress;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;

/** What is wrong with a model or with what becomes of it. */
public sealed interface Symptom {
  /** Told to the user with this code, when it is checked or while it runs. */
  record Told(Code code) implements Symptom {
    @Override
    public String text() {
      return "it gives " + code.name() + ": " + code.title();
    }
  }

  /** Backends disagree on the bits of its result. */
  record Bits() implements Symptom {
    @Override
    public String text() {
      return "backends disagree on its bits";
    }
  }

  /**
   * A mistake of ours.
   *
   * @param where the pass, or the kind of exception and the place that threw it
   */
  record Fault(String where) implements Symptom {
    @Override
    public String text() {
      return "dyn itself fails: " + where;
    }
  }

  String text();

  /**
   * Looks for symptoms in one experiment.
   *
   * @param bound of one run
   */
  record Examination(String experiment, String backend, String other, Path folder, Supplier<Progress> bound) {
    /** All symptoms of a text; a run that is stopped shows none. */
    public Set<Symptom> of(SourceFile source) {
      return of(source, true);
    }

    /** Whether a text shows {@code wanted}, and nothing but {@code known}. */
    public boolean shows(SourceFile source, Symptom wanted, Set<Symptom> known) {
      Set<Symptom> found = of(source, !(wanted instanceof Told));
      return found.contains(wanted) && known.containsAll(found);
    }

    private Set<Symptom> of(SourceFile source, boolean onBoth) {
      Set<Symptom> found = new TreeSet<>(Comparator.comparing(Symptom::text));
      try {
        Optional<RunResult> first = run(source, backend, found);
        Optional<RunResult> second = onBoth ? first.flatMap(_ -> run(source, other, found)) : Optional.empty();
        if (second.isPresent() && !first.get().hash().equals(second.get().hash())) found.add(new Bits());
      } catch (PassFault e) {
        found.add(new Fault("pass " + e.pass()));
      } catch (RuntimeException | StackOverflowError e) {
        StackTraceElement[] trace = e.getStackTrace();
        found.add(new Fault(e.getClass().getSimpleName()
            + (trace.length == 0 ? "" : " at " + trace[0].getClassName() + "." + trace[0].getMethodName())));
      }
      return found;
    }

    private Optional<RunResult> run(SourceFile source, String on, Set<Symptom> found) {
      Outcome<Compilation> compiled = new Compiler().compile(source, CompileOptions.DEFAULT.withExperiment(experiment).withBackend(on));
      told(compiled.diagnostics(), found);
      if (compiled.value().isEmpty()) return Optional.empty();
      Outcome<RunResult> run = new Runner(1).run(compiled.value().get(), folder, bound.get());
      told(run.diagnostics(), found);
      run.value().ifPresent(r -> told(r.failures(), found));
      return run.value().filter(r -> !r.interrupted());
    }

    private static void told(Iterable<Diagnostic> diagnostics, Set<Symptom> found) {
      diagnostics.forEach(d -> found.add(new Told(d.code())));
    }
  }
}

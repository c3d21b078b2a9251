package dyn.testkit.docs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import dyn.compiler.Backends;
import dyn.compiler.Compilation;
import dyn.compiler.CompileOptions;
import dyn.compiler.Compiler;
import dyn.compiler.Expects;
import dyn.compiler.FileSources;
import dyn.compiler.Outcome;
import dyn.compiler.RunResult;
import dyn.compiler.Runner;
import dyn.ir.diagnostics.Diagnostic;
import dyn.ir.diagnostics.DiagnosticRenderer;
import dyn.ir.diagnostics.SourceFile;
import dyn.runtime.ensemble.Progress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** What an example claims: that it is right, that it runs, or that it is refused with a code. */
final class Examples {
  private static final String INTERPRETER = "reference";
  private static final int FEW = 64;

  private final Compiler compiler;
  private final Path folder;

  /** @param folder where data files of the page lie */
  Examples(Path folder) {
    this.folder = folder;
    this.compiler = new Compiler(new FileSources(folder));
  }

  void isRight(String text) {
    List<Diagnostic> found = compiler.check(new SourceFile("page.dyn", text));
    assertTrue(found.isEmpty(), () -> render(found));
  }

  void isWrong(String text, String code) {
    SourceFile source = new SourceFile("page.dyn", text);
    List<Diagnostic> found = new ArrayList<>(compiler.check(source));
    if (found.isEmpty()) {
      for (String e : experiments(source)) {
        Outcome<Compilation> compiled = compiler.compile(source, CompileOptions.DEFAULT.withExperiment(e));
        found.addAll(compiled.diagnostics());
        compiled.value().ifPresent(c -> found.addAll(failures(c)));
      }
    }
    assertEquals(Set.of(code), found.stream().map(d -> d.code().name()).collect(Collectors.toSet()), () -> render(found));
  }

  private List<Diagnostic> failures(Compilation c) {
    Outcome<RunResult> run = new Runner(1).run(c, folder, Progress.NONE);
    List<Diagnostic> all = new ArrayList<>(run.diagnostics());
    run.value().ifPresent(r -> all.addAll(r.failures()));
    return all;
  }

  /**
   * All experiments, on every backend: no failure, every `expect` holds, the bits agree. Of a large ensemble the interpreter runs the first
   * members, which are the same as among all.
   */
  void runs(String text) {
    isRight(text);
    SourceFile source = new SourceFile("page.dyn", text);
    List<String> experiments = experiments(source);
    assertFalse(experiments.isEmpty(), "nothing to run");
    int expects = 0;
    for (String e : experiments) expects += runs(source, e);
    assertTrue(expects > 0, "an example that runs expects something");
  }

  private int runs(SourceFile source, String experiment) {
    Map<String, String> hashes = new LinkedHashMap<>();
    Map<String, String> hashesOfFew = new LinkedHashMap<>();
    int expects = 0;
    for (var backend : Backends.all()) {
      if (backend.loader().isEmpty()) continue;
      CompileOptions options = CompileOptions.DEFAULT.withExperiment(experiment).withBackend(backend.name());
      Outcome<Compilation> c = compiler.compile(source, options);
      assertTrue(c.value().isPresent(), () -> render(c.diagnostics()));
      Runner runner = new Runner(1);
      int members = Math.toIntExact(c.value().get().experiment().members());
      hashesOfFew.put(backend.name(), run(runner, c.value().get(), Math.min(FEW, members)).hash());
      if (members > FEW && backend.name().equals(INTERPRETER)) continue;
      RunResult result = run(runner, c.value().get(), members);
      for (Expects.Verdict v : Expects.check(result)) {
        if (!v.passed()) fail(backend.name() + ": " + v.expectation().text() + " is " + v.worst() + " (" + v.at() + ")");
      }
      hashes.put(backend.name(), result.hash());
      expects = c.value().get().experiment().expects().size();
    }
    assertEquals(1, Set.copyOf(hashes.values()).size(), () -> experiment + ": bits differ " + hashes);
    assertEquals(1, Set.copyOf(hashesOfFew.values()).size(), () -> experiment + ": bits of a few differ " + hashesOfFew);
    return expects;
  }

  private RunResult run(Runner runner, Compilation c, int members) {
    Outcome<RunResult> run = runner.run(c, folder, 0, members, Progress.NONE);
    assertTrue(run.value().isPresent(), () -> render(run.diagnostics()));
    assertTrue(run.value().get().failures().isEmpty(), () -> render(run.value().get().failures()));
    return run.value().get();
  }

  private List<String> experiments(SourceFile source) {
    return compiler.parse(source).file().experiments().stream().map(e -> e.name().name()).toList();
  }

  private static String render(List<Diagnostic> found) {
    return "\n" + new DiagnosticRenderer(false).render(found);
  }
}

package dyn.cli;

import dyn.compiler.Backends;
import dyn.compiler.CompileOptions;
import dyn.compiler.Compiler;
import dyn.compiler.Outcome;
import dyn.compiler.Runner;
import dyn.frontend.ParsedFile;
import dyn.ir.diagnostics.Diagnostic;
import dyn.ir.diagnostics.SourceFile;
import dyn.runtime.results.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@CommandLine.Command(name = "test", description = "Runs experiments and checks what they expect, on every backend.", sortOptions = false)
final class TestCommand extends Command {
  @Parameters(arity = "1..*", paramLabel = "PATH", description = "Model files; a folder stands for all models in it.")
  private List<String> paths;

  @Option(names = "--backend", paramLabel = "NAME", description = "Only this backend; all by default.")
  private String backend = "all";

  @Option(names = {"-t", "--threads"}, paramLabel = "T", description = "Threads; all cores if not given.")
  private int threads = Runtime.getRuntime().availableProcessors();

  @Option(names = "--all-experiments", description = "Also those that expect nothing: their bits are compared.")
  private boolean all;

  @Option(names = "--long", description = "Also what takes the slow reference backend long.")
  private boolean slow;

  @Option(names = "--json", description = "Prints the table as JSON.")
  private boolean json;

  TestCommand(Terminal terminal) {
    super(terminal);
  }

  @Override
  public Integer call() {
    List<String> backends = backend.equals("all") ? Backends.all().stream().map(b -> b.name()).toList() : List.of(backend);
    if (Backends.all().stream().noneMatch(b -> backends.contains(b.name()))) {
      return terminal.mistakes(List.of(Typed.wrong("--backend", backend, "no backend is called `" + backend + "`")));
    }
    Outcome<List<String>> files = Sources.models(paths);
    if (files.value().isEmpty()) return terminal.mistakes(files.diagnostics());
    List<Diagnostic> mistakes = new ArrayList<>();
    List<TestRow> rows = new ArrayList<>();
    TestTable table = new TestTable(terminal, backends, files.value().get(), json);
    List<Future<Optional<TestRow>>> tests = new ArrayList<>();
    try (ExecutorService several = Executors.newFixedThreadPool(threads)) {
      for (String file : files.value().get()) test(file, backends, mistakes, t -> tests.add(several.submit(t)));
      for (Future<Optional<TestRow>> t : tests) {
        awaited(t, several).ifPresent(row -> {
          rows.add(row);
          table.row(row);
        });
      }
    }
    terminal.diagnostics(mistakes);
    if (json) terminal.out().print(Json.text(object(rows, mistakes)));
    else table.foot(rows, mistakes.size());
    rows.forEach(r -> terminal.diagnostics(r.problems()));
    if (!mistakes.isEmpty()) return Exit.MISTAKE;
    return rows.stream().anyMatch(TestRow::failed) ? Exit.EXPECTATION : Exit.OK;
  }

  /** A fault ends all tests. */
  private static <T> T awaited(Future<T> test, ExecutorService all) {
    try {
      return test.get();
    } catch (InterruptedException e) {
      all.shutdownNow();
      Thread.currentThread().interrupt();
      throw new CancellationException();
    } catch (ExecutionException e) {
      all.shutdownNow();
      if (e.getCause() instanceof RuntimeException fault) throw fault;
      if (e.getCause() instanceof Error fault) throw fault;
      throw new IllegalStateException(e.getCause());
    }
  }

  /** Hands over what is to be run: most of what a test does keeps one core busy. */
  private void test(String file, List<String> backends, List<Diagnostic> mistakes, Consumer<Callable<Optional<TestRow>>> out) {
    Outcome<SourceFile> source = Sources.read(file);
    mistakes.addAll(source.diagnostics());
    if (source.value().isEmpty()) return;
    TestRow.Limits limits = new TestRow.Limits(new Runner(threads).withCache(terminal.caching().open()), all, slow);
    Compiler compiler = new Compiler();
    ParsedFile parsed = compiler.parse(source.value().get());
    List<Diagnostic> found = compiler.check(source.value().get());
    mistakes.addAll(found.stream().filter(Diagnostic::isError).toList());
    if (found.stream().anyMatch(Diagnostic::isError)) return;
    for (String experiment : parsed.experiments()) {
      CompileOptions options = CompileOptions.DEFAULT.withExperiment(experiment);
      out.accept(() -> TestRow.of(new Compiler(), parsed, file, options, backends, limits));
    }
  }

  private static Map<String, Object> object(List<TestRow> rows, List<Diagnostic> mistakes) {
    Map<String, Object> o = new LinkedHashMap<>();
    o.put("passed", mistakes.isEmpty() && rows.stream().noneMatch(TestRow::failed));
    o.put("experiments", rows.stream().map(TestRow::json).toList());
    o.put("diagnostics", mistakes.stream().map(CheckCommand::json).toList());
    return o;
  }
}

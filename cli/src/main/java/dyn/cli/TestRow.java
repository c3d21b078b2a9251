package dyn.cli;

import dyn.compiler.Compilation;
import dyn.compiler.CompileOptions;
import dyn.compiler.Compiler;
import dyn.compiler.Expects;
import dyn.compiler.Outcome;
import dyn.compiler.RunResult;
import dyn.compiler.Runner;
import dyn.frontend.Expectation;
import dyn.frontend.ParsedFile;
import dyn.ir.diagnostics.Diagnostic;
import dyn.runtime.ensemble.Progress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/**
 * One experiment on every backend.
 *
 * @param cells by backend
 * @param worst largest error in units of the allowed one; NaN where only order is expected
 * @param sameBits empty where fewer than two backends ran it
 */
record TestRow(String file, String experiment, Map<String, Cell> cells, double worst, int expects, Optional<Boolean> sameBits,
    List<Diagnostic> problems) {
  /** The interpreter takes about a microsecond per statement and lane. */
  static final double LONG = 200_000;
  private static final String SLOW = "reference";

  enum Cell {
    PASS("pass"), FAIL("FAIL"), RUN_FAILED("FAILED"), LONG("long"), UNSUPPORTED("refused");

    private final String text;

    Cell(String text) {
      this.text = text;
    }

    String text() {
      return text;
    }
  }

  /**
   * @param all also experiments that expect nothing
   * @param slow also what takes the reference backend long
   */
  record Limits(Runner runner, boolean all, boolean slow) {}

  boolean failed() {
    return cells.values().stream().anyMatch(c -> c == Cell.FAIL || c == Cell.RUN_FAILED) || sameBits.equals(Optional.of(false));
  }

  /** Empty where the experiment expects nothing and only those that do are wanted. */
  static Optional<TestRow> of(Compiler compiler, ParsedFile parsed, String file, CompileOptions options, List<String> backends,
      Limits limits) {
    Maker maker = new Maker(compiler, parsed, file, options, limits);
    Outcome<Compilation> first = maker.compile(CompileOptions.DEFAULT_BACKEND);
    if (first.value().isPresent() && first.value().get().experiment().expects().isEmpty() && !limits.all()) return Optional.empty();
    return Optional.of(maker.row(first, backends));
  }

  /** Steps times cells that advance. */
  static double work(RunResult r) {
    double cells = 0;
    for (var v : r.compilation().experiment().states()) {
      double size = 1;
      for (var a : v.axes()) size *= a.size();
      cells += size;
    }
    return (double) (r.accepted() + r.rejected()) * cells;
  }

  Map<String, Object> json() {
    Map<String, Object> o = new LinkedHashMap<>();
    o.put("file", file);
    o.put("experiment", experiment);
    cells.forEach((backend, cell) -> o.put(backend, cell.text().toLowerCase(Locale.ROOT)));
    o.put("expects", expects);
    o.put("worst", worst);
    sameBits.ifPresent(s -> o.put("sameBits", s));
    o.put("problems", problems.stream().map(CheckCommand::json).toList());
    return o;
  }

  private static final class Maker {
    private final Compiler compiler;
    private final ParsedFile parsed;
    private final String file;
    private final CompileOptions options;
    private final Limits limits;
    private final Map<String, Cell> cells = new LinkedHashMap<>();
    private final List<Diagnostic> problems = new ArrayList<>();
    private final TreeSet<String> hashes = new TreeSet<>();
    private double worst = Double.NaN;
    private int ran;

    Maker(Compiler compiler, ParsedFile parsed, String file, CompileOptions options, Limits limits) {
      this.compiler = compiler;
      this.parsed = parsed;
      this.file = file;
      this.options = options;
      this.limits = limits;
    }

    Outcome<Compilation> compile(String backend) {
      return compiler.compile(parsed.source(), parsed, options.withBackend(backend));
    }

    TestRow row(Outcome<Compilation> first, List<String> backends) {
      double work = Double.NaN;
      for (String backend : backends) cells.put(backend, Cell.UNSUPPORTED);
      if (first.value().isEmpty()) problems.addAll(first.diagnostics());
      List<String> slowLast = new ArrayList<>(backends);
      slowLast.sort(Comparator.comparing(SLOW::equals));
      for (String backend : slowLast) {
        if (first.value().isEmpty()) break;
        if (backend.equals(SLOW) && !limits.slow()) {
          if (Double.isNaN(work)) work = work(run(first.value().get()));
          if (work > LONG) {
            cells.put(backend, Cell.LONG);
            continue;
          }
        }
        Outcome<Compilation> c = backend.equals(CompileOptions.DEFAULT_BACKEND) ? first : compile(backend);
        if (c.value().isEmpty()) {
          c.diagnostics().forEach(this::problem);
          continue;
        }
        Outcome<RunResult> r = run(c.value().get());
        work = work(r);
        cells.put(backend, verdict(r));
      }
      Optional<Boolean> same = ran < 2 ? Optional.empty() : Optional.of(hashes.size() == 1);
      int expects = first.value().map(c -> c.experiment().expects().size()).orElse(0);
      return new TestRow(file, options.experiment(), cells, worst, expects, same, List.copyOf(problems));
    }

    private Outcome<RunResult> run(Compilation c) {
      Path beside = Optional.ofNullable(Path.of(file).getParent()).orElse(Path.of(""));
      return limits.runner().run(c, beside, Progress.NONE);
    }

    private static double work(Outcome<RunResult> r) {
      return r.value().map(TestRow::work).orElse(0.0);
    }

    /** The same problem on several backends is told once. */
    private void problem(Diagnostic d) {
      if (problems.stream().noneMatch(p -> p.at().equals(d.at()) && p.code() == d.code())) problems.add(d);
    }

    private Cell verdict(Outcome<RunResult> r) {
      r.diagnostics().forEach(this::problem);
      if (r.value().isEmpty()) return Cell.RUN_FAILED;
      RunResult run = r.value().get();
      ran++;
      hashes.add(run.hash());
      run.failures().forEach(this::problem);
      boolean passed = true;
      for (Expects.Verdict v : Expects.check(run)) {
        if (!v.passed()) problem(Failed.diagnostic(v));
        passed &= v.passed();
        double share = v.error() / v.allowed();
        if (v.expectation().relation() == Expectation.Relation.EQUAL && v.allowed() > 0) worst = Double.isNaN(worst) ? share
            : Math.max(worst, share);
      }
      if (run.failures().stream().anyMatch(Diagnostic::isError)) return Cell.RUN_FAILED;
      return passed ? Cell.PASS : Cell.FAIL;
    }
  }
}

package dyn.cli;

import dyn.compiler.Compilation;
import dyn.compiler.CompileOptions;
import dyn.compiler.Expects;
import dyn.compiler.ResultWriter;
import dyn.compiler.RunResult;
import dyn.frontend.CheckedExperiment;
import dyn.frontend.Expectation;
import dyn.ir.diagnostics.Diagnostic;
import dyn.passes.Waits;
import dyn.runtime.plot.Plot;
import dyn.runtime.plot.TerminalPlot;
import java.nio.file.Path;
import java.util.List;

/** What a person reads about a run: before it what will happen, after it what came out. */
final class RunReport {
  private static final int LABEL = 10;
  private static final int MOST_EXPECTS = 12;
  private static final int PLOT_ROWS = 14;

  private final Terminal terminal;
  private final Style style;
  private final Compilation compilation;
  private final CheckedExperiment experiment;

  RunReport(Terminal terminal, Compilation compilation) {
    this.terminal = terminal;
    this.style = terminal.style();
    this.compilation = compilation;
    this.experiment = compilation.experiment();
  }

  private void row(String label, String text) {
    terminal.line("  " + style.dim(Numbers.padded(label, LABEL)) + text);
  }

  void head() {
    String doc = experiment.doc().isEmpty() ? "" : "  " + style.dim(experiment.doc());
    terminal.line(style.bold(experiment.model() + ": " + experiment.name()) + doc);
    row("method", compilation.plan().text());
    row("", style.dim(compilation.plan().reason()));
    List<String> stable = StableLines.of(experiment);
    for (int i = 0; i < stable.size(); i++) row(i == 0 ? "stable" : "", i == 0 ? stable.get(i) : style.dim(stable.get(i)));
    row("time", experiment.start().toPlainString() + " .. " + experiment.end().toPlainString()
        + Numbers.unit(experiment.units().time())
        + (experiment.members() > 1 ? ", " + Numbers.count(experiment.members(), "member") : ""));
    if (!compilation.backend().name().equals(CompileOptions.DEFAULT_BACKEND)) row("backend", backend(compilation));
    if (compilation.lanes().members() > 1) row("members", compilation.lanes().reason());
  }

  /** What runs it, and why where that was chosen. */
  static String backend(Compilation c) {
    return c.backend().name() + (c.backendWhy().isEmpty() ? ", as asked" : ": " + c.backendWhy());
  }

  void body(RunResult run, List<Expects.Verdict> verdicts, ResultWriter.Written written, boolean draw) {
    if (draw) written.plots().stream().findFirst().ifPresent(this::plot);
    else terminal.line("");
    FinalValues.lines(run, style).forEach(terminal::line);
    block(EnsembleLines.stops(run, style));
    block(EnsembleLines.statistics(run, style));
    block(SpectrumLines.peaks(run, style));
    terminal.line("");
    work(run);
    waits();
    expects(verdicts);
    results(written);
    if (!experiment.others().isEmpty()) row("also", String.join(", ", experiment.others()));
  }

  private void block(List<String> lines) {
    if (!lines.isEmpty()) terminal.line("");
    lines.forEach(terminal::line);
  }

  private void plot(Plot plot) {
    terminal.line("\n" + TerminalPlot.render(plot, Math.clamp(terminal.columns(), 60, 110), PLOT_ROWS, style.on()));
  }

  private void work(RunResult run) {
    long steps = run.accepted() + run.rejected();
    String rejected = compilation.plan().dt() == null ? ", " + Numbers.count(run.rejected()) + " rejected" : "";
    String each = steps == 0 ? "" : ", " + Numbers.nanoseconds(run.seconds() * 1e9 / steps) + " per step";
    row("steps", Numbers.count(run.accepted()) + (rejected.isEmpty() ? "" : " accepted" + rejected) + " in "
        + Numbers.seconds(run.seconds()) + each);
    for (Diagnostic d : run.failures()) {
      if (!d.isError()) row("stopped", style.warn(d.message()) + "; everything recorded until then is kept");
    }
  }

  private void waits() {
    Waits before = compilation.waitsBefore();
    Waits after = compilation.waitsAfter();
    row("waits", Numbers.count(before.all().size()) + " per step as written, " + left(after));
  }

  private String left(Waits after) {
    List<Waits.Wait> waits = after.several().orElse(after.all());
    if (waits.isEmpty()) return "none needed";
    long near = waits.stream().filter(w -> w.kind() == Waits.Kind.NEIGHBOURS).count();
    long all = waits.size() - near;
    String what = (all > 0 ? Numbers.count(all) + " for all" : "") + (all > 0 && near > 0 ? ", " : "")
        + (near > 0 ? Numbers.count(near) + " for neighbours" : "");
    int steps = compilation.tiles().together();
    return what + (steps > 1 ? " in " + steps + " steps" : " left") + (compilation.tiles().count() > 0
        ? ", " + Numbers.count(compilation.tiles().count(), "tile") : "");
  }

  private void expects(List<Expects.Verdict> verdicts) {
    String label = "expect";
    long passed = verdicts.stream().filter(Expects.Verdict::passed).count();
    if (verdicts.size() > MOST_EXPECTS) {
      row(label, style.good("ok") + "      " + passed + " of " + verdicts.size());
      label = "";
    }
    for (Expects.Verdict v : verdicts) {
      if (verdicts.size() > MOST_EXPECTS && v.passed()) continue;
      row(label, (v.passed() ? style.good("ok    ") : style.bad("FAILED")) + "  " + v.expectation().text().replaceFirst("^expect +", "")
          + "  " + style.dim(difference(v)));
      label = "";
    }
  }

  static String difference(Expects.Verdict v) {
    if (v.expectation().relation() == Expectation.Relation.EQUAL) return "error " + Numbers.text(v.error(), 2);
    return "is " + Numbers.text(v.worst(), 6);
  }

  private void results(ResultWriter.Written w) {
    String folder = w.folder().toString();
    StringBuilder files = new StringBuilder();
    for (Path p : w.tables()) files.append(name(w, p)).append("  ");
    files.append(name(w, w.manifest()));
    for (Path p : w.pictures()) files.append("  ").append(name(w, p));
    row("results", folder + (folder.endsWith("/") ? "" : "/"));
    row("", style.dim(files.toString()));
  }

  private static String name(ResultWriter.Written w, Path file) {
    return w.folder().toAbsolutePath().relativize(file.toAbsolutePath()).toString();
  }
}

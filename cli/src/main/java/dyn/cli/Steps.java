package dyn.cli;

import dyn.compiler.CompileOptions;
import dyn.compiler.Compiler;
import dyn.compiler.Outcome;
import dyn.compiler.trace.PassStep;
import dyn.compiler.trace.ProgramDiff;
import dyn.ir.Text;
import dyn.ir.diagnostics.Diagnostic;
import dyn.ir.diagnostics.Nearest;
import dyn.ir.diagnostics.SourceFile;
import dyn.passes.Pass;
import dyn.passes.Passes;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;

/** The passes of one experiment as people look at them: programs, changes, a table. */
final class Steps {
  private final Terminal terminal;
  private final SourceFile source;
  private final String experiment;
  private final List<String> skipped;
  private final String last;
  private final List<PassStep> all = new ArrayList<>();
  private final List<Double> seconds = new ArrayList<>();

  /** @param last the pass to stop after, or null */
  Steps(Terminal terminal, SourceFile source, String experiment, List<String> skipped, String last) {
    this.terminal = terminal;
    this.source = source;
    this.experiment = experiment;
    this.skipped = skipped;
    this.last = last;
  }

  static Optional<Diagnostic> unknown(String option, List<String> names) {
    List<String> known = Passes.all().stream().map(Pass::name).toList();
    return names.stream().filter(n -> !known.contains(n)).findFirst().map(n -> {
      Diagnostic d = Typed.wrong(option, n, "there is no pass `" + n + "`");
      return d.help(Nearest.to(n, known).map(k -> "there is `" + k + "`").orElse("there are " + String.join(", ", known)));
    });
  }

  /** A pass that takes a program to another level cannot be left out. */
  static Optional<Diagnostic> needed(List<String> names) {
    return Passes.all().stream().filter(p -> names.contains(p.name()) && p.from() != p.to()).findFirst()
        .map(p -> Typed.wrong("--skip", p.name(), "`" + p.name() + "` cannot be left out: nothing else makes a program at " + p.to().text())
            .help("--stop-after ends before it"));
  }

  /** Runs them; false where the model is wrong, which is said. */
  boolean run() {
    long[] begun = {System.nanoTime()};
    Outcome<List<PassStep>> made = new Compiler().steps(source, CompileOptions.DEFAULT.withExperiment(experiment),
        new LinkedHashSet<>(skipped), last, step -> {
          all.add(step);
          seconds.add((System.nanoTime() - begun[0]) * 1e-9);
          begun[0] = System.nanoTime();
        });
    terminal.diagnostics(made.diagnostics());
    return made.value().isPresent();
  }

  List<PassStep> all() {
    return all;
  }

  private boolean changes(int i) {
    return i == 0 || !all.get(i).made().equals(all.get(i - 1).made());
  }

  /** @param names those to print after, or null for all that change the program */
  void print(List<String> names, boolean origins) {
    for (int i = 0; i < all.size(); i++) {
      PassStep s = all.get(i);
      boolean wanted = names == null ? changes(i) : names.contains(s.name());
      if (!wanted) continue;
      terminal.line("// after " + s.name());
      terminal.line(Text.print(s.made(), origins));
    }
  }

  void table() {
    Style style = terminal.style();
    int width = all.stream().mapToInt(s -> s.name().length()).max().orElse(0) + 2;
    terminal.line(style.dim(Numbers.padded("pass", width) + Numbers.padded("level", 9) + Numbers.right("statements", 10)
        + Numbers.right("waits", 8) + Numbers.right("time", 10)));
    for (int i = 0; i < all.size(); i++) {
      PassStep s = all.get(i);
      String line = Numbers.padded(s.name(), width) + Numbers.padded(s.made().level().text(), 9)
          + Numbers.right(Numbers.count(s.statements()), 10)
          + Numbers.right(Numbers.count(s.waits()), 8) + Numbers.right(Numbers.seconds(seconds.get(i)), 10);
      terminal.line(changes(i) ? line : style.dim(line + "  no change"));
    }
  }

  /** @param names those of which the changes are shown, or empty for all */
  void differences(List<String> names) {
    Style style = terminal.style();
    for (int i = 1; i < all.size(); i++) {
      PassStep s = all.get(i);
      if (!names.isEmpty() && !names.contains(s.name())) continue;
      List<String> lines = ProgramDiff.unified(all.get(i - 1), s);
      String summary = s.pass().map(Pass::summary).orElse("");
      terminal.line(style.bold(s.name()) + "  " + style.dim(lines.isEmpty() ? "no change" : summary));
      lines.stream().skip(2).map(l -> coloured(l, style)).forEach(terminal::line);
      if (!lines.isEmpty()) terminal.line("");
    }
  }

  private static String coloured(String line, Style style) {
    return switch (line.isEmpty() ? ' ' : line.charAt(0)) {
      case '+' -> style.good(line);
      case '-' -> style.bad(line);
      case '@' -> style.dim(line);
      default -> line;
    };
  }
}

package dyn.cli;

import dyn.compiler.Compiler;
import dyn.compiler.Outcome;
import dyn.ir.Program;
import dyn.ir.Text;
import dyn.ir.diagnostics.Diagnostic;
import dyn.ir.diagnostics.SourceFile;
import dyn.passes.Pass;
import dyn.passes.Passes;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@CommandLine.Command(name = "passes", description = "Lists what changes a program on its way to a machine, or runs one of these passes.",
    sortOptions = false)
final class PassesCommand extends Command {
  @Option(names = "--run", paramLabel = "PASS", description = "Runs this pass on a program and prints what it makes.")
  private String wanted;

  @Parameters(arity = "0..1", paramLabel = "FILE.ir", description = "Text of a program, for --run.")
  private String file;

  PassesCommand(Terminal terminal) {
    super(terminal);
  }

  @Override
  public Integer call() {
    if (wanted == null) return list();
    if (file == null) return terminal.mistakes(List.of(Typed.wrong("--run", wanted, "a program is needed")
        .help("dyn passes --run " + wanted + " FILE.step.ir")));
    Outcome<SourceFile> source = Sources.read(file);
    if (source.value().isEmpty()) return terminal.mistakes(source.diagnostics());
    Outcome<Program> program = IrCommand.parse(source.value().get());
    if (program.value().isEmpty()) return terminal.mistakes(program.diagnostics());
    Program before = program.value().get();
    Optional<Pass> pass = Passes.find(wanted, before.level());
    if (pass.isEmpty() || pass.get().from() != before.level()) return terminal.mistakes(List.of(misfit(before)));
    terminal.out().print(Text.print(Compiler.runPass(pass.get(), before)));
    return Exit.OK;
  }

  private Diagnostic misfit(Program before) {
    List<String> fitting = Passes.all().stream().filter(p -> p.from() == before.level()).map(Pass::name).distinct().toList();
    return Typed.wrong("--run", wanted, "no pass `" + wanted + "` takes programs at " + before.level().text())
        .help("there are " + String.join(", ", fitting));
  }

  private int list() {
    Style style = terminal.style();
    List<Pass> all = Passes.all();
    int width = all.stream().mapToInt(p -> p.name().length()).max().orElse(0) + 2;
    terminal.line(style.dim(Numbers.padded("pass", width) + Numbers.padded("from", 8) + Numbers.padded("to", 8)
        + Numbers.padded("keeps", 11) + "what it does"));
    for (Pass p : all) {
      boolean anywhere = p.name().equals("simplify");
      terminal.line(style.bold(Numbers.padded(p.name(), width)) + Numbers.padded(anywhere ? "any" : p.from().text(), 8)
          + Numbers.padded(anywhere ? "same" : p.to().text(), 8) + Numbers.padded(p.exactness().name().toLowerCase(Locale.ROOT), 11)
              + p.summary());
    }
    terminal.line("\n" + style.dim("bitwise: not one bit of a result changes; rounding: equal in exact arithmetic; "
        + "limit: equal for small steps"));
    return Exit.OK;
  }
}

package dyn.cli;

import dyn.compiler.Compiler;
import dyn.compiler.Outcome;
import dyn.compiler.ProgramText;
import dyn.ir.Program;
import dyn.ir.Text;
import dyn.ir.diagnostics.Diagnostic;
import dyn.ir.diagnostics.SourceFile;
import dyn.passes.Pass;
import dyn.passes.Passes;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Parameters;

@CommandLine.Command(name = "run-pass", description = "Runs one pass on the text of a program and prints what it makes.",
    sortOptions = false)
final class RunPassCommand extends Command {
  @Parameters(index = "0", paramLabel = "PASS", description = "Its name; see dyn passes.")
  private String wanted;

  @Parameters(index = "1", paramLabel = "FILE.ir", description = "Text of a program, as dyn ir prints it.")
  private String file;

  RunPassCommand(Terminal terminal) {
    super(terminal);
  }

  @Override
  public Integer call() {
    Outcome<SourceFile> source = Sources.read(file);
    if (source.value().isEmpty()) return terminal.mistakes(source.diagnostics());
    Outcome<Program> program = ProgramText.read(source.value().get());
    if (program.value().isEmpty()) return terminal.mistakes(program.diagnostics());
    Program before = program.value().get();
    Optional<Pass> pass = Passes.find(wanted, before.level()).filter(p -> p.from() == before.level());
    if (pass.isEmpty()) return terminal.mistakes(List.of(misfit("run-pass", wanted, before)));
    terminal.out().print(Text.print(Compiler.runPass(pass.get(), before)));
    return Exit.OK;
  }

  static Diagnostic misfit(String option, String name, Program before) {
    List<String> fitting = Passes.all().stream().filter(p -> p.from() == before.level()).map(Pass::name).distinct().toList();
    return Typed.wrong(option, name, "no pass `" + name + "` takes programs at " + before.level().text())
        .help("there are " + String.join(", ", fitting));
  }
}

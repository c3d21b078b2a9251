package dyn.cli;

import dyn.backend.Backend;
import dyn.compiler.Backends;
import dyn.compiler.CompileOptions;
import picocli.CommandLine;

@CommandLine.Command(name = "targets", description = "Lists what can run a model.")
final class TargetsCommand extends Command {
  TargetsCommand(Terminal terminal) {
    super(terminal);
  }

  @Override
  public Integer call() {
    Style style = terminal.style();
    for (Backend b : Backends.all()) {
      String note = (b.name().equals(CompileOptions.DEFAULT_BACKEND) ? ", the default" : "")
          + (b.loader().isEmpty() ? ", writes files only" : "");
      terminal.line(style.bold(Numbers.padded(b.name(), 12)) + b.summary());
      terminal.line(" ".repeat(12) + style.dim("takes programs at " + b.target().level().text() + note));
    }
    return Exit.OK;
  }
}

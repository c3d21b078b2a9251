package dyn.cli;

import picocli.AutoComplete;
import picocli.CommandLine;

@CommandLine.Command(name = "completion", description = "Prints a completion script for bash and zsh: source <(dyn completion)")
final class CompletionCommand extends Command {
  CompletionCommand(Terminal terminal) {
    super(terminal);
  }

  @Override
  public Integer call() {
    terminal.out().print(AutoComplete.bash("dyn", Dyn.all(terminal)));
    return Exit.OK;
  }
}

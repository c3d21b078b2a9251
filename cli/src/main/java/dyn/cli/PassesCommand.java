package dyn.cli;

import dyn.passes.Pass;
import dyn.passes.Passes;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine;

@CommandLine.Command(name = "passes", description = "Lists what changes a program on its way to a machine.", sortOptions = false)
final class PassesCommand extends Command {
  PassesCommand(Terminal terminal) {
    super(terminal);
  }

  @Override
  public Integer call() {
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

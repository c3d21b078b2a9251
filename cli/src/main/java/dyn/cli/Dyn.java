package dyn.cli;

import dyn.compiler.Version;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Option;

/** `dyn` itself: the list of its commands. */
@CommandLine.Command(name = "dyn", description = {"Compiles models of dynamical systems and runs them.", ""}, sortOptions = false,
    synopsisSubcommandLabel = "COMMAND", commandListHeading = "%nCommands:%n",
    footer = {"", "Start with:  dyn new lotka && dyn run lotka.dyn"},
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {"0:done", "1:a mistake in a model, its data or an option's value; shown with a code", "2:unknown command or option",
        "3:an expectation does not hold, or backends or schedules differ", "4:a member failed while running; its records are kept",
        "69:the launcher could not build, or found no JDK 25", "70:a fault of dyn itself; a report is written",
            "130:interrupted; what was recorded is kept"})
final class Dyn extends Command {
  private static final List<String> NAMES = List.of("run", "resume", "rerun", "check", "test", "verify", "fmt", "compile", "new", "explain",
      "ir", "passes", "run-pass", "diff-passes", "reduce", "targets", "cache", "completion");

  @Option(names = {"-V", "--version"}, description = "Show the version.")
  private boolean version;

  private Dyn(Terminal terminal) {
    super(terminal);
  }

  /** The command of that name, or null. */
  static Command command(String name, Terminal t) {
    return switch (name) {
      case "run" -> new RunCommand(t);
      case "resume" -> new ResumeCommand(t);
      case "rerun" -> new RerunCommand(t);
      case "check" -> new CheckCommand(t);
      case "test" -> new TestCommand(t);
      case "verify" -> new VerifyCommand(t);
      case "fmt" -> new FmtCommand(t);
      case "compile" -> new CompileCommand(t);
      case "new" -> new NewCommand(t);
      case "explain" -> new ExplainCommand(t);
      case "ir" -> new IrCommand(t);
      case "passes" -> new PassesCommand(t);
      case "run-pass" -> new RunPassCommand(t);
      case "diff-passes" -> new DiffPassesCommand(t);
      case "reduce" -> new ReduceCommand(t);
      case "targets" -> new TargetsCommand(t);
      case "cache" -> new CacheCommand(t);
      case "completion" -> new CompletionCommand(t);
      default -> null;
    };
  }

  static CommandLine all(Terminal terminal) {
    CommandLine line = new CommandLine(new Dyn(terminal));
    for (String name : NAMES) line.addSubcommand(name, command(name, terminal));
    return line;
  }

  @Override
  public Integer call() {
    if (version) {
      terminal.line("dyn " + Version.TEXT);
      return Exit.OK;
    }
    CommandLine line = all(terminal);
    line.setUsageHelpWidth(Math.clamp(terminal.columns(), 60, 110));
    terminal.out().print(line.getUsageMessage(terminal.style().on() ? CommandLine.Help.Ansi.ON : CommandLine.Help.Ansi.OFF));
    return Exit.OK;
  }
}

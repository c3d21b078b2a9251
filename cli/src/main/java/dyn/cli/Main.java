package dyn.cli;

import dyn.runtime.results.JavaCppLog;
import java.io.PrintWriter;
import java.util.Arrays;
import picocli.CommandLine.Help;
import picocli.CommandLine;

/** Finds the command and runs it. Only the one that is called is built: reading the annotations of all takes longer than a small run. */
public final class Main {
  private Main() {}

  public static void main(String[] args) {
    JavaCppLog.silence();
    VectorProcess.endWithParent();
    Terminal terminal = Terminal.ofProcess();
    int code = run(terminal, args);
    terminal.out().flush();
    System.exit(code);
  }

  /** What `dyn` does with these arguments, and its exit code. Nothing is thrown. */
  static int run(Terminal terminal, String... args) {
    try {
      Command one = args.length == 0 ? null : Dyn.command(args[0], terminal);
      if (one == null) return prepared(Dyn.all(terminal), terminal, args).execute(args);
      CommandLine line = new CommandLine(one).setCommandName("dyn " + args[0]);
      return prepared(line, terminal, args).execute(Arrays.copyOfRange(args, 1, args.length));
    } catch (OutOfMemoryError e) {
      return Faults.outOfMemory(terminal);
    } catch (RuntimeException | Error e) {
      return Faults.report(terminal, e, args);
    }
  }

  private static CommandLine prepared(CommandLine line, Terminal terminal, String[] args) {
    Help.ColorScheme colours = Help.defaultColorScheme(terminal.style().on() ? Help.Ansi.ON : Help.Ansi.OFF);
    return line.setColorScheme(colours).setUsageHelpWidth(Math.clamp(terminal.columns(), 60, 110))
        .setOut(new PrintWriter(terminal.out(), true)).setErr(new PrintWriter(terminal.err(), true))
        .setParameterExceptionHandler((e, _) -> usage(terminal, e))
        .setExecutionExceptionHandler((e, _, _) -> Faults.report(terminal, e, args));
  }

  private static int usage(Terminal terminal, CommandLine.ParameterException e) {
    CommandLine line = e.getCommandLine();
    Style style = terminal.errorStyle();
    terminal.err().println(style.bad("error") + style.bold(": " + e.getMessage()));
    CommandLine.UnmatchedArgumentException.printSuggestions(e, new PrintWriter(terminal.err(), true));
    terminal.err().println("usage: " + line.getHelp().synopsis(0).strip() + "\nmore:  " + line.getCommandSpec().qualifiedName()
        + " --help");
    return Exit.USAGE;
  }
}

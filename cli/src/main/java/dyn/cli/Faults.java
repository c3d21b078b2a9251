package dyn.cli;

import dyn.compiler.Version;
import dyn.passes.PassFault;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;

/** Our own mistakes: a short paragraph for the user, everything else in a file. */
final class Faults {
  private Faults() {}

  static int report(Terminal terminal, Throwable fault, String[] args) {
    Style style = terminal.errorStyle();
    String what = fault.getMessage() == null ? fault.getClass().getSimpleName() : fault.getMessage().lines().findFirst().orElse("");
    terminal.err().println(style.bad("fault") + style.bold(": this is a mistake in dyn, not in your model") + "\n  " + shortened(what));
    try {
      Path file = Files.createTempFile("dyn-fault-", ".txt");
      Files.writeString(file, text(fault, args, reproduction(fault)));
      terminal.err().println("  A report is in " + file + ". Please send it with the model.");
    } catch (IOException e) {
      terminal.err().println("  A report could not be written: " + e.getMessage());
    }
    return Exit.FAULT;
  }

  static int outOfMemory(Terminal terminal) {
    long mib = Runtime.getRuntime().maxMemory() >> 20;
    Style style = terminal.errorStyle();
    terminal.err().println(style.bad("error") + style.bold(": out of memory") + "\n  " + mib
        + " MiB were not enough. Record fewer times or members, or give more: JAVA_TOOL_OPTIONS=-Xmx8g dyn ...");
    return Exit.FAULT;
  }

  private static String shortened(String text) {
    return text.length() <= 200 ? text : text.substring(0, 200) + "...";
  }

  /** The program that a failing pass was given, in a file of its own, and the command that runs the pass on it. */
  private static String reproduction(Throwable fault) throws IOException {
    if (!(fault instanceof PassFault p)) return "";
    Path file = Files.createTempFile("dyn-fault-", p.suffix());
    Files.writeString(file, p.reproduction());
    return "\nreproduce: dyn run-pass " + p.pass() + " " + file + "\nmake it small: dyn reduce " + file + " --pass " + p.pass() + "\n";
  }

  private static String text(Throwable fault, String[] args, String reproduction) {
    StringWriter trace = new StringWriter();
    fault.printStackTrace(new PrintWriter(trace));
    return "dyn " + Version.TEXT + ", Java " + Runtime.version() + ", " + System.getProperty("os.name") + " "
        + System.getProperty("os.arch")
        + "\ncommand: dyn " + String.join(" ", args) + "\n" + reproduction + "\n" + trace;
  }
}

package dyn.cli;

import dyn.ir.diagnostics.Diagnostic;
import dyn.ir.diagnostics.DiagnosticRenderer;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * What a process is given: where output goes and how it may look, and where to keep what was compiled.
 *
 * @param outIsTerminal a person reads the output, not a file
 * @param columns width of the terminal
 */
record Terminal(PrintStream out, PrintStream err, boolean outIsTerminal, boolean errIsTerminal, boolean colours, int columns,
    CacheSetting caching) {
  private static final int COLUMNS = 100;

  /** The process's own; the launcher has found out what it is connected to. */
  static Terminal ofProcess() {
    boolean out = Boolean.getBoolean("dyn.terminal.out");
    boolean err = Boolean.getBoolean("dyn.terminal.err");
    String no = System.getenv("NO_COLOR");
    boolean colours = (no == null || no.isEmpty()) && !"dumb".equals(System.getenv("TERM"));
    return new Terminal(stream(FileDescriptor.out), stream(FileDescriptor.err), out, err, colours,
        Integer.getInteger("dyn.terminal.columns", COLUMNS),
        CacheSetting.of(System::getenv, System.getProperty("os.name"), System.getProperty("user.home")));
  }

  private static PrintStream stream(FileDescriptor to) {
    return new PrintStream(new FileOutputStream(to), true, StandardCharsets.UTF_8);
  }

  /** A line of output, in one write. */
  void line(String text) {
    out.print(text + "\n");
  }

  Style style() {
    return new Style(colours && outIsTerminal);
  }

  Style errorStyle() {
    return new Style(colours && errIsTerminal);
  }

  void diagnostics(List<Diagnostic> diagnostics) {
    if (!diagnostics.isEmpty()) err.print(new DiagnosticRenderer(colours && errIsTerminal).render(diagnostics));
  }

  /** Prints mistakes and tells the exit code for them. */
  int mistakes(List<Diagnostic> diagnostics) {
    diagnostics(diagnostics);
    return Exit.MISTAKE;
  }
}

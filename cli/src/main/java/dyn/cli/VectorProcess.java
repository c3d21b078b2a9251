package dyn.cli;

import dyn.compiler.LaneChoice;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The same command in a Java process that has the Vector API, which only the start of a process can bring in. It costs a few tenths of
 * a second, so only long runs go there. What it says and how it ends is passed on, but for Java's warning that the API may change.
 */
final class VectorProcess {
  private static final String CHILD = "dyn.vector.process";
  private static final byte[] WARNING = "WARNING: Using incubator modules".getBytes(StandardCharsets.UTF_8);
  /**
   * What goes there is long: none of those that spare a short run the second compiler, and no first one. Where that has compiled the
   * Vector API, the second knows less of it, and makes objects of vectors that go round a loop. Objects begin at lines of the cache, so
   * that vectors in a worker's frame do not cross them.
   */
  private static final List<String> FLAGS = List.of("--enable-native-access=ALL-UNNAMED", "-XX:+UseSerialGC", "-XX:-UsePerfData",
      "-XX:-TieredCompilation", "-XX:ObjectAlignmentInBytes=64", "-Xlog:disable", "-Xlog:all=error:stderr");

  private VectorProcess() {}

  /**
   * Whether a run would gain from one that can be started: not from within one, nor where Java was not started from a class path.
   *
   * @param alone one member runs by itself
   */
  static boolean helps(LaneChoice lanes, boolean alone) {
    return !alone && !lanes.needs().isEmpty() && System.getProperty(CHILD) == null && !System.getProperty("java.class.path").isEmpty();
  }

  /** Nobody is left to hear of it: a process that was killed leaves none behind that goes on writing. */
  static void endWithParent() {
    if (System.getProperty(CHILD) == null) return;
    ProcessHandle.current().parent().ifPresent(p -> p.onExit().thenRun(() -> Runtime.getRuntime().halt(Exit.FAULT)));
  }

  /** Its exit code. Ctrl-C reaches both processes; this one waits until the other has written what it has. */
  static int run(Terminal terminal, String module, String name, List<String> args) throws IOException {
    terminal.out().flush();
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(FLAGS);
    command.addAll(List.of(module.split(" ")));
    command.add("-D" + CHILD + "=true");
    System.getProperties().stringPropertyNames().stream().filter(p -> p.startsWith("dyn.")).sorted()
        .forEach(p -> command.add("-D" + p + "=" + System.getProperty(p)));
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), Main.class.getName(), name));
    command.addAll(args);
    Process process = new ProcessBuilder(command).redirectInput(ProcessBuilder.Redirect.INHERIT)
        .redirectOutput(ProcessBuilder.Redirect.INHERIT).start();
    try (InputStream said = process.getErrorStream()) {
      passOn(said, terminal.err());
      return process.waitFor();
    } catch (InterruptedException e) {
      process.destroy();
      Thread.currentThread().interrupt();
      return Exit.INTERRUPTED;
    }
  }

  /** All bytes but the line of the warning, which comes first if it comes. */
  private static void passOn(InputStream from, OutputStream to) throws IOException {
    byte[] start = from.readNBytes(WARNING.length);
    if (Arrays.equals(start, WARNING)) {
      for (int b = from.read(); b >= 0 && b != '\n'; ) b = from.read();
    } else {
      to.write(start);
    }
    byte[] block = new byte[4096];
    for (int n = from.read(block); n >= 0; n = from.read(block)) {
      to.write(block, 0, n);
      to.flush();
    }
  }
}

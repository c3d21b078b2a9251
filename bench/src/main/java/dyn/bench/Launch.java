package dyn.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** How a contestant's process is started; the working folder is the root of the project. */
sealed interface Launch {
  Path PEERS = Path.of("bench/target/peers");

  /** @param name tells builds of one contestant apart; of several, the fastest takes part */
  record Build(String name, List<String> command) {}

  List<Build> builds();

  /** Seconds that it runs before it counts. */
  double warmUp();

  /** All executables of that name, `NAME.COMPILER.VARIANT`. */
  record Built(String name) implements Launch {
    @Override
    public List<Build> builds() {
      List<Build> all = new ArrayList<>();
      if (!Files.isDirectory(PEERS)) return all;
      try (DirectoryStream<Path> files = Files.newDirectoryStream(PEERS, name + ".*")) {
        for (Path p : files) all.add(new Build(p.getFileName().toString().substring(name.length() + 1), List.of(p.toString())));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      all.sort((a, b) -> a.name().compareTo(b.name()));
      return all;
    }

    @Override
    public double warmUp() {
      return 0;
    }
  }

  record Java(String mainClass, Work work) implements Launch {
    /** What is measured: long loops, for which the first of the JVM's compilers is in the way, calls of native code, or a compiler. */
    enum Work { LOOPS, NATIVE, COMPILER }

    private static final List<String> FLAGS = List.of("--add-modules", "jdk.incubator.vector", "--enable-native-access=ALL-UNNAMED",
        "-XX:+UseSerialGC", "-XX:ObjectAlignmentInBytes=64", "-Xms1g", "-Xmn512m", "-XX:+AlwaysPreTouch");

    @Override
    public List<Build> builds() {
      List<String> command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
      command.addAll(FLAGS);
      if (work == Work.LOOPS) command.add("-XX:-TieredCompilation");
      command.addAll(List.of("-cp", System.getProperty("java.class.path"), mainClass));
      return List.of(new Build("", command));
    }

    @Override
    public double warmUp() {
      return work == Work.COMPILER ? 10 : 3;
    }
  }

  record Python(String script) implements Launch {
    @Override
    public List<Build> builds() {
      return List.of(new Build("", List.of("python3", "bench/peers/" + script)));
    }

    @Override
    public double warmUp() {
      return 0;
    }
  }
}

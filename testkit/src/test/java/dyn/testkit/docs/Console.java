package dyn.testkit.docs;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A block that shows {@code $ ./dyn ...} and what it prints; a last line {@code ...} stands for the rest. */
final class Console {
  private static final Pattern WORD = Pattern.compile("'([^']*)'|(\\S+)");
  private static final Pattern DURATION = Pattern.compile("\\b[0-9][0-9,.]* (ns|us|µs|ms|s|min|h)\\b");

  private Console() {}

  /** The block with what its command prints now. */
  static String run(Path folder, String block) throws IOException, InterruptedException {
    String command = block.lines().findFirst().orElse("");
    if (!command.startsWith("$ ./dyn ")) throw new IllegalArgumentException("not a call of dyn: " + command);
    List<String> words = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "--enable-native-access=ALL-UNNAMED", "-cp",
        System.getProperty("java.class.path"), "dyn.cli.Main"));
    Matcher m = WORD.matcher(command.substring("$ ./dyn ".length()));
    while (m.find()) words.add(m.group(1) != null ? m.group(1) : m.group(2));
    ProcessBuilder builder = new ProcessBuilder(words).directory(folder.toFile()).redirectErrorStream(true);
    Process process = builder.start();
    process.getOutputStream().close();
    String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (!process.waitFor(60, TimeUnit.SECONDS)) throw new IllegalStateException("does not end: " + command);
    List<String> lines = new ArrayList<>(List.of(command));
    printed.lines().map(String::stripTrailing).forEach(lines::add);
    int shown = (int) block.lines().count();
    boolean cut = shown > 1 && block.stripTrailing().endsWith("\n...") && lines.size() >= shown;
    if (cut) lines = new ArrayList<>(lines.subList(0, shown - 1));
    if (cut) lines.add("...");
    return String.join("\n", lines) + "\n";
  }

  /** Times differ from run to run. */
  static String timeless(String text) {
    return DURATION.matcher(text).replaceAll("# $1").replaceAll("# (ns|us|µs|ms|s)\\b", "#");
  }
}

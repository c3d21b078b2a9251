package dyn.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What holds of every Java file. */
class SourceFilesTest {
  private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
  private static final int MOST_LINES = 400;
  private static final int LONGEST_LINE = 140;

  @Test
  void noFileIsLong() throws IOException {
    List<String> found = new ArrayList<>();
    each((file, lines) -> {
      if (lines.size() > MOST_LINES) found.add(file + " has " + lines.size() + " lines");
    });
    assertEquals(List.of(), found);
  }

  @Test
  void noLineIsLong() throws IOException {
    List<String> found = new ArrayList<>();
    each((file, lines) -> {
      for (int i = 0; i < lines.size(); i++) {
        int length = lines.get(i).codePointCount(0, lines.get(i).length());
        if (length > LONGEST_LINE) found.add(file + ":" + (i + 1) + " has " + length + " characters");
      }
    });
    assertEquals(List.of(), found);
  }

  private static void each(BiConsumer<Path, List<String>> judge) throws IOException {
    List<Path> files;
    try (Stream<Path> all = Files.walk(ROOT)) {
      files = all.filter(f -> f.toString().endsWith(".java") && !ROOT.relativize(f).toString().contains("target/")).sorted().toList();
    }
    assertTrue(files.size() > 100, () -> "only " + files.size() + " files under " + ROOT);
    for (Path f : files) judge.accept(ROOT.relativize(f), Files.readAllLines(f));
  }
}

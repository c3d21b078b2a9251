package dyn.compiler.trace;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** A file for each program on the way, numbered, and {@code index.html} that shows what changed. */
public final class TraceFolder {
  private TraceFolder() {}

  /** The page. */
  public static Path write(String title, List<PassStep> steps, Path folder) throws IOException {
    Files.createDirectories(folder);
    for (int i = 0; i < steps.size(); i++) {
      PassStep s = steps.get(i);
      String name = String.format(Locale.ROOT, "%02d-%s.%s.ir", i, s.name(), s.made().level().text());
      Files.writeString(folder.resolve(name), String.join("\n", s.lines()) + "\n");
    }
    return Files.writeString(folder.resolve("index.html"), TracePage.of(title, steps));
  }
}

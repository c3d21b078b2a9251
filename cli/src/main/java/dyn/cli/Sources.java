package dyn.cli;

import dyn.compiler.FileSources;
import dyn.compiler.Outcome;
import dyn.ir.diagnostics.Code;
import dyn.ir.diagnostics.Diagnostic;
import dyn.ir.diagnostics.SourceFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The files that a user names. */
final class Sources {
  private Sources() {}

  static Outcome<SourceFile> read(String name) {
    return new FileSources(Path.of("")).read(name, new SourceFile("command line", name).span(0, name.length()));
  }

  private static Diagnostic unreadable(String name, String message) {
    return Diagnostic.of(Code.E0114, new SourceFile("command line", name).span(0, name.length()), message);
  }

  /** The model files that paths name: a folder stands for all in it, in order of their names. */
  static Outcome<List<String>> models(List<String> paths) {
    List<String> all = new ArrayList<>();
    List<Diagnostic> faults = new ArrayList<>();
    for (String p : paths) {
      if (!Files.isDirectory(Path.of(p))) {
        all.add(p);
        continue;
      }
      try (Stream<Path> found = Files.walk(Path.of(p))) {
        List<String> models = found.filter(f -> f.toString().endsWith(".dyn")).map(Path::toString).sorted().toList();
        if (models.isEmpty()) faults.add(unreadable(p, "there is no model in the folder `" + p + "`"));
        all.addAll(models);
      } catch (IOException | UncheckedIOException e) {
        faults.add(unreadable(p, "the folder `" + p + "` cannot be read"));
      }
    }
    return faults.isEmpty() ? Outcome.of(all, List.of()) : Outcome.failed(faults);
  }
}

package dyn.cli;

import dyn.compiler.Outcome;
import dyn.ir.diagnostics.Code;
import dyn.ir.diagnostics.Diagnostic;
import dyn.ir.diagnostics.Nearest;
import dyn.ir.diagnostics.SourceFile;
import dyn.ir.diagnostics.Span;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** Reads files that a user names. */
final class Sources {
  private static final long LARGEST = 256 << 20;
  private static final int MOST_NAMED = 8;

  private Sources() {}

  static Outcome<SourceFile> read(String name) {
    try {
      Path path = Path.of(name);
      if (Files.isDirectory(path)) return unreadable(name, "`" + name + "` is a folder", modelsIn(path));
      if (Files.size(path) > LARGEST)
        return Outcome.failed(List.of(Diagnostic.of(Code.E0106, typed(name), "`" + name + "` is too large for a model")));
      return decode(name, Files.readAllBytes(path));
    } catch (NoSuchFileException e) {
      return unreadable(name, "there is no file `" + name + "`", similar(Path.of(name)));
    } catch (AccessDeniedException e) {
      return unreadable(name, "`" + name + "` may not be read", Optional.of("its permissions: `ls -l " + name + "`"));
    } catch (InvalidPathException e) {
      return unreadable(name, "this is not the name of a file", Optional.empty());
    } catch (IOException e) {
      return unreadable(name, "`" + name + "` cannot be read: " + e.getMessage(), Optional.empty());
    }
  }

  private static Span typed(String name) {
    return new SourceFile("command line", name).span(0, name.length());
  }

  private static Outcome<SourceFile> unreadable(String name, String message, Optional<String> help) {
    Diagnostic d = Diagnostic.of(Code.E0114, typed(name), message);
    return Outcome.failed(List.of(help.map(d::help).orElse(d)));
  }

  private static Optional<String> modelsIn(Path folder) {
    List<String> models = names(folder).stream().filter(n -> n.endsWith(".dyn")).map(n -> folder.resolve(n).toString()).toList();
    if (models.isEmpty()) return Optional.empty();
    String more = models.size() > MOST_NAMED ? ", ..." : "";
    return Optional.of("models in it: " + String.join(", ", models.subList(0, Math.min(MOST_NAMED, models.size()))) + more);
  }

  private static Optional<String> similar(Path missing) {
    Path folder = missing.toAbsolutePath().getParent();
    if (folder == null || missing.getFileName() == null) return Optional.empty();
    if (!Files.isDirectory(folder))
      return Optional.of("there is no folder `" + (missing.getParent() == null ? folder : missing.getParent()) + "` either");
    return Nearest.to(missing.getFileName().toString(), names(folder)).map(n -> "did you mean `" + missing.resolveSibling(n) + "`");
  }

  private static List<String> names(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      return files.limit(10_000).map(p -> p.getFileName().toString()).sorted().toList();
    } catch (IOException e) {
      return List.of();
    }
  }

  private static Outcome<SourceFile> decode(String name, byte[] bytes) {
    CharsetDecoder strict = StandardCharsets.UTF_8.newDecoder();
    ByteBuffer in = ByteBuffer.wrap(bytes);
    CharBuffer out = CharBuffer.allocate(bytes.length);
    boolean fine = !strict.decode(in, out, true).isError();
    String start = out.flip().toString();
    if (fine) return Outcome.of(new SourceFile(name, start.startsWith("\ufeff") ? start.substring(1) : start), List.of());
    byte bad = bytes[in.position()];
    SourceFile source = new SourceFile(name, lenient(bytes));
    String hex = Integer.toHexString(bad & 0xff | 0x100).substring(1).toUpperCase(Locale.ROOT);
    Diagnostic d = Diagnostic.of(Code.E0114, source.span(start.length(), start.length() + 1), "`" + name + "` is not UTF-8 text");
    return Outcome.failed(List.of(d.because("byte 0x" + hex + " at position " + in.position() + " begins no character")
        .help("save the file as UTF-8")));
  }

  private static String lenient(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
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
        if (models.isEmpty()) faults.addAll(unreadable(p, "there is no model in the folder `" + p + "`", Optional.empty()).diagnostics());
        all.addAll(models);
      } catch (IOException | UncheckedIOException e) {
        faults.addAll(unreadable(p, "the folder `" + p + "` cannot be read", Optional.empty()).diagnostics());
      }
    }
    return faults.isEmpty() ? Outcome.of(all, List.of()) : Outcome.failed(faults);
  }
}

package dyn.compiler;

import dyn.frontend.Sources;
import dyn.ir.diagnostics.Code;
import dyn.ir.diagnostics.Diagnostic;
import dyn.ir.diagnostics.Nearest;
import dyn.ir.diagnostics.SourceFile;
import dyn.ir.diagnostics.Span;
import dyn.runtime.data.EdgeFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** Model files of a folder, by paths relative to it; imports are relative to the file that imports. */
public final class FileSources implements Sources {
  private static final long LARGEST = 256 << 20;
  private static final int MOST_NAMED = 8;

  private final Path folder;

  public FileSources(Path folder) {
    this.folder = folder;
  }

  @Override
  public Answer find(SourceFile importer, String path, Span asked) {
    try {
      String name = Path.of(importer.name()).resolveSibling(path).normalize().toString();
      boolean device = Files.exists(folder.resolve(name)) && !Files.isRegularFile(folder.resolve(name))
          && !Files.isDirectory(folder.resolve(name));
      Outcome<SourceFile> read = device ? unreadable(asked, "`" + name + "` is a device or a pipe, not a file", Optional.empty())
          : read(name, asked);
      return new Answer(read.value().map(s -> new Text(s, key(s))), read.diagnostics());
    } catch (InvalidPathException e) {
      return new Answer(Optional.empty(), unreadable(asked, "this is not the name of a file", Optional.empty()).diagnostics());
    }
  }

  @Override
  public Columns columns(SourceFile importer, String path, List<String> names, Span asked) {
    try {
      return columns(folder.resolve(Path.of(importer.name()).resolveSibling(path).normalize()), names, asked);
    } catch (InvalidPathException e) {
      return new Columns(Optional.empty(), List.of(Diagnostic.of(Code.E0801, asked, "this is not the name of a file")
          .because("asked for here")));
    }
  }

  static Columns columns(Path file, List<String> names, Span asked) {
    return switch (EdgeFile.read(file, names)) {
      case EdgeFile.Result.Rows r -> new Columns(Optional.of(r.columns()), List.of());
      case EdgeFile.Result.Fault f -> new Columns(Optional.empty(), List.of(Diagnostic.of(f.code(), asked, f.message()).help(f.help())));
    };
  }

  @Override
  public String key(SourceFile source) {
    try {
      return folder.resolve(source.name()).toRealPath().toString();
    } catch (IOException | InvalidPathException e) {
      return source.name();
    }
  }

  /** @param asked where the name was written */
  public Outcome<SourceFile> read(String name, Span asked) {
    try {
      Path path = folder.resolve(name);
      if (Files.isDirectory(path)) return unreadable(asked, "`" + name + "` is a folder", modelsIn(name));
      if (Files.size(path) > LARGEST)
        return Outcome.failed(List.of(Diagnostic.of(Code.E0106, asked, "`" + name + "` is too large for a model").because("this file")));
      return decode(name, Files.readAllBytes(path));
    } catch (NoSuchFileException e) {
      boolean link = Files.isSymbolicLink(folder.resolve(name));
      return unreadable(asked, link ? "the link `" + name + "` leads to no file" : "there is no file `" + name + "`", similar(name));
    } catch (AccessDeniedException e) {
      return unreadable(asked, "`" + name + "` may not be read", Optional.of("its permissions: `ls -l " + name + "`"));
    } catch (InvalidPathException e) {
      return unreadable(asked, "this is not the name of a file", Optional.empty());
    } catch (IOException e) {
      boolean link = Files.isSymbolicLink(folder.resolve(name));
      return unreadable(asked, link ? "the link `" + name + "` leads to no file" : "`" + name + "` cannot be read: " + e.getMessage(),
          Optional.empty());
    }
  }

  private static Outcome<SourceFile> unreadable(Span asked, String message, Optional<String> help) {
    Diagnostic d = Diagnostic.of(Code.E0114, asked, message).because("asked for here");
    return Outcome.failed(List.of(help.map(d::help).orElse(d)));
  }

  private Optional<String> modelsIn(String name) {
    List<String> models = names(folder.resolve(name)).stream().filter(n -> n.endsWith(".dyn"))
        .map(n -> Path.of(name).resolve(n).toString()).toList();
    if (models.isEmpty()) return Optional.empty();
    String more = models.size() > MOST_NAMED ? ", ..." : "";
    return Optional.of("models in it: " + String.join(", ", models.subList(0, Math.min(MOST_NAMED, models.size()))) + more);
  }

  private Optional<String> similar(String name) {
    Path missing = Path.of(name);
    Path parent = folder.resolve(missing).toAbsolutePath().getParent();
    if (parent == null || missing.getFileName() == null) return Optional.empty();
    if (!Files.isDirectory(parent))
      return Optional.of("there is no folder `" + (missing.getParent() == null ? parent : missing.getParent()) + "` either");
    return Nearest.to(missing.getFileName().toString(), names(parent)).map(n -> "did you mean `" + missing.resolveSibling(n) + "`");
  }

  private static List<String> names(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      return files.limit(10_000).map(p -> p.getFileName().toString()).sorted().toList();
    } catch (IOException e) {
      return List.of();
    }
  }

  /** UTF-8, and nothing else. */
  public static Outcome<SourceFile> decode(String name, byte[] bytes) {
    CharsetDecoder strict = StandardCharsets.UTF_8.newDecoder();
    ByteBuffer in = ByteBuffer.wrap(bytes);
    CharBuffer out = CharBuffer.allocate(bytes.length);
    boolean fine = !strict.decode(in, out, true).isError();
    String start = out.flip().toString();
    if (fine) return Outcome.of(new SourceFile(name, start.startsWith("\ufeff") ? start.substring(1) : start), List.of());
    byte bad = bytes[in.position()];
    SourceFile source = new SourceFile(name, new String(bytes, StandardCharsets.UTF_8));
    String hex = Integer.toHexString(bad & 0xff | 0x100).substring(1).toUpperCase(Locale.ROOT);
    Diagnostic d = Diagnostic.of(Code.E0114, source.span(start.length(), start.length() + 1), "`" + name + "` is not UTF-8 text");
    return Outcome.failed(List.of(d.because("byte 0x" + hex + " at position " + in.position() + " begins no character")
        .help("save the file as UTF-8")));
  }
}

package dyn.compiler;

import dyn.backend.Description;
import dyn.backend.Packager;
import dyn.runtime.results.AtomicFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A compiled experiment as files for programs that are not in Java: a library and what belongs to it, an object, a program, or text. */
public final class ModelLibrary {
  private final Map<String, byte[]> files;

  private ModelLibrary(Map<String, byte[]> files) {
    this.files = files;
  }

  /**
   * @param folder where relative paths of data start
   * @param kind one of the packager's
   */
  public static Outcome<ModelLibrary> of(Compilation c, Path folder, String kind) {
    Packager packager = c.backend().packager().orElseThrow(() -> new IllegalArgumentException(c.backend().name() + " makes no files"));
    Outcome<Description> described = Descriptions.of(c, folder, c.experiment().model());
    return new Outcome<>(described.value().map(d -> new ModelLibrary(new TreeMap<>(packager.pack(c.target(), d, kind)))),
        described.diagnostics());
  }

  /** Their paths. */
  public List<String> names() {
    return List.copyOf(files.keySet());
  }

  /** One file is written as {@code out}, several into a folder of that name. */
  public void write(Path out) throws IOException {
    if (files.size() == 1) {
      byte[] only = files.values().iterator().next();
      write(out, only);
      if (isProgram(only)) out.toFile().setExecutable(true);
      return;
    }
    for (Map.Entry<String, byte[]> f : files.entrySet()) {
      Path file = out.resolve(f.getKey());
      Files.createDirectories(file.getParent());
      write(file, f.getValue());
    }
  }

  private static void write(Path file, byte[] bytes) throws IOException {
    try (AtomicFile to = AtomicFile.create(file)) {
      to.stream().write(bytes);
      to.commit();
    }
  }

  private static boolean isProgram(byte[] bytes) {
    return bytes.length > 4 && bytes[0] == 0x7f && bytes[1] == 'E' && bytes[2] == 'L' && bytes[3] == 'F';
  }
}
